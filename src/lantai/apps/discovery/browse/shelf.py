"""The shelf: books in the order of their call numbers, around any number, going on both ways."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from lantai.catalog import listing
from lantai.catalog.listing import Book, Place
from lantai.core.bib.classes import classes_above, sort_key
from lantai.core.bib.classtree import caption

from ..rows import ResultRow
from .collection import rows

SCHEMES = ("clc", "lcc", "ddc", "udc", "nlm", "cas")
AROUND = 20
AROUND_WORK = 6
LONGEST = 120
"""Characters of a call number that are looked for."""

FORTH, BACK = "on", "back"


@dataclass(frozen=True, slots=True)
class Standing:
    """A book on the shelf with its line. ``begins``: the class that begins with this book, (number, caption)."""

    book: Book
    row: ResultRow
    here: bool = False
    begins: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A stretch of the shelf. ``before``, ``after``: books from which it goes on, None at its ends; ``at``: the number asked for."""

    scheme: str
    schemes: Sequence[str]
    at: str
    standing: Sequence[Standing]
    before: Book | None
    after: Book | None


def shelf(scheme: str, at: str, holding: int, go: str, *, lang: str) -> Shelf:
    """Return the books around a call number, or those after or before a book; at the beginning of the shelf where none is said."""
    at = at[:LONGEST]
    place = (sort_key(scheme, at)[:255], holding)
    before, after = _around(scheme, place, go, begins=not at)
    most_before, most_after = (0, 2 * AROUND) if go == FORTH else (2 * AROUND, 0) if go == BACK else (AROUND, AROUND)
    shown = [*(before[-most_before:] if most_before else ()), *after[:most_after]]
    is_here = bool(at and not go and after and after[0].shelf_key == place[0])
    return Shelf(
        scheme=scheme,
        schemes=listing.schemes_in_use(SCHEMES),
        at=at,
        standing=_standing(scheme, shown, after[0].holding if is_here else 0, lang),
        before=shown[0] if shown and (go == FORTH or len(before) > most_before) else None,
        after=shown[-1] if shown and (go == BACK or len(after) > most_after) else None,
    )


def _around(scheme: str, place: Place, go: str, *, begins: bool) -> tuple[list[Book], list[Book]]:
    """Return books before and after a place, one more on each side than is shown."""
    if go == FORTH:
        return [], listing.books_from(scheme, place, 2 * AROUND + 1)
    if go == BACK:
        return listing.books_before(scheme, place, 2 * AROUND + 1), []
    before = [] if begins else listing.books_before(scheme, place, AROUND + 1)
    return before, listing.books_from(scheme, ("", 0) if begins else place, AROUND + 1, inclusive=True)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What stands beside a work on the shelf."""

    scheme: str
    call_number: str
    standing: Sequence[Standing]


def neighbours(work: int, shown: int, instances: Collection[int], *, lang: str) -> Neighbours | None:
    """Return the works beside a work on the shelf, each once; ``shown``: the edition where it is looked for first.

    None when it stands on no shelf, or alone.
    """
    others = set(instances) - {shown}
    found = listing.shelved([shown], SCHEMES) or (listing.shelved(others, SCHEMES) if others else None)
    if found is None:
        return None
    scheme, place = found
    before = _once(listing.books_before(scheme, place, 2 * AROUND_WORK, without=work)[::-1])[::-1]
    after = _once(listing.books_from(scheme, place, 2 * AROUND_WORK, without=work))
    own = listing.books_from(scheme, place, 1, inclusive=True)
    if not own or not (before or after):
        return None
    return Neighbours(scheme, own[0].call_number, _standing(scheme, [*before, *own, *after], own[0].holding, lang, begins=False))


def _once(books: Sequence[Book]) -> list[Book]:
    """Return the nearest book of each work, as many works as are shown."""
    nearest: dict[int, Book] = {}
    for book in books:
        nearest.setdefault(book.work, book)
    return list(nearest.values())[:AROUND_WORK]


def _standing(scheme: str, books: Sequence[Book], here: int, lang: str, *, begins: bool = True) -> list[Standing]:
    lines = {line.number: line for line in rows(list({book.work for book in books}), lang=lang)}
    found: list[Standing] = []
    last = ""
    for book in books:
        if book.work not in lines:
            continue
        number = _class(scheme, book.call_number)
        begin = (number, caption(scheme, number, lang)) if begins and number != last and number else None
        last = number or last
        found.append(Standing(book, lines[book.work], book.holding == here, begin))
    return found


def _class(scheme: str, call_number: str) -> str:
    """Return the narrowest class of a number that has a name here."""
    above = [value.partition(":")[2] for value in classes_above(scheme, call_number)]
    return next((value for value in reversed(above) if caption(scheme, value, "en")), "")
