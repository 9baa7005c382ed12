"""How open a catalogued work is: what records say of copies, judged together."""

from datetime import date

import msgspec
import pytest

from lantai.core.bib.merge import merge
from lantai.core.bib.record import Access, BibRecord, Date, Identifier, Kind, Link, Openness, Origin, Relation, Scheme, Verbatim
from lantai.core.formats import crossref, openalex, unpaywall
from lantai.core.formats.protocol import Profile
from lantai.core.openness.copies import Color, Copy, Host, Journal, OpenPeriod, Version
from lantai.core.openness.recorded import Listed, changes_on, facets, judged, outlook
from lantai.core.openness.verdicts import Rule

ON = date(2026, 11, 29)
DOI = "https://doi.org/10.1/x"


def record(*said: Openness, year: int = 2020, color: str = "") -> BibRecord:
    access = tuple(Access(url=f"https://x.example/{n}", openness=one) for n, one in enumerate(said))
    verbatim = (Verbatim(name="open_access/oa_status", values=(("", color),)),) if color else ()
    return BibRecord(access=access, dates=(Date(text=str(year), start=year),), verbatim=verbatim)


def published(**more: object) -> Openness:
    return Openness(by="OpenAlex", host="publisher", free=True, version="publishedVersion", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("said, values", [
    (published(all_open="paid", license="cc-by"), {"open": ("open", "gold"), "license": ("CC-BY",)}),
    (published(all_open="unpaid"), {"open": ("open", "diamond"), "license": ("none",)}),
    (published(all_open="no", license="cc-by-nc-nd"), {"open": ("open", "hybrid"), "license": ("CC-BY-NC-ND",)}),
    (published(license="cc-by"), {"open": ("open",), "license": ("CC-BY",)}),
    (published(all_open="no", license="publisher-specific-oa"), {"open": ("open", "bronze"), "license": ("other",)}),
    (Openness(by="OpenAlex", host="repository", free=True), {"open": ("open", "green"), "license": ("none",)}),
    (Openness(by="OpenAlex", host="publisher"), {"open": ("closed",)}),
])  # fmt: skip
def test_the_facets_say_the_color_and_the_license(said, values):
    assert facets([record(said)], on=ON) == values
    assert outlook([record(said)], on=ON) == (values, None)


@pytest.mark.parametrize("host", ["publisher", "repository", "unplaced", ""])
@pytest.mark.parametrize("url", ["https://dspace.x.example/handle/1", "https://x.example/1", "javascript:alert(1)", ""])
@pytest.mark.parametrize("until", ["", "2026-11-29", "2027-03-01"])
def test_facets_and_the_day_on_which_they_change_are_the_same_asked_at_once(host, url, until):
    said = Openness(by="OpenAlex", host=host, free=True, license="cc-by", until=until, all_open="no")
    works = [BibRecord(access=(Access(url=url, openness=said),)), record(published(until="2028-01-01"))]
    assert outlook(works, on=ON) == (facets(works, on=ON), changes_on(works, on=ON))


def test_a_work_of_whose_copies_nobody_speaks_has_no_color():
    assert judged([BibRecord(access=(Access(url=DOI),))], on=ON) is None
    assert facets([BibRecord()], on=ON) == {}


def test_a_copy_that_no_record_speaks_of_counts_as_others_do():
    kept = [(Copy(Host.REPOSITORY, "/7/", version=Version.ACCEPTED, embargo_until=date(2027, 3, 1)), "Our Library")]
    gold = record(published(all_open="paid"))

    assert (judged([BibRecord()], on=ON, kept=kept).verdict.opens_on, facets([BibRecord()], on=ON, kept=kept)) == (
        date(2027, 3, 1),
        {"open": ("closed",)},
    )
    later = judged([BibRecord()], on=date(2027, 3, 1), kept=kept)
    assert (later.color, later.verdict.rule, later.by) == ("green", Rule.REPOSITORY, ("Our Library",))
    assert facets([gold], on=date(2027, 3, 1), kept=kept)["open"] == ("open", "gold")
    assert [judged([gold], on=day, kept=kept).verdict.shadowed_green for day in (ON, date(2027, 3, 1))] == [False, True]


def test_it_says_whose_facts_made_the_color_and_what_the_service_says_itself():
    closed = Openness(by="Crossref", host="publisher")
    found = judged([record(published(all_open="paid")), record(closed, color="hybrid")], on=ON)
    assert (found.color, found.by, found.said) == ("gold", ("OpenAlex",), "hybrid")
    assert judged([record(closed)], on=ON).by == ("Crossref",)


def test_an_embargo_is_told_with_its_day():
    said = published(until="2027-03-01")
    found = judged([record(said)], on=ON)
    assert (found.is_open, found.verdict.rule, found.verdict.opens_on) == (False, Rule.EMBARGO, date(2027, 3, 1))
    assert judged([record(said)], on=date(2027, 3, 1)).is_open


def test_crossrefs_license_opens_the_publishers_copy_and_leaves_the_journal_unknown():
    granted = {"URL": "https://creativecommons.org/licenses/by/4.0/", "content-version": "vor", "delay-in-days": 0}
    work = {"DOI": "10.1/x", "title": ["X"], "URL": DOI, "license": [granted]}
    found = judged([crossref.read(msgspec.json.encode(work), Profile())], on=ON)
    assert (found.verdict.rule, found.color, found.verdict.license.label) == (Rule.JOURNAL_UNKNOWN, "", "CC BY 4.0")


@pytest.mark.parametrize("granted", [
    {"URL": "https://www.elsevier.com/tdm/userlicense/1.0/", "content-version": "tdm"},
    {"URL": "https://creativecommons.org/licenses/by-nc-nd/4.0/", "content-version": "am"},
    {"URL": "http://www.springer.com/tdm", "content-version": "vor"},
])  # fmt: skip
def test_other_licenses_of_crossref_say_nothing_of_being_free(granted):
    work = {"DOI": "10.1/x", "title": ["X"], "URL": DOI, "license": [granted]}
    assert judged([crossref.read(msgspec.json.encode(work), Profile())], on=ON) is None


def test_openalex_gives_each_location_its_own_word_and_the_subfields_of_topics_as_classes():
    place = {
        "is_oa": True,
        "landing_page_url": DOI,
        "pdf_url": f"{DOI}.pdf",
        "license": "cc-by",
        "source": {"type": "journal", "is_oa": False},
    }
    topics = [{"display_name": "Robots", "subfield": {"id": "https://openalex.org/subfields/1702"}}] * 2
    work = {"id": "https://openalex.org/W1", "title": "X", "locations": [place], "topics": topics}
    read = openalex.read(msgspec.json.encode(work), Profile())
    assert [(a.url, a.openness.is_file, a.openness.all_open) for a in read.access] == [
        (DOI, False, "no"),
        (f"{DOI}.pdf", True, "no"),
    ]
    assert [(c.scheme, c.value) for c in read.classifications] == [("openalex", "1702")]
    assert judged([read], on=ON).verdict.color is Color.HYBRID


def test_unpaywalls_record_comes_with_its_copies_its_journal_and_an_embargo():
    place = {"url": DOI, "url_for_pdf": f"{DOI}.pdf", "url_for_landing_page": DOI, "host_type": "publisher", "license": "cc-by"}
    work = {
        "doi": "10.1/X", "title": "X", "genre": "journal-article", "year": 2020, "journal_name": "J", "journal_issns": "2167-8359,1471-2105",
        "journal_is_oa": True, "is_oa": True, "oa_status": "gold", "oa_locations": [place], "z_authors": [{"given": "Ada", "family": "Byron"}],
    }  # fmt: skip
    read = unpaywall.read(msgspec.json.encode(work), Profile())
    found = judged([read], on=ON)
    assert (read.control, read.contributions[0].forms[0].value, [a.openness.is_file for a in read.access]) == (
        "10.1/x",
        "Byron, Ada",
        [False, True],
    )
    assert [i.value for i in read.links[0].identifiers] == ["2167-8359", "1471-2105"]
    assert (found.verdict.rule, found.color, found.by, found.said) == (Rule.CHARGE_UNKNOWN, "gold", ("Unpaywall",), "gold")
    waiting = {"url": "https://repository.example/1", "host_type": "repository", "oa_date": "2031-01-01"}
    work |= {"is_oa": False, "oa_locations": [], "oa_locations_embargoed": [waiting]}
    assert judged([unpaywall.read(msgspec.json.encode(work), Profile())], on=ON).verdict.opens_on == date(2031, 1, 1)


def test_merging_keeps_what_one_source_alone_says_of_an_address():
    plain, told = BibRecord(access=(Access(url=DOI),)), BibRecord(access=(Access(url=DOI, openness=published()),))
    merged = merge([(plain, Origin(1, "a")), (told, Origin(2, "b"))])
    assert [(a.openness.by, a.src) for a in merged.access] == [("OpenAlex", 1)]


@pytest.mark.parametrize("days, next_day", [
    (["2027-03-01", "2026-12-24", "2026-11-29", ""], date(2026, 12, 24)),
    (["2026-11-29"], None),
    ([], None),
])  # fmt: skip
def test_the_next_day_on_which_an_embargo_ends_is_known(days, next_day):
    assert changes_on([record(*(published(until=day) for day in days))], on=ON) == next_day


GULLS = {
    "2049-3630": Listed(
        "DOAJ", Journal("Gull Letters", (OpenPeriod(2014, 2019, charges=True), OpenPeriod(2020, None, charges=False))), "CC BY"
    )
}


def paper(year: int, *said: Openness, doi: str = "10.1/x", kind: Kind = Kind.ARTICLE) -> BibRecord:
    number = Identifier(scheme=Scheme.ISSN, value="2049-3630")
    given = (Identifier(scheme=Scheme.DOI, value=doi),) if doi else ()
    host = Link(relation=Relation.HOST, identifiers=(number,))
    return msgspec.structs.replace(record(*said, year=year), kind=kind, identifiers=given, links=(host,))


CROSSREF = Openness(by="Crossref", host="publisher", version="vor", license="cc-by", free=True)


@pytest.mark.parametrize("given, color, rule, by", [
    (paper(2021, CROSSREF), "diamond", Rule.NO_CHARGE, ("Crossref", "DOAJ")),
    (paper(2016, CROSSREF), "gold", Rule.CHARGE, ("Crossref", "DOAJ")),
    (paper(2010, CROSSREF), "hybrid", Rule.LICENSE, ("Crossref", "DOAJ")),
    (paper(2021), "diamond", Rule.NO_CHARGE, ("DOAJ",)),
    (paper(2021, published(all_open="yes")), "diamond", Rule.NO_CHARGE, ("OpenAlex", "DOAJ")),
    (paper(2021, published(all_open="paid")), "gold", Rule.CHARGE, ("OpenAlex", "DOAJ")),
    (paper(2021, published(all_open="no", license="cc-by")), "diamond", Rule.NO_CHARGE, ("OpenAlex", "DOAJ")),
    (paper(2021, Openness(by="OpenAlex", host="repository", free=True)), "green", Rule.REPOSITORY, ("OpenAlex",)),
])  # fmt: skip
def test_the_list_of_journals_gives_the_color_of_the_year(given, color, rule, by):
    found = judged([given], on=ON, journals=GULLS)
    assert (found.color, found.verdict.rule, found.by) == (color, rule, by)


def test_a_list_says_nothing_of_papers_of_other_years_or_without_a_doi_or_of_other_journals():
    assert judged([paper(2010)], on=ON, journals=GULLS) is None
    assert judged([paper(2021, doi="")], on=ON, journals=GULLS) is None
    assert judged([paper(2021)], on=ON, journals={"1234-5679": GULLS["2049-3630"]}) is None
    assert judged([record(CROSSREF)], on=ON, journals=GULLS).color == ""


def test_a_closed_copy_that_was_looked_at_stays_closed():
    assert judged([paper(2021, Openness(by="Unpaywall", host="publisher"))], on=ON, journals=GULLS).color == "closed"


def test_the_license_of_the_journal_is_that_of_the_paper_where_it_has_one_alone():
    assert facets([paper(2021)], on=ON, journals=GULLS) == {"open": ("open", "diamond"), "license": ("CC-BY",)}


def test_an_address_that_is_none_of_the_web_is_no_place_to_read_it():
    said = Openness(by="OpenAlex", host="repository", free=True, is_file=True)
    copies = [Access(url=url, openness=said) for url in ("javascript:alert(1)", "HTTPS://x.example/1")]
    bad, good = (judged([BibRecord(access=(one,))], on=ON) for one in copies)
    assert (bad.is_open, bad.verdict.best.url, bad.verdict.best.pdf_url) == (True, "", "")
    assert good.verdict.best.url == "HTTPS://x.example/1"
