"""Documents of many works are the same whoever makes them."""

from lantai.catalog import documents, index, readers
from lantai.core.query.tree import Everything
from lantai.search.protocol import Request

from .conftest import record


def test_documents_made_in_other_processes_are_the_same(take):
    take([record(f"r{n}", f"Title {n}", by="曹雪芹;高鹗", isbn="9787020002207" if n < 2 else "", year="1982") for n in range(12)])
    pages = [works for works, _ in index.pages(0, index.last_change(), size=5)]
    here = list(documents.of_many(pages, lambda: None))
    with readers.readers(readers.WORTH_A_POOL, 2) as lent:
        there = list(documents.of_many(pages, lambda: lent))
    assert len(pages) == 3
    assert here == there


def test_an_index_made_by_many_processes_holds_every_live_work(take, monkeypatch):
    take([record(f"r{n}", f"Title {n}") for n in range(7)])
    monkeypatch.setattr(readers, "WORTH_A_POOL", 1)
    monkeypatch.setattr(index, "PIECE", 2)
    assert index.rebuild() == 7
    assert len(index.engine().search(Request(tree=Everything())).hits) == 7
