"""MARCXML by local names, record by record, with nothing fetched and nothing expanded."""

import io

import pytest

from lantai.core.formats import open_file
from lantai.core.formats.errors import LimitExceeded, Unreadable
from lantai.core.formats.marc import marcxml
from lantai.core.formats.marc.fields import Field, MarcRecord
from lantai.core.formats.protocol import Profile

XML = Profile(format="marcxml", dialect="marc21")
RECORD = (
    "<record><leader>00000nam a2200000   4500</leader><controlfield tag='001'>{n}</controlfield>"
    "<datafield tag='245' ind1='1' ind2='0'><subfield code='a'>{title}</subfield></datafield></record>"
)


def record(number: int = 1, title: str = "Title") -> str:
    return RECORD.format(n=number, title=title)


def read(text: str) -> MarcRecord:
    return marcxml.read_marc(text.encode(), XML)


def split(text: str) -> list[bytes]:
    return [chunk.raw for chunk in marcxml.split(io.BytesIO(text.encode()), XML) if not chunk.refused]


def answer(packed: str) -> str:
    return f"<r><records><record><recordData>{packed}</recordData></record></records></r>"


PREFIXED = record().replace("</", "</m:").replace("<", "<m:").replace("<m:/m:", "</m:")
DRESSES = {
    "no namespace": f"<collection>{record()}</collection>",
    "its namespace": f"<collection xmlns='http://www.loc.gov/MARC21/slim'>{record()}</collection>",
    "another namespace": f"<x xmlns='http://www.nlc.cn/'>{record()}</x>",
    "a prefix declared outside": f"<m:collection xmlns:m='urn:m'>{PREFIXED}</m:collection>",
    "alone": record(),
    "SRU": answer(record().replace("<record", "<record xmlns='urn:m'")),
    "SRU, packed as a string": answer(record().replace("<", "&lt;")),
}


@pytest.mark.parametrize("text", DRESSES.values(), ids=DRESSES.keys())
def test_a_record_is_read_in_any_dress(text):
    [raw] = split(text)
    found = marcxml.read_marc(raw, XML)
    assert [f.tag for f in found.fields] == ["001", "245"]
    assert found.fields[1] == Field("245", "", "10", (("a", "Title"),))


def test_a_record_that_oai_says_is_deleted_comes_as_deleted():
    text = "<ListRecords><record><header status='deleted'><identifier>oai:x.org:n7</identifier></header></record></ListRecords>"
    [raw] = split(text)
    found = marcxml.read(raw, XML)
    assert (found.deleted, found.control) == (True, "n7")


def test_a_broken_record_costs_only_itself():
    broken = record(2).replace("</subfield>", "</sub>")
    found = [marcxml.read_marc(raw, XML) for raw in split(f"<collection>{record(1)}{broken}{record(3)}</collection>")]
    assert [r.fields[0].data for r in found] == ["1", "2", "3"]
    assert [bool(r.repairs) for r in found] == [False, True, False]


def test_a_record_without_end_costs_only_itself():
    cut = record(2)[:120]
    data = f"<collection>{record(1)}{cut}{record(3)}</collection>"
    found = list(marcxml.split(io.BytesIO(data.encode()), XML))
    assert [bool(chunk.refused) for chunk in found] == [False, True, False]


BOMB = (
    "<!DOCTYPE c [<!ENTITY a 'ha'>" + "".join(f"<!ENTITY {chr(97 + n)} '{f'&{chr(96 + n)};' * 10}'>" for n in range(1, 10)) + "]>"
)
OUTSIDE = "<!DOCTYPE c [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"


@pytest.mark.parametrize("prologue", [BOMB, OUTSIDE], ids=["billion laughs", "external entity"])
def test_entities_are_refused_with_the_limit_named(prologue):
    data = f"<?xml version='1.0'?>{prologue}<collection>{record(title='&j;&x;')}</collection>"
    with pytest.raises(LimitExceeded, match="entities"):
        list(open_file(io.BytesIO(data.encode()), "bomb.xml")[1])


def test_an_entity_that_nobody_declared_is_not_expanded():
    assert read(record(title="A &unheard; B")).fields[1].first("a") == "A &unheard; B"


def test_bare_ampersands_html_entities_and_control_characters_are_mended():
    found = read(record(title="R&D: caf&eacute; \x0b&#x1f; end"))
    assert found.fields[1].first("a").split() == ["R&D:", "café", "end"]
    assert found.repairs[0].code == "xml"


def test_lost_zeros_of_a_tag_are_put_back():
    found = read(record().replace("tag='001'", "tag='1'"))
    assert (found.fields[0].tag, found.repairs[0].code) == ("001", "tag")


def test_indented_values_come_on_one_line():
    assert read(record(title="A\n        long title\n    ")).fields[1].first("a") == "A long title"


def test_a_legacy_encoding_is_read_by_its_declaration():
    data = f"<?xml version='1.0' encoding='gbk'?><collection>{record(title='红楼梦')}</collection>".encode("gbk")
    profile, chunks = open_file(io.BytesIO(data), "x.xml")
    assert marcxml.read_marc(next(chunks).raw, profile).fields[1].first("a") == "红楼梦"


def test_an_element_without_marc_is_unreadable():
    with pytest.raises(Unreadable):
        read("<record><header/></record>")


def test_what_is_written_is_read_alike():
    before = MarcRecord("00000nam a2200000   4500", (Field("001", "n1"), Field("245", "", "10", (("a", 'A < B & "C"'),))))
    assert read(marcxml.to_xml(before)) == before
