"""Searching with vectors beside the words, in every engine: the order, the counts, the filters, the pages."""

import pytest
from tests.conformance.engine_library import LIBRARY, either, words, work

from lantai.core.query.tree import Then
from lantai.search import ENGINES
from lantai.search.fusing import HEAD, Leg, search
from lantai.search.protocol import Request, Sort


@pytest.fixture(params=list(ENGINES))
def empty(request, tmp_path):
    return ENGINES[request.param](tmp_path / "index", create=True)


def filled(engine, documents):
    with engine.writer() as writer:
        writer.put(documents)
        writer.commit()
    return engine


@pytest.fixture
def engine(empty):
    return filled(empty, LIBRARY)


def near(*works, weight=0.7):
    return near_as({number: 0.9 / (1 + n / 10) for n, number in enumerate(works)}, weight)


def near_as(cosines, weight=0.7):
    alike = lambda works: {work: cosines[work] for work in works if work in cosines}  # noqa: E731
    return Leg(nearest=lambda count: list(cosines.items())[:count], alike=alike, weight=weight)


def ids(engine, tree, leg, **rest):
    return [hit.id for hit in search(engine, Request(tree=tree, **rest), leg).result.hits]


def test_without_vectors_it_is_the_plain_search(engine):
    request = Request(tree=words("hamlet"), facets=("language",))
    for leg in (None, near(7, weight=0.0), near()):
        found = search(engine, request, leg)
        assert found.result == engine.search(request)
        assert not found.vectors


def test_works_found_by_meaning_alone_are_hits_and_say_so(engine):
    found = search(engine, Request(tree=words("hamlet"), facets=("language",)), near(7, 999, weight=0.1))
    assert found.vectors
    assert [hit.id for hit in found.result.hits] == [4, 5, 7]
    assert found.result.hits[2].matched == ("meaning",)
    assert found.result.total == 3
    assert dict(found.result.facets["language"])["ar"] == 1


def test_vectors_change_the_order_of_what_the_words_find(engine):
    tree = either("hamlet", "nature")
    assert set(ids(engine, tree, None)) == {4, 5, 11, 12}
    assert ids(engine, tree, near(12, weight=3.0))[0] == 12


def test_an_exact_title_and_a_number_stay_first(engine):
    assert ids(engine, words("hamlet"), near(5, 7, weight=9.0), exact_key="hamlet") == [4, 5, 7]
    assert ids(engine, words("hamlet"), near(5, 7, weight=9.0), identifiers=("doi:10.1038/nature",))[0] == 11


def test_what_matches_all_of_a_question_stays_before_what_matches_a_part(engine):
    tree = Then(words("hamlet critics"), either("hamlet", "тихий"))
    assert ids(engine, tree, near(6, 7, weight=9.0))[0] == 5


def test_filters_hold_for_what_the_vectors_find(engine):
    found = search(engine, Request(tree=words("hamlet"), filters={"language": ("ru",)}), near(7, 6))
    assert [hit.id for hit in found.result.hits] == [6]
    assert found.result.total == 1
    assert not search(engine, Request(tree=words("hamlet"), years=(1900, 1910)), near(7, 6)).result.hits


def test_other_orders_are_left_alone(engine):
    found = search(engine, Request(tree=words("hamlet"), sort=Sort.NEWEST), near(7))
    assert [hit.id for hit in found.result.hits] == [5, 4]
    assert not found.vectors


def test_counts_alone_count_what_the_vectors_find_too(engine):
    assert search(engine, Request(tree=words("hamlet"), limit=0), near(7)).result.total == 3


def test_pages_are_cut_from_one_order_without_gaps_and_repetitions(empty):
    books = [work(n, f"bridge {'bridge ' * (n % 7)}{n}") for n in range(1, 2 * HEAD)]
    engine = filled(empty, [*books, *(work(n, f"river {n}") for n in range(1_000, 1_040))])
    leg = near(*range(1_000, 1_015), *range(150, 190, 3))
    whole = ids(engine, words("bridge"), leg, limit=1_000)
    assert len(whole) == len(set(whole)) == 2 * HEAD - 1 + 15
    paged = [number for offset in range(0, 240, 7) for number in ids(engine, words("bridge"), leg, offset=offset, limit=7)]
    assert paged == whole


def test_filters_that_leave_few_of_the_nearest_are_answered_from_further_away(empty):
    books = [work(n, f"bridge {n}", facets={"language": ("en" if n < 400 else "zh",)}) for n in range(1, 410)]
    engine = filled(empty, books)
    leg = near_as({n: 1 - n / 1_000 for n in range(1, 410)})
    assert ids(engine, words("river"), leg, filters={"language": ("zh",)}) == list(range(400, 410))
