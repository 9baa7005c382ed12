"""Robots are turned away before anything is searched; readers go on with one press of a button."""

import pytest
from django.http import QueryDict

from lantai.apps.discovery.deep import READER, is_deep

pytestmark = pytest.mark.django_db(transaction=True)

DEEP = "q=silk&language=en&language=zh&kind=book&not-subject=Trade&from=1900"


@pytest.mark.parametrize(
    ("query", "deep"),
    [
        (DEEP, True),
        ("q=silk&language=en&language=zh&kind=book&kind=map", False),
        ("q=silk&language=en&language=zh&kind=book&from=1900&to=2000", False),
        ("q=silk&language=&kind=&source=&week=&class=&name=", False),
        ("page=50", False),
        ("page=51", True),
        ("page=500", True),
        ("page=" + "9" * 400, False),
        ("page=x&lang=ar&sort=title&in=title&q=a", False),
        ("", False),
    ],
)
def test_deep_is_past_four_filters_or_fifty_pages(query, deep):
    assert is_deep(QueryDict(query)) is deep


@pytest.mark.parametrize("path", ["/search/", "/search/values/", "/search/feed/", "/search/why/1/"])
def test_without_a_cookie_a_deep_search_is_answered_by_a_small_page(client, library, path):
    answer = client.get(f"{path}?{DEEP}")
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert "noindex" in answer["X-Robots-Tag"]
    assert not answer.cookies


def test_a_reader_goes_on_with_the_same_search(client, library):
    page = client.get(f"/search/?{DEEP}").content.decode()
    assert "language=en&amp;language=zh" in page
    answer = client.post("/search/go-on/", {"path": "/search/", "query": DEEP})
    assert (answer.status_code, answer["Location"]) == (302, f"/search/?{DEEP}")
    assert answer.cookies[READER].value == "1"
    assert answer.cookies[READER]["httponly"]
    assert client.get(f"/search/?{DEEP}").status_code != 429


@pytest.mark.parametrize(
    "path", ["//evil.example/", "https://evil.example/search/", "/accounts/logout/", "", "/search/../desk/", "/search/\nx"]
)
def test_going_on_leads_nowhere_else(client, library, path):
    answer = client.post("/search/go-on/", {"path": path, "query": "q=a"})
    assert answer["Location"] == "/search/?q=a"


def test_who_has_chosen_a_language_or_is_signed_in_is_no_robot(client, library, librarian, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ar"
    assert client.get(f"/search/?{DEEP}").status_code != 429
    del client.cookies[settings.LANGUAGE_COOKIE_NAME]
    client.force_login(librarian)
    assert client.get(f"/search/?{DEEP}").status_code != 429


def test_it_is_said_in_the_readers_language(client, library):
    for tag in ("zh-hans", "ar"):
        assert (
            f'lang="{"zh-Hans" if tag == "zh-hans" else tag}"'
            in client.get(f"/search/?{DEEP}", headers={"Accept-Language": tag}).content.decode()
        )


def test_one_filter_is_enough_to_keep_a_page_out_of_search_engines(client, take):
    from lantai.catalog import index
    from lantai.catalog.tests.conftest import record

    take([record("1", "Silk", lang="en")])
    index.refresh()
    assert "noindex" in client.get("/search/?q=silk&language=en").content.decode()
    assert "Disallow: /search" in client.get("/robots.txt").content.decode()
