"""A page of the list of journals is drawn once a moment for all who bring no cookie, and for each of those who do."""

import pytest
from django.http import HttpResponse

from lantai.apps.holdings.models import ListsFollowed
from lantai.apps.holdings.views.keeping import kept_a_moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(rf, settings):
    """Return a function that asks for a page and returns how often the view had drawn by then."""
    settings.JOURNALS_KEPT_S = 60
    drawn = []

    @kept_a_moment
    def view(request):
        drawn.append(request)
        return HttpResponse(f"{len(drawn)}", headers={"Cache-Control": "private"})

    def asked(address: str = "/journals/", **cookies: str) -> str:
        request = rf.get(address)
        request.COOKIES.update(cookies)
        page = view(request)
        assert page["Cache-Control"] == "private"
        return page.content.decode()

    return asked


def test_it_is_drawn_once_for_strangers(ask, settings):
    assert [ask(), ask(), ask(**{settings.LANGUAGE_COOKIE_NAME: "zh-hans"})] == ["1", "1", "1"]


def test_whoever_brings_a_cookie_has_a_page_of_their_own(ask, settings):
    assert [ask(), ask(**{settings.SESSION_COOKIE_NAME: "x"}), ask(**{settings.SESSION_COOKIE_NAME: "x"}), ask()] == [
        "1",
        "2",
        "3",
        "1",
    ]


def test_another_address_or_language_is_another_page(ask):
    from django.utils import translation

    assert [ask(), ask("/journals/?letter=B")] == ["1", "2"]
    with translation.override("ar"):
        assert ask() == "3"


def test_a_list_that_changed_is_drawn_anew(ask):
    assert ask() == "1"
    ListsFollowed.objects.create(pk=1, revision=5)
    assert ask() == "2"


def test_it_is_kept_for_a_moment_only(ask, monkeypatch):
    now = [100.0]
    monkeypatch.setattr("lantai.apps.holdings.views.keeping.time.monotonic", lambda: now[0])
    assert ask() == "1"
    now[0] += 61
    assert ask() == "2"


def test_no_more_pages_are_kept_than_a_process_should(ask, monkeypatch):
    monkeypatch.setattr("lantai.apps.holdings.views.keeping.MOST", 2)
    assert [ask(f"/journals/?letter={letter}") for letter in "ABCCA"] == ["1", "2", "3", "3", "4"]


def test_nothing_is_kept_where_the_library_says_so(ask, settings):
    settings.JOURNALS_KEPT_S = 0
    assert [ask(), ask()] == ["1", "2"]
