"""The search as data: what programs get, and what they are told when they ask for what is not there."""

import json
from urllib.parse import urlencode

import pytest
from msgspec.structs import replace

from lantai.apps.discovery.api.openapi import described
from lantai.catalog import index
from lantai.catalog.models import Moved, Work
from lantai.catalog.tests.conftest import record
from lantai.search import patient
from lantai.search.protocol import EngineUnavailable

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def three(take) -> None:
    """Import three books."""
    take(
        [
            record("1", "红楼梦", by="曹雪芹", lang="zh"),
            record("2", "Emma", by="Austen, Jane", lang="en"),
            record("3", "Emma in Bath", lang="en"),
        ]
    )
    index.refresh()


def asked(client, query: str, status: int = 200) -> dict:
    response = client.get(f"/api/v1/works{query}")
    assert response.status_code == status
    return json.loads(response.content)


def test_a_search_gives_works_counts_and_the_next_page(client, three):
    found = asked(client, "?q=emma&limit=1&facet=language")
    assert (found["total"], found["works"][0]["title"]) == (2, [{"value": "Emma", "lang": "en"}])
    assert found["facets"] == {"language": [{"value": "en", "count": 2}]}
    more = asked(client, found["next"])
    assert (more["works"][0]["title"][0]["value"], more["next"]) == ("Emma in Bath", None)


def test_a_search_says_where_a_value_that_is_not_told_may_have_more_works(client, three, monkeypatch):
    assert asked(client, "?q=emma&facet=language")["untold"] == {}
    ask = patient.PatientEngine.search
    monkeypatch.setattr(patient.PatientEngine, "search", lambda *given: replace(ask(*given), untold={"language": 3}))
    assert asked(client, "?q=emma&facet=language&facet=kind")["untold"] == {"language": 3}
    assert asked(client, "?q=emma&facet=kind")["untold"] == {}


def test_nothing_asked_finds_nothing(client, three):
    assert asked(client, "")["total"] == 0
    assert asked(client, "?language=zh")["total"] == 1


def test_a_work_comes_with_its_editions_whole(client, three):
    number = Work.objects.get(title="红楼梦").pk
    found = asked(client, f"/{number}")
    assert found["contributors"][0]["names"] == [{"value": "曹雪芹"}]
    assert found["instances"][0]["record"]["control"] == "1"
    assert found["url"] == f"http://testserver/works/{number}/"


@pytest.mark.parametrize(
    "query, parameter",
    [
        ("?sort=best", "sort"),
        ("?limit=101", "limit"),
        ("?offset=-1", "offset"),
        ("?offset=١", "offset"),
        ("?page=0", "page"),
        ("?page=-1", "page"),
        ("?page=1000000000", "page"),
        ("?page=2&offset=20", "page"),
        ("?to=2000–", "to"),
        ("?from=2000&to=1900", "from"),
        ("?in=titel", "in"),
        ("?facet=color", "facet"),
        ("?from=abc", "from"),
        ("?in=everywhere", "in"),
        ("?color=red", "color"),
    ],
)
def test_a_parameter_that_cannot_be_used_is_named(client, query, parameter):
    problem = asked(client, query, 400)
    assert (problem["status"], problem["parameter"]) == (400, parameter)
    assert problem["detail"]


def test_a_work_that_is_no_more_says_so(client, three):
    Work.objects.filter(title="Emma").update(state="deleted")
    assert asked(client, f"/{Work.objects.get(title='Emma').pk}", 410) == {"works": [], "title": "Emma", "language": "en"}
    assert asked(client, "/999999", 404)["status"] == 404
    assert asked(client, "/99999999999999999999", 404)["status"] == 404


def test_an_engine_that_cannot_be_asked_is_said(client, monkeypatch):
    def down():
        raise EngineUnavailable("there is no index")

    monkeypatch.setattr(index, "engine", down)
    assert "no index" in asked(client, "?q=emma", 503)["detail"]


def test_what_is_not_there_and_what_may_be_asked_from_anywhere(client):
    response = client.get("/api/v1/books")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json; charset=utf-8")
    assert response["Access-Control-Allow-Origin"] == "*"


def test_the_address_of_the_whole_leads_to_its_description(client):
    assert client.get("/api/v1", follow=True).json()["openapi"] == "3.1.0"


def test_the_description_names_every_shape_that_it_refers_to(client):
    document = json.loads(client.get("/api/v1/openapi.json").content)
    text = json.dumps(document)
    shapes = document["components"]["schemas"]
    assert document["servers"] == [{"url": "http://testserver"}]
    assert {name for name in shapes if f'"#/components/schemas/{name}"' in text} >= {
        "Search",
        "Found",
        "AlternativeOf",
        "Changes",
    }
    assert described("x")["paths"]["/api/v1/works"]["get"]["parameters"]


@pytest.mark.parametrize(
    "query, nearest",
    [("?page=-1", "1"), ("?limit=5000", "100"), ("?facet=langauge", "language"), ("?lnguage=zh", "language"), ("?sort=newst", "newest"),
     ("?from=2001&to=1999", "1999–2001")],
)  # fmt: skip
def test_what_could_be_asked_in_its_place_is_said(client, query, nearest):
    assert asked(client, query, 400)["nearest"] == nearest


