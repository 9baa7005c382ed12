"""OAI-PMH in DataCite's and OpenAIRE's formats: what is given is whole, what cannot be is refused and left out, and our own client reads it."""

from datetime import date

import msgspec
import pytest
from lxml import etree
from tests.shared_data import shared

from lantai.apps.doors.oai import lists
from lantai.catalog.models import Work
from lantai.core.bib.record import Relation
from lantai.core.formats import read_chunk
from lantai.core.formats.protocol import Profile
from lantai.core.openness.recorded import judged
from lantai.sources.protocols.oaipmh.harvesting import format_of, rows

from .test_oai import OAI, asked, error, harvested, numbers

pytestmark = pytest.mark.django_db(transaction=True)

DATACITE, OAIRE = "{http://datacite.org/schema/kernel-4}", "{http://namespace.openaire.eu/schema/oaire/}"
COAR = "http://purl.org/coar/"
LI = {
    "author": {"display_name": "Li, Lan", "orcid": "https://orcid.org/0000-0002-1825-0097"},
    "institutions": [
        {
            "id": "https://openalex.org/I1",
            "display_name": "Lanzhou University",
            "ror": "https://ror.org/01mkqqe32",
            "country_code": "CN",
        }
    ],
}
JOURNAL = {"display_name": "Journal of Loess", "type": "journal", "issn_l": "2167-8359", "issn": ["2167-8359"]}
OPEN = {
    "is_oa": True, "landing_page_url": "https://repository.example/1", "pdf_url": "https://repository.example/1.pdf", "license": "cc-by",
    "version": "acceptedVersion", "source": {"display_name": "Repository", "type": "repository"},
}  # fmt: skip


def work(number: int, title: str, **more: object) -> bytes:
    told = {
        "id": f"https://openalex.org/W{number}", "doi": f"https://doi.org/10.5555/{number}", "title": title, "publication_year": 2020,
        "publication_date": "2020-03-01", "type": "article", "language": "zh", "authorships": [LI], "biblio": {"volume": "7", "first_page": "1"},
        "primary_location": {"source": JOURNAL}, "funders": [], "grants": [{"funder_display_name": "Fund of Loess", "award_id": "L-1"}],
    }  # fmt: skip
    return msgspec.json.encode(told | more)


@pytest.fixture
def papers(take):
    """Take in an open paper, a closed one, one without DOI, one without authors; give their numbers in OAI-PMH by title."""
    lines = (
        work(1, "黄土", locations=[OPEN]),
        work(2, "Loess behind a wall", locations=[OPEN | {"is_oa": False}]),
        work(3, "Loess without number", doi=None),
        work(4, "Loess by nobody", authorships=[]),
    )
    take(b"\n".join(lines), name="works.jsonl")
    return {title: f"oai:testserver:works/{pk}" for pk, title in Work.objects.values_list("pk", "title")}


def record(client, identifier: str, prefix: str) -> etree._Element:
    return asked(client, verb="GetRecord", identifier=identifier, metadataPrefix=prefix).find(f".//{OAI}metadata")[0]


def test_a_paper_comes_as_datacite_wants_it(client, papers):
    given = record(client, papers["黄土"], "oai_datacite")
    assert given.tag == "{http://schema.datacite.org/oai/oai-1.1/}oai_datacite"
    assert [child.tag.rpartition("}")[2] for child in given] == ["schemaVersion", "datacentreSymbol", "payload"]
    resource = given.find(f".//{DATACITE}resource")
    assert (resource.find(f"{DATACITE}identifier").text, resource.find(f"{DATACITE}identifier").get("identifierType")) == (
        "10.5555/1",
        "DOI",
    )
    assert [(r.get("rightsURI"), r.get("rightsIdentifier")) for r in resource.iter(f"{DATACITE}rights")][-1] == (
        f"{COAR}access_right/c_abf2", None,
    )  # fmt: skip
    assert (
        resource.find(f"{DATACITE}titles/{DATACITE}title").get("{http://www.w3.org/XML/1998/namespace}lang", "").startswith("zh")
    )


def test_a_paper_comes_as_openaire_wants_it(client, papers):
    resource = record(client, papers["黄土"], "oai_openaire")
    assert resource.find(f"{DATACITE}rights").attrib["rightsURI"] == f"{COAR}access_right/c_abf2"
    assert resource.find(f"{OAIRE}resourceType").attrib == {
        "resourceTypeGeneral": "literature", "uri": f"{COAR}resource_type/c_6501",
    }  # fmt: skip
    assert (resource.find(f"{OAIRE}version").text, resource.find(f"{OAIRE}file").text) == (
        "AM",
        "https://repository.example/1.pdf",
    )
    assert resource.find(f"{OAIRE}citationTitle").text == "Journal of Loess"
    assert resource.find(f".//{DATACITE}relatedIdentifier[@relationType='IsPartOf']").text == "2167-8359"
    closed = record(client, papers["Loess behind a wall"], "oai_openaire")
    assert closed.find(f"{DATACITE}rights").text == "metadata only access"
    assert closed.find(f"{OAIRE}file") is None


def test_what_cannot_be_given_is_refused_and_left_out(client, papers):
    lost, nobody = papers["Loess without number"], papers["Loess by nobody"]
    assert error(client, verb="GetRecord", identifier=lost, metadataPrefix="oai_datacite") == "cannotDisseminateFormat"
    assert error(client, verb="GetRecord", identifier=nobody, metadataPrefix="oai_openaire") == "cannotDisseminateFormat"
    formats = asked(client, verb="ListMetadataFormats", identifier=lost).iter(f"{OAI}metadataPrefix")
    assert [e.text for e in formats] == ["oai_dc", "marc21", "mods", "oai_openaire"]
    here = {title: int(oai.rpartition("/")[2]) for title, oai in papers.items()}
    for verb in ("ListRecords", "ListIdentifiers"):
        assert here["Loess without number"] not in harvested(client, verb=verb, metadataPrefix="oai_datacite")
        assert sorted(harvested(client, verb=verb, metadataPrefix="oai_openaire")) == sorted(
            {*here.values()} - {here["Loess by nobody"]}
        )
    own = record(client, lost, "oai_openaire").find(f"{DATACITE}identifier")
    assert (own.get("identifierType"), own.text) == ("URL", f"http://testserver/works/{here['Loess without number']}/")


