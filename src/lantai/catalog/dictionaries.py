"""The library's own dictionaries for packed bytes (``blobs``): what its records have in common, kept once.

Made while a large file comes in, one of descriptions, one of the received bytes of each format, and one of both together: publishers, headings and words of one
library come again and again, and those of the demo library are others. A row is never changed or taken out: blobs name it.
"""

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
import zstandard
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from .blobs import DOCUMENTS, OWN, Packing, description, unpack, whole
from .models import Dictionary, Harvest, Instance, SourceRecord

if TYPE_CHECKING:
    from .prepare import Desk

log = logging.getLogger(__name__)

AFTER = 12_000
"""Rows of a file after which it is worth a second of processor time."""

SAMPLES = 4_000
SAMPLE_BYTES = 24_000_000
"""Of larger records fewer are taken: 4,000 papers, 100 MB with their descriptions, take four times as long as 1,000, for half a hundredth less room."""

LARGEST = 112_640
"""Bytes of a dictionary, as zstd recommends."""

LARGEST_TOGETHER = 4 * LARGEST
"""Of received bytes and descriptions together, nearly all of a library's bytes: saves 5 % more."""

SEGMENT = 1_024
"""Bytes in a row that a dictionary takes over; to let zstd try several takes four times as long: of MARC's descriptions they save 4 % so, of what is received
they take 8 % more."""

LEAST = 8_192
"""Bytes of one that is worth having; of samples ten times as many are wanted."""

LAST = 255

DESCRIPTIONS = "descriptions"


def data(number: int) -> bytes | None:
    """Return a dictionary of the library; None where it has none of this number."""
    found = Dictionary.objects.filter(number=number).values_list("data", flat=True).first()
    return None if found is None else bytes(found)


def packing(format_: str) -> Packing:
    """Return how descriptions, and received bytes of a format, are packed now."""
    rows = Dictionary.objects.filter(kind__in=(DESCRIPTIONS, _received(format_), *_both(format_)))
    found = {kind: (number, bytes(given)) for kind, number, given in rows.values_list("kind", "number", "data")}
    numbers = {kind: number for kind, (number, _) in found.items()}
    return Packing(
        documents=numbers.get(DESCRIPTIONS, DOCUMENTS),
        received=numbers.get(_received(format_), 0),
        together=next((numbers[kind] for kind in _both(format_) if kind in numbers), DOCUMENTS),
        own=tuple(found.values()),
    )


def of_descriptions() -> int:
    """Return which dictionary descriptions are packed with now."""
    return Dictionary.objects.filter(kind=DESCRIPTIONS).values_list("number", flat=True).first() or DOCUMENTS


def own_of_descriptions() -> tuple[tuple[int, bytes], ...]:
    """Return what processes without a database need to read descriptions."""
    closest, together = _both("")
    wanted = Q(kind=DESCRIPTIONS) | Q(kind__startswith=closest) | Q(kind__startswith=together)
    rows = Dictionary.objects.filter(wanted).values_list("number", "data")
    return tuple((number, bytes(given)) for number, given in rows)


def renewing(harvest: Harvest) -> Callable[["Desk"], "Desk"]:
    """Return what gives an import dictionaries of the library's own when it has read enough rows, and leaves it alone before and after."""
    tried = False

    def renew(desk: "Desk") -> "Desk":
        nonlocal tried
        if tried or harvest.rows_done < AFTER:
            return desk
        tried = True
        described = Instance.objects.filter(live=True).packed().order_by("-pk").values_list("packed", flat=True)
        received = (
            SourceRecord.objects.filter(source=harvest.source_id, harvest=harvest.pk)
            .order_by("-pk")
            .values_list("raw", flat=True)
        )
        _make(DESCRIPTIONS, description, described)
        _make(_received(desk.profile.format), unpack, received)
        _make(_both(desk.profile.format)[0], whole, received, largest=LARGEST_TOGETHER)
        return msgspec.structs.replace(desk, packing=packing(desk.profile.format))

    return renew


def _received(format_: str) -> str:
    return f"received:{format_}"


def _both(format_: str) -> tuple[str, str]:
    """Return the kinds of what is packed together: as it is now, and as it was before directories of MARC were left out of it."""
    return f"closest:{format_}", f"together:{format_}"


def _make(kind: str, say: Callable[[bytes], bytes], rows: QuerySet[Any, bytes], *, largest: int = LARGEST) -> None:
    """Train a dictionary on the newest rows and keep it, where there is none of this kind. ``say``: unpacks them."""
    if Dictionary.objects.filter(kind=kind).exists():
        return
    samples = _samples(list(rows[:SAMPLES]), say)
    size = min(largest, sum(map(len, samples)) // 10)
    if size < LEAST:
        return
    try:
        made = zstandard.train_dictionary(size, samples, k=SEGMENT, d=8).as_bytes()
    except zstandard.ZstdError as problem:
        log.warning("No dictionary of %s is made of %s samples: %s", kind, len(samples), problem)
        return
    with transaction.atomic():
        last = Dictionary.objects.select_for_update().order_by("-number").values_list("number", flat=True).first() or OWN - 1
        if last < LAST:
            Dictionary.objects.get_or_create(kind=kind, defaults={"number": last + 1, "data": made, "made_at": timezone.now()})


def _samples(packed: Sequence[bytes], say: Callable[[bytes], bytes]) -> list[bytes]:
    """Return what is packed there, of large records every second, third and so on: some ``SAMPLE_BYTES``."""
    some = [len(say(blob)) for blob in packed[:: len(packed) // 40 + 1]]
    step = round(sum(some) / max(len(some), 1) * len(packed) / SAMPLE_BYTES)
    return [say(blob) for blob in packed[:: max(step, 1)]]
