"""SRU in its three versions, over a real library: what is found, how it comes, and how refusals are said."""

from urllib.parse import urlencode

import pytest
from lxml import etree

from lantai.catalog import index
from lantai.catalog.models import Work
from lantai.catalog.tests.conftest import record

pytestmark = pytest.mark.django_db

OLD, NEW = "{http://www.loc.gov/zing/srw/}", "{http://docs.oasis-open.org/ns/search-ws/sruResponse}"
MARC = "{http://www.loc.gov/MARC21/slim}"


def asked(client, status: int = 200, **arguments) -> etree._Element:
    response = client.get("/sru?" + urlencode(arguments))
    assert response.status_code == status
    return etree.fromstring(response.content)


def diagnostics(answer: etree._Element) -> list[int]:
    return [int(e.text.rpartition("/")[2]) for e in answer.iter("{*}uri")]


@pytest.fixture
def three(take) -> None:
    take([record("1", "红楼梦", by="曹雪芹", lang="zh", year="1982"), record("2", "Emma", by="Austen, Jane", lang="en", year="1815", isbn="9780140434781"),
          record("3", "Emma in Bath", lang="en", year="2001")])  # fmt: skip
    index.refresh()


@pytest.mark.parametrize(
    "query, total",
    [
        ("emma", 2), ("dc.title=emma", 2), ('dc.title=="Emma"', 1), ('dc.title="emma in bath"', 1), ("dc.creator=austen", 1), ("dc.language=chi", 1),
        ("dc.date<1900", 1), ('dc.title any "bath 红楼梦"', 2), ("emma not bath", 1), ("emma and dc.date>2000", 1), ("bath.isbn=014043478X", 1),
        ("红楼梦", 1), ("dc.title=em*", 2), ("cql.allRecords=1", 3), ('dc.creator=="Austen, Jane"', 1), ("nothing", 0), ("emma prox in", 1),
    ],
)  # fmt: skip
def test_what_is_found(client, three, query, total):
    assert asked(client, query=query).findtext(f"{NEW}numberOfRecords") == str(total)


def test_the_newest_version_answers_in_its_own_names(client, three):
    response = client.get("/sru?query=dc.creator=austen&maximumRecords=5")
    assert response["Content-Type"] == "application/sru+xml; charset=utf-8"
    record = etree.fromstring(response.content).find(f"{NEW}records/{NEW}record")
    assert [e.tag.removeprefix(NEW) for e in record] == [
        "recordSchema",
        "recordXMLEscaping",
        "recordData",
        "recordIdentifier",
        "recordPosition",
    ]
    assert record.find(f"{NEW}recordData/{MARC}record") is not None


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_older_versions_answer_in_theirs(client, three, version):
    answer = asked(client, operation="searchRetrieve", version=version, query="emma", maximumRecords=1)
    assert answer.tag == f"{OLD}searchRetrieveResponse"
    assert (answer.findtext(f"{OLD}version"), answer.findtext(f"{OLD}nextRecordPosition")) == (version, "2")
    assert answer.findtext(f"{OLD}records/{OLD}record/{OLD}recordPacking") == "xml"
    assert answer.findtext(f"{OLD}echoedSearchRetrieveRequest/{OLD}query") == "emma"


def test_records_come_in_each_schema_and_as_text(client, three):
    number = Work.objects.get(title="红楼梦").pk
    query = f"rec.identifier={number}"
    assert asked(client, query=query, recordSchema="mods").find(".//{http://www.loc.gov/mods/v3}mods") is not None
    assert asked(client, query=query, recordSchema="dc").find(".//{info:srw/schema/1/dc-schema}dc") is not None
    text = asked(client, query=query, recordSchema="info:srw/schema/1/marcxml-v1.1", recordXMLEscaping="string").findtext(
        f".//{NEW}recordData"
    )
    assert etree.fromstring(text).tag == f"{MARC}record"


def test_pages_and_orders(client, three):
    first = asked(client, query="emma sortBy dc.date/sort.descending", maximumRecords=1, recordSchema="dc")
    second = asked(client, query="emma", sortKeys="date,,0", startRecord=2, maximumRecords=1, recordSchema="dc")
    titles = [answer.findtext(".//{http://purl.org/dc/elements/1.1/}title") for answer in (first, second)]
    assert titles == ["Emma in Bath", "Emma"]
    assert asked(client, query="emma", maximumRecords=0).find(f"{NEW}records") is None


@pytest.mark.parametrize("arguments", [{}, {"operation": "explain"}, {"operation": "explain", "version": "1.1"}])
def test_it_explains_itself(client, library, arguments):
    answer = asked(client, **arguments)
    assert answer.tag.endswith("explainResponse")
    names = {(e.get("set"), e.text) for e in answer.iter("{http://explain.z3950.org/dtd/2.0/}name")}
    assert {("dc", "title"), ("bath", "isbn"), ("cql", "allRecords")} <= names


@pytest.mark.parametrize(
    "arguments, number",
    [
        ({"query": "cat and"}, 10), ({"query": "dc.colour=red"}, 16), ({"query": '"'}, 10), ({"query": "emma", "startRecord": "50"}, 61),
        ({"query": "emma", "startRecord": "20000"}, 61), ({"query": "emma", "startRecord": "0"}, 6), ({"query": "emma", "startRecord": "x"}, 6),
        ({"query": "emma", "maximumRecords": "-1"}, 6), ({"query": "emma", "recordSchema": "bibframe"}, 66), ({"operation": "searchRetrieve"}, 7),
        ({"query": " "}, 7), ({"query": "emma", "version": "3.0"}, 5), ({"operation": "update"}, 4), ({"query": "emma", "queryType": "pqf"}, 11),
        ({"query": "emma", "recordXMLEscaping": "json"}, 71), ({"query": "emma", "stylesheet": "x"}, 110), ({"query": "emma", "sortKeys": "colour"}, 80),
        ({"query": "x" * 3_000}, 12), ({"query": "\x00\ud800"}, 28),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_a_diagnostic(client, three, arguments, number):
    response = client.get("/sru?" + urlencode(arguments, errors="replace"))
    assert response.status_code == 200
    assert diagnostics(etree.fromstring(response.content)) == [number]


def test_what_is_not_known_is_said_beside_the_answer(client, three):
    answer = asked(client, query="emma", colour="red")
    assert (answer.findtext(f"{NEW}numberOfRecords"), diagnostics(answer)) == ("2", [8])


def test_an_index_that_cannot_be_asked_is_said(client, library):
    assert diagnostics(asked(client, 503, query="emma")) == [2]
