"""What an import stores comes into the index whole, whatever is committed and made beside it."""

import threading
import time

import pytest

from lantai.catalog import documents, feed, index, readers
from lantai.catalog.models import Work
from lantai.core.query.tree import Everything
from lantai.search.engines.tantivy.writer import TantivyWriter
from lantai.search.protocol import Request, WriterDied

from .conftest import record

GIVEN = [record(f"r{n % 12}", f"Title {n % 12}", by=f"Author {n}", year=str(1980 + n)) for n in range(40)]
"""Twelve records, each again and again with another author."""


@pytest.fixture
def committed(take, monkeypatch):
    """Import in batches of four, and commit when the file has been read; return the threads that have."""
    take([record("before")], name="before.jsonl")
    threads = []
    commit = TantivyWriter.commit

    def slow(writer):
        time.sleep(0.05)
        threads.append(threading.current_thread())
        commit(writer)

    monkeypatch.setattr(TantivyWriter, "commit", slow)
    monkeypatch.setattr(readers, "BATCH_ROWS", 4)
    monkeypatch.setattr(feed, "WORTH_TWO_COMMITS", 1)
    return threads


def in_the_index():
    """Return (year, number of works) of all, by which one can see which version of each is there."""
    return dict(index.engine().search(Request(tree=Everything(), facets=("kind",))).years)


def of_the_database():
    works = list(Work.objects.filter(state="live").values_list("pk", flat=True))
    return {d.year: 1 for d in documents.of_works(works) if d.year is not None}


def test_a_file_that_has_been_read_is_committed_beside_its_last_batches(take, committed):
    take(GIVEN)
    assert [thread is threading.main_thread() for thread in committed] == [False, True]
    assert in_the_index() == of_the_database()
    assert index.lag() == 0


def test_works_that_readers_make_anew_stand_in_the_index_as_they_are_last(take, committed, monkeypatch):
    monkeypatch.setattr(readers, "WORTH_A_POOL", 1)
    monkeypatch.setattr(feed, "TOGETHER", 3)
    monkeypatch.setattr(feed, "FEW", 1)
    monkeypatch.setattr(feed, "MOST_HELD", 2)
    take(GIVEN)
    assert sorted(in_the_index()) == sorted(of_the_database()) == list(range(2008, 2020))


def test_a_commit_that_fails_beside_an_import_is_made_up_for_afterwards(take, committed, monkeypatch):
    def die(writer):
        raise WriterDied("no room")

    with monkeypatch.context() as patch:
        patch.setattr(TantivyWriter, "commit", die)
        assert take(GIVEN).rows_in == 40
    assert in_the_index() == {}
    index.refresh()
    assert in_the_index() == of_the_database()
