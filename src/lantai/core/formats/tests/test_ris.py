import io

import pytest

from lantai.core.bib.record import AgentKind, BibRecord, Kind, Relation, Scheme
from lantai.core.formats import ris
from lantai.core.formats.errors import Unreadable
from lantai.core.formats.linestream import OUTSIDE
from lantai.core.formats.protocol import Chunk, Profile


def chunks(text: str | bytes) -> tuple[Profile, list[Chunk]]:
    raw = text.encode() if isinstance(text, str) else text
    profile = ris.examine(raw, Profile())
    return profile, list(ris.split(io.BytesIO(raw), profile))


def record(text: str | bytes) -> BibRecord:
    profile, found = chunks(text)
    return ris.read(found[0].raw, profile)


def again(before: BibRecord) -> BibRecord:
    stream = io.BytesIO()
    ris.write([before], stream)
    return record(stream.getvalue())


def test_a_missing_end_harms_nobody():
    _, found = chunks("TY  - BOOK\nTI  - A\nTY  - BOOK\nTI  - B\nER  - \n")
    assert [(chunk.position, chunk.refused) for chunk in found] == [(0, ""), (19, "")]


def test_lines_outside_records_are_refused_but_not_the_counters_that_programs_write():
    _, found = chunks("1.\nTY  - BOOK\nTI  - A\nER  - \n\n2.\nlost line\nTY  - BOOK\nTI  - B\nER  - \n")
    assert [chunk.refused for chunk in found] == ["", OUTSIDE, ""]


def test_a_line_without_a_tag_goes_on_with_the_line_above():
    assert record("TY  - BOOK\nTI  - Dream of the\nRed Chamber\nER  - ").titles[0].forms[0].value == "Dream of the Red Chamber"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "big5"])
def test_it_reads_chinese_in_every_encoding(encoding: str):
    text = "TY  - JOUR\nTI  - 中國文學研究的方法\nAU  - 張三\nJO  - 北京大學學報\nER  - \n"
    assert record(text.encode(encoding)).titles[0].forms[0].value == "中國文學研究的方法"


def test_the_issn_of_an_article_is_its_journals():
    found = record("TY  - JOUR\nTI  - A\nJO  - Nature\nVL  - 171\nIS  - 4356\nSP  - 737\nEP  - 738\nSN  - 0028-0836\nER  - ")
    assert (found.kind, found.identifiers) == (Kind.ARTICLE, ())
    host = found.links[0]
    assert (host.relation, host.volume, host.issue, host.pages) == (Relation.HOST, "171", "4356", "737-738")
    assert host.identifiers[0].value == "0028-0836"


def test_the_issn_of_a_book_is_its_series():
    found = record("TY  - BOOK\nTI  - A\nT2  - Studies\nVL  - 3\nSN  - 0028-0836\nSN  - 7503717440\nER  - ")
    assert found.series[0].number == "3"
    assert [i.value for i in found.series[0].identifiers] == ["0028-0836"]
    assert [i.value for i in found.identifiers] == ["9787503717444"]


@pytest.mark.parametrize(
    "lines, text, year",
    [
        ("PY  - 2021", "2021", 2021), ("PY  - 2021\nDA  - 2021/03/15/", "2021-03-15", 2021), ("Y1  - 1990///[199-?]", "[199-?]", 1990),
        ("Y1  - 1953/04/25/", "1953-04-25", 1953), ("PY  - 1868///1868-1869", "1868-1869", 1868),
    ],
)  # fmt: skip
def test_it_takes_the_fullest_date(lines: str, text: str, year: int):
    found = record(f"TY  - BOOK\nTI  - A\n{lines}\nER  - ")
    assert (found.dates[0].text, found.year, found.verbatim) == (text, year, ())


def test_a_superscript_is_no_digit_of_a_year():
    found = record("TY  - BOOK\nTI  - On footnotes\nPY  - 186²\nDA  - 1861\nER  - \n")
    assert "186²" in str(found)


def test_roles_and_kinds_of_agents_come_back_in_order():
    text = "TY  - BOOK\nTI  - A\nAU  - Cervantes Saavedra, Miguel de\nA4  - Ormsby, John\nAU  - Doré, Gustave\nXR  - ill\nAU  - Greenpeace,\nER  - "
    found = record(text)
    assert [c.roles for c in found.contributions] == [("aut",), ("trl",), ("ill",), ("aut",)]
    assert found.contributions[3].kind is AgentKind.ORGANIZATION
    assert [(c.forms, c.roles, c.kind) for c in again(found).contributions] == [
        (c.forms, c.roles, c.kind) for c in found.contributions
    ]


def test_a_tag_that_has_no_place_is_kept():
    found = record("TY  - BOOK\nTI  - A\nM3  - Reprint\nER  - ")
    assert [(v.name, v.values) for v in found.verbatim] == [("M3", (("", "Reprint"),))]


def test_an_address_that_is_a_doi_gives_one():
    found = record("TY  - JOUR\nTI  - A\nUR  - https://doi.org/10.1038/171737a0\nER  - ")
    assert [(i.scheme, i.value) for i in found.identifiers] == [(Scheme.DOI, "10.1038/171737a0")]


def test_a_record_with_nothing_to_find_it_by_is_unreadable():
    with pytest.raises(Unreadable):
        record("TY  - BOOK\nPY  - 2021\nER  - ")
