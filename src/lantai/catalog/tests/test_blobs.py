"""Packed bytes come back as they were, from whatever dictionary."""

import pytest
import zstandard

from lantai.catalog.blobs import CLOSER, CLOSEST, DOCUMENTS, TOGETHER, description, pack, pack_together, unpack, whole
from lantai.core.bib.record import encode
from lantai.core.formats.marc.directory import without_directory
from lantai.core.formats.marc.tests.made import book, packed

from .conftest import record


@pytest.mark.parametrize("dictionary", [0, DOCUMENTS, 9])
def test_what_was_packed_comes_back(dictionary):
    data = encode(record("1", by="曹雪芹"))
    assert unpack(pack(data, dictionary=dictionary)) == data


def test_the_blob_names_its_dictionary_and_one_that_is_not_there_is_not_used():
    assert [pack(b"x", dictionary=n)[0] for n in (0, DOCUMENTS, 9)] == [0, DOCUMENTS, 0]


def test_the_dictionary_makes_a_description_smaller():
    data = encode(record("1", by="Cao, Xueqin", isbn="9787020002207", year="1982", lang="zh"))
    assert len(pack(data, dictionary=DOCUMENTS)) < 0.75 * len(pack(data))


def test_damaged_bytes_are_told_from_sound_ones():
    with pytest.raises(zstandard.ZstdError):
        unpack(b"\x00not zstd at all")


@pytest.mark.parametrize("received", [b"", b"\n\n", b"00714nam a22 4500\n{", "曹雪芹".encode()])
def test_what_was_packed_together_comes_back_apart(received):
    data = encode(record("1", by="曹雪芹\n"))
    blob = pack_together(received, data, dictionary=DOCUMENTS)
    assert (unpack(blob), description(blob), whole(blob)) == (received, data, received + b"\n" + data)


def test_a_marc_record_is_packed_without_its_directory_and_comes_back_with_it():
    raw, data = packed(book("x1", "Emma")), encode(record("x1"))
    blob = pack_together(raw, data)
    assert (blob[0], unpack(blob), description(blob)) == (CLOSEST, raw, data)
    assert whole(blob) == b"%b\n%b" % (without_directory(raw), data)
    odd = raw.replace(b"0010003", b"0010002")
    assert (pack_together(odd, data)[0], unpack(pack_together(odd, data))) == (CLOSER, odd)


def test_what_versions_before_packed_together_comes_back():
    received, data = b"\n00714nam a22 4500\n{", encode(record("1", by="曹雪芹"))
    blob = bytes((TOGETHER, 0)) + zstandard.ZstdCompressor().compress(b"%b\n%b" % (received, data))
    assert (unpack(blob), description(blob)) == (received, data)


def test_both_together_are_smaller_than_apart():
    data = encode(record("1", by="Cao, Xueqin", isbn="9787020002207", year="1982", lang="zh"))
    received = b"020 9787020002207 100 Cao, Xueqin 260 1982"
    apart = len(pack(received)) + len(pack(data, dictionary=DOCUMENTS))
    assert len(pack_together(received, data, dictionary=DOCUMENTS)) < apart
