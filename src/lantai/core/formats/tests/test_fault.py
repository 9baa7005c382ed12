"""Where a row went wrong: the bytes that are marked for people to see."""

import pytest

from lantai.core.formats.fault import Span, around, find
from lantai.core.formats.protocol import Profile

MARC = b"00060nam a2200049 a 4500" + b"245000700000" + b"\x1e" + b"00\x1faX" + b"\x1e\x1d"


@pytest.mark.parametrize(
    ("raw", "profile", "field", "fault"),
    [
        (b"abc\xff\xfedef", Profile(format="ris", encoding="utf-8"), "", b"\xff"),
        ("红楼梦".encode("gb18030"), Profile(format="table", encoding="utf-8", delimiter=","), "", b"\xba"),
        (b'{"titles": nul}', Profile(format="native"), "", b"n"),
        (b'{"titles": 7}', Profile(format="native"), "titles", b'"titles"'),
        (b"<record><title>x</titel></record>", Profile(format="marcxml"), "", b"t"),
        (b"abcdenam a2200049 a 4500", Profile(format="iso2709"), "", b"abcde"),
        (b"a,b,c,d", Profile(format="table", delimiter=","), "column 3", b"c"),
        (b'a,"x,y",c', Profile(format="table", delimiter=","), "column 3", b"c"),
        (b"a,b\r\n", Profile(format="table", delimiter=","), "column 9", b"b"),
    ],
)
def test_it_marks(raw, profile, field, fault):
    span = find(raw, profile, field)
    assert raw[span.start : span.end] == fault


def test_a_field_of_a_marc_record_is_found_by_its_directory():
    base = 24 + 12 + 1
    record = b"00045nam a22%05d a 4500" % base + b"245000600000" + b"\x1e" + b"00\x1faXy\x1e\x1d"
    span = find(record, Profile(format="iso2709"), "245")
    assert record[span.start : span.end] == b"00\x1faX"[:5] + b"y"


@pytest.mark.parametrize(
    ("raw", "profile", "field"),
    [
        (b"", Profile(format="native", encoding="utf-8"), "titles"),
        (b"TY  - BOOK", Profile(format="ris"), ""),
        (b"", Profile(format="table", delimiter=","), "column 2"),
        (b"\x00" * 30, Profile(format="iso2709", encoding="marc8"), "650/3"),
        (b'{"a": 1}', Profile(format="native"), "b"),
        (b"[" * 100_000, Profile(format="native"), ""),
    ],
)
def test_whatever_the_bytes_it_answers(raw, profile, field):
    found = find(raw, profile, field)
    assert found is None or 0 <= found.start <= found.end <= max(1, len(raw))


def test_what_stands_around_is_shown_as_text_and_as_hexadecimal():
    raw = b"x" * 300 + b"\xff\xfe" + b"y" * 300
    shown = around(raw, Span(300, 302), encoding="utf-8")
    assert (shown.before[-3:], shown.fault, shown.after[:3]) == ("xxx", "\ufffd\ufffd", "yyy")
    marked = [(at, words) for at, pieces in shown.lines for words, hit in pieces if hit]
    assert marked == [(288, "ff fe")]
    assert all(at % 16 == 0 for at, _ in shown.lines)


def test_a_fault_over_two_lines_is_marked_in_both():
    shown = around(bytes(range(64)), Span(14, 18))
    assert [words for _, pieces in shown.lines for words, hit in pieces if hit] == ["0e 0f", "10 11"]


def test_signs_of_separators_stand_for_them():
    assert around(MARC, Span(36, 37)).fault == "␞"
