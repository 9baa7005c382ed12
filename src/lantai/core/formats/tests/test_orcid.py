"""ORCID records: read in both shapes, grouped works once, what says too little refused, works written and read again."""

import gzip

import pytest
from tests.shared_data import shared

from lantai.core.bib.record import (
    BibRecord,
    Contribution,
    Date,
    Identifier,
    Kind,
    Link,
    Precision,
    Relation,
    Scheme,
    Text,
    Title,
    TitleForm,
)
from lantai.core.formats.errors import LimitExceeded, Unreadable
from lantai.core.formats.orcid.model import OrcidId
from lantai.core.formats.orcid.reading import read
from lantai.core.formats.orcid.writing import as_json, as_xml

IDS = '{"external-id": [{"external-id-type": "doi", "external-id-value": "10.1/%s", "external-id-relationship": "self"}]}'
SUMMARY = (
    '{"put-code": %d, "visibility": "%s", "type": "journal-article", "title": {"title": {"value": "%s"}}, "external-ids": '
    + IDS
    + "}"
)
RECORD = (
    '{"orcid-identifier": {"path": "0000-0002-1825-0097"}, "person": {"name": {"given-names": {"value": "Ana"}, "family-name": {"value": "Ruiz"}},'
    '"other-names": {"other-name": [{"content": "安娜", "visibility": "private"}]}}, "activities-summary": {"works": {"group": ['
    f'{{"work-summary": [{SUMMARY % (1, "public", "One", "a")}, {SUMMARY % (2, "public", "One again", "b")}]}}, '
    f'{{"work-summary": [{SUMMARY % (3, "limited", "Two", "c")}]}}, {{"work-summary": [{SUMMARY % (4, "public", "", "d")}]}}]}}}}}}'
)


def test_a_record_gives_its_person_and_each_group_of_works_once():
    found = read(RECORD.encode())
    assert found.orcid == "0000-0002-1825-0097"
    assert found.names == (("Ruiz, Ana", "public"), ("安娜", "private"))
    assert [(work.number, work.title, work.visibility) for work in found.works] == [
        ("1", "One", "public"),
        ("3", "Two", "limited"),
    ]
    assert found.works[0].ids == (OrcidId("doi", "10.1/a"), OrcidId("doi", "10.1/b"))


def test_every_entry_has_an_outcome():
    found = read(RECORD.encode())
    assert found.entries == len(found.works) + len(found.posts) + found.grouped + len(found.refused)
    assert [(one.number, one.field) for one in found.refused] == [("4", "work/title")]


@pytest.mark.parametrize("raw", [b"", b"{}", b"[1]", b"nothing", b"<a><b/></a>", b"\x1f\x8b00", b'{"person": null}'])
def test_what_is_no_record_is_refused(raw):
    with pytest.raises(Unreadable):
        read(raw)


def test_a_bomb_is_refused():
    with pytest.raises(LimitExceeded):
        read(gzip.compress(b" " * 30_000_000))


@pytest.mark.parametrize(
    ("name", "orcid", "works", "posts"),
    [
        ("record-full-3.0.json", "0000-0002-7319-2192", 1, 1),
        ("record-3.0.xml", "8888-8888-8888-8880", 1, 1),
        ("activities-3.0.xml", "", 1, 1),
        ("bulk-works-100-works-3.0.json", "", 100, 0),
    ],
)
def test_orcids_own_samples_are_read(name, orcid, works, posts):
    found = read(shared(f"openaccess/orcid/{name}").read_bytes())
    assert (found.orcid, len(found.works), len(found.posts), found.refused) == (orcid, works, posts, ())
    assert all(work.title and work.kind for work in found.works)


PAPER = BibRecord(
    kind=Kind.ARTICLE,
    titles=(Title(forms=(TitleForm("湖泊", "zh", rest="一项研究"),)),),
    contributions=(Contribution(forms=(Text("王小明", "zh"),), roles=("aut",)),),
    dates=(Date(text="2021-03-15", start=2021, iso="2021-03-15", precision=Precision.DAY),),
    identifiers=(Identifier(scheme=Scheme.DOI, value="10.1/x"),),
    links=(Link(relation=Relation.HOST, titles=(TitleForm("湖泊科学"),)),),
)


@pytest.mark.parametrize("write", [as_json, as_xml])
def test_works_that_are_written_are_read_again(write):
    (work,) = read(write([(PAPER, "https://library.example/works/1/")])).works
    assert (work.title, work.subtitle, work.journal, work.year, work.kind) == (
        "湖泊",
        "一项研究",
        "湖泊科学",
        2021,
        "journal-article",
    )
    assert (work.ids, work.people, work.url) == ((OrcidId("doi", "10.1/x"),), ("王小明",), "https://library.example/works/1/")
