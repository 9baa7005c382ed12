"""The search as data: what programs get, and what they are told when they ask for what is not there."""

import json

import pytest

from lantai.apps.discovery.api.openapi import described
from lantai.catalog import index
from lantai.catalog.models import Work
from lantai.catalog.tests.conftest import record
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
        ("?page=2", "page"),
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
    assert asked(client, f"/{Work.objects.get(title='Emma').pk}", 410) == {"works": [], "title": "Emma"}
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


def test_the_description_names_every_shape_that_it_refers_to(client):
    document = json.loads(client.get("/api/v1/openapi.json").content)
    text = json.dumps(document)
    shapes = document["components"]["schemas"]
    assert document["servers"] == [{"url": "http://testserver/api/v1"}]
    assert {name for name in shapes if f'"#/components/schemas/{name}"' in text} >= {"Search", "Found", "AlternativeOf"}
    assert described("x")["paths"]["/works"]["get"]["parameters"]
