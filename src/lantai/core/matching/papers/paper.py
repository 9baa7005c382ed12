"""What a paper is compared by, taken from its description once: words of the title, families, numbers, everything said.

Values stand in wrong columns often enough that what is compared is also the description as a whole.
"""

import html
import re
from functools import lru_cache

import msgspec

from lantai.core.bib.identifiers import doi as bare_doi
from lantai.core.text.fold import fold

_TAGS = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_TOKEN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af]+|[^\W_]+")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af]")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20[0-4]\d)(?!\d)")
_DIGITS = re.compile(r"\d+")
_PEOPLE = re.compile(r"\s*(?:[;；、，,&|]|\band\b)\s*", re.IGNORECASE)
_CITED_PEOPLE = re.compile(r"\bet\s+al\b\.?|\b(?:eds?|editors?)\b\.?", re.IGNORECASE)
_FEW = 2
"""Letters up to which a piece of a name is initials, where it stands beside a longer one."""

ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
"""Roman numbers that are read as such in titles; "i", "v" and "x" are letters more often."""

SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "and",
        "in",
        "for",
        "on",
        "to",
        "with",
        "by",
        "from",
        "at",
        "as",
        "is",
        "are",
        "de",
        "la",
        "le",
        "les",
        "des",
        "du",
        "der",
        "die",
        "das",
        "und",
        "et",
        "en",
        "el",
        "los",
        "y",
        "van",
        "von",
    ]
)
"""Words that say nothing of what a title is about."""

KINDS = {
    **dict.fromkeys(
        ("erratum", "errata", "corrigendum", "corrigenda", "correction", "corrections", "更正", "勘误"), "correction"
    ),
    **dict.fromkeys(("retraction", "retracted", "withdrawn", "撤稿"), "retraction"),
    **dict.fromkeys(("comment", "comments", "commentary", "reply", "response", "rejoinder", "rebuttal", "discussion"), "comment"),
    **dict.fromkeys(("review", "reviews", "书评"), "review"),
    **dict.fromkeys(("editorial", "foreword", "preface", "introduction", "editors", "editor"), "editorial"),
    **dict.fromkeys(("abstract", "abstracts", "poster", "demo", "demonstration", "tutorial", "panel"), "short"),
    **dict.fromkeys(("supplement", "supplementary", "appendix", "supporting"), "supplement"),
}
"""Words of a title that make it another thing than the paper it names."""


class Said(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A description as a table has it, one string a part. ``other``: whatever stands in columns that nobody knows."""

    key: str
    title: str = ""
    authors: str = ""
    container: str = ""
    year: str = ""
    pages: str = ""
    volume: str = ""
    doi: str = ""
    other: str = ""


class Paper(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A description taken apart. ``title`` and ``text`` are folded; ``words``: of the title, in order; ``told``: of the whole;
    ``families``: of each person the names that may be the family's; ``initials``: "family initial" keys of the first person."""

    key: str
    title: str
    words: tuple[str, ...]
    told: frozenset[str]
    text: str
    families: tuple[frozenset[str], ...]
    container: tuple[str, ...]
    years: frozenset[int]
    numbers: frozenset[str]
    kinds: frozenset[str]
    pages: tuple[str, ...]
    volume: str
    doi: str


def described(said: Said) -> Paper:
    """Take a description apart."""
    title = fold(_plain(said.title))
    words = tokens(title)
    parts = (said.title, said.authors, said.container, said.year, said.pages, said.volume, said.other)
    whole = fold(_plain(" ".join(filter(None, parts))))
    told = tokens(whole)
    return Paper(
        key=said.key,
        title=" ".join(words),
        words=words,
        told=frozenset(told),
        text=" ".join(told),
        families=people(said.authors),
        container=tuple(w for w in tokens(fold(_plain(said.container))) if not w.isdigit()),
        years=years(said.year) or years(f"{said.container} {said.other}") or years(said.title),
        numbers=frozenset(n for w in words for n in numbers(w)),
        kinds=frozenset(KINDS[w] for w in words if w in KINDS),
        pages=tuple(_DIGITS.findall(said.pages)[:2]),
        volume=next(iter(_DIGITS.findall(said.volume)), ""),
        doi=bare_doi(said.doi) or "" if said.doi else "",
    )


def tokens(folded: str) -> tuple[str, ...]:
    """Return the words of folded text; of scripts without spaces the pairs of characters."""
    return tuple(part for word in _TOKEN.findall(folded) for part in _pieces(word))


def _pieces(word: str) -> list[str]:
    if len(word) < 3 or not _HAN.match(word):
        return [word]
    return [word[at : at + 2] for at in range(len(word) - 1)]


def numbers(word: str) -> list[str]:
    """Return the numbers that a word of a title has, Roman ones too."""
    return [ROMAN[word]] if word in ROMAN else [n.lstrip("0") or "0" for n in _DIGITS.findall(word)]


def years(text: str) -> frozenset[int]:
    """Return the years that stand in a text."""
    return frozenset(map(int, _YEAR.findall(text))) if text else frozenset()


@lru_cache(maxsize=20_000)
def people(authors: str) -> tuple[frozenset[str], ...]:
    """Return, of each person, the words of the name that are no initials: which of them is the family's, nobody knows for sure.

    "Wang, Xiaoming" and "Xiaoming Wang" are one in any order; of "Smith, J." only "smith" is left. Commas part persons, or families
    from given names: a piece that is only initials goes with its neighbor.
    """
    found = []
    for piece in _PEOPLE.split(_CITED_PEOPLE.sub(" ", authors)):
        names = frozenset(w for w in _TOKEN.findall(fold(piece)) if len(w) > _FEW or _HAN.match(w) or len(piece) <= 3)
        if names and not any(w.isdigit() for w in names):
            found.append(names)
    return tuple(found)


def _plain(text: str) -> str:
    return _TAGS.sub(" ", html.unescape(text)) if "<" in text or "&" in text else text
