"""MARC in lines: MARCMaker, Aleph sequential, Chinese exchange text."""

import io

import pytest

from lantai.core.formats import open_file
from lantai.core.formats.marc import marcline
from lantai.core.formats.marc.fields import Field, MarcRecord
from lantai.core.formats.protocol import Profile

MRK = "=LDR  00000nam a2200000   4500\n=001  n1\n=245  10$aCost {dollar}5 :$ba {acute}etude\n\n=LDR  00000nam a2200000   4500\n=001  n2\n"
ALEPH = (
    "000000001 LDR   L 00000nam^a2200000^^^4500\n000000001 001   L n1\n000000001 24510 L $$aTitle$$brest\n000000002 001   L n2\n"
)
CHINESE = "00000nam0 2200000   450 \n001 n1\n2001 {d}a红楼梦{d}f曹雪芹，\n    高鹗著\n***\n00000nam0 2200000   450 \n001 n2\n2001 {d}a狂人日记\n***\n"


def records(text: str, codec: str = "utf-8") -> list[MarcRecord]:
    profile, chunks = open_file(io.BytesIO(text.encode(codec)), "x.txt", Profile(format="marcline"))
    return [marcline.read_marc(chunk.raw, profile) for chunk in chunks]


def test_marcmaker_is_read_with_its_names_in_braces():
    first, second = records(MRK)
    assert first.fields == (Field("001", "n1"), Field("245", "", "10", (("a", "Cost $5 :"), ("b", "a étude"))))
    assert second.fields == (Field("001", "n2"),)


def test_aleph_sequential_is_read_number_by_number():
    first, second = records(ALEPH)
    assert first.leader == "00000nam a2200000   4500"
    assert first.fields[1] == Field("245", "", "10", (("a", "Title"), ("b", "rest")))
    assert second.fields == (Field("001", "n2"),)


@pytest.mark.parametrize("delimiter", ["▼", "@", "$", "|", "ǂ", "‡"])
def test_the_delimiter_is_told_per_file_and_wrapped_lines_are_joined(delimiter):
    first, second = records(CHINESE.replace("{d}", delimiter))
    assert first.fields[1] == Field("200", "", "1 ", (("a", "红楼梦"), ("f", "曹雪芹，高鹗著")))
    assert second.fields[1].first("a") == "狂人日记"


@pytest.mark.parametrize("codec", ["gb18030", "utf-8-sig", "utf-16"])
def test_chinese_lines_are_read_in_their_encoding(codec):
    found = records(CHINESE.replace("{d}", "$"), codec)
    assert [record.fields[1].first("a") for record in found] == ["红楼梦", "狂人日记"]


@pytest.mark.parametrize(
    "line", ["200 1 ▼a题名", "2001 ▼a题名", "200  1 ▼a题名", "200 1_▼a题名", "200 1#▼a题名", "200\t1 ▼a题名"]
)
def test_indicators_are_found_however_they_are_spaced(line):
    [record] = records(f"001 n1\n{line}\n690  ▼aI24\n")
    assert record.fields[1] == Field("200", "", "1 ", (("a", "题名"),))


def test_a_wrapped_line_that_begins_with_a_number_is_no_field():
    [record] = records("001 n1\n200 1 $aTitle\n300   $aA note of\n200 pages and more\n")
    assert record.fields[-1].first("a") == "A note of 200 pages and more"


def test_records_without_leaders_are_parted_by_blank_lines():
    assert len(records("001 n1\n200 1 $aOne\n\n001 n2\n200 1 $aTwo\n")) == 2


def test_what_stands_before_the_first_record_is_refused():
    text = "Export of 2026-01-02\n\n" + MRK
    _, chunks = open_file(io.BytesIO(text.encode()), "x.mrk", Profile(format="marcline"))
    found = list(chunks)
    assert [bool(chunk.refused) for chunk in found] == [True, False, False]
    assert b"".join(chunk.raw for chunk in found) == text.encode()


@pytest.mark.parametrize("text", ["001,Title\n002,Other\n", "001\tTitle\n002\tOther\n", "id|title\n001|One\n002|Two\n"])
def test_a_table_with_numbers_in_front_is_not_taken_for_marc(text):
    assert marcline.sniff(text.encode(), "x.txt") == 0.0


def test_marcmaker_in_marc8_is_read_where_the_profile_says_so():
    data = b"=LDR  00000nam  2200000   4500\n=245  10$aGarc\xe2ia\n"
    profile, chunks = open_file(io.BytesIO(data), "x.mrk", Profile(format="mrk", encoding="marc8"))
    assert marcline.read_marc(next(chunks).raw, profile).fields[0].first("a") == "García"


def test_what_is_written_is_read_alike():
    before = MarcRecord(
        "00000nam a2200000   4500", (Field("008", "260102s1996    cc "), Field("245", "", "1 ", (("a", "{5} $ 红"),)))
    )
    assert records(marcline.to_lines(before)) == [before]
