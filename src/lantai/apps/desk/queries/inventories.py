"""An inventory as its page shows it: every scan with what it means, what is missing, as a table too."""

import csv
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from lantai.catalog.inventories import Inventory
from lantai.catalog.known import in_pieces
from lantai.catalog.models import Item
from lantai.catalog.place_names import meanings
from lantai.core.bib.classes import sort_key
from lantai.core.bib.stocktaking import Found, Line, Shelved, compared, missing

FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Result:
    """What an inventory found. ``counts``: scans by what they are; ``order``: how many stand in the wrong order."""

    inventory: Inventory
    lines: Sequence[Line]
    missing: Sequence[Shelved]
    counts: Sequence[tuple[str, int]]
    order: int

    @property
    def amiss(self) -> list[Line]:
        """Return the scans that want somebody's hand."""
        return [line for line in self.lines if line.found is not Found.RIGHT or not line.in_order]

    @property
    def missing_barcodes(self) -> str:
        """Return the barcodes of what is missing, one a line."""
        return "\n".join(piece.barcode for piece in self.missing)


def inventories() -> QuerySet[Inventory]:
    """Return all inventories, open ones first, then the newest."""
    return Inventory.objects.select_related("location", "by").annotate(scanned=Count("scans")).order_by("-closed_at", "-pk")


def result(inventory: Inventory) -> Result:
    """Compare what was scanned with what should stand in the place."""
    scans = list(inventory.scans.order_by("pk").values_list("barcode", flat=True))
    words = {at for at, place in meanings().items() if place == inventory.location}
    lines = compared(scans, _known(scans, words))
    counts = Counter(line.found for line in lines)
    return Result(
        inventory=inventory,
        lines=lines,
        missing=missing(scans, _expected(words)),
        counts=[(found.value, counts[found]) for found in Found],
        order=sum(not line.in_order for line in lines),
    )


NAMES = (
    "barcode", "status", "call_number", "location", "holding__call_number", "holding__location", "holding__library",
    "holding__scheme", "holding__shelf_key", "holding__instance_id", "holding__instance__work__title",
)  # fmt: skip


def _known(barcodes: Collection[str], words: Collection[tuple[str, str]]) -> dict[str, Shelved]:
    found: dict[str, Shelved] = {}
    for piece in in_pieces(barcodes):
        for row in Item.objects.filter(barcode__in=piece).values_list(*NAMES):
            shelved = _shelved(row, words)
            found.setdefault(shelved.barcode, shelved)
    return found


def _expected(words: Collection[tuple[str, str]]) -> list[Shelved]:
    names = {word for _library, word in words}
    rows = Item.objects.filter(Q(location__in=names) | Q(location="", holding__location__in=names)).exclude(barcode="")
    return [piece for row in rows.values_list(*NAMES) if (piece := _shelved(row, words)).here]


def _shelved(row: tuple[object, ...], words: Collection[tuple[str, str]]) -> Shelved:
    barcode, status, own_number, own_place, number, place, library, scheme, key, instance, title = map(_plain, row)
    where = own_place or place
    return Shelved(
        barcode=barcode,
        here=(library, where) in words,
        status=status,
        key=sort_key(scheme, own_number) if own_number and scheme else key,
        call_number=own_number or number,
        place=where,
        instance=int(instance),
        title=title,
    )


def _plain(value: object) -> str:
    return str(value)


def table(inventory: Inventory) -> Iterator[str]:
    """Yield a CSV of every scan and of what is missing; cells that a spreadsheet would run are made text."""
    found = result(inventory)
    yield "\ufeff" + _line([_("Barcode"), _("Finding"), _("In order"), _("Call number"), _("Location"), _("State"), _("Title")])
    for line in found.lines:
        piece = line.piece or Shelved(line.barcode, here=False)
        yield _line(
            [
                line.barcode,
                line.found,
                _("yes") if line.in_order else _("no"),
                piece.call_number,
                piece.place,
                piece.status,
                piece.title,
            ]
        )
    for piece in found.missing:
        yield _line([piece.barcode, "missing", "", piece.call_number, piece.place, piece.status, piece.title])


def _line(cells: list[str]) -> str:
    out = StringIO()
    csv.writer(out).writerow("'" + cell if cell.startswith(FORMULA) else cell for cell in cells)
    return out.getvalue()
