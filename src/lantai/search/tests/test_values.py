"""Values of facets by number, as the tantivy engine counts them."""

import pytest

from lantai.core.query.tree import Everything
from lantai.search.document import Document
from lantai.search.engines.tantivy import open_engine, values
from lantai.search.engines.tantivy.values import number_of, numbers, term, written
from lantai.search.protocol import IndexDamaged, Request


@pytest.fixture
def index(tmp_path):
    return open_engine(tmp_path / "index", create=True)


def put(index, *subjects, first=1):
    with index.writer() as writer:
        writer.put(Document(id=first + n, facets={"subject": some}) for n, some in enumerate(subjects))
        writer.commit()


def counted(index, **rest):
    return dict(index.search(Request(tree=Everything(), facets=("subject",), **rest)).facets["subject"])


def test_a_value_has_the_same_number_in_every_process_and_at_most_36_bits():
    assert number_of("红楼梦 -- 研究") == number_of("红楼梦 -- 研究") == 24934797044 != number_of("红楼梦--研究")
    assert all(number_of(str(value)) < 2**36 for value in range(1000))


def test_no_two_numbers_are_written_alike():
    some = {0, 1, 63, 64, 2**36 - 1, *(number_of(str(value)) for value in range(1000))}
    assert len({written(number) for number in some}) == len(some)
    assert {len(written(number)) for number in some} == {6}
    assert term("鲁迅") == written(number_of("鲁迅")) + "鲁迅"


def test_values_are_named_filtered_by_and_counted(index):
    put(index, ("Lu Xun", "鲁迅"), ("鲁迅",), ("",))
    assert counted(index) == {"鲁迅": 2, "Lu Xun": 1, "": 1}
    assert counted(index, filters={"subject": ("Lu Xun",)}) == {"鲁迅": 2, "Lu Xun": 1, "": 1}
    assert index.search(Request(tree=Everything(), filters={"subject": ("Lu Xun",)})).total == 1
    put(index, ("later",), first=4)
    assert counted(index)["later"] == 1


def test_values_that_share_a_number_are_told_apart_and_counted_each(index, monkeypatch):
    monkeypatch.setattr(values, "number_of", lambda value: 7)
    put(index, ("one", "two"), ("two",), ("two", "three"))
    assert counted(index) == {"one": 1, "two": 3, "three": 1}
    narrowed = Request(tree=Everything(), facets=("subject",), exclude={"subject": ("three",)}, without=frozenset({2}))
    assert dict(index.search(narrowed).facets["subject"]) == {"one": 1, "two": 1}


def test_what_is_too_long_for_a_term_is_not_counted(index):
    put(index, ("x" * 70_000, "short"))
    assert numbers(["x" * 70_000]) == []
    assert counted(index) == {"short": 1}


def test_a_reader_forgets_rather_than_grows(index, monkeypatch):
    monkeypatch.setattr(values, "MOST_REMEMBERED", 3)
    put(index, *((f"value {n}", "same") for n in range(10)))
    assert counted(index) == counted(index) == {"same": 10} | {f"value {n}": 1 for n in range(10)}


def test_a_number_without_a_value_means_a_damaged_index_and_says_what_to_do(index):
    put(index, ("one",))
    with pytest.raises(IndexDamaged, match="lantai index --rebuild"):
        index._searcher()[1].names.of("subject", [number_of("two")])
