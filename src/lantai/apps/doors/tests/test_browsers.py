"""What browsers, search engines and reading apps ask of the whole: sitemaps, the search box, books that are free."""

import json

import pytest
from lxml import etree
from msgspec.structs import replace

from lantai.apps.doors import sitemaps
from lantai.catalog import change_times, index
from lantai.catalog.models import ChangeTime, Work
from lantai.catalog.tests.conftest import record
from lantai.core.bib.record import Access, AccessKind

pytestmark = pytest.mark.django_db

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(autouse=True)
def fresh():
    sitemaps._files.cache_clear()
    yield
    sitemaps._files.cache_clear()


def entries(response) -> dict[str, str]:
    body = response.getvalue() if response.streaming else response.content
    return {e.findtext(f"{MAP}loc"): e.findtext(f"{MAP}lastmod") for e in etree.fromstring(body)}


def test_sitemaps_name_every_live_work_once_with_when_it_changed(client, take, monkeypatch):
    take([record(str(n), f"Book {n}") for n in range(7)])
    change_times.note()
    gone = Work.objects.first()
    Work.objects.filter(pk=gone.pk).update(state="deleted")
    monkeypatch.setattr(sitemaps, "NUMBERS", 3)
    files = entries(client.get("/sitemap.xml"))
    works = [work for file in files for work in entries(client.get(file.removeprefix("http://testserver"))).items()]
    assert sorted(address for address, _ in works) == sorted(
        f"http://testserver/works/{w.pk}/" for w in Work.objects.filter(state="live")
    )
    at = f"{ChangeTime.objects.get().at:%Y-%m-%dT%H:%M:%SZ}"
    assert {when for _, when in works} == set(files.values()) == {at}


def test_there_is_no_sitemap_beyond_the_last_and_none_of_an_empty_library(client, library):
    assert entries(client.get("/sitemap.xml")) == {}
    assert client.get("/sitemaps/0.xml").status_code == 404
    assert client.get("/sitemaps/999999999999999999999.xml").status_code == 404


def test_robots_are_told_of_them(client, db):
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").text


def test_browsers_find_the_search_box(client, library, settings):
    settings.LIBRARY_NAME = "Library of <Samarkand> & others"
    page = client.get("/machines/").text
    assert 'rel="search" type="application/opensearchdescription+xml" href="/opensearch.xml"' in page
    root = etree.fromstring(client.get("/opensearch.xml").content)
    assert root.findtext("{*}ShortName") == "Library of <Sama"
    assert root.find("{*}Url[@type='text/html']").get("template") == "http://testserver/search/?q={searchTerms}"


@pytest.fixture
def books(take) -> None:
    def at(url: str, note: str) -> tuple[Access, ...]:
        return (Access(url=url, kind=AccessKind.RESOURCE, note=note),)

    take(
        [
            replace(
                record("1", "Emma", by="Austen, Jane", lang="en", isbn="9780140434781"),
                access=at("https://a.example/emma.epub", "Open access"),
            ),
            replace(record("2", "Closed Emma", lang="en"), access=at("https://b.example/x.pdf", "Subscribers only")),
            record("3", "On paper", lang="en"),
        ]
    )
    index.refresh()


def test_books_that_are_free_are_offered_to_reading_apps(client, books):
    response = client.get("/opds/")
    assert response["Content-Type"].startswith("application/opds+json")
    (book,) = json.loads(response.content)["publications"]
    assert (book["metadata"]["title"], book["metadata"]["identifier"]) == ("Emma", "urn:isbn:9780140434781")
    assert book["metadata"]["author"] == [{"name": "Austen, Jane"}]
    link = book["links"][-1]
    assert (link["rel"], link["href"], link["type"]) == (
        "http://opds-spec.org/acquisition/open-access", "https://a.example/emma.epub", "application/epub+zip",
    )  # fmt: skip


def test_they_can_be_searched(client, books):
    assert len(json.loads(client.get("/opds/?query=emma").content)["publications"]) == 1
    assert json.loads(client.get("/opds/?query=nothing").content)["publications"] == []
    assert json.loads(client.get("/opds/?query=---").content)["publications"] == []


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999", "١"])
def test_a_page_that_there_is_not_is_refused_and_named(client, books, page):
    response = client.get("/opds/", {"page": page})
    assert (response.status_code, json.loads(response.content)["parameter"]) == (400, "page")
