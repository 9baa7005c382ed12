"""The readers of lexicons by name, and how one is chosen for a file."""

from lantai.core.registry import Registry

from .protocol import Reader, UnknownLexicon

_HERE = "lantai.core.bilingual.lexicons"

LEXICONS: Registry[Reader] = Registry(
    "lexicon",
    {
        "cedict": f"{_HERE}.cedict",
        "cldr": f"{_HERE}.cldr",
        "dictd": f"{_HERE}.dictd",
        "joined": f"{_HERE}.joined",
        "plain": f"{_HERE}.plain",
        "omw": f"{_HERE}.omw",
        "wnlmf": f"{_HERE}.wnlmf",
        "skos": f"{_HERE}.skos",
    },
)

PACKAGED = {"cc-cedict": "cedict", "cldr": "cldr"}
"""The lexicons that come in Python packages with Lantai: name -> reader (which has a function ``packaged() -> Files``)."""

_LEAST = 0.05


def detect(head: bytes, name: str) -> str:
    """Return the name of the reader that is surest that a file is its own; raise UnknownLexicon. ``head``: the first 64 KiB, unpacked."""
    if not head.strip():
        raise UnknownLexicon(name, "the file is empty")
    plain = name.lower().removesuffix(".gz").removesuffix(".bz2")
    surest, found = max((LEXICONS[reader].sniff(head, plain), reader) for reader in LEXICONS)
    if surest < _LEAST:
        known = "; ".join(LEXICONS[reader].TITLE for reader in LEXICONS if _reads_files(LEXICONS[reader]))
        raise UnknownLexicon(name, f"this is no lexicon that Lantai reads; expected one of: {known}")
    return found


def _reads_files(reader: Reader) -> bool:
    """Say whether a reader reads files that a librarian could give; CLDR's does not."""
    files = reader.packaged()
    return files is None or bool(files.openers)
