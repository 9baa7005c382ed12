import io

import pytest

from lantai.core.bib.record import BibRecord, Kind, NoteKind, Relation, Scheme, SubjectKind, TitleKind
from lantai.core.formats import endnote, mods, oai_dc
from lantai.core.formats.errors import LimitExceeded, Unreadable
from lantai.core.formats.protocol import Profile
from lantai.core.formats.xmltree import parse, text_of, xml_encoding

DC = '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">{}</oai_dc:dc>'


def dc(elements: str) -> BibRecord:
    return oai_dc.read(DC.format(elements).encode(), Profile(encoding="utf-8"))


def in_mods(elements: str) -> BibRecord:
    return mods.read(f'<mods xmlns="http://www.loc.gov/mods/v3">{elements}</mods>'.encode(), Profile(encoding="utf-8"))


# ---------------------------------------------------------------- one record as a tree


@pytest.mark.parametrize(
    "raw, words, codes",
    [
        (b"<r><t>Science & Society</t></r>", "Science & Society", ["ampersand"]),
        (b"<r><t>M&uuml;nchen</t></r>", "München", ["ampersand"]),
        (b"<r><t>a\x0bb &#0;c</t></r>", "ab c", ["control"]),
        (b"<r><x:t>undeclared</x:t></r>", "undeclared", []),
        (b"<r><t>caf\xe9</t></r>", "café", ["charset"]),
        (b"<r><t><![CDATA[a & b <c>]]></t></r>", "a & b <c>", []),
        (b"<r><t>one</u><t>two</t></r>", "onetwo", ["xml"]),
    ],
)  # fmt: skip
def test_it_mends_what_loses_no_words_and_says_so(raw: bytes, words: str, codes: list[str]):
    root, repairs = parse(raw, "utf-8")
    assert (text_of(root), [repair.code for repair in repairs]) == (words, codes)


@pytest.mark.parametrize(
    "raw",
    [
        b'<!DOCTYPE r [<!ENTITY a "aaaa">]><r>&a;</r>', b'<!DOCTYPE r SYSTEM "http://example.org/x.dtd"><r/>', b"<r" + b" a='", b"just text",
        b"<r>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</r>",
    ],
)  # fmt: skip
def test_it_refuses_what_cannot_be_read_or_must_not(raw: bytes):
    with pytest.raises(Unreadable):
        parse(raw, "utf-8")