def test_pages_are_numbered_too(client, three):
    assert asked(client, "?q=emma&limit=1&page=2")["works"][0]["title"][0]["value"] == "Emma in Bath"


def test_a_work_comes_in_other_forms(client, three):
    number = Work.objects.get(title="红楼梦").pk
    for ending, start in (
        ("marcxml", b"<?xml"),
        ("mods", b"<?xml"),
        ("dc", b"<?xml"),
        ("ris", b"TY  - "),
        ("bib", b"@book"),
        ("csl", b"["),
    ):
        response = client.get(f"/works/{number}.{ending}")
        assert response.status_code == 200, ending
        assert response.content.lstrip(b"\xef\xbb\xbf").startswith(start), ending
        assert "红楼梦".encode() in response.content or ending == "csl"
    assert client.get(f"/works/{number}.mrc").content[20:24] == b"4500"
    assert client.get(f"/works/{number}.docx").status_code == 404


@pytest.mark.parametrize(
    "accept, given",
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("application/marcxml+xml", "application/marcxml+xml"),
        ("text/html, application/mods+xml;q=0.9, */*;q=0.1", "application/mods+xml"),
        ("application/json, application/mods+xml", "application/json"),
        ("application/x-bibtex;q=0", "application/json"),
        ("application/x-bibtex;q=many", "application/json"),
        ("image/png", "application/json"),
    ],
)
def test_the_form_that_is_accepted_is_given(client, three, accept, given):
    response = client.get(f"/api/v1/works/{Work.objects.get(title='红楼梦').pk}", headers={"Accept": accept})
    assert response["Content-Type"].split(";")[0] == given
    assert "Accept" in response["Vary"]


def test_the_form_of_a_merged_work_is_that_of_the_one_it_went_into(client, three):
    one, other = Work.objects.order_by("pk")[:2]
    Work.objects.filter(pk=one.pk).update(state="moved")
    Moved.objects.create(work=one, to=other)
    response = client.get(f"/works/{one.pk}.ris")
    assert (response.status_code, response["Location"]) == (301, f"/works/{other.pk}.ris")


def test_changes_are_walked_through_from_cursor_to_cursor(client, three):
    first = json.loads(client.get("/api/v1/changes?limit=2").content)
    assert (len(first["changes"]), first["more"]) == (2, True)
    second = json.loads(client.get(f"/api/v1/changes{first['next']}").content)
    assert (len(second["changes"]), second["more"], second["next"]) == (1, False, None)
    titles = [c["work"]["title"][0]["value"] for c in (*first["changes"], *second["changes"])]
    assert sorted(titles) == ["Emma", "Emma in Bath", "红楼梦"]
    assert json.loads(client.get(f"/api/v1/changes?cursor={second['cursor']}").content)["changes"] == []


@pytest.mark.parametrize(
    "query, parameter", [("cursor=x", "cursor"), ("since=yesterday", "since"), ("limit=0", "limit"), ("page=2", "page")]
)
def test_a_walk_that_cannot_be_gone_is_refused(client, query, parameter):
    response = client.get(f"/api/v1/changes?{query}")
    assert (response.status_code, json.loads(response.content)["parameter"]) == (400, parameter)


@pytest.mark.parametrize(
    "words, total, notices",
    [
        ("", 0, []), ("   ", 0, []), ("&", 0, ["nothing_to_search"]), ("***", 0, ["nothing_to_search"]), ('emma "bath', 1, ["unbalanced_quote"]),
        ("(emma", 2, ["unbalanced_bracket"]), ("emma AND", 2, ["operator_ignored"]), ("emma\x00", 2, ["control_characters"]),
        ("emma \u202e", 2, None), ("x" * 5_000, 0, ["too_long"]), ("w " * 500, 0, ["too_long"]), ("title:", 0, None), ("\ud800", 0, None),
    ],
)  # fmt: skip
def test_odd_words_are_mended_and_it_is_said(client, three, words, total, notices):
    response = client.get("/api/v1/works?" + urlencode({"q": words}, errors="replace"))
    found = json.loads(response.content)
    assert (response.status_code, found["total"]) == (200, total)
    if notices is not None:
        assert [n["code"] for n in found["notices"]] == notices


def test_editions_come_a_hundred_at_a_time(client, take):
    take([record(str(n), "Emma", by="Austen, Jane", lang="en", year=str(1900 + n)) for n in range(3)])
    work = Work.objects.get(state="live").pk
    first = json.loads(client.get(f"/api/v1/works/{work}?limit=2").content)
    rest = json.loads(client.get(f"/api/v1/works/{work}{first['next']}").content)
    assert (first["editions"], len(first["instances"]), len(rest["instances"]), "next" in rest) == (3, 2, 1, False)
    assert client.get(f"/api/v1/works/{work}?limit=0").status_code == 400
