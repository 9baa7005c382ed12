"""Putting holdings together: pieces and statements of coverage find the holding that they belong to.

Their parts come in several fields, so reading functions put them under "shelved" in the Draft, and ``assemble`` makes HoldingRecords at
the end.
"""

import msgspec

from lantai.core.bib.record import HoldingRecord, ItemRecord, Part

from .draft import Draft
from .rules import Given


class Piece(Part, frozen=True, omit_defaults=True, kw_only=True):
    """An item on its way to its holding. ``link``: the number of the holding it names; ``library``: where it stands."""

    item: ItemRecord
    library: str = ""
    link: str = ""


class Shelved(Part, frozen=True, omit_defaults=True, kw_only=True):
    """A holding on its way. ``link``: the number that pieces and coverage name it by."""

    holding: HoldingRecord
    link: str = ""


class Covered(Part, frozen=True, omit_defaults=True, kw_only=True):
    """A statement of which parts a holding has, on its way to it."""

    words: str
    link: str = ""


def call_number(given: Given, codes: str) -> str:
    """Return the call number whole: prefix first, then class and book number, without the spaces that exports leave."""
    found = given.each("k") if "k" in codes else []
    found += [value for code, value in given.subfields if code in codes and code != "k" and value]
    return " ".join(" ".join(found).split())


class _Shelf:
    """A holding while its pieces and coverage are being collected."""

    __slots__ = ("coverage", "holding", "items", "link")

    def __init__(self, holding: HoldingRecord, link: str = "") -> None:
        self.holding = holding
        self.link = link
        self.items = list(holding.items)
        self.coverage = list(holding.coverage)

    def finished(self) -> HoldingRecord:
        return msgspec.structs.replace(self.holding, items=tuple(self.items), coverage=tuple(self.coverage))


def assemble(draft: Draft) -> None:
    """Give every piece and statement of coverage to its holding; those without one make a holding of their own.

    A piece belongs to the holding whose number it names, else to the first of the same library, place and call number.
    """
    parts = draft.lists.pop("shelved")
    shelves = [_Shelf(part.holding, part.link) for part in parts if isinstance(part, Shelved)]
    by_link = {shelf.link: shelf for shelf in reversed(shelves) if shelf.link}
    stated = shelves[:_LOOKED_THROUGH]
    by_place: dict[tuple[str, str, str], _Shelf] = {}
    for part in parts:
        if isinstance(part, Piece):
            place = (part.library, part.item.location, part.item.call_number)
            shelf = by_link.get(part.link) or by_place.get(place) or next((s for s in stated if _fits(s.holding, part)), None)
            if shelf is None:
                shelf = _Shelf(HoldingRecord(library=place[0], location=place[1], call_number=place[2], at=part.item.at))
                shelves.append(shelf)
            by_place.setdefault(place, shelf)
            shelf.items.append(part.item)
        elif isinstance(part, Covered):
            if not shelves:
                shelves.append(_Shelf(HoldingRecord(at=part.at)))
            by_link.get(part.link, shelves[0]).coverage.append(part.words)
    draft.lists["holdings"] = [shelf.finished() for shelf in shelves]


_LOOKED_THROUGH = 50
"""How many holdings a piece is compared with: a record with thousands of both must not take minutes."""


def _fits(holding: HoldingRecord, piece: Piece) -> bool:
    """Tell whether a piece may stand there: what both say is the same."""
    item = piece.item
    return (
        (not piece.library or holding.library in (piece.library, ""))
        and (not item.location or holding.location in (item.location, ""))
        and (not item.call_number or holding.call_number == item.call_number)
    )
