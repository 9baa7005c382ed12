"""What the gate of romanised titles asks: labelled titles of our own, and the paired titles of the shared MARC records, each in several spellings.

The spellings of paired titles are made here, from the cataloguer's form, by rules that share nothing with the product.
"""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parent / "data" / "romanised.tsv"
LANGUAGES = ("zh", "ja", "ko", "ru", "ar", "he", "yi")


class Asked(NamedTuple):
    """A question, and the title in its own script that it is the romanised form of. ``kind``: "catalogued" or "typed"."""

    lang: str
    title: str
    query: str
    kind: str


def labelled() -> Iterator[Asked]:
    """Yield the questions of the labelled set."""
    for line in DATA.read_text(encoding="utf-8").splitlines()[1:]:
        lang, title, catalogued, typed = line.split("\t")
        yield Asked(lang, title, catalogued, "catalogued")
        yield from (Asked(lang, title, query, "typed") for query in typed.split(" | "))


def spellings(lang: str, title: str, catalogued: str) -> Iterator[Asked]:
    """Yield a cataloguer's romanised title, and as readers would type it."""
    yield Asked(lang, title, catalogued, "catalogued")
    yield from (Asked(lang, title, query, "typed") for query in dict.fromkeys(_typed(lang, catalogued)) if query != catalogued)


def _typed(lang: str, catalogued: str) -> Iterator[str]:
    yield bare(catalogued)
    if lang == "zh":
        yield bare(catalogued).replace(" ", "").lower()
    elif lang == "ja":
        yield "".join({"ō": "ou", "ū": "uu"}.get(letter, letter) for letter in unicodedata.normalize("NFC", catalogued.lower()))
        yield _replaced(
            bare(catalogued).lower(),
            ("shi", "si"),
            ("sh", "sy"),
            ("chi", "ti"),
            ("ch", "ty"),
            ("tsu", "tu"),
            ("ji", "zi"),
            ("j", "zy"),
        )
    elif lang == "ru":
        joined = re.sub("[\ufe20\ufe21\u0361]", "", unicodedata.normalize("NFD", catalogued))
        yield bare(_replaced(joined, ("ia", "ya"), ("iu", "yu"), ("ĭ", "y"), ("Ia", "Ya"), ("Iu", "Yu")))
        yield bare(_replaced(joined, ("ia", "ja"), ("iu", "ju"), ("ĭ", "j"), ("Ia", "Ja"), ("Iu", "Ju")))
    elif lang == "ar":
        yield bare(catalogued).lower().replace("wa-al-", "wal-").replace("ah ", "a ")
        yield re.sub(r"\bal-(?=(sh|[tdrzsn]))", lambda match: f"a{match[1]}-", bare(catalogued).lower())


def bare(text: str) -> str:
    """Return a text without marks and without signs for letters that English has not."""
    kept = (letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return "".join(letter for letter in kept if letter not in "ʻʼʹʺ’‘'ʾʿ")


def _replaced(text: str, *pairs: tuple[str, str]) -> str:
    for written, typed in pairs:
        text = text.replace(unicodedata.normalize("NFD", written), typed).replace(written, typed)
    return text
