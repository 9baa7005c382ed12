"""Whether a page is about the thing that was expected: numbers first, then titles, folded and compared word by word."""

import re
from collections.abc import Iterator
from enum import StrEnum

from lantai.core.text import fold
from lantai.core.text.scripts import script_of

from .facts import Expected
from .page import Page

STRONG = ("citation_journal_title", "citation_title", "citation_book_title", "citation_inbook_title", "dc.title", "dcterms.title",
          "prism.publicationname", "dc.source", "bepress_citation_journal_title", "eprints.title")  # fmt: skip
NUMBERS = ("citation_issn", "citation_isbn", "prism.issn", "prism.eissn", "dc.identifier", "citation_eissn", "dc.source.issn")
THINGS = {
    "Periodical",
    "Book",
    "ScholarlyArticle",
    "PublicationIssue",
    "PublicationVolume",
    "Chapter",
    "Article",
    "CreativeWorkSeries",
}
SMALL = {
    "the",
    "a",
    "an",
    "of",
    "and",
    "in",
    "on",
    "for",
    "de",
    "la",
    "le",
    "les",
    "des",
    "du",
    "der",
    "die",
    "das",
    "el",
    "los",
    "und",
    "et",
    "y",
}
SAME, OTHER = 0.9, 0.67
_NUMBER = re.compile(r"\b(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx]\b|\b\d{4}-?\d{3}[\dXx]\b")
_PARTS = re.compile(r"\s[|–—·•»«:_-]\s|\||»|_")


class Identity(StrEnum):
    """Whether a page is about what was expected. ``NAMED``: it stands somewhere on the page; ``SILENT``: nothing tells."""

    SAME = "same"
    NAMED = "named"
    OTHER = "other"
    SILENT = "silent"


def identity(page: Page, expected: Expected) -> tuple[Identity, str]:
    """Return what a page is about, and the words or number that say so."""
    wanted = {_digits(number) for number in expected.identifiers}
    said = {
        _digits(n) for name in NUMBERS for value in page.metas.get(name, ()) for n in _NUMBER.findall(value)
    } | _thing_numbers(page)
    if both := wanted & said:
        return Identity.SAME, min(both)
    titles = [title for title in (expected.title, *expected.other_titles) if title]
    if not titles:
        return Identity.SILENT, ""
    strong, weak = list(_strong(page)), list(_weak(page))
    best, words = max(((likeness(t, name), name) for t in titles for name in (*strong, *weak)), default=(0.0, ""))
    if best >= SAME:
        return Identity.SAME, words
    if wanted & {_digits(n) for n in _NUMBER.findall(page.text)}:
        return Identity.NAMED, expected.title
    if wanted and said and strong:
        return Identity.OTHER, strong[0]
    if any(_stands_in(title, page.text) for title in titles):
        return Identity.NAMED, expected.title
    return _another(page, titles, strong, best)


def _another(page: Page, titles: list[str], strong: list[str], best: float) -> tuple[Identity, str]:
    """Tell another title from a page that says nothing: names in another script cannot be compared."""
    scripts = {script_of(title) for title in titles}
    comparable = [name for name in strong if script_of(name) in scripts]
    if comparable and best < OTHER:
        return Identity.OTHER, comparable[0]
    heads = [h for h in page.headings[:1] if len(fold.words(h)) >= 2 or not h.isascii()]
    if best < 0.5 and heads and script_of(heads[0]) in scripts and len(page.main) > 250 and _is_of_a_title(page):
        return Identity.OTHER, heads[0]
    return Identity.SILENT, ""


def _is_of_a_title(page: Page) -> bool:
    """Say whether a page without marked titles is one of a journal or book all the same: it shows numbers, volumes, issues, parts."""
    signs = (
        "issn",
        "isbn",
        "volume",
        "issue",
        "chapter",
        "卷",
        "期",
        "章",
        "المجلد",
        "العدد",
        "том",
        "выпуск",
        "volumen",
        "numero",
        "band",
        "heft",
        "巻",
        "号",
        "권",
        "호",
    )
    text = f" {page.main.lower()} "
    return sum(sign in text for sign in signs) >= 2


def likeness(a: str, b: str) -> float:
    """Return how alike two titles are, 0..1: shared words over all words, small words and subtitles that one of them lacks left out."""
    if fold.key(a) == fold.key(b):
        return 1.0
    forms = [(a, b), (_main(a), b), (a, _main(b)), (_main(a), _main(b))] if _main(a) != a or _main(b) != b else [(a, b)]
    return max(_shared(fold.words(x), fold.words(y)) for x, y in forms)


def _main(title: str) -> str:
    return re.split(r"\s*[:：=/(（]\s*", title, maxsplit=1)[0] or title


def _shared(a: list[str], b: list[str]) -> float:
    x, y = [w for w in a if w not in SMALL] or a, [w for w in b if w not in SMALL] or b
    if not x or not y:
        return 0.0
    if not x[0].isascii() and len(x) == len(y) == 1:
        return _pairs(x[0], y[0])
    left, same = list(y), 0
    for word in x:
        match = next((other for other in left if _one(word, other)), None)
        if match is not None:
            left.remove(match)
            same += 1
    return same / (len(x) + len(y) - same)


def _one(a: str, b: str) -> bool:
    """Say whether two words are one: equal, an abbreviation of the other, or a spelling of it."""
    if (
        a == b
        or {a, b} == {"j", "journal"}
        or (min(len(a), len(b)) >= 2 and (a.startswith(b) or b.startswith(a)) and max(len(a), len(b)) <= 14)
    ):
        return True
    return min(len(a), len(b)) >= 6 and abs(len(a) - len(b)) <= 1 and a[:4] == b[:4] and a[-2:] == b[-2:]


def _pairs(a: str, b: str) -> float:
    x, y = {a[i : i + 2] for i in range(len(a) - 1)} or {a}, {b[i : i + 2] for i in range(len(b) - 1)} or {b}
    return 2 * len(x & y) / (len(x) + len(y))


def _stands_in(title: str, text: str) -> bool:
    key = fold.key(title)
    long_enough = len(key) >= (12 if key.isascii() else 4)
    return long_enough and key in fold.key(text[:20_000])


def _strong(page: Page) -> Iterator[str]:
    for name in STRONG:
        yield from page.metas.get(name, ())
    for thing in page.things:
        kinds = thing.get("@type", "")
        if THINGS & set(kinds if isinstance(kinds, list) else [kinds]):
            yield from (str(thing[key]) for key in ("name", "headline") if thing.get(key))


def _weak(page: Page) -> Iterator[str]:
    yield from (name for key in ("og:title", "twitter:title", "title") for name in page.metas.get(key, ()))
    yield from (page.title, *_PARTS.split(page.title), *page.headings)


def _thing_numbers(page: Page) -> set[str]:
    found = set()
    for thing in page.things:
        for key in ("issn", "isbn"):
            value = thing.get(key, [])
            found |= {_digits(str(each)) for each in (value if isinstance(value, list) else [value])}
    return found


def _digits(number: str) -> str:
    plain = re.sub(r"[^0-9Xx]", "", number).upper()
    if len(plain) == 10:
        return plain[:9]
    return plain[3:12] if len(plain) == 13 else plain
