"""A reader keeps works and follows topics; nobody else sees it, nothing is lost without a word, and all of it can be taken away."""

import io
import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.urls import reverse

from lantai.apps.shelf import actions, panels, queries
from lantai.apps.shelf.models import KeptWork, Subscription
from lantai.apps.topics import actions as topics
from lantai.catalog import queries as catalog
from lantai.catalog.models import Moved, Work
from lantai.infra.models import AuditEntry
from lantai.people import actions as people
from lantai.people import queries as known
from lantai.people.roles import Role
from lantai.people.tests.signing import PASSWORD, account_of
from lantai.search.protocol import SearchError

from .conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)
SHELF = "/my-shelf/"


def titles(account) -> list[str]:
    return [one.title for one in queries.kept(account, start=0, end=100)]


def press(client, address: str, **given: object):
    return client.post(address, given)


def merge(one: int, into: int) -> None:
    Moved.objects.create(work_id=one, to_id=into)
    Work.objects.filter(pk=one).update(state=Work.State.MOVED)


def test_a_work_is_kept_from_its_page_and_taken_off_again_there(hers, ana, books):
    number = books["Terns volume 1"]
    page = f"/works/{number}/"
    assert ">Keep<" in hers.get(page).text
    response = press(hers, f"{SHELF}works/{number}/", act="keep", next=f"{page}?q=terns")
    assert (response.status_code, response["Location"], titles(ana)) == (302, f"{page}?q=terns", ["Terns volume 1"])
    assert "Kept – take it off" in hers.get(page).text
    press(hers, f"{SHELF}works/{number}/", act="remove")
    assert (titles(ana), ">Keep<" in hers.get(page).text) == ([], True)


def test_pressing_twice_keeps_once(hers, ana, books):
    for _press in range(2):
        told = press(hers, f"{SHELF}works/{books['Terns volume 1']}/", act="keep")
    assert (titles(ana), told.status_code) == (["Terns volume 1"], 302)


def test_who_has_not_signed_in_is_led_there_and_back_to_the_page(books, ana):
    page, client = f"/works/{books['Terns volume 1']}/", Client()
    link = next(one for one in client.get(page).text.split('href="') if one.startswith("/accounts/login/?next=%2Fworks"))
    asked = parse_qs(urlsplit(link.split('"')[0]).query)["next"][0]
    assert asked == page
    response = client.post("/accounts/login/", {"username": "ana", "password": PASSWORD, "next": asked})
    assert response["Location"] == page


def test_an_address_elsewhere_is_not_led_to(hers, books):
    for wanted in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        response = press(hers, f"{SHELF}works/{books['Terns volume 1']}/", act="keep", next=wanted)
        assert response["Location"] == f"/works/{books['Terns volume 1']}/"


def test_nothing_is_asked_for_who_has_not_signed_in(books, terns, django_assert_num_queries):
    found = catalog.find_work(books["Terns volume 1"])
    request = RequestFactory().get("/works/1/")
    request.user = AnonymousUser()
    with django_assert_num_queries(0):
        drawn = [panels.of_work(request, found), panels.of_topic(request, terns), panels.of_chosen(request, [1])]
    assert all("/accounts/login/" in html and "<form" not in html for html in drawn)


def test_an_address_that_is_opened_and_not_pressed_leads_to_what_it_is_about(hers, terns, books):
    number = books["Terns volume 1"]
    assert hers.get(f"{SHELF}works/{number}/")["Location"] == f"/works/{number}/"
    assert hers.get(f"{SHELF}topics/terns/")["Location"] == "/topics/terns/"
    assert (KeptWork.objects.count(), Subscription.objects.count()) == (0, 0)


def test_nobody_sees_or_changes_the_shelf_of_another(ana, ben, books, terns):
    actions.keep(account=ana, works=list(books.values()), now=NOW)
    actions.follow(account=ana, topic=terns, now=NOW)
    his = Client()
    his.force_login(ben)
    assert "Nothing is on your shelf yet" in his.get(SHELF).text
    assert json.loads(his.get(f"{SHELF}shelf.json").content) == {"works": [], "topics": []}
    press(his, f"{SHELF}works/{books['Terns volume 1']}/", act="remove")
    press(his, f"{SHELF}topics/terns/", act="stop")
    press(his, f"{SHELF}empty/")
    assert (len(titles(ana)), queries.topics_of(ana).count()) == (3, 1)


