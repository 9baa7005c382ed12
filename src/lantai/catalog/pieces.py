"""The pieces of an edition for staff: each with the record that gives it, what was received, and what staff say instead."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from lantai.core.bib.pieces import holding_key, piece_key, token
from lantai.core.bib.record import BibRecord, HoldingRecord, ItemRecord

from . import known
from .known import correction_key
from .models import CORRECTIONS, ITEMS, Item, SourceRecord


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece. ``key`` names it for good; ``holding`` has it as its one item, as it stands now; ``received``: what a source says
    of it, None for a piece of our own; ``anchor``: the received record that it hangs on; ``ours``: staff have had a say."""

    key: str
    instance: int
    anchor: SourceRecord
    holding: HoldingRecord
    received: HoldingRecord | None
    ours: bool

    @property
    def item(self) -> ItemRecord:
        """Return the piece itself; an empty one for a holding that lists none."""
        return self.holding.items[0] if self.holding.items else ItemRecord()

    @property
    def token(self) -> str:
        """Return its short name in addresses."""
        return token(self.key)

    @property
    def location(self) -> str:
        """Return the word for its place."""
        return self.item.location or self.holding.location

    @property
    def call_number(self) -> str:
        """Return its call number."""
        return self.item.call_number or self.holding.call_number


def of_instance(instance: int) -> list[Piece]:
    """Return the pieces of an edition, those given away last."""
    rows = known.members([instance]).get(instance, [])
    records = SourceRecord.objects.select_related("source").in_bulk([pk for pk, _, _ in rows])
    said = known.read_again(list(records))
    received = [records[pk] for pk, name, _ in rows if name not in (CORRECTIONS, ITEMS)]
    ours = {records[pk].key: said[pk] for pk, name, _ in rows if name == ITEMS}
    found = [
        p for record in received for p in _of_record(instance, record, said[record.pk], entries(ours.get(anchor_key(record))))
    ]
    return sorted(found, key=lambda piece: piece.item.status == "withdrawn")


def anchor_key(record: SourceRecord) -> str:
    """Return the key of the record of our own that says something of the pieces of a received one."""
    return correction_key(record.source.name, record.key)


def entries(ours: BibRecord | None) -> dict[str, HoldingRecord]:
    """Return what staff say, by the key of the piece."""
    return {holding.items[0].at: holding for holding in ours.holdings if holding.items} if ours else {}


def _of_record(instance: int, record: SourceRecord, said: BibRecord, ours: Mapping[str, HoldingRecord]) -> Iterator[Piece]:
    left = dict(ours)
    for key, holding in received_pieces(said):
        now = left.pop(key, None)
        yield Piece(key, instance, record, now or holding, holding, now is not None)
    for key, holding in left.items():
        yield Piece(key, instance, record, holding, None, True)


def received_pieces(said: BibRecord) -> Iterator[tuple[str, HoldingRecord]]:
    """Yield each piece that a record lists, as a holding of its own, and each holding that lists none; of equal ones the first."""
    seen: set[str] = set()
    for holding in said.holdings:
        parts = [(piece_key(holding, item), item) for item in holding.items] or [(holding_key(holding), None)]
        for key, item in parts:
            if key not in seen:
                seen.add(key)
                yield key, HoldingRecord(
                    library=holding.library, location=holding.location, call_number=holding.call_number, scheme=holding.scheme,
                    coverage=holding.coverage, note=holding.note, items=(item,) if item else (),
                )  # fmt: skip


def find(instance: int, name: str) -> Piece | None:
    """Return a piece of an edition by its token."""
    return next((piece for piece in of_instance(instance) if piece.token == name), None)


def with_barcodes(barcodes: Collection[str]) -> dict[str, list[Piece]]:
    """Return the pieces that bear each barcode, those given away left out."""
    rows = Item.objects.filter(barcode__in=barcodes).exclude(barcode="").values_list("barcode", "holding__instance_id")
    found: dict[str, list[Piece]] = {}
    known_ones: dict[int, list[Piece]] = {}
    for barcode, instance in rows:
        if instance not in known_ones:
            known_ones[instance] = of_instance(instance)
        found[barcode] = [p for p in known_ones[instance] if p.item.barcode == barcode and p.item.status != "withdrawn"]
    return found


@dataclass(frozen=True, slots=True)
class Version:
    """What staff said of a piece at one moment; ``holding`` None: what was received was shown again."""

    record: SourceRecord
    holding: HoldingRecord | None


def history(piece: Piece) -> list[Version]:
    """Return what staff said of a piece, change by change, the newest first."""
    rows = (
        SourceRecord.objects.filter(source__name=ITEMS, key=anchor_key(piece.anchor)).select_related("harvest__by").order_by("pk")
    )
    said = known.read_again([row.pk for row in rows])
    found: list[Version] = []
    before: HoldingRecord | None = None
    for row in rows:
        now = entries(said[row.pk]).get(piece.key)
        if now != before:
            found.append(Version(row, now))
        before = now
    return found[::-1]
