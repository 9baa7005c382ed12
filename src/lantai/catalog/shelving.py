"""What staff do to pieces and places; every change is kept as a record of the library's own and can be taken back.

Nothing received is touched: an import that brings a piece again finds staff's word still standing over it
(docs/decisions/0009-what-staff-say-of-pieces-is-a-record-of-their-own.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from django.db import transaction

from lantai.core.bib.barcodes import Fault, faults
from lantai.core.bib.record import BibRecord, HoldingRecord, ItemRecord
from lantai.core.text.messages import N_
from lantai.infra import audit
from lantai.people.models import Account

from . import derive, pieces
from .actions import NotPossible, Ours, allow, keep_ours, newest, tell
from .known import read_again
from .locations import Location, LocationWord, may_follow
from .models import ITEMS, Item, SourceRecord
from .pieces import Piece
from .place_names import forget_names
from .tables import next_change

PIECES = Ours(ITEMS, 900, "items")

TOO_LATE = N_("Meanwhile somebody has changed this copy.")
TAKEN = N_("Another copy has this barcode already.")
FAULTS = {
    Fault.UNPRINTABLE: N_(
        "This barcode has signs that no scanner reads: only Latin letters, digits and signs of the keyboard are possible."
    ),
    Fault.LONG: N_("A barcode has at most 40 signs."),
    Fault.CHECK: N_("The last digit of this barcode is not the check digit of the others. Say that it is printed so, if it is."),
}


@dataclass(frozen=True, slots=True)
class PieceSaid:
    """What staff say of a piece; ``location`` None: the place stays as received."""

    barcode: str
    location: Location | None
    call_number: str
    scheme: str
    volume: str
    copy: str
    status: str
    note: str
    as_printed: bool = False


def change_piece(*, by: Account, piece: Piece, said: PieceSaid, now: datetime) -> None:
    """Say something of a piece in place of what its source says; raise NotPossible for a barcode or a state that cannot be."""
    allow(by, "catalog.change_item")
    with transaction.atomic():
        change = next_change()
        current = pieces.find(piece.instance, piece.token)
        if current is None or current.holding != piece.holding:
            raise NotPossible(TOO_LATE)
        if said.status not in may_follow(current.item.status):
            raise NotPossible(N_("From the present state, that one cannot follow."))
        _check_barcode(said, current.item.barcode, current.instance)
        holding = _holding(said, current)
        if _plain(holding) == _plain(current.holding):
            raise NotPossible(N_("Nothing was changed."))
        _keep({current.key: holding}, current.anchor, by=by, now=now, change=change)


def add_piece(*, by: Account, record: SourceRecord, said: PieceSaid, now: datetime) -> str:
    """Add a piece that no source knows to the edition of a received record, and return its key."""
    allow(by, "catalog.add_item")
    with transaction.atomic():
        change = next_change()
        anchor = SourceRecord.objects.select_related("source").get(pk=newest(record))
        if anchor.instance_id is None or anchor.withdrawn_id is not None:
            raise NotPossible(N_("The record was withdrawn: nothing can hang on it."))
        _check_barcode(said, "", anchor.instance_id)
        key = f"new:{token_hex(8)}"
        bare = Piece(key, anchor.instance_id, anchor, HoldingRecord(items=(ItemRecord(at=key),)), None, True)
        _keep({key: _holding(said, bare)}, anchor, by=by, now=now, change=change)
    return key


def take_back(*, by: Account, piece: Piece, to: HoldingRecord | None, now: datetime) -> None:
    """Let what staff said of a piece at an earlier moment stand again; ``to`` None: what was received, or nothing for a piece that
    staff had added."""
    allow(by, "catalog.change_item")
    with transaction.atomic():
        change = next_change()
        if to is not None and to.items[0].barcode != piece.item.barcode:
            said = PieceSaid(to.items[0].barcode, None, "", "", "", "", "", "", as_printed=True)
            _check_barcode(said, piece.item.barcode, piece.instance)
        _keep({piece.key: to}, piece.anchor, by=by, now=now, change=change)


def put(changes: Mapping[str, HoldingRecord | None], anchor: SourceRecord, *, by: Account, now: datetime) -> SourceRecord:
    """Keep what is said of several pieces of one record, None: no more. Call inside a transaction that has its change number."""
    former = SourceRecord.objects.filter(source__name=ITEMS, key=pieces.anchor_key(anchor), current=True).first()
    said = pieces.entries(read_again([former.pk])[former.pk] if former else None) | dict(changes)
    holdings = tuple(holding for holding in said.values() if holding is not None)
    return keep_ours(PIECES, by=by, record=anchor, says=BibRecord(holdings=holdings), now=now)


def _keep(changes: Mapping[str, HoldingRecord | None], anchor: SourceRecord, *, by: Account, now: datetime, change: int) -> None:
    put(changes, anchor, by=by, now=now)
    audit.record(by=by, action="catalog.change_item", subject=anchor, now=now)
    tell(derive.instances([anchor.instance_id], change=change))


def _check_barcode(said: PieceSaid, before: str, instance: int) -> None:
    """Refuse a new barcode that is taken or cannot be one."""
    if not said.barcode or said.barcode == before:
        return
    for fault in faults(said.barcode):
        if fault is not Fault.CHECK or not said.as_printed:
            raise NotPossible(FAULTS[fault])
    if Item.objects.filter(barcode=said.barcode).exists():
        raise NotPossible(TAKEN)


def _holding(said: PieceSaid, piece: Piece) -> HoldingRecord:
    """Return the piece as a holding of its own, with what staff do not speak of as it was."""
    library, word = (piece.holding.library, piece.location) if said.location is None else word_for(said.location)
    item = ItemRecord(
        at=piece.key, barcode=said.barcode, volume=said.volume, copy=said.copy, status=said.status, note=said.note,
        material=piece.item.material,
    )  # fmt: skip
    return HoldingRecord(
        library=library, location=word, call_number=said.call_number, scheme=said.scheme, note=piece.holding.note, items=(item,)
    )


def _plain(holding: HoldingRecord) -> tuple[str, ...]:
    """Return what of a piece can be changed."""
    item = holding.items[0] if holding.items else ItemRecord()
    place, number = item.location or holding.location, item.call_number or holding.call_number
    return (holding.library, place, number, holding.scheme, item.barcode, item.volume, item.copy, item.status, item.note)


def word_for(location: Location) -> tuple[str, str]:
    """Return library and word by which a place is called in records: the sources' own, so that both are found together."""
    library, word = word_of(location)
    keep_word(library, word)
    return library, word


