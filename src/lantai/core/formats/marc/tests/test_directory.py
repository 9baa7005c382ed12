"""Records come back byte for byte from what was kept of them without a directory."""

from random import Random

import pytest

from lantai.core.formats.marc.directory import with_directory, without_directory

from .made import book, field, packed

RECORD = packed(book("x1", "Emma /$cJane Austen.", t650="$a兰台", t880="$6100-01$a曹雪芹"))


def test_tags_alone_stand_for_the_directory():
    short = without_directory(RECORD)
    assert short is not None
    assert short[14:].startswith(b"001245650880\x1ex1\x1e10\x1faEmma")
    assert (len(RECORD) - len(short), with_directory(short)) == (4 * 9 + 10, RECORD)


@pytest.mark.parametrize(
    "odd",
    [
        b"",
        b"\x1e",
        b'{"titles": []}',
        RECORD[:-1],
        RECORD + b"\n",
        b"99999" + RECORD[5:],
        RECORD[:12] + b"00000" + RECORD[17:],
        RECORD.replace(b"0010003", b"0010002"),
        RECORD.replace(b"x1\x1e", b"x\x1e\x1e"),
        packed([field("500", "$a" + "a" * 10_000)]),
    ],
)
def test_what_would_not_come_back_as_it_is_is_left_as_it_is(odd):
    assert without_directory(odd) is None


def test_whatever_is_changed_in_a_record_comes_back_or_is_left():
    rng = Random(1)
    for _ in range(2_000):
        record = bytearray(RECORD)
        for _ in range(rng.randrange(1, 4)):
            record[rng.randrange(len(record))] = rng.choice(b"\x1d\x1e\x1f 0019a\n")
        short = without_directory(bytes(record))
        assert short is None or with_directory(short) == record
