"""Packed bytes come back as they were, from whatever dictionary."""

import pytest
import zstandard

from lantai.catalog.blobs import DOCUMENTS, description, pack, pack_together, unpack, whole
from lantai.core.bib.record import encode

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


def test_both_together_are_smaller_than_apart():
    data = encode(record("1", by="Cao, Xueqin", isbn="9787020002207", year="1982", lang="zh"))
    received = b"020 9787020002207 100 Cao, Xueqin 260 1982"
    apart = len(pack(received)) + len(pack(data, dictionary=DOCUMENTS))
    assert len(pack_together(received, data, dictionary=DOCUMENTS)) < apart
