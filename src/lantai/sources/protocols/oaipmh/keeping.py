"""A harvest kept in a folder: every page as it came, a file each, and one small file that says where to go on.

The page is written first, then the state, each whole or not at all: whoever is stopped anywhere loses at most a page, which the next run writes
again under the same name. ``lantai import`` reads such a folder's pages.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from .asking import Asker
from .walking import Page, Walk, Wanted, instant

STATE = "state.json"


class State(msgspec.Struct, omit_defaults=True):
    """Where a harvest stands. ``pages`` are whole; ``token`` "": the list is at its end. ``began``: the server's clock at the first page of the
    run at hand; ``ended``: of the last run that came to its end, from which the next one goes on. ``last``: the latest datestamp."""

    base: str
    prefix: str
    set: str = ""
    pages: int = 0
    records: int = 0
    deleted: int = 0
    refused: int = 0
    token: str = ""
    expires: str = ""
    began: str = ""
    ended: str = ""
    last: str = ""


class AnotherHarvest(ValueError):
    """The folder holds a harvest of something else."""


@dataclass(slots=True)
class Folder:
    """A folder with its state."""

    path: Path
    state: State

    @classmethod
    def at(cls, path: Path, *, base: str, wanted: Wanted) -> "Folder":
        """Return the folder, made where it is not there; raise AnotherHarvest where it holds pages of another list."""
        path.mkdir(parents=True, exist_ok=True)
        found = path / STATE
        if not found.exists():
            return cls(path, State(base, wanted.prefix, wanted.set))
        state = msgspec.json.decode(found.read_bytes(), type=State)
        if (state.base, state.prefix, state.set) != (base, wanted.prefix, wanted.set):
            raise AnotherHarvest(f"{path} holds {state.prefix} of {state.base} (set: {state.set or 'all'}); name another folder")
        return cls(path, state)

    def harvest(self, asker: Asker, wanted: Wanted) -> Iterator[tuple[Page, Walk]]:
        """Take the list up where it was left, else what changed since the last run that came to its end; yield each page once it is kept."""
        state = self.state
        goes_on = bool(state.began and not state.ended)
        since = instant(state.ended)
        if goes_on and not state.token and state.last:
            wanted = wanted.after(instant(state.last) or datetime.now(UTC))
        elif not goes_on and since and wanted.since is None:
            wanted = wanted.after(since)
        if not goes_on:
            state.began, state.ended, state.token = "", "", ""
        walk = Walk(asker, wanted)
        for page in walk.pages(token=state.token, expires=state.expires):
            self._keep(page)
            yield page, walk
        state.ended, state.token = state.began, ""
        self._write(STATE, msgspec.json.encode(state))

    def _keep(self, page: Page) -> None:
        state, number = self.state, self.state.pages + 1
        self._write(f"page-{number:06}.xml", page.reply.raw)
        for record in page.alone:
            self._write(f"page-{number:06}-cut-off.xml", record.raw)
        state.pages = number
        state.records += len(page.records)
        state.deleted += sum(record.deleted for record in page.records)
        state.refused += sum(bool(record.refused) for record in page.records)
        state.token, state.expires = page.token, page.expires
        state.began = state.began or page.reply.date or datetime.now(UTC).isoformat()
        state.last = page.last.isoformat() if page.last else state.last
        self._write(STATE, msgspec.json.encode(state))

    def _write(self, name: str, data: bytes) -> None:
        beside = self.path / f".{name}.part"
        with beside.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(self.path / name)
