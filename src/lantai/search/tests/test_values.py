"""Values of facets by number, as the tantivy engine counts them."""

import pytest

from lantai.search.engines.tantivy import values
from lantai.search.engines.tantivy.values import FILE, Names, Naming, number_of
from lantai.search.protocol import EngineUnavailable, IndexDamaged


def kept(directory, *texts):
    naming = Naming(directory)
    numbers = naming.numbers(texts)
    naming.keep()
    return numbers


def test_a_value_has_the_same_number_in_every_process_and_at_most_48_bits():
    assert number_of("红楼梦 -- 研究") == number_of("红楼梦 -- 研究") != number_of("红楼梦--研究")
    assert all(number_of(str(value)) < 2**48 for value in range(1000))


def test_numbers_get_their_values_again_in_the_order_asked(tmp_path):
    numbers = kept(tmp_path, "Lu Xun", "鲁迅", "")

    assert Names(tmp_path).of(numbers[::-1]) == ["", "鲁迅", "Lu Xun"]


def test_values_kept_later_are_seen_by_a_reader_that_was_open_before(tmp_path):
    first = kept(tmp_path, "one")
    names = Names(tmp_path)
    assert names.of(first) == ["one"]

    assert names.of([*kept(tmp_path, "two"), *first]) == ["two", "one"]


def test_more_values_than_a_question_of_sqlite_may_have_are_named(tmp_path):
    texts = [f"subject {number}" for number in range(40_000)]

    assert Names(tmp_path).of(kept(tmp_path, *texts)) == texts


def test_a_reader_and_a_writer_forget_rather_than_grow(tmp_path, monkeypatch):
    monkeypatch.setattr(values, "MOST_REMEMBERED", 3)
    naming, texts = Naming(tmp_path), [str(number) for number in range(10)]
    for text in texts * 2:
        naming.numbers([text])
        naming.keep()
    names = Names(tmp_path)
    for text in texts:
        assert names.of([number_of(text), number_of("0")]) == [text, "0"]


def test_nothing_is_written_where_nothing_is_new(tmp_path):
    Naming(tmp_path).keep()

    assert not (tmp_path / FILE).exists()


def test_a_value_that_is_not_there_means_a_damaged_index_and_says_what_to_do(tmp_path):
    kept(tmp_path, "one")

    with pytest.raises(IndexDamaged, match="lantai index --rebuild"):
        Names(tmp_path).of([number_of("two")])


def test_so_does_a_file_that_is_none(tmp_path):
    (tmp_path / FILE).write_bytes(b"no database" * 500)

    with pytest.raises(IndexDamaged, match=r"values\.sqlite3"):
        Names(tmp_path).of([1])
    with pytest.raises(EngineUnavailable):
        kept(tmp_path, "one")
