"""Holdings and items: what libraries put into 852, 866, 876, 905, 949, 995, AVA … becomes HoldingRecord and ItemRecord.

Local fields have no standard. ``HABITS`` is the table of what the vendors do with them: a field that fits none stays verbatim.
Holdings are put together at the end (``assemble``), because their parts come in several fields.
"""

from collections.abc import Callable, Mapping

import msgspec

from lantai.core.bib.record import Access, AccessKind, HoldingRecord, ItemRecord, Part

from .draft import Draft
from .rules import Given, Reading

Read = Callable[[Given], Reading]


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


# ---------------------------------------------------------------- MARC 21 852, 866-868, 863, 876; Alma's AVA and AVE

_SCHEMES = {"0": "lcc", "1": "ddc", "2": "nlm", "3": "sudoc"}


def location(given: Given) -> Reading:
    """852: $a, $b, $c name library and shelf, $h $i $j $k $l $m the call number, $p the piece."""
    where = given.each("abc")
    if not where and not given.first("hjp"):
        return None
    library = (given.first("b") if given.first("c") else "") or given.first("a") or given.first("b")
    rest = [place for place in where if place != library and (place != given.first("a") or not given.first("c"))]
    items = tuple(ItemRecord(barcode=v, at=given.at) for v in given.each("p"))
    holding = HoldingRecord(
        library=library,
        location=" ".join(rest),
        call_number=_call_number(given, "khijlm"),
        scheme=_SCHEMES.get(given.mark1, given.first("2")),
        note=given.joined("z", by="; "),
        items=items,
        at=given.at,
    )
    given.draft.add("shelved", Shelved(holding=holding, link=given.first("8").partition(".")[0] or given.first("0"), at=given.at))
    return ()


def _call_number(given: Given, codes: str) -> str:
    """Return the call number whole: prefix first, then class and book number, without the spaces that exports leave."""
    found = given.each("k") if "k" in codes else []
    found += [value for code, value in given.subfields if code in codes and code != "k" and value]
    return " ".join(" ".join(found).split())


def coverage(given: Given) -> Reading:
    """866-868: the text of what is held."""
    words = given.joined("az", by=" ").strip()
    if not words:
        return None
    given.draft.add("shelved", Covered(words=words, link=given.first("8").partition(".")[0] or given.first("0"), at=given.at))
    return ()


def enumeration(given: Given) -> Reading:
    """863-865: numbering and years without their captions: "84:4 (2008/11/15)"."""
    numbers, years = ":".join(given.each("abcdef")), "/".join(given.each("ijklm"))
    words = f"{numbers} ({years})" if numbers and years else numbers or years
    if not words:
        return None
    given.draft.add("shelved", Covered(words=words, link=given.first("8").partition(".")[0], at=given.at))
    return ()


def available(given: Given) -> Reading:
    """AVA (Alma): a holding with its place in words, call number, state and what is held."""
    holding = HoldingRecord(
        library=given.first("q") or given.first("b"),
        location=given.first("c") or given.first("j"),
        call_number=" ".join(given.first("d").split()),
        scheme=_SCHEMES.get(given.first("k"), ""),
        coverage=tuple(given.each("tv")),
        note=given.first("e"),
        at=given.at,
    )
    if not (holding.library or holding.location or holding.call_number):
        return None
    given.draft.add("shelved", Shelved(holding=holding, link=given.first("8")))
    return ()


def available_online(given: Given) -> Reading:
    """AVE (Alma): an electronic portfolio: its address, and the collection that holds it."""
    url = given.first("u")
    if url.startswith(("http://", "https://")):
        return Access(url=url, kind=AccessKind.RESOURCE, label=given.first("tm"), note=given.joined("s", by="; "), at=given.at)
    holding = HoldingRecord(
        location=given.first("m") or given.first("t"), coverage=tuple(given.each("s")), note=given.first("e"), at=given.at
    )
    if holding.location or holding.coverage:
        given.draft.add("shelved", Shelved(holding=holding, link=given.first("8")))
        return ()
    return None


# ---------------------------------------------------------------- habits of vendors


class Habit(msgspec.Struct, frozen=True):
    """Where a vendor puts what. ``needs``: codes that must be there; ``avoids``: codes that must not; the rest: code(s) of each value."""

    name: str
    needs: str
    avoids: str = ""
    barcode: str = ""
    library: str = ""
    location: str = ""
    call_number: str = ""
    volume: str = ""
    copy: str = ""
    status: str = ""
    material: str = ""
    note: str = ""
    link: str = ""


