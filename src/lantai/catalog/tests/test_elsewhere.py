"""Workers of a scheduler give what this process gives; a scheduler and two workers are started for it, on loopback."""

from itertools import chain
from pathlib import Path

import pytest

import lantai
from lantai.catalog import documents, elsewhere, index
from lantai.catalog.prepare import Desk
from lantai.catalog.readers import WORTH_A_POOL, read, readers
from lantai.core.formats import open_file

FILE = Path(lantai.__file__).parent / "demo" / "files" / "east-asian-marc21.mrc"
SOME = 120


@pytest.fixture(scope="module")
def scheduler():
    distributed = pytest.importorskip("distributed", reason="the extra `distributed` is not installed")
    kind = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None, "host": "127.0.0.1"}
    with distributed.LocalCluster(**kind) as cluster:
        yield cluster.scheduler_address


def prepared(lent):
    with FILE.open("rb") as stream:
        profile, chunks = open_file(stream, FILE.name)
        some = [chunk for _, chunk in zip(range(SOME), chunks, strict=False)]
    return list(chain.from_iterable(read(some, Desk(profile=profile, source="East Asian room", added=1), lent)))


def test_they_read_records_as_this_process_does(scheduler):
    with readers(WORTH_A_POOL, at=scheduler) as lent:
        assert lent.count == 2
        there = prepared(lent)
    assert len(there) == SOME
    assert there == prepared(None)


def test_they_make_documents_as_this_process_does(scheduler, take):
    take(FILE.read_bytes(), name=FILE.name)
    pages = [works for works, _ in index.pages(0, index.last_change(), size=50)]
    with readers(WORTH_A_POOL, at=scheduler) as lent:
        there = list(documents.of_many(pages, lambda: lent))
    assert len(pages) > 2
    assert there == list(documents.of_many(pages, lambda: None))


def test_a_small_file_is_read_here(scheduler):
    with readers(WORTH_A_POOL - 1, at=scheduler) as lent:
        assert lent is None


def test_workers_of_another_version_are_refused(scheduler, monkeypatch):
    monkeypatch.setattr(elsewhere.analysis, "fingerprint", lambda: "another")
    with pytest.raises(elsewhere.NoWorkers, match="another version"), elsewhere.elsewhere(scheduler):
        pass


def test_a_scheduler_that_is_away_is_said(monkeypatch):
    pytest.importorskip("distributed", reason="the extra `distributed` is not installed")
    monkeypatch.setattr(elsewhere, "FOUND_WITHIN_S", 1)
    with pytest.raises(elsewhere.NoWorkers, match="does not answer"), elsewhere.elsewhere("tcp://127.0.0.1:9"):
        pass


def test_without_the_package_it_is_said_which_extra_installs_it(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(elsewhere.NoWorkers, match=r"lantai\[distributed\]"), elsewhere.elsewhere("tcp://127.0.0.1:9"):
        pass