def test_administrators_find_no_shelves_among_the_tables(client):
    client.force_login(account_of(Role.ADMINISTRATOR))
    assert [client.get(f"/desk/tables/shelf/{table}/").status_code for table in ("keptwork", "subscription")] == [404, 404]
    assert "keptwork" not in client.get("/desk/tables/").text


def test_what_is_kept_is_not_noted_down(ana, books, terns):
    before = AuditEntry.objects.count()
    actions.keep(account=ana, works=list(books.values()), now=NOW)
    actions.follow(account=ana, topic=terns, now=NOW)
    actions.empty(account=ana)
    assert AuditEntry.objects.count() == before


def test_the_page_shows_what_was_kept_last_first_with_a_way_to_get_it_and_to_cite_it(hers, ana, books):
    for day, title in enumerate(books):
        actions.keep(account=ana, works=[books[title]], now=NOW + timedelta(days=day))
    page = hers.get(SHELF).text
    places = [page.index(title) for title in reversed(books)]
    assert places == sorted(places)
    assert "Ana Lopes" in page
    assert f"/selected/?work={books['Terns volume 3']}" in page
    assert page.count("Take off") == 3
    assert 'id="picked"' in page


def test_works_of_a_bibliography_are_kept_in_its_order(hers, ana, books):
    numbers = [books[f"Terns volume {n}"] for n in (2, 1, 3)]
    page = hers.get("/selected/", {"work": numbers}).text
    assert "Keep these works" in page
    response = press(hers, f"{SHELF}works/", work=[*numbers, 10**15, "x"], next="/selected/")
    assert response["Location"] == "/selected/"
    assert titles(ana) == ["Terns volume 2", "Terns volume 1", "Terns volume 3"]


def test_a_merged_work_is_shown_where_it_went_and_kept_there_too(hers, ana, books):
    one, other = books["Terns volume 1"], books["Terns volume 2"]
    actions.keep(account=ana, works=[one], now=NOW)
    merge(one, other)
    page = hers.get(SHELF).text
    assert f'href="/works/{other}/"' in page
    assert "You kept it as" in page
    assert "Kept – take it off" in hers.get(f"/works/{other}/").text
    assert actions.keep(account=ana, works=[other], now=NOW) == 0
    press(hers, f"{SHELF}works/{other}/", act="remove")
    assert titles(ana) == []


def test_a_split_work_is_shown_as_all_that_it_became(hers, ana, books):
    one, *others = books.values()
    actions.keep(account=ana, works=[one], now=NOW)
    for other in others:
        Moved.objects.create(work_id=one, to_id=other)
    Work.objects.filter(pk=one).update(state=Work.State.MOVED)
    page = hers.get(SHELF).text
    assert all(f'href="/works/{other}/"' in page for other in others)


def test_a_withdrawn_work_stays_with_its_title(hers, ana, books):
    actions.keep(account=ana, works=[books["Terns volume 1"]], now=NOW)
    Work.objects.filter(title="Terns volume 1").update(state=Work.State.DELETED)
    page = hers.get(SHELF).text
    assert "Terns volume 1" in page
    assert "It was withdrawn from the catalog." in page
    press(hers, f"{SHELF}works/{books['Terns volume 1']}/", act="remove", next=SHELF)
    assert titles(ana) == []


def test_a_full_shelf_says_so_and_keeps_nothing_more(hers, ana, books, monkeypatch):
    monkeypatch.setattr(actions, "MOST_WORKS", 2)
    assert press(hers, f"{SHELF}works/", work=[books["Terns volume 1"]]).status_code == 302
    press(hers, f"{SHELF}works/", work=list(books.values()))
    assert "Your shelf has room for 2 works" in hers.get(SHELF).text
    assert titles(ana) == ["Terns volume 1"]


def test_who_follows_as_many_topics_as_may_be_is_told_so(hers, ana, terns, monkeypatch):
    monkeypatch.setattr(actions, "MOST_TOPICS", 0)
    press(hers, f"{SHELF}topics/terns/", act="follow")
    assert "You follow 0 topics" in hers.get(SHELF).text
    assert not queries.is_followed(ana, terns)


def test_a_topic_says_how_many_came_in_since_it_was_last_seen(hers, ana, terns):
    press(hers, f"{SHELF}topics/terns/", act="follow", next="/topics/terns/")
    assert "Following – stop" in hers.get("/topics/terns/").text
    assert [one.count for one in queries.followed(ana, lang="en")] == [0]
    Subscription.objects.update(seen_at=NOW - timedelta(days=365))
    assert [one.count for one in queries.followed(ana, lang="en")] == [3]
    assert "3</bdi> works" in hers.get(SHELF).text
    led = press(hers, f"{SHELF}topics/terns/", act="see")
    assert led["Location"] == f"{reverse('discovery:search')}?q=terns&sort=added"
    assert [one.count for one in queries.followed(ana, lang="en")] == [0]


