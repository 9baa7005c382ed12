"""What an import reads: its file, the pages of an outside source, or the rows that another import refused."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event

from lantai.core.formats import open_file
from lantai.core.formats.errors import FormatError
from lantai.core.formats.protocol import Chunk, Profile
from lantai.core.text.messages import N_
from lantai.sources.registry import SOURCES

from .blobs import unpack
from .fetching import Fetched
from .known import profile_of
from .models import Harvest, HarvestPlan, HarvestRole, HarvestState, Refusal

COLUMNS = ".parquet"


class Replaced(FormatError):
    """Where the file was that an import began with lies another one now."""


def finished() -> HarvestState:
    """Say that what ended is at its end."""
    return HarvestState.FINISHED


@dataclass(frozen=True, slots=True)
class Rows:
    """What an import reads: how, row by row, and how far it has come (in the unit of the harvest's size).

    ``passed``: rows that are done and do not even come again. ``end``: where the import stands when the rows have ended; may raise SourceError.
    """

    profile: Profile
    chunks: Iterator[Chunk]
    reached: Callable[[], int]
    passed: int = 0
    end: Callable[[], HarvestState] = finished


@contextmanager
def opened(
    harvest: Harvest, *, now: Callable[[], datetime], stop: Event | None = None, until: float | None = None
) -> Iterator[Rows]:
    """Open what an import reads; raise FormatError, SourceError, OSError."""
    if harvest.role == HarvestRole.RETRY:
        yield _refused_rows(harvest)
    elif harvest.role == HarvestRole.FETCH:
        yield fetched(Fetched(harvest, now, stop, until))
    elif not Path(harvest.path).stat().st_size:
        raise FormatError(N_("The file is empty; get it once more."))
    elif harvest.file_name.endswith(COLUMNS):
        yield _columns(harvest)
    else:
        with Path(harvest.path).open("rb") as file:
            profile, chunks = open_file(file, harvest.file_name, profile_of(harvest.profile))
            if harvest.rows_done and digest_of(Path(harvest.path)) != harvest.digest:
                raise Replaced(N_("The file is not the one any more that this import began with; import it as it is now."))
            yield Rows(profile, chunks, file.tell)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file as it is on disk."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fetched(found: Fetched) -> Rows:
    """Return the rows of an outside source."""
    handed = [found.passed()]

    def chunks() -> Iterator[Chunk]:
        for chunk in found.chunks():
            handed[0] = chunk.number
            yield chunk

    def end() -> HarvestState:
        if found.problem is not None:
            raise found.problem
        return found.left or HarvestState.FINISHED

    return Rows(found.profile, chunks(), lambda: handed[0], passed=handed[0], end=end)


def _columns(harvest: Harvest) -> Rows:
    """Return the works of a file in columns; what reads them takes a moment to load."""
    from lantai.sources.openalex import parquet

    path, total, handed = Path(harvest.path), parquet.count(Path(harvest.path)), [0]

    def chunks() -> Iterator[Chunk]:
        for chunk in parquet.chunks(path):
            handed[0] = chunk.number
            yield chunk

    return Rows(parquet.READING, chunks(), lambda: harvest.size * handed[0] // max(total, 1))


def _refused_rows(harvest: Harvest) -> Rows:
    """Return the rows that this import takes up again; their number stands for how far it has come."""
    refusals = Refusal.objects.filter(retried=harvest).order_by("number", "pk")
    plan = _plan_of(harvest)
    handed = [0]

    def chunks() -> Iterator[Chunk]:
        for n, row in enumerate(refusals.iterator(chunk_size=500), start=1):
            handed[0] = n
            raw = unpack(row.raw)
            named = next(SOURCES[plan.kind].rows(raw), None) if plan else None
            key = named.key if named else ""
            yield Chunk(raw, row.position, row.number, key=key)

    return Rows(profile_of(harvest.profile), chunks(), lambda: handed[0])


def _plan_of(harvest: Harvest) -> HarvestPlan | None:
    """Return what the rows of an import were harvested by, None where they came with a file."""
    while harvest.parent is not None:
        harvest = harvest.parent
    return harvest.plan