def test_a_piece_in_which_nothing_can_be_given_is_passed_over(client, take, monkeypatch):
    take(b"\n".join([*(work(n, f"Nobody {n}", authorships=[]) for n in range(1, 7)), work(7, "Somebody")]), name="works.jsonl")
    monkeypatch.setattr("lantai.apps.doors.oai.answers.HEADERS", 2)
    answer = asked(client, verb="ListIdentifiers", metadataPrefix="oai_openaire")
    assert numbers(answer) == [Work.objects.get(title="Somebody").pk]
    monkeypatch.setattr(lists, "MOST_ROUNDS", 2)
    answer = asked(client, verb="ListIdentifiers", metadataPrefix="oai_openaire")
    assert (numbers(answer), bool(answer.find(f".//{OAI}resumptionToken").text)) == ([], True)
    assert harvested(client, verb="ListIdentifiers", metadataPrefix="oai_openaire") == [Work.objects.get(title="Somebody").pk]


def test_what_lost_its_number_is_told_as_deleted_to_whoever_asks_for_changes(client, take):
    take(work(1, "Loess that keeps its number") + b"\n" + work(2, "Loess that loses it"), name="works.jsonl")
    lost = Work.objects.get(title="Loess that loses it").pk
    assert lost in harvested(client, verb="ListIdentifiers", metadataPrefix="oai_datacite")
    take(work(2, "Loess that loses it", doi=None), name="again.jsonl")
    for verb in ("ListRecords", "ListIdentifiers"):
        answer = asked(client, verb=verb, metadataPrefix="oai_datacite", **{"from": "2000-01-01"})
        headers = {header.find(f"{OAI}identifier").text: header.get("status") for header in answer.iter(f"{OAI}header")}
        assert headers[f"oai:testserver:works/{lost}"] == "deleted"
        assert sorted(map(str, headers.values())) == ["None", "deleted"]
        assert lost not in harvested(client, verb=verb, metadataPrefix="oai_datacite")


def test_one_answer_describes_so_many_works_at_most(client, take, monkeypatch):
    take(b"\n".join(work(n, f"Somebody {n}") for n in range(1, 6)), name="works.jsonl")
    monkeypatch.setattr(lists, "RECORDS", 2)
    assert len(numbers(asked(client, verb="ListIdentifiers", metadataPrefix="oai_openaire"))) == 2
    assert len(numbers(asked(client, verb="ListIdentifiers", metadataPrefix="oai_dc"))) == 5


@pytest.mark.parametrize("prefix", ["oai_datacite", "oai_openaire"])
def test_our_own_client_reads_the_same_facts(client, papers, prefix):
    page = client.get(f"/oai?verb=ListRecords&metadataPrefix={prefix}").content
    read = {chunk.key: read_chunk(chunk.raw, Profile(format=format_of(prefix), encoding="utf-8")) for chunk in rows(page)}
    found = read[papers["黄土"]]
    assert ([t.forms[0].value for t in found.titles], found.year, found.languages, found.kind) == (
        ["黄土"],
        2020,
        ("zh",),
        "article",
    )
    (author,) = found.contributions
    assert (author.forms[0].value, [i.value for i in author.identifiers]) == ("Li, Lan", ["0000-0002-1825-0097"])
    assert "10.5555/1" in [i.value for i in found.identifiers if i.scheme == "doi"]
    assert {i.value for link in found.links if link.relation is Relation.HOST for i in link.identifiers} == {"2167-8359"}
    assert [(paid.funder, paid.awards) for paid in found.fundings] == [("Fund of Loess", ("L-1",))]
    if prefix == "oai_openaire":
        verdict = judged([found], on=date(2026, 11, 29))
        assert verdict is not None
        assert (verdict.is_open, verdict.verdict.version, verdict.verdict.license.family) == (True, "accepted", "CC-BY")


def test_what_is_given_is_valid_by_the_kernel(client, papers):
    rules = etree.XMLSchema(etree.parse(str(shared("openaccess/datacite/kernel-4.7") / "metadata.xsd")))
    page = asked(client, verb="ListRecords", metadataPrefix="oai_datacite")
    resources = [etree.fromstring(etree.tostring(e)) for e in page.iter(f"{DATACITE}resource")]
    assert [rules.validate(resource) for resource in resources] == [True, True, True], rules.error_log


def test_a_work_is_served_in_both_formats_where_it_has_what_they_ask_for(client, papers):
    numbers_ = {title: int(oai.rpartition("/")[2]) for title, oai in papers.items()}
    for ending, title in (("datacite", "黄土"), ("openaire", "Loess without number")):
        answer = client.get(f"/works/{numbers_[title]}.{ending}")
        assert (answer.status_code, etree.fromstring(answer.content).tag.rpartition("}")[2]) == (200, "resource")
    refused = client.get(f"/works/{numbers_['Loess without number']}.datacite")
    assert (refused.status_code, "DOI" in refused.json()["detail"]) == (406, True)
    page = client.get(f"/works/{numbers_['Loess without number']}/").content.decode()
    assert (".openaire" in page, ".datacite" in page) == (True, False)
