"""Items in local fields, for which there is no standard: 945, 949, 952, 995, 999 … by the habits of vendors, 905, 906, 935 of Chinese libraries.

``HABITS`` is the table of what the vendors do; a field that fits none of its tag's habits stays verbatim.
"""

from collections.abc import Callable, Mapping

import msgspec

from lantai.core.bib.record import HoldingRecord, ItemRecord

from .rules import Given, Reading
from .shelves import Piece, Shelved, call_number

Read = Callable[[Given], Reading]


class Habit(msgspec.Struct, frozen=True):
    """Where a vendor puts what.

    ``needs``: subfield codes that must be there; ``avoids``: codes that must not be; the others name the codes of each value. A habit
    without barcodes is of holdings, not of pieces.
    """

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


_SIRSI = Habit(
    "Sirsi",
    needs="ilm",
    barcode="i",
    library="m",
    location="l",
    call_number="a",
    volume="v",
    copy="c",
    status="k",
    material="t",
    note="o",
)
_PIECE = Habit("MARC 21", needs="p", barcode="p", location="l", volume="3", copy="t", status="j", link="08")

HABITS: Mapping[str, tuple[Habit, ...]] = {
    "949": (
        _SIRSI,
        Habit(
            "Innovative",
            needs="l",
            avoids="m",
            barcode="i",
            location="l",
            call_number="ab",
            volume="c",
            copy="g",
            status="s",
            material="t",
            note="n",
        ),
        Habit(
            "Innovative",
            needs="i",
            avoids="lm",
            barcode="i",
            call_number="ab",
            volume="c",
            copy="g",
            status="s",
            material="t",
            note="n",
        ),
    ),
    "999": (
        _SIRSI,
        Habit(
            "Innovative (TRLN)",
            needs="ilb",
            avoids="m",
            barcode="b",
            location="l",
            call_number="pq",
            volume="v",
            copy="c",
            status="s",
            material="t",
            note="n",
        ),
    ),
    "945": (
        Habit(
            "Innovative",
            needs="l",
            barcode="i",
            location="l",
            call_number="ab",
            volume="c",
            copy="g",
            status="s",
            material="t",
            note="n",
        ),
    ),
    "952": (
        Habit(
            "Koha",
            needs="ap",
            barcode="p",
            library="ab",
            location="c",
            call_number="o",
            volume="h",
            copy="t",
            status="7",
            material="y",
            note="z",
        ),
        Habit(
            "Koha",
            needs="bco",
            barcode="p",
            library="ab",
            location="c",
            call_number="o",
            volume="h",
            copy="t",
            status="7",
            material="y",
            note="z",
        ),
    ),
    "991": (
        Habit("Library of Congress", needs="bhw", barcode="p", location="b", call_number="hi", copy="t", material="w"),
        Habit("Sirsi", needs="ilm", barcode="i", library="m", location="l", call_number="a", copy="c", status="s", material="t"),
    ),
    "876": (_PIECE,),
    "877": (_PIECE,),
    "878": (_PIECE,),
    "ITM": (
        Habit("Alma", needs="9", barcode="9", library="d", location="e", call_number="i", volume="c", material="t", link="r"),
        Habit("Alma", needs="rf", library="d", location="e", call_number="i", volume="c", material="t", link="r"),
    ),
    "HLD": (Habit("Alma", needs="b", library="b", location="c", call_number="hi", link="8"),),
    "995": (
        Habit(
            "Recommandation 995",
            needs="f",
            barcode="f",
            library="b",
            location="e",
            call_number="k",
            volume="lv",
            status="o",
            material="r",
            note="u",
        ),
        Habit(
            "Recommandation 995",
            needs="k",
            barcode="f",
            library="b",
            location="e",
            call_number="k",
            volume="lv",
            status="o",
            material="r",
            note="u",
        ),
    ),
}
"""Tag -> the habits known of it, the surest first."""


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
        call_number=call_number(given, habit.call_number).replace("|a", " ").replace("|b", " ").strip(),
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
        call_number=call_number(given, habit.call_number),
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
    if not (dash and first.isdecimal() and last.isdecimal() and len(last) <= len(first)):
        return chinese_item(given)
    end = int(first[: len(first) - len(last)] + last)
    if not int(first) <= end <= int(first) + 200:
        return None
    call_number = "/".join(part for part in (given.first("d"), given.first("e")) if part)
    for barcode in range(int(first), end + 1):
        item = ItemRecord(barcode=str(barcode).zfill(len(first)), call_number=call_number, at=given.at)
        given.draft.add("shelved", Piece(item=item))
    return ()