def test_an_entity_of_its_own_is_never_expanded():
    with pytest.raises(LimitExceeded, match="limit: 0"):
        list(oai_dc.split(io.BytesIO(b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r><dc>&x;</dc></r>'), Profile()))


@pytest.mark.parametrize(
    "head, encoding",
    [
        (b"<r/>", "utf-8"), (b'<?xml version="1.0" encoding="GB18030"?><r>' + "红楼梦".encode("gb18030"), "gb18030"),
        ('<?xml version="1.0" encoding="ISO-8859-1"?><r>北京</r>'.encode(), "utf-8"), ("<r>兰台</r>".encode("utf-16"), "utf-16"),
    ],
)  # fmt: skip
def test_the_encoding_is_the_one_that_the_bytes_show(head: bytes, encoding: str):
    assert xml_encoding(head) == encoding


# ---------------------------------------------------------------- Dublin Core


def test_titles_keep_their_languages():
    found = dc('<dc:title xml:lang="zh">红楼梦</dc:title><dc:title xml:lang="eng">Dream of the Red Chamber</dc:title>')
    assert [(t.kind, t.forms[0].lang) for t in found.titles] == [(TitleKind.PROPER, "zh-Hans"), (TitleKind.PARALLEL, "en")]


def test_a_source_in_the_form_of_journal_systems_is_taken_apart():
    found = dc("<dc:title>A</dc:title><dc:type>article</dc:type><dc:source>Nature; Vol. 171 No. 4356 (1953); 737-738</dc:source>")
    host = found.links[0]
    assert (host.titles[0].value, host.volume, host.issue, host.pages) == ("Nature", "171", "4356", "737-738")


def test_identifiers_are_told_apart():
    found = dc(
        "<dc:title>A</dc:title><dc:identifier>https://doi.org/10.1038/171737a0</dc:identifier><dc:identifier>urn:isbn:7503717440</dc:identifier>"
        "<dc:identifier>http://example.org/1</dc:identifier><dc:identifier>local 7</dc:identifier>"
    )
    assert [(i.scheme, i.value) for i in found.identifiers] == [
        (Scheme.DOI, "10.1038/171737a0"),
        (Scheme.OTHER, "local 7"),
        (Scheme.ISBN, "9787503717444"),
    ]
    assert found.access[0].url == "http://example.org/1"


def test_the_date_of_the_work_is_not_the_repositorys_timestamp():
    found = dc("<dc:title>A</dc:title><dc:date>2015-01-02T03:04:05Z</dc:date><dc:date>1998</dc:date>")
    assert (found.year, found.verbatim[0].values) == (1998, (("", "2015-01-02T03:04:05Z"),))


def test_a_withdrawn_record_has_its_number_only():
    found = oai_dc.read(b'<record><header status="deleted"><identifier>oai:x:1</identifier></header></record>', Profile())
    assert (found.control, found.deleted, found.titles) == ("oai:x:1", True, ())


def test_a_description_in_another_format_is_refused_by_name():
    with pytest.raises(Unreadable, match="resource"):
        oai_dc.read(b"<record><header><identifier>1</identifier></header><metadata><resource/></metadata></record>", Profile())


# ---------------------------------------------------------------- MODS


def test_scripts_of_one_title_become_its_forms():
    found = in_mods(
        '<language><languageTerm type="code">chi</languageTerm></language>'
        '<titleInfo altRepGroup="1"><title>紅樓夢</title></titleInfo><titleInfo altRepGroup="1" script="Latn"><title>Hong lou meng</title></titleInfo>'
    )
    assert [[(f.value, f.lang) for f in t.forms] for t in found.titles] == [[("紅樓夢", "zh-Hant"), ("Hong lou meng", "zh-Latn")]]


def test_words_that_sorting_skips_are_counted():
    form = (
        in_mods("<titleInfo><nonSort>The</nonSort><title>Dream</title><partNumber>2</partNumber></titleInfo>").titles[0].forms[0]
    )
    assert (form.value, form.nonfiling, form.part) == ("The Dream", 4, "2")


def test_a_host_gives_volume_issue_and_pages():
    found = in_mods(
        '<titleInfo><title>A</title></titleInfo><relatedItem type="host"><titleInfo><title>Nature</title></titleInfo><part>'
        '<detail type="volume"><number>171</number></detail><detail type="issue"><number>4356</number></detail>'
        '<extent unit="pages"><start>737</start><end>738</end></extent></part></relatedItem>'
    )
    link = found.links[0]
    assert (link.relation, link.titles[0].value, link.volume, link.issue, link.pages) == (
        Relation.HOST,
        "Nature",
        "171",
        "4356",
        "737-738",
    )


def test_subjects_keep_scheme_kind_and_subdivisions():
    found = in_mods(
        '<titleInfo><title>A</title></titleInfo><subject authority="lcsh"><geographic>China</geographic><topic>History</topic></subject>'
    )
    subject = found.subjects[0]
    assert (subject.scheme, subject.kind, subject.forms[0].value, subject.subdivisions) == (
        "lcsh",
        SubjectKind.PLACE,
        "China",
        ("History",),
    )


def test_every_element_without_a_place_is_kept_with_its_path():
    found = in_mods("<titleInfo><title>A</title></titleInfo><extension><local><shelf>green</shelf></local></extension>")
    assert [(v.name, v.values) for v in found.verbatim] == [("extension/local/shelf", (("", "green"),))]


# ---------------------------------------------------------------- EndNote


def test_styled_runs_are_put_together():
    raw = (
        b'<record><rec-number>7</rec-number><ref-type name="Thesis">32</ref-type><contributors><authors><author><style>Curie, Marie</style></author>'
        b"</authors></contributors><titles><title><style face='italic'>Recherches</style><style> sur les substances</style></title></titles>"
        b"<abstract><style>About</style></abstract><custom1><style>x</style></custom1></record>"
    )
    found = endnote.read(raw, Profile(encoding="utf-8"))
    assert (found.control, found.kind, found.titles[0].forms[0].value) == ("7", Kind.THESIS, "Recherches sur les substances")
    assert found.notes[0].kind is NoteKind.SUMMARY
    assert found.verbatim[0].name == "custom1"