HABITS: Mapping[str, tuple[Habit, ...]] = {
    "949": (
        Habit("Sirsi", "ilm", "", "i", "m", "l", "a", "v", "c", "k", "t", "o"),
        Habit("Innovative", "l", "m", "i", "", "l", "ab", "c", "g", "s", "t", "n"),
        Habit("Innovative", "i", "lm", "i", "", "", "ab", "c", "g", "s", "t", "n"),
    ),
    "999": (
        Habit("Sirsi", "ilm", "", "i", "m", "l", "a", "v", "c", "k", "t", "o"),
        Habit("Innovative (TRLN)", "ilb", "m", "b", "", "l", "pq", "v", "c", "s", "t", "n"),
    ),
    "945": (Habit("Innovative", "l", "", "i", "", "l", "ab", "c", "g", "s", "t", "n"),),
    "952": (
        Habit("Koha", "ap", "", "p", "ab", "c", "o", "h", "t", "7", "y", "z"),
        Habit("Koha", "bco", "", "p", "ab", "c", "o", "h", "t", "7", "y", "z"),
    ),
    "991": (Habit("Library of Congress", "bhw", "", "p", "", "b", "hi", "", "t", "", "w"), Habit("Sirsi", "ilm", "", "i", "m", "l", "a", "", "c", "s", "t")),
    "876": (Habit("MARC 21", "p", "", "p", "", "l", "", "3", "t", "j", "", "", "08"),),
    "877": (Habit("MARC 21", "p", "", "p", "", "l", "", "3", "t", "j", "", "", "08"),),
    "878": (Habit("MARC 21", "p", "", "p", "", "l", "", "3", "t", "j", "", "", "08"),),
    "ITM": (Habit("Alma", "9", "", "9", "d", "e", "i", "c", "", "", "t", "", "r"), Habit("Alma", "rf", "", "", "d", "e", "i", "c", "", "", "t", "", "r")),
    "HLD": (Habit("Alma", "b", "", "", "b", "c", "hi", "", "", "", "", "", "8"),),
    "995": (
        Habit("Recommandation 995", "f", "", "f", "b", "e", "k", "lv", "", "o", "r", "u"),
        Habit("Recommandation 995", "k", "", "f", "b", "e", "k", "lv", "", "o", "r", "u"),
    ),
}  # fmt: skip
"""Tag -> habits, the surest first: library, location … as named in Habit."""


def by_habit(tag: str) -> Read:
    """Return the reader of a local field by the first of its tag's habits that fits."""
    habits = HABITS[tag]

    def read(given: Given) -> Reading:
        codes = {code for code, value in given.subfields if value}
        habit = next((h for h in habits if codes.issuperset(h.needs) and not codes.intersection(h.avoids)), None)
        if habit is None:
            return None
        return _piece(given, habit) if habit.barcode else _holding(given, habit)

    return read


def _piece(given: Given, habit: Habit) -> Reading:
    item = ItemRecord(
        barcode=given.first(habit.barcode),
        location=given.first(habit.location).strip(),
        call_number=_call_number(given, habit.call_number).replace("|a", " ").replace("|b", " ").strip(),
        volume=given.first(habit.volume) if habit.volume else "",
        copy=given.first(habit.copy) if habit.copy else "",
        status=given.first(habit.status) if habit.status else "",
        material=given.first(habit.material) if habit.material else "",
        note=given.joined(habit.note, by="; ") if habit.note else "",
        at=given.at,
    )
    library = given.first(habit.library) if habit.library else ""
    given.draft.add("shelved", Piece(item=item, library=library, link=given.first(habit.link) if habit.link else ""))
    return ()


def _holding(given: Given, habit: Habit) -> Reading:
    holding = HoldingRecord(
        library=given.first(habit.library),
        location=given.first(habit.location),
        call_number=_call_number(given, habit.call_number),
        note=given.joined("x", by="; "),
        at=given.at,
    )
    given.draft.add("shelved", Shelved(holding=holding, link=given.first(habit.link)))
    return ()


# ---------------------------------------------------------------- CNMARC 905, 906, 935


def chinese_holding(given: Given) -> Reading:
    """905: $a library, $b barcodes, $d class and $e book number or $s / $f / $c the whole call number, $v volumes, $y year."""
    class_number, book = given.first("d"), given.first("e")
    whole = given.first("s") or given.first("f") or (f"{class_number}/{book}" if class_number and book else class_number)
    shelf = given.first("c")
    if not whole and "/" in shelf:
        whole, shelf = shelf, ""
    if not (whole or given.first("ab")):
        return None
    items = tuple([ItemRecord(barcode=v, call_number=whole, at=given.at) for v in given.each("b")])
    if len(items) == 1 and given.first("v"):
        items = (msgspec.structs.replace(items[0], volume=given.first("v")),)
    holding = HoldingRecord(library=given.first("a"), location=shelf, call_number=whole, scheme="clc", items=items, at=given.at)
    given.draft.add("shelved", Shelved(holding=holding))
    return ()


def chinese_item(given: Given) -> Reading:
    """906: one piece: $b barcode, $d class, $e book number."""
    class_number, book = given.first("d"), given.first("e")
    item = ItemRecord(
        barcode=given.first("b"),
        call_number=f"{class_number}/{book}" if class_number and book else class_number,
        volume=given.first("v"),
        location=given.first("c"),
        at=given.at,
    )
    if not item.barcode:
        return None
    given.draft.add("shelved", Piece(item=item))
    return ()


def chinese_items(given: Given) -> Reading:
    """935: a run of pieces, "1683011-3": taken only where no 906 names the pieces one by one."""
    if any(isinstance(part, Piece) and part.item.at.startswith("906") for part in given.draft.parts("shelved")):
        return None
    run = given.first("b")
    first, dash, last = run.partition("-")
    if not (dash and first.isdigit() and last.isdigit() and len(last) <= len(first)):
        return chinese_item(given)
    end = int(first[: len(first) - len(last)] + last)
    if not int(first) <= end <= int(first) + 200:
        return None
    call_number = "/".join(part for part in (given.first("d"), given.first("e")) if part)
    for barcode in range(int(first), end + 1):
        item = ItemRecord(barcode=str(barcode).zfill(len(first)), call_number=call_number, at=given.at)
        given.draft.add("shelved", Piece(item=item))
    return ()


# ---------------------------------------------------------------- putting together


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