def word_of(location: Location) -> tuple[str, str]:
    """Return library and word by which a place is called in records, without keeping the word where there is none yet."""
    known = location.words.order_by("pk").first()
    return (known.library, known.word) if known else (location.library, location.name_en)


def keep_word(library: str, word: str) -> None:
    """Keep that a place's own name means the place, once copies are put there by it."""
    place = Location.objects.filter(library=library, name_en=word).first()
    if place is not None:
        LocationWord.objects.get_or_create(library=library, word=word, defaults={"location": place})
        forget_names()


def save_location(*, by: Account, location: Location, now: datetime) -> Location:
    """Add a place, or change one; raise ValidationError for one that cannot be."""
    allow(by, "catalog.change_location")
    with transaction.atomic():
        location.full_clean()
        location.save()
        audit.record(by=by, action="catalog.save_location", subject=location, now=now)
    forget_names()
    return location


def map_words(*, by: Account, words: Mapping[tuple[str, str], Location | None], now: datetime) -> int:
    """Say which places the words of records mean, None: none any more; return how many were changed. What was received stays."""
    allow(by, "catalog.change_location")
    with transaction.atomic():
        changed = 0
        for (library, word), location in words.items():
            row = LocationWord.objects.filter(library=library, word=word).first()
            if (row.location_id if row else None) == (location.pk if location else None):
                continue
            changed += 1
            if location is None:
                row.delete()
                continue
            LocationWord.objects.update_or_create(library=library, word=word, defaults={"location": location})
            audit.record(by=by, action="catalog.map_location", subject=location, now=now)
    forget_names()
    return changed
