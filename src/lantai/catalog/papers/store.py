"""Where the store lies and how it is read: generations under ``papers`` in the library's directory, the one in use named by ``current``.

A generation is a directory ``<fingerprint>-<n>`` of Parquet files, never changed once it is in use. A reader gets a connection to DuckDB in this
process that can read this directory and nothing else, with bounded memory and threads.
"""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from django.conf import settings

from lantai.search.pointer import InUse, Pointer

from .facts import DERIVED
from .shapes import TABLES, fingerprint

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NAME = re.compile(r"(?P<fingerprint>[0-9a-f]+)-(?P<number>\d+)")
MEMORY, THREADS = "1GB", 2
NO_STORE = "There is no store of papers yet: the worker makes it, or run `lantai papers build`."


class PapersUnavailable(Exception):
    """There is nothing to count in; the message says what to do."""


class Manifest(msgspec.Struct, frozen=True):
    """What a generation was made from. ``reached``: number of the last change of a work in it; ``registry``: of organizations, "" none."""

    made_at: datetime
    reached: int
    papers: int
    registry: str = ""


class Standing(msgspec.Struct, frozen=True):
    """The store in use. ``generation`` "": none."""

    generation: str = ""
    made_at: datetime | None = None
    reached: int = 0
    papers: int = 0
    registry: str = ""


def root() -> Path:
    """Return where generations lie."""
    return Path(settings.DATA) / "papers"


def standing() -> Standing:
    """Return what is known of the store in use."""
    name = Pointer(root()).name()
    if name is None or not name.startswith(f"{fingerprint()}-"):
        return Standing()
    try:
        said = manifest(root() / name)
    except FileNotFoundError:
        return Standing()
    return Standing(name, said.made_at, said.reached, said.papers, said.registry)


def manifest(directory: Path) -> Manifest:
    """Return what a generation says of itself."""
    return msgspec.json.decode((directory / "manifest.json").read_bytes(), type=Manifest)


@contextmanager
def opened() -> Iterator["DuckDBPyConnection"]:
    """Lend a connection with the tables of the store in use; raise PapersUnavailable where there is none.

    Temporary tables made with it are its own and go with it.
    """
    found = _in_use(root()).current()
    if found is None:
        raise PapersUnavailable(NO_STORE)
    lent = found.cursor()
    try:
        yield lent
    finally:
        lent.close()


@cache
def _in_use(where: Path) -> "InUse[DuckDBPyConnection]":
    return InUse(Pointer(where), lambda name: connected(where / name))


_connecting = threading.Lock()


def connected(directory: Path, *, alone: bool = True) -> "DuckDBPyConnection":
    """Return a connection to one generation. ``alone``: it can read nothing else."""
    import duckdb

    if not directory.is_dir() or not directory.name.startswith(f"{fingerprint()}-"):
        raise PapersUnavailable(NO_STORE)
    spilled = str(directory.parent / "spilled")
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": THREADS,
        "memory_limit": MEMORY,
        "temp_directory": spilled,
    }
    with _connecting:
        con = duckdb.connect(":memory:", config=config)
    con.execute("SET parquet_metadata_cache = true")
    for table in (*TABLES, "institutions", *DERIVED):
        files = [str(path) for path in sorted(directory.glob(f"{table}*.parquet"))]
        con.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet({files!r})")  # noqa: S608 (our own names and paths)
    if alone:
        con.execute(f"SET allowed_directories = [{str(directory)!r}]")
        con.execute("SET enable_external_access = false")
        con.execute("SET lock_configuration = true")
    return con
