"""What the library's own staff say of pieces, laid over what was received: the received bytes stay, and are read again at any time.

Staff's word is a record of its own that holds nothing but holdings, one piece each. ``ItemRecord.at`` of such a piece names what it
stands for: the key of a received piece or holding (``piece_key``, ``holding_key``), or "new:…" for one that no source knows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b

import msgspec

from .record import BibRecord, HoldingRecord, ItemRecord, Origin

WITHDRAWN = "withdrawn"
"""The state of a piece that the library has given away: kept, and shown to staff alone."""


def piece_key(holding: HoldingRecord, item: ItemRecord) -> str:
    """Return what names a received piece from one import to the next: its barcode, else what is said of it."""
    if item.barcode:
        return f"barcode:{item.barcode}"
    said = (holding.library, item.location or holding.location, item.call_number or holding.call_number, item.volume, item.copy)
    return f"piece:{_digest(said)}"


def holding_key(holding: HoldingRecord) -> str:
    """Return what names a received holding that lists no pieces."""
    return f"holding:{_digest((holding.library, holding.location, holding.call_number, *holding.coverage))}"


def _digest(said: Iterable[str]) -> str:
    return blake2b("\x1f".join(said).encode(), digest_size=8).hexdigest()


def token(key: str) -> str:
    """Return a short name of a piece for addresses."""
    return blake2b(key.encode(), digest_size=8).hexdigest()


def replaced(ours: Iterable[BibRecord]) -> set[str]:
    """Return the keys of everything that staff's records stand for."""
    return {item.at for record in ours for holding in record.holdings for item in holding.items}


def remaining(holdings: Iterable[HoldingRecord], gone: set[str]) -> Iterator[HoldingRecord]:
    """Yield received holdings without the pieces that staff say something else of; one of which nothing is left is left out."""
    for holding in holdings:
        if not holding.items:
            if holding_key(holding) not in gone:
                yield holding
            continue
        items = tuple(item for item in holding.items if piece_key(holding, item) not in gone)
        if items:
            yield holding if len(items) == len(holding.items) else msgspec.structs.replace(holding, items=items)


def shown(record: BibRecord) -> list[HoldingRecord]:
    """Return the holdings of staff's record that readers see."""
    return [h for h in record.holdings if any(item.status != WITHDRAWN for item in h.items)]


def laid_over(
    merged: BibRecord, received: Mapping[int, Sequence[HoldingRecord]], ours: Mapping[int, tuple[BibRecord, str]]
) -> tuple[BibRecord, dict[int, list[HoldingRecord]]]:
    """Return the description of an edition with staff's pieces, and the holdings by the record that gives them.

    ``merged``: the description without them; ``received``: holdings by record; ``ours``: (staff's record, name of its source).
    """
    gone = replaced(record for record, _ in ours.values())
    holdings = {pk: list(remaining(given, gone)) for pk, given in received.items()}
    holdings |= {pk: shown(record) for pk, (record, _) in ours.items()}
    if not ours:
        return merged, holdings
    sources = list(merged.sources)
    kept = list(remaining(merged.holdings, gone))
    for pk, (record, source) in ours.items():
        kept += [msgspec.structs.replace(h, src=len(sources)) for h in shown(record)]
        sources.append(Origin(pk, source))
    return msgspec.structs.replace(merged, holdings=tuple(kept), sources=tuple(sources)), holdings
