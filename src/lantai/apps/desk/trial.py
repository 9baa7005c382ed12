"""What would become of refused rows if they were read another way; nothing is kept."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lantai.catalog.blobs import unpack
from lantai.catalog.models import Harvest, Refusal
from lantai.core.bib.record import Title
from lantai.core.formats import read_chunk
from lantai.core.formats.errors import FormatError, Unreadable
from lantai.core.formats.protocol import Profile

from .refused import sentence

MOST = 500
"""Rows that are tried before somebody decides: half a second."""

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One row tried: its title, or why it is refused still."""

    number: int
    title: Title | None
    reason: str


@dataclass(frozen=True, slots=True)
class Trial:
    """How many of the rows that were tried can be read now; ``rows``: some of them; ``waiting``: how many there are in all."""

    tried: int
    readable: int
    waiting: int
    rows: Sequence[Row]
    reasons: Sequence[tuple[str, int]]


def of(harvest: Harvest, profile: Profile) -> Trial:
    """Read the first refused rows of an import by ``profile``."""
    waiting = Refusal.objects.filter(harvest=harvest, retried=None).order_by("number", "pk")
    rows = [_row(refusal.number, unpack(refusal.raw), profile) for refusal in waiting[:MOST]]
    reasons = Counter(row.reason for row in rows if row.reason)
    readable = sum(not row.reason for row in rows)
    return Trial(len(rows), readable, waiting.count(), rows[:SHOWN], reasons.most_common(10))


def _row(number: int, raw: bytes, profile: Profile) -> Row:
    try:
        return Row(number, read_chunk(raw, profile).title, "")
    except Unreadable as problem:
        return Row(number, None, sentence(problem.reason, problem.values))
    except (FormatError, RecursionError) as problem:
        return Row(number, None, str(problem))
