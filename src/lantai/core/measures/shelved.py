"""Checks of holdings and pieces: can it be found on the shelf, and does the system know in what state it is."""

import re

from lantai.core.bib.classes import fits
from lantai.core.bib.record import BibRecord, HoldingRecord, ItemRecord, Kind
from lantai.core.bib.states import state_of

from .checks import holding_check, item_check

PIECES = frozenset((Kind.BOOK, Kind.THESIS, Kind.MAP, Kind.SCORE, Kind.SOUND, Kind.VIDEO, Kind.REPORT, Kind.CONFERENCE))
"""Kinds of things whose copies are counted one by one."""

_A_NUMBER = re.compile(r"\d|[一二三四五六七八九十百]|[IVXLC]{1,5}\b")
_UNEVEN = re.compile(r"(\d{4})\s*[-–—~～]\s*(\d{4})")


@holding_check("holding_without_items")
def holding_without_items(holding: HoldingRecord, record: BibRecord) -> str | None:
    """Say that a holding on a shelf counts no piece."""
    if holding.items or holding.coverage or record.kind not in PIECES or record.access:
        return None
    return _where(holding)


@holding_check("holding_without_location")
def holding_without_location(holding: HoldingRecord, record: BibRecord) -> str | None:
    """Say that neither a holding nor its pieces say where they stand."""
    return _where(holding) if not holding.location and not any(item.location for item in holding.items) else None


@holding_check("holding_without_call_number")
def holding_without_call_number(holding: HoldingRecord, record: BibRecord) -> str | None:
    """Say that neither a holding nor its pieces have a call number."""
    return _where(holding) if not holding.call_number and not any(item.call_number for item in holding.items) else None


@holding_check("call_number_wrong")
def call_number_wrong(holding: HoldingRecord, record: BibRecord) -> str | None:
    """Find a call number that does not begin as those of its scheme do."""
    if not holding.call_number or not holding.scheme or fits(holding.scheme, holding.call_number):
        return None
    return f"{holding.scheme} {holding.call_number}"


@holding_check("coverage_unreadable")
def coverage_unreadable(holding: HoldingRecord, record: BibRecord) -> str | None:
    """Find a statement of what is there that names no volume and no year, or ends before it begins."""
    wrong = [line for line in holding.coverage if line.strip() and not _reads(line)]
    return "; ".join(wrong) if wrong else None


@item_check("item_without_barcode")
def item_without_barcode(item: ItemRecord, holding: HoldingRecord) -> str | None:
    """Say that a piece has no barcode."""
    return " ".join(filter(None, (_where(holding), item.volume, item.copy))) if not item.barcode.strip() else None


@item_check("item_without_location")
def item_without_location(item: ItemRecord, holding: HoldingRecord) -> str | None:
    """Say that nothing tells where a piece stands."""
    return item.barcode if not (item.location or holding.location) else None


@item_check("status_unknown")
def status_unknown(item: ItemRecord, holding: HoldingRecord) -> str | None:
    """Find a word for the state of a piece that readers cannot be told the meaning of."""
    return item.status if item.status.strip() and not state_of(item.status) else None


def _where(holding: HoldingRecord) -> str:
    return " ".join(filter(None, (holding.library, holding.location, holding.call_number)))


def _reads(line: str) -> bool:
    """Say whether a coverage statement can be understood."""
    return bool(_A_NUMBER.search(line)) and all(int(first) <= int(last) for first, last in _UNEVEN.findall(line))
