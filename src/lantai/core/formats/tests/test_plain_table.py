import gzip
import io

import pytest

from lantai.core.formats import plain_table
from lantai.core.formats.errors import LimitExceeded
from lantai.core.formats.plain_table import Line, Refused


def rows(raw):
    return list(plain_table.opened(io.BytesIO(raw)).rows)


def test_rows_come_in_the_order_of_the_file_those_that_do_not_fit_among_them():
    assert rows(b'a,b\n1,2\n1,2,3\n"x\ny",4\n5\n') == [
        Line(1, ("a", "b")), Line(2, ("1", "2")), Refused(3, 3, "3 cells where the first row has 2"), Line(4, ("x\ny", "4")), Line(6, ("5", "")),
    ]  # fmt: skip


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_is_the_same_in_every_encoding_and_with_every_end_of_line(encoding, end):
    text = end.join(("题名;作者", *(f"红楼梦 {number};曹雪芹" for number in range(200))))
    found = plain_table.opened(io.BytesIO(text.encode(encoding)))
    assert (found.delimiter, list(found.rows)[200]) == (";", Line(201, ("红楼梦 199", "曹雪芹")))


def test_a_character_and_an_end_of_line_may_be_cut_by_the_first_piece(monkeypatch):
    text = "名,b\r\n" + "书,书\r\n" * 50
    whole = rows(text.encode())
    for size in (10, 11, 12, 13):
        monkeypatch.setattr(plain_table, "HEAD_BYTES", size)
        assert rows(text.encode()) == whole


def test_a_packed_table_is_read_while_it_is_unpacked():
    opened = plain_table.opened(io.BytesIO(gzip.compress(b"a,b\n" + b"1,2\n" * 20_000)))
    assert next(opened.rows) == Line(1, ("a", "b"))
    assert sum(1 for _ in opened.rows) == 20_000


def test_a_line_without_an_end_is_no_table(monkeypatch):
    monkeypatch.setattr(plain_table, "LINE_LIMIT", 1_000)
    monkeypatch.setattr(plain_table, "HEAD_BYTES", 100)
    with pytest.raises(LimitExceeded, match="line 2 has more than 1,000 characters"):
        rows(b"a,b\n" + b"x" * 2_000)


def test_an_empty_table_has_no_rows():
    assert rows(b"") == []
