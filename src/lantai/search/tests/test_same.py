"""Values that mean the same are asked for together and counted as one, exactly, and with as few questions as that takes."""

from pathlib import Path

import pytest

from lantai.core.query.tree import AllOf, AnyOf, Everything, Having, Not, Term
from lantai.search import same
from lantai.search.document import Document
from lantai.search.engines.memory import open_engine
from lantai.search.protocol import Request, Result
from lantai.search.same import answered

STACKS, HALL = ("Stacks", "书库", "STK"), ("Hall", "厅")
SAME = {"location": {word: words for words in (STACKS, HALL) for word in words}}
SHELVES = (("Stacks", "书库"), ("Stacks",), ("书库",), ("书库",), ("Hall", "厅"), ("Hall", "Attic"), ("Attic",), ("Attic", "STK"))


class Asked:
    """The engine of eight works, which notes what it was asked."""

    def __init__(self, directory: Path) -> None:
        self.engine, self.requests = open_engine(directory, create=True), []
        with self.engine.writer() as writer:
            writer.put(Document(id=n, facets={"location": places, "kind": ("book",)}) for n, places in enumerate(SHELVES, 1))
            writer.commit()

    def __call__(self, request: Request) -> Result:
        self.requests.append(request)
        return self.engine.search(request)


@pytest.fixture
def ask(tmp_path):
    return Asked(tmp_path)


def counts(ask: Asked, **more: object) -> dict[str, int]:
    asked = Request(**{"tree": Everything(), "facets": ("location", "kind"), "limit": 0} | more)
    return dict(answered(ask, asked, SAME).facets["location"])


def test_a_work_that_has_two_words_of_one_thing_counts_once(ask):
    assert counts(ask) == {"Stacks": 5, "Attic": 3, "Hall": 2}


def test_only_what_works_have_in_several_words_is_asked_for_again(ask):
    counts(ask)
    assert [request.filters.get("location") for request in ask.requests] == [None, STACKS, HALL]
    ask.requests.clear()
    assert counts(ask, exclude={"location": ("Hall",)}) == {"Stacks": 5, "Attic": 2}
    assert len(ask.requests) == 2


def test_what_cannot_be_among_the_most_frequent_is_not_asked_for(ask):
    assert counts(ask, facet_sizes={"location": 2}) == {"Stacks": 5, "Attic": 3}
    assert [request.filters.get("location") for request in ask.requests] == [None, STACKS]


@pytest.mark.parametrize("word", STACKS)
def test_each_word_finds_the_works_of_all(ask, word):
    for how in ({"filters": {"location": (word,)}}, {"tree": Having("location", (word,))}):
        found = answered(ask, Request(**{"tree": Everything()} | how), SAME)
        assert [hit.id for hit in found.hits] == [1, 2, 3, 4, 8]


def test_what_is_left_out_is_left_out_by_all_its_words(ask):
    assert [hit.id for hit in answered(ask, Request(tree=Everything(), exclude={"location": ("STK",)}), SAME).hits] == [5, 6, 7]
    tree = AllOf((Having("kind", ("book",)), Not(AnyOf((Having("location", ("Stacks",)), Having("location", ("厅",)))))))
    assert [hit.id for hit in answered(ask, Request(tree=tree), SAME).hits] == [7]


def test_counts_go_by_the_other_filters_and_not_by_their_own(ask):
    assert counts(ask, filters={"location": ("书库",), "kind": ("map",)}) == {}
    assert counts(ask, filters={"location": ("厅",)}, exclude={"location": ("Attic",)}) == {"Stacks": 4, "Hall": 1}


def test_where_nothing_means_the_same_the_request_goes_on_as_it_is(ask):
    request = Request(tree=Term(("x",), "x"), facets=("location",))
    for nothing in ({}, {"location": {}}):
        answered(ask, request, nothing)
    assert all(one is request for one in ask.requests)


def test_a_question_without_such_values_stays_the_same_object(ask):
    tree = AllOf((Term(("x",), "x"), AnyOf((Term(("y",), "y"), Not(Term(("z",), "z"))))))
    answered(ask, Request(tree=tree), SAME)
    assert ask.requests[0].tree is tree


def test_what_was_not_told_is_said_where_it_may_be_more(ask, monkeypatch):
    monkeypatch.setattr(same, "MOST", 2)
    told = answered(ask, Request(tree=Everything(), facets=("location",), facet_size=9, limit=0), SAME)
    assert told.facets["location"] == (("Stacks", 5), ("Attic", 3))
    assert told.untold == {"location": 6}
