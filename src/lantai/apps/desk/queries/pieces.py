"""Copies, their places and their labels, for the pages of staff."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import segno
from django.db.models import Count

from lantai.catalog import known, pieces
from lantai.catalog import queries as catalog
from lantai.catalog.locations import Location
from lantai.catalog.models import OURS, Holding, Instance, Item, SourceRecord
from lantai.catalog.pieces import Piece, Version
from lantai.catalog.place_names import meanings
from lantai.core.bib.barcodes import QUIET, code128, faults
from lantai.core.bib.barcodes import Fault as BarcodeFault
from lantai.core.bib.record import BibRecord, HoldingRecord
from lantai.core.bib.spines import spine

MOST_UNMAPPED = 200


@dataclass(frozen=True, slots=True)
class Copies:
    """An edition with its pieces. ``places``: what the words for their locations mean."""

    instance: Instance
    record: BibRecord
    pieces: Sequence[Piece]
    places: Mapping[tuple[str, str], Location]

    def place(self, piece: Piece) -> Location | None:
        """Return the place where a piece stands, None where its word means none yet."""
        return self.places.get((piece.holding.library, piece.location))

    @property
    def rows(self) -> list[tuple[Piece, Location | None]]:
        """Return the pieces with their places."""
        return [(piece, self.place(piece)) for piece in self.pieces]


def copies(pk: int) -> Copies | None:
    """Return an edition with its pieces, None for one that never was."""
    instance = Instance.objects.select_related("work").filter(pk=pk).first()
    if instance is None:
        return None
    work = catalog.documents([instance.work_id]).get(instance.work_id)
    record = next((i.record for i in work.instances if i.number == pk), BibRecord()) if work else BibRecord()
    return Copies(instance, record, pieces.of_instance(pk), meanings())


@dataclass(frozen=True, slots=True)
class Moment:
    """A change of a piece: what was said, what of it is new (as fields), and whether it still stands."""

    version: Version
    changed: Sequence[tuple[str, str, str]]
    stands: bool


def moments(piece: Piece) -> list[Moment]:
    """Return the changes of a piece, the newest first, each beside what was before it."""
    found = pieces.history(piece)
    before = [*found[1:], None][: len(found)]
    return [
        Moment(version, _changes((old.holding if old else None) or piece.received, version.holding or piece.received), n == 0)
        for n, (version, old) in enumerate(zip(found, before, strict=True))
    ]


def _changes(before: HoldingRecord | None, after: HoldingRecord | None) -> list[tuple[str, str, str]]:
    old, new = _said(before), _said(after)
    return [(name, old[name], new[name]) for name in new if old[name] != new[name]]


def _said(holding: HoldingRecord | None) -> dict[str, str]:
    names = ("barcode", "volume", "copy", "status", "note")
    if holding is None:
        return dict.fromkeys(("location", "call_number", *names), "")
    item = holding.items[0] if holding.items else None
    said = {name: getattr(item, name) if item else "" for name in names}
    place, number = (
        (item.location or holding.location, item.call_number or holding.call_number)
        if item
        else (holding.location, holding.call_number)
    )
    return {"location": place, "call_number": number, **said}


def unmapped() -> list[tuple[str, str, int]]:
    """Return the words for places that mean none yet: (library, word, pieces and holdings that have it), the most frequent first."""
    counts: Counter[tuple[str, str]] = Counter()
    for library, word, n in (
        Holding.objects.exclude(location="").values_list("library", "location").annotate(n=Count("pk")).order_by()
    ):
        counts[library, word] += n
    own = Item.objects.exclude(location="").values_list("holding__library", "location").annotate(n=Count("pk")).order_by()
    for library, word, n in own:
        counts[library, word] += n
    known = meanings()
    return [(*place, n) for place, n in counts.most_common() if place not in known][:MOST_UNMAPPED]


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on one label. ``lines``: the call number as on the spine; ``path``: the bars, ``width`` modules wide."""

    barcode: str
    lines: Sequence[str]
    title: str
    place: str
    path: str
    width: int
    qr: str


def labels(barcodes: Sequence[str], *, address: str) -> tuple[list[Label], list[str]]:
    """Return the labels in the order given, and the barcodes that no copy bears or that cannot be drawn. ``address``: of the site, to
    make a QR code of each work's page; "" for none."""
    found = pieces.with_barcodes(barcodes)
    mapped = meanings()
    instances = {piece.instance for of in found.values() for piece in of}
    works = dict(Instance.objects.filter(pk__in=instances).values_list("pk", "work_id"))
    titles = dict(Instance.objects.filter(pk__in=instances).values_list("pk", "work__title"))
    made = []
    for barcode in barcodes:
        for piece in found.get(barcode, ())[:1]:
            if BarcodeFault.UNPRINTABLE in faults(barcode):
                continue
            path, width = bars(barcode)
            place = mapped.get((piece.holding.library, piece.location))
            qr = segno.make(f"{address}/works/{works[piece.instance]}/", micro=False).svg_inline(omitsize=True) if address else ""
            lines = spine(piece.holding.scheme, piece.call_number)
            made.append(Label(barcode, lines, titles[piece.instance], place.code if place else piece.location, path, width, qr))
    drawn = {label.barcode for label in made}
    return made, [barcode for barcode in barcodes if barcode not in drawn]


def bars(barcode: str) -> tuple[str, int]:
    """Return a barcode as the path of an SVG, one unit a module and one unit high, and its width with the quiet zones."""
    x, path = QUIET, []
    for n, width in enumerate(code128(barcode)):
        if n % 2 == 0:
            path.append(f"M{x} 0h{width}v1h-{width}z")
        x += width
    return "".join(path), x + QUIET


def first_record(instance: int) -> SourceRecord | None:
    """Return the received record on which the first piece of an edition can hang."""
    first = next((pk for pk, name, _ in known.members([instance]).get(instance, ()) if name not in OURS), None)
    return SourceRecord.objects.select_related("source").filter(pk=first).first()
