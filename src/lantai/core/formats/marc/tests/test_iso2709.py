"""ISO 2709: damage in one record is mended or refused, said, and never harms its neighbours."""

import io

import pytest

from lantai.core.formats.errors import LimitExceeded, Unreadable, WrongProfile
from lantai.core.formats.marc import iso2709, resync
from lantai.core.formats.marc.damage import UNKNOWN_TAG
from lantai.core.formats.marc.fields import MarcRecord
from lantai.core.formats.protocol import Chunk, Profile

from .made import book, field, packed

MARC = Profile(format="iso2709", dialect="marc21")
GOOD, NEXT = packed(book("good", "Good")), packed(book("next", "Next"))


def split(data: bytes) -> list[Chunk]:
    found = list(iso2709.split(io.BytesIO(data), MARC))
    assert b"".join(chunk.raw for chunk in found) == data
    return found


def read(raw: bytes) -> MarcRecord:
    return iso2709.read_marc(raw, MARC)


def numbers(data: bytes) -> list[str]:
    return [read(chunk.raw).fields[0].data for chunk in split(data) if not chunk.refused]


def repairs(raw: bytes) -> set[str]:
    return {repair.code for repair in read(raw).repairs}


BAD = packed(book("bad", "Bad title", t500="$aA note"))
DAMAGES = {
    "length too short": (b"00030" + BAD[5:], {"length"}),
    "length too long": (b"00900" + BAD[5:], {"length"}),
    "length of stars": (b"*****" + BAD[5:], {"length"}),
    "length blank": (b"     " + BAD[5:], {"length"}),
    "leader of 24 blanks": (b" " * 24 + BAD[24:], {"length", "base", "leader"}),
    "base address wrong": (BAD[:12] + b"00099" + BAD[17:], {"base"}),
    "base address of stars": (BAD[:12] + b"*****" + BAD[17:], {"base"}),
    "directory length wrong": (BAD[:27] + b"0099" + BAD[31:], {"directory"}),
    "no record terminator": (BAD[:-1], {"length", "terminator"}),
    "no field terminator at the end": (BAD[:-2] + b"\x1d", {"length", "terminator"}),
    "CR LF behind": (BAD + b"\r\n", {"crlf"}),
    "NUL behind": (BAD + b"\0\0\0", {"nul"}),
    "byte order mark before": (b"\xef\xbb\xbf" + BAD, {"bom"}),
    "three indicators": (BAD.replace(b"10\x1faBad", b"101\x1faBad"), {"length", "directory", "indicators"}),
    "record terminator in a field": (BAD.replace(b"A note", b"A \x1dnote"), {"terminator", "length", "directory"}),
}


@pytest.mark.parametrize("raw, codes", DAMAGES.values(), ids=DAMAGES.keys())
def test_damage_is_mended_said_and_harms_no_neighbour(raw, codes):
    found = [chunk for chunk in split(GOOD + raw + NEXT) if not chunk.refused]
    records = [read(chunk.raw) for chunk in found]
    assert [record.fields[0].data for record in records] == ["good", "bad", "next"]
    assert [field.first("a") for field in records[1].fields[1:]] == ["Bad title", "A note"]
    assert {repair.code for repair in records[1].repairs} <= codes
    assert records[1].repairs
    assert not records[0].repairs
    assert not records[2].repairs


def test_a_sound_record_needs_no_repair():
    record = read(GOOD)
    assert record.repairs == ()
    assert record.leader[5:12] == "nam a22"
    assert [f.tag for f in record.fields] == ["001", "245"]


def test_html_between_records_is_refused_with_its_offset():
    found = split(GOOD + b"<br>\n<hr/>" + NEXT)
    assert [bool(chunk.refused) for chunk in found] == [False, True, False]
    assert found[1].position == len(GOOD)
    assert found[2].position == len(GOOD) + 10


def test_a_truncated_record_keeps_what_there_is():
    cut = BAD[: BAD.index(b"A note") + 3]
    records = [read(chunk.raw) for chunk in split(GOOD + cut + NEXT)]
    assert [record.fields[0].data for record in records] == ["good", "bad", "next"]
    assert {repair.code for repair in records[1].repairs} >= {"length", "terminator"}


def test_a_truncated_directory_leaves_values_without_tag():
    whole = packed(book("n1", "Title", t500="$aOne", t520="$aTwo"))
    end = whole.index(b"\x1e")
    record = read(whole[: end - 12] + whole[end:])
    assert [f.tag for f in record.fields] == ["001", "245", "500", UNKNOWN_TAG]
    assert record.fields[-1].first("a") == "Two"


