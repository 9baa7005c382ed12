"""All that the library tells everybody, as files to take away: each work as a line of JSON, papers as tables; made whole, then swapped in.

They lie under ``exports`` in the library's directory, a directory each time, ``current`` names the one in use. What staff keep for themselves is in none:
copies and their barcodes, local notes, fields kept verbatim, what the library paid.
"""

import gzip
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from django.conf import settings

from lantai.core.bib.record import BibRecord, NoteKind
from lantai.core.bib.work import WorkDocument
from lantai.search.pointer import Pointer

from . import locks, papers, queries
from .papers.shapes import TABLES
from .papers.store import root as papers_root
from .standing import flagged
from .training_due import NIGHT

PIECE = 100_000
"""Works of one file."""

KEEP_OLD_SECONDS = 24 * 3_600
"""So long files stay for whoever is taking them away."""

PUBLIC_TABLES = (*(name for name in TABLES if name not in ("amounts", "chances")), "institutions")
"""Tables of the store of papers that are given away; what publishing cost, and might have, is the library's own."""

NAME = re.compile(r"export-(\d+)")
MANIFEST, SCHEMA = "manifest.json", "schema.json"

Stopped = Callable[[], bool]
Progress = Callable[[int], None]


class File(msgspec.Struct, frozen=True, kw_only=True):
    """One file. ``rows``: works of a file of lines, None of others; ``sha256`` in hexadecimal."""

    name: str
    size: int
    sha256: str
    rows: int | None = None


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What an export says of itself. ``license``: as the library names it, "" where it says nothing; ``schema``: the file that describes a line."""

    library: str
    made_at: datetime
    license: str
    schema: str
    works: int
    papers: int
    files: tuple[File, ...]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A work in a file of lines: its public number and its editions, the one to show first at the beginning."""

    work: int
    editions: tuple[BibRecord, ...]


def root() -> Path:
    """Return where exports lie."""
    return Path(settings.DATA) / "exports"


def standing() -> Manifest | None:
    """Return what the export in use says of itself; None where there is none."""
    name = Pointer(root()).name()
    try:
        return msgspec.json.decode((root() / name / MANIFEST).read_bytes(), type=Manifest) if name else None
    except FileNotFoundError:
        return None


def path_of(name: str) -> Path | None:
    """Return a file of the export in use, the manifest too; None for what is not among them."""
    in_use, said = Pointer(root()).name(), standing()
    if in_use is None or said is None or name not in {MANIFEST, *(file.name for file in said.files)}:
        return None
    return root() / in_use / name


def is_due(*, now: datetime, hour: int) -> bool:
    """Say whether files are to be made: at night, where the library says under which license, and none were made within the last half day."""
    if not settings.EXPORTS_LICENSE or hour not in NIGHT:
        return False
    said = standing()
    return said is None or now - said.made_at > timedelta(hours=12)


def make(*, now: datetime, stopped: Stopped = lambda: False, progress: Progress = lambda works: None) -> Manifest | None:
    """Write everything anew and swap it in; None where it was stopped. Raise locks.Busy where another process is at it.

    The store of papers is brought up to date first: its tables are of the same day as the works, and a work that was withdrawn is in neither.
    """
    from .papers import building  # brings pyarrow, which processes that only read do without

    with locks.held("exports"):
        building.follow(now=now)
        root().mkdir(parents=True, exist_ok=True)
        numbers = [int(found[1]) for path in root().iterdir() if (found := NAME.fullmatch(path.name))]
        directory = root() / f"export-{max(numbers, default=0) + 1}"
        directory.mkdir()
        try:
            files = _files(directory, stopped, progress)
            if stopped():
                shutil.rmtree(directory)
                return None
            said = _said(files, now)
            (directory / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(said)) + b"\n")
        except BaseException:
            shutil.rmtree(directory, ignore_errors=True)
            raise
        pointer = Pointer(root())
        pointer.move(directory.name)
        for path in pointer.left(NAME, older_than_s=KEEP_OLD_SECONDS):
            shutil.rmtree(path, ignore_errors=True)
        return said


def public(record: BibRecord) -> BibRecord:
    """Return a record without what is for staff alone."""
    notes = tuple(note for note in record.notes if note.kind is not NoteKind.LOCAL)
    return msgspec.structs.replace(record, notes=notes, holdings=(), verbatim=(), repairs=(), nothing=(), leader="", sources=())


def _said(files: tuple[File, ...], now: datetime) -> Manifest:
    return Manifest(
        library=settings.LIBRARY_NAME,
        made_at=now,
        license=settings.EXPORTS_LICENSE,
        schema=SCHEMA,
        works=sum(file.rows or 0 for file in files),
        papers=papers.standing().papers,
        files=files,
    )


def _files(directory: Path, stopped: Stopped, progress: Progress) -> tuple[File, ...]:
    """Write all files of an export."""
    works, done, files = _works(stopped), 0, []
    while rows := _piece(part := directory / f"works-{len(files):05}.jsonl.gz", works):
        files.append(_told(part, rows))
        progress(done := done + rows)
    part.unlink()
    (directory / SCHEMA).write_bytes(msgspec.json.format(msgspec.json.encode(msgspec.json.schema(Line))) + b"\n")
    files.append(_told(directory / SCHEMA, None))
    store = papers.standing()
    for table in PUBLIC_TABLES if store.papers else ():
        for path in sorted((papers_root() / store.generation).glob(f"{table}*.parquet")):
            shutil.copyfile(path, directory / path.name)
            files.append(_told(directory / path.name, None))
    return tuple(files)


def _works(stopped: Stopped) -> Iterator[WorkDocument]:
    for page in queries.every_work():
        if stopped():
            return
        yield from flagged(page).values()


def _piece(path: Path, works: Iterator[WorkDocument]) -> int:
    """Write the next works to a file; return how many."""
    rows = 0
    with path.open("wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed:
        for document in works:
            line = Line(work=document.number, editions=tuple(public(one.record) for one in document.instances))
            packed.write(msgspec.json.encode(line) + b"\n")
            if (rows := rows + 1) == PIECE:
                break
    return rows


def _told(path: Path, rows: int | None) -> File:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    return File(name=path.name, size=path.stat().st_size, sha256=digest, rows=rows)