def test_a_topic_is_followed_no_more_when_that_is_pressed(hers, ana, terns):
    actions.follow(account=ana, topic=terns, now=NOW)
    press(hers, f"{SHELF}topics/terns/", act="stop", next=SHELF)
    assert not queries.is_followed(ana, terns)


def test_a_topic_that_is_gone_is_said_to_be_and_can_be_left(hers, ana, terns, librarian):
    actions.follow(account=ana, topic=terns, now=NOW)
    topics.retire(by=librarian, topic=terns, now=NOW)
    assert "This topic is no longer kept up." in hers.get(SHELF).text
    press(hers, f"{SHELF}topics/terns/", act="stop")
    press(hers, f"{SHELF}topics/terns/", act="follow")
    assert queries.topics_of(ana).count() == 0


def test_a_draft_is_followed_by_nobody(hers, librarian, books):
    topics.make_topic(by=librarian, slug="draft", names={"en": "Draft"}, introductions={}, search="q=terns", now=NOW)
    assert press(hers, f"{SHELF}topics/draft/", act="follow").status_code == 404


def test_a_catalog_that_cannot_be_searched_leaves_the_shelf_readable(hers, ana, books, terns, monkeypatch):
    actions.keep(account=ana, works=[books["Terns volume 1"]], now=NOW)
    actions.follow(account=ana, topic=terns, now=NOW)

    def fail(*_given, **_named):
        raise SearchError("down")

    monkeypatch.setattr("lantai.apps.topics.queries.newest", fail)
    page = hers.get(SHELF).text
    assert "Terns volume 1" in page
    assert "The catalog cannot be searched at the moment." in page


def test_all_of_it_can_be_taken_away(hers, ana, books, terns):
    actions.keep(account=ana, works=list(books.values()), now=NOW)
    actions.follow(account=ana, topic=terns, now=NOW)
    merge(books["Terns volume 1"], books["Terns volume 2"])
    said = json.loads(hers.get(f"{SHELF}shelf.json").content)
    assert {one["title"]: one["now"] for one in said["works"]} == {
        "Terns volume 1": [books["Terns volume 2"]],
        "Terns volume 2": [books["Terns volume 2"]],
        "Terns volume 3": [books["Terns volume 3"]],
    }
    assert [one["name"] for one in said["topics"]] == ["terns"]
    assert known.everything_of(ana, now=NOW)["shelf"] == queries.everything(ana)
    ris = io.BytesIO(b"".join(hers.get(f"{SHELF}works.ris").streaming_content)).read().decode()
    assert (ris.count("TY  - BOOK"), ris.count("Terns volume 2")) == (2, 1)


def test_all_of_it_is_deleted_when_that_is_confirmed(hers, ana, books, terns):
    actions.keep(account=ana, works=list(books.values()), now=NOW)
    actions.follow(account=ana, topic=terns, now=NOW)
    asked = hers.get(f"{SHELF}empty/").text
    assert "3</bdi> kept works" in asked
    assert len(titles(ana)) == 3
    press(hers, f"{SHELF}empty/")
    assert (KeptWork.objects.count(), Subscription.objects.count()) == (0, 0)


@pytest.mark.parametrize("role", [Role.READER, Role.LIBRARIAN])
def test_it_goes_with_the_account_even_where_its_number_stays(books, terns, role):
    account_of(Role.ADMINISTRATOR)
    person = account_of(role, "leaves")
    actions.keep(account=person, works=list(books.values()), now=NOW)
    actions.follow(account=person, topic=terns, now=NOW)
    people.erase(account=person, now=NOW)
    assert (KeptWork.objects.count(), Subscription.objects.count()) == (0, 0)


def test_ones_own_account_says_what_is_on_the_shelf_and_leads_there(hers, ana, books):
    actions.keep(account=ana, works=list(books.values()), now=NOW)
    page = hers.get("/accounts/").text
    assert "3</bdi> kept works" in page
    assert f'href="{SHELF}"' in page


@pytest.mark.parametrize("act", ["keep", "remove"])
def test_a_number_that_no_work_can_have_keeps_nothing(hers, act):
    address = f"/my-shelf/works/{10**30}/"
    assert press(hers, address, act=act).status_code == 302
    assert press(hers, "/my-shelf/works/", work=["9" * 18]).status_code == 302
    assert not KeptWork.objects.exists()
