import io

import pytest

from lantai.core.formats import xmlstream
from lantai.core.formats.errors import LimitExceeded
from lantai.core.formats.xmlstream import split_elements

RECORD = frozenset({"record"})


def split(data: bytes, **limits: int) -> list[tuple[int, bytes, str]]:
    return [(c.position, c.raw, c.refused) for c in split_elements(io.BytesIO(data), RECORD, **limits)]


def test_it_yields_the_bytes_of_each_record_and_passes_over_the_envelope():
    data = b"<?xml version='1.0'?><list><token>7</token><record>a</record>\n<x:record id='>'/><end/></list>"
    assert split(data) == [(43, b"<record>a</record>", ""), (62, b"<x:record id='>'/>", "")]


def test_it_keeps_a_record_of_another_namespace_inside_its_envelope():
    raw = b"<record><metadata><record xmlns='http://www.loc.gov/MARC21/slim'>a</record></metadata></record>"
    assert split(b"<r>" + raw * 2) == [(3, raw, ""), (3 + len(raw), raw, "")]


def test_it_goes_on_at_the_next_record_when_an_end_is_missing():
    assert split(b"<record>a<record>b</record>") == [
        (0, b"<record>a", xmlstream.UNCLOSED),
        (9, b"<record>b</record>", ""),
    ]


def test_it_refuses_what_is_left_of_a_record_without_a_beginning():
    assert split(b"<record>a</record><title>b</title></record><record>c</record>") == [
        (0, b"<record>a</record>", ""),
        (18, b"<title>b</title></record>", xmlstream.HEADLESS),
        (43, b"<record>c</record>", ""),
    ]


def test_it_refuses_text_between_records():
    assert split(b"<record>a</record> 404 <record>c</record>")[1] == (18, b" 404 ", xmlstream.STRAY)


def test_it_does_not_take_comments_and_character_data_for_tags():
    raw = b"<record><!-- </record> --><![CDATA[<record>]]></record>"
    assert split(raw) == [(0, raw, "")]


def test_it_refuses_a_file_without_records_as_a_whole():
    assert split(b"<html>503</html>") == [(0, b"<html>503</html>", xmlstream.NO_RECORD)]


def test_it_says_nothing_of_an_empty_file():
    assert split(b" \n") == []


def test_it_keeps_the_beginning_of_a_record_that_is_too_large_and_reads_the_next():
    large, good = b"<record>" + b"x" * 2_000_000 + b"</record>", b"<record>ok</record>"
    first, second = split(large + good, limit_bytes=500_000)
    assert first == (0, large[: xmlstream.KEPT_BYTES], xmlstream.TOO_LARGE)
    assert second == (len(large), good, "")


@pytest.mark.parametrize("declaration", [b"<!ENTITY a 'aaaa'>", b"<!ENTITY x SYSTEM 'file:///etc/passwd'>", b"<!ENTITY % p 'x'>"])
def test_it_reads_no_file_that_declares_entities(declaration: bytes):
    with pytest.raises(LimitExceeded, match="limit: 0"):
        split(b"<!DOCTYPE r [" + declaration + b"]><r><record>&a;</record></r>")


def test_it_holds_no_more_than_a_few_blocks_of_a_long_file():
    class Endless(io.RawIOBase):
        asked = 0

        def read(self, size: int = -1) -> bytes:
            self.asked += 1
            return b"<record>" + b"a" * (size - 17) + b"</record>" if self.asked < 50 else b""

    stream = Endless()
    chunks = split_elements(stream, RECORD)  # type: ignore[arg-type]
    next(chunks)
    assert stream.asked < 4


def test_it_reads_utf_16():
    assert split("<record>兰台</record>".encode("utf-16")) == [(0, "<record>兰台</record>".encode(), "")]
