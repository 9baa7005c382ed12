"""An index whose files are lost or cut is made anew by whoever keeps it up to date, once it is sure that it is not only away."""

import shutil
from pathlib import Path

import pytest

from lantai.catalog import index
from lantai.search.protocol import IndexDamaged

from .conftest import record


def cut(directory: Path) -> None:
    """Cut what says which files an index has, and forget that it was open."""
    meta = next((directory / "index").glob("*/meta.json"))
    meta.write_bytes(meta.read_bytes()[:40])
    index.generations.cache_clear()


def test_a_damaged_index_is_made_anew_and_finds_all(take, library, monkeypatch):
    take([record("1", "Hamlet"), record("2", "Macbeth")])
    before = index.generations().name()
    cut(library)
    monkeypatch.setattr(index, "DAMAGE_SECONDS", 0.0)
    index.refresh()
    assert index.generations().name() != before
    assert index.engine().count() == 2


def test_it_is_waited_for_a_moment_first(take, library):
    take([record("1", "Hamlet")])
    cut(library)
    with pytest.raises(IndexDamaged, match="lantai index"):
        index.refresh()


def test_a_making_that_is_broken_off_leaves_nothing_behind(take, library, monkeypatch):
    take([record("1", "Hamlet")])
    before = sorted(path.name for path in (library / "index").iterdir())

    def full(*given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(index, "put", full)
    with pytest.raises(OSError):
        index.rebuild()
    assert sorted(path.name for path in (library / "index").iterdir()) == before


def test_an_index_that_was_lost_is_made_under_a_name_that_was_never_used(take, library):
    take([record("1", "Hamlet"), record("2", "Macbeth")])
    before = index.generations().name()
    shutil.rmtree(library / "index")
    index.generations.cache_clear()
    index.refresh()
    assert index.generations().name() != before
    assert index.engine().count() == 2
