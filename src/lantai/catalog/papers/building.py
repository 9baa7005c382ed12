"""The store made from the works: all of it (``build``), or what changed since (``follow``).

Works lie in buckets by their numbers, a file a table and bucket. To follow means to write the buckets anew in which anything changed, and to link the
others into the next generation. One process at a time.
"""

import os
import shutil
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import msgspec
from django.conf import settings
from django.db.models import Max

from lantai.catalog import documents, index, locks, mapped
from lantai.catalog.blobs import description
from lantai.catalog.models import Instance, Work, packed
from lantai.catalog.standing import of_records
from lantai.core.bib.notices import Nature
from lantai.core.bib.record import BibRecord, decode
from lantai.search.pointer import Pointer

from . import bodies, left, told
from .corrected import said_of
from .rows import PAPERS, rows_of
from .shapes import fingerprint
from .store import NAME, Manifest, connected, manifest, root, standing
from .writing import Stage, summarize, write_bucket

BUCKET = 200_000
"""Works whose rows share a file."""

PIECE = 1_000
KEEP_OLD_SECONDS = 3_600

Progress = Callable[[int, int], None]
_SAYS = b'"openness"'


def build(*, now: datetime, progress: Progress = lambda done, total: None) -> int:
    """Make the store anew from all works and swap it in; return how many papers it has. Raise locks.Busy where another process is at it."""
    with locks.held("papers"):
        last, registry = index.last_change(), bodies.registry_of(Path(settings.DATA))
        top = Work.objects.aggregate(top=Max("pk"))["top"] or 0
        known, done = bodies.Bodies(registry), 0
        before = _before()
        with _new_generation() as directory:
            for bucket in range(top // BUCKET + 1):
                with Stage(directory) as stage:
                    for works in _numbers(bucket * BUCKET, (bucket + 1) * BUCKET):
                        stage.put(_rows(works, known, on=now.date()))
                        progress(done := done + len(works), top)
                    write_bucket(directory, bucket, stage)
            left.tell(before, directory, reached=_reached(before))
            _finish(directory, Manifest(now, last, 0, bodies.seen(registry)))
    return standing().papers


def follow(*, now: datetime, progress: Progress = lambda done, total: None) -> int:
    """Bring the store up to date; return how many works were looked at. Made anew where there is none, or another registry of organizations."""
    known = standing()
    registry = bodies.registry_of(Path(settings.DATA))
    if not known.generation or known.registry != bodies.seen(registry):
        build(now=now, progress=progress)
        return Work.objects.count()
    last = index.last_change()
    due = _due(root() / known.generation, now.date())
    if last <= known.reached and not due:
        return 0
    with locks.held("papers"):
        return _follow(root() / known.generation, last, due, bodies.Bodies(registry), now=now, progress=progress)


def _follow(old: Path, last: int, due: Collection[int], known: bodies.Bodies, *, now: datetime, progress: Progress) -> int:
    said = manifest(old)
    total = Work.objects.filter(changed__gt=said.reached, changed__lte=last).count() + len(due)
    touched: dict[int, set[int]] = defaultdict(set)
    stages: dict[int, Stage] = {}
    done = 0
    with _new_generation() as directory:
        for works in _changed(said.reached, last, due):
            for work in works:
                touched[work // BUCKET].add(work)
            for bucket, rows in _by_bucket(_rows(works, known, on=now.date())).items():
                stages.setdefault(bucket, Stage(directory)).put(rows)
            progress(done := done + len(works), total)
        held = _held(old, touched)
        rewritten = {bucket for bucket in touched if bucket in stages or held & touched[bucket]}
        if rewritten:
            _link(old, directory, {f"{bucket:06}" for bucket in rewritten})
            for bucket in rewritten:
                with stages.pop(bucket, None) or Stage(directory) as stage:
                    write_bucket(directory, bucket, stage, old=old, without=touched[bucket])
            left.tell(old, directory, reached=said.reached, works={work for bucket in rewritten for work in touched[bucket]})
            _finish(directory, Manifest(now, last, 0, said.registry))
        else:
            shutil.rmtree(directory)
            _note(old, msgspec.structs.replace(said, reached=last, made_at=now))
    return done


def _before() -> Path | None:
    """Return the generation in use, also one of other shapes; None where there is none."""
    name = Pointer(root()).name()
    return root() / name if name else None


def _reached(before: Path | None) -> int:
    """Return the last change that a generation knew."""
    try:
        return manifest(before).reached if before else 0
    except FileNotFoundError:
        return 0


def _rows(works: Collection[int], known: bodies.Bodies, *, on: date) -> list[tuple[str, object]]:
    """Return the rows of those of ``works`` that are live papers."""
    found = _records(works)
    beside = documents.told(list(found))
    stand = of_records(found, on=on)
    own, word = mapped.own(), said_of(list(found))
    rows: list[tuple[str, object]] = []
    for work, records in found.items():
        disciplines = beside.get(work, {}).get("discipline", ())
        stands = stand[work].openness, stand[work].nature is Nature.RETRACTION
        rows += rows_of(work, records, bodies=known, on=on, disciplines=disciplines, stands=stands, own=own, word=word[work])
    return told.told(rows)


def _records(works: Collection[int]) -> dict[int, list[BibRecord]]:
    """Return the records of works that may be papers; to look for a word in the packed description spares decoding every book."""
    rows = Instance.objects.filter(work__in=works, live=True, work__state=Work.State.LIVE).order_by("work_id", "rank", "pk")
    described: dict[int, list[bytes]] = defaultdict(list)
    papers: set[int] = set()
    for work, kind, blob in rows.values_list("work_id", "work__kind", packed()):
        written = description(blob)
        described[work].append(written)
        if kind in PAPERS or _SAYS in written:
            papers.add(work)
    return {work: [decode(written) for written in described[work]] for work in sorted(papers)}


def _numbers(start: int, end: int) -> Iterator[list[int]]:
    """Yield the live works of a bucket, a piece at a time."""
    while True:
        rows = Work.objects.filter(pk__gte=start, pk__lt=end, state=Work.State.LIVE).order_by("pk")
        piece = list(rows.values_list("pk", flat=True)[:PIECE])
        if not piece:
            return
        yield piece
        start = piece[-1] + 1


def _changed(after: int, last: int, due: Collection[int]) -> Iterator[list[int]]:
    """Yield the works that changed, then those whose embargo ended."""
    seen: set[int] = set()
    for works, _ in index.pages(after, last, size=PIECE):
        seen.update(works)
        yield list(works)
    if rest := [work for work in due if work not in seen]:
        yield rest


def _by_bucket(rows: Iterable[tuple[str, object]]) -> dict[int, list[tuple[str, object]]]:
    found: dict[int, list[tuple[str, object]]] = defaultdict(list)
    for table, row in rows:
        found[row.work // BUCKET].append((table, row))  # type: ignore[attr-defined]
    return found


def _due(directory: Path, today: date) -> list[int]:
    """Return the papers whose color may have changed with the day."""
    if manifest(directory).made_at.date() >= today:
        return []
    con = connected(directory)
    try:
        return [work for (work,) in con.execute("SELECT work FROM papers WHERE changes <= ? ORDER BY work", [today]).fetchall()]
    finally:
        con.close()


def _held(directory: Path, touched: dict[int, set[int]]) -> set[int]:
    """Return which of the works touched are in a generation."""
    works = sorted(work for those in touched.values() for work in those)
    con = connected(directory)
    try:
        found = con.execute("SELECT work FROM papers WHERE work IN (SELECT unnest(?::BIGINT[]))", [works]).fetchall()
        return {work for (work,) in found}
    finally:
        con.close()


@contextmanager
def _new_generation() -> Iterator[Path]:
    """Make the directory of the next generation; it goes away again where its making is broken off."""
    where = root()
    where.mkdir(parents=True, exist_ok=True)
    numbers = [int(found["number"]) for path in where.iterdir() if (found := NAME.fullmatch(path.name))]
    directory = where / f"{fingerprint()}-{max(numbers, default=0) + 1}"
    directory.mkdir()
    try:
        yield directory
    except BaseException:
        shutil.rmtree(directory, ignore_errors=True)
        raise


def _finish(directory: Path, said: Manifest) -> None:
    """Sum institutions up, note what the generation is made from, swap it in, and remove what is long out of use."""
    papers = summarize(directory)
    _note(directory, msgspec.structs.replace(said, papers=papers))
    pointer = Pointer(directory.parent)
    pointer.move(directory.name)
    for path in pointer.left(NAME, older_than_s=KEEP_OLD_SECONDS):
        shutil.rmtree(path, ignore_errors=True)


def _note(directory: Path, said: Manifest) -> None:
    new = directory / f"manifest.{os.getpid()}.{time.monotonic_ns()}"
    new.write_bytes(msgspec.json.encode(said))
    new.replace(directory / "manifest.json")


def _link(old: Path, new: Path, without: Collection[str]) -> None:
    """Give a new generation the files of the old one, but for those of some buckets."""
    for path in old.glob("*-*.parquet"):
        if path.stem.rpartition("-")[2] not in without:
            try:
                os.link(path, new / path.name)
            except OSError:  # a file system without links
                shutil.copy2(path, new / path.name)
