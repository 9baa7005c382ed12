"""An inventory in plain values: what was scanned on a shelf beside what should stand there, and in which order. Pure; writes nothing."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

AWAY = frozenset({"on loan", "missing", "lost", "in repair", "withdrawn", "on order", "in process"})
"""States in which a piece is not expected on its shelf."""


class Found(StrEnum):
    """What a scanned piece is to the shelf."""

    RIGHT = "right"
    MISPLACED = "misplaced"  # it belongs elsewhere
    STATE = "state"  # it belongs here, but is said to be away
    UNKNOWN = "unknown"  # no piece has this barcode


@dataclass(frozen=True, slots=True)
class Shelved:
    """A piece as the catalog knows it. ``here``: its place is the one that is looked through; ``key``: of its call number."""

    barcode: str
    here: bool
    status: str = ""
    key: str = ""
    call_number: str = ""
    place: str = ""
    instance: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One scan. ``in_order``: it stands where its call number belongs among the others of this shelf."""

    barcode: str
    found: Found
    in_order: bool
    piece: Shelved | None


def compared(scans: Sequence[str], known: Mapping[str, Shelved]) -> list[Line]:
    """Return what each scan is, in the order of scanning."""
    kept = dict.fromkeys(scans)
    pieces = [known.get(barcode) for barcode in kept]
    straight = in_order([piece.key if piece and piece.here else "" for piece in pieces])
    return [Line(barcode, _found(piece), ordered, piece) for barcode, piece, ordered in zip(kept, pieces, straight, strict=True)]


def _found(piece: Shelved | None) -> Found:
    if piece is None:
        return Found.UNKNOWN
    if not piece.here:
        return Found.MISPLACED
    return Found.STATE if piece.status in AWAY else Found.RIGHT


def missing(scans: Sequence[str], expected: Sequence[Shelved]) -> list[Shelved]:
    """Return the pieces that should stand on the shelf and were not scanned, in the order of the shelf."""
    seen = set(scans)
    gone = (piece for piece in expected if piece.barcode not in seen and piece.status not in AWAY)
    return sorted(gone, key=lambda piece: (piece.key, piece.barcode))


def in_order(keys: Sequence[str]) -> list[bool]:
    """Say of each key whether it may stay: as few as possible have to be moved for the rest to be sorted. "" is of no account."""
    tails: list[str] = []
    last: list[int] = []
    before: list[int | None] = [None] * len(keys)
    for n, key in enumerate(keys):
        if not key:
            continue
        at = bisect_right(tails, key)
        before[n] = last[at - 1] if at else None
        if at == len(tails):
            tails.append(key)
            last.append(n)
        else:
            tails[at], last[at] = key, n
    stays = {n for n, key in enumerate(keys) if not key}
    place = last[-1] if last else None
    while place is not None:
        stays.add(place)
        place = before[place]
    return [n in stays for n in range(len(keys))]
