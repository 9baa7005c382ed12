"""A table of two columns, a head and its translations: ``head<TAB>translation|another``. Lines that begin with "# " are comments.

The languages are in the file's name (omw-rus-eng.tsv) or are told. Earlier translations count for more: wordnets joined by their synsets
have the better known senses first.
"""

from collections.abc import Iterator

from .glosses import cleaned, without_notes
from .lines import numbered, plain_lines, shown
from .naming import languages_in
from .protocol import About, Entry, Files, Item, LexiconError, Passed, Refusal

TITLE = "table of two columns (TSV)"
EXPECTED = "lines such as собака<TAB>dog|domestic dog"

MOST_TRANSLATIONS = 200

FADING_HERE = 0.8
"""What the next translation weighs beside the one before. XQuAD, R@10 by these tables alone with 1 / .8: es .962/.967, ru .903/.908, ar .712/.772."""


def packaged() -> Files | None:
    """Return None: a librarian gives such files."""
    return None


def sniff(head: bytes, name: str) -> float:
    """Return how surely this is my kind of file."""
    lines = plain_lines(head)[:50]
    good = sum(line.count("\t") == 1 and "" not in line.split("\t") for line in lines)
    return 0.6 * good / len(lines) if lines and good * 2 > len(lines) else 0.0


def describe(files: Files) -> About:
    """Return the languages that the file's name has."""
    return About(languages=languages_in(files.main))


def read(files: Files, about: About) -> Iterator[Item]:
    """Yield the entries."""
    if len(about.languages) != 2:
        raise LexiconError(files.main, "the name of the file does not say its languages; say them: --langs ru-en")
    source, target = about.languages
    with files.open() as stream:
        for found in numbered(stream, files.main):
            if isinstance(found, Refusal):
                yield found
                continue
            number, line = found
            if not line.strip() or line.startswith("# "):
                continue
            head, _, rest = line.partition("\t")
            if not rest.strip() or not head.strip() or "\t" in rest:
                yield Refusal(files.main, number, f"expected {EXPECTED}", shown(line))
                continue
            texts = tuple(dict.fromkeys(t for part in rest.split("|")[:MOST_TRANSLATIONS] if (t := cleaned(part, target))))
            head = without_notes(head)
            shares = tuple(FADING_HERE**place for place in range(len(texts)))
            yield Entry(source, head, target, tuple((text,) for text in texts), shares) if head and texts else Passed(number)