def test_a_missing_field_terminator_is_put_back_by_the_lengths_of_the_directory():
    broken = BAD.replace(b"Bad title\x1e", b"Bad title")
    assert [f.first("a") for f in read(broken).fields[1:]] == ["Bad title", "A note"]
    assert "directory" in repairs(broken)


def test_a_stray_field_terminator_is_taken_out_by_the_lengths_of_the_directory():
    whole = packed(book("n1", "Bad_title", t500="$aA note"))
    assert [f.first("a") for f in read(whole.replace(b"Bad_title", b"Bad\x1etitle")).fields[1:]] == ["Badtitle", "A note"]


def test_fields_in_another_order_than_the_directory_are_no_damage():
    raw = packed([field("001", "n1"), field("245", "$aT", "10"), field("500", "$aNote")])
    start, end = 24, raw.index(b"\x1e")
    entries = [raw[i : i + 12] for i in range(start, end, 12)]
    shuffled = raw[:24] + entries[2] + entries[0] + entries[1] + raw[end:]
    record = read(shuffled)
    assert [(f.tag, f.data or f.first("a")) for f in record.fields] == [("500", "Note"), ("001", "n1"), ("245", "T")]
    assert record.repairs == ()


def test_alphabetic_tags_are_read_and_not_taken_for_leaders():
    raw = packed([*book(), field("CAT", "$aBATCH$b00$c20240101"), field("FMT", "BK"), field("AVA", "$bMAIN")])
    assert numbers(b"*****" + raw[5:] + NEXT) == ["n1", "next"]
    assert [(f.tag, f.data) for f in read(raw).fields][3] == ("FMT", "BK")


def test_a_field_without_indicators_or_codes_keeps_its_words():
    raw = packed(book()).replace(b"10\x1faA title", b"10A titlexx")
    title = read(raw).fields[1]
    assert (title.ind, title.subfields) == ("10", (("a", "A titlexx"),))
    assert repairs(raw) == {"subfields"}


def test_records_and_fields_beyond_the_digits_are_read():
    fields = [*book(), *(field("999", "$a" + "x" * 300) for _ in range(10_000)), field("520", "$a" + "long " * 4000)]
    raw = packed(book(), leader="00000nam a2200000   4500") + iso2709.to_bytes(
        MarcRecord("00000nam a2200000   4500", tuple(fields))
    )
    records = [read(chunk.raw) for chunk in split(raw + NEXT)]
    assert [len(record.fields) for record in records] == [2, 10_003, 2]
    assert len(records[1].fields[-1].first("a")) == 20_000


def test_a_stream_without_terminators_is_read_up_to_its_leaders():
    assert numbers(b"".join(packed(book(f"n{i}"))[:-1] for i in range(50))) == [f"n{i}" for i in range(50)]


def test_a_stream_without_records_is_refused_in_pieces_and_then_with_the_limit():
    endless = io.BytesIO(b"x" * (resync.MAX_RECORD_BYTES * 20))
    pieces = []
    with pytest.raises(LimitExceeded, match=str(resync.MAX_RECORD_BYTES)):
        pieces.extend(len(chunk.raw) for chunk in iso2709.split(endless, MARC) if chunk.refused)
    assert max(pieces) <= resync.MAX_RECORD_BYTES + 1024 * 1024


def test_a_record_wrapped_in_lines_is_put_together_again():
    wrapped = b"\r\n".join(BAD[i : i + 40] for i in range(0, len(BAD), 40))
    found = [read(chunk.raw) for chunk in split(GOOD + wrapped + NEXT)]
    assert [record.fields[0].data for record in found] == ["good", "bad", "next"]
    assert found[1].fields == read(BAD).fields
    assert {repair.code for repair in found[1].repairs} == {"crlf"}


def test_a_record_without_directory_is_unreadable():
    with pytest.raises(Unreadable):
        read(b"00026     2200025   4500\x1e\x1d")


def test_a_file_of_two_dialects_leaves_each_record_to_itself():
    unimarc = packed([field("001", "u"), field("200", "$aTitre", "1 ")])
    profile = iso2709.examine(GOOD * 5 + unimarc * 5, Profile(format="iso2709"))
    assert profile.dialect == ""
    assert profile.notes
    assert [iso2709.read(raw, profile).dialect for raw in (GOOD, unimarc)] == ["marc21", "unimarc"]


def test_a_file_without_field_terminators_contradicts_the_profile():
    with pytest.raises(WrongProfile):
        iso2709.examine(b"title,author\n", MARC)


def test_what_is_written_is_read_alike():
    fields = tuple(book("n1", "Война и мир 红楼梦", t500="$aA note"))
    record = read(iso2709.to_bytes(MarcRecord("00000cam a2200000 i 4500", fields)))
    assert record.fields == fields
    assert record.repairs == ()
