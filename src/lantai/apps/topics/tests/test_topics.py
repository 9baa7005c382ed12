"""An editor makes a topic, readers see it, follow it, and see it no more."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate
from msgspec.structs import replace

from lantai.apps.topics import actions, demo, queries, searches
from lantai.apps.topics.events import TopicChanged, TopicPublished, TopicRetired
from lantai.apps.topics.models import Topic
from lantai.catalog import index, openings, training, translations
from lantai.catalog.models import Moved, Work
from lantai.catalog.tests.conftest import record
from lantai.core.bib.record import Access, Identifier, Openness, Scheme
from lantai.core.bilingual.entry import Row
from lantai.core.bilingual.words import key
from lantai.infra.events import listen
from lantai.infra.models import AuditEntry
from lantai.people.models import Account

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"
NAMES = {"en": "Terns", "ar": "الخرشنة"}
told: list[object] = []


@listen(TopicPublished)
@listen(TopicChanged)
@listen(TopicRetired)
def hear(event: object) -> None:
    """Note what topics tell."""
    told.append(event)


@pytest.fixture
def library_of_terns(take) -> dict[str, int]:
    books = [record(str(n), f"Terns volume {n}", year=str(2000 + n), lang="en") for n in range(1, 6)]
    take([*books, record("9", "Gulls of the coast", year="2019", lang="en")])
    return {title: pk for pk, title in Work.objects.values_list("pk", "title")}


def make(by: Account, **more: object) -> Topic:
    said = {"slug": "terns", "names": NAMES, "introductions": {"en": "Birds of the sea."}, "search": "q=terns"} | more
    return actions.make_topic(by=by, now=NOW, **said)


def page(client, address: str = "/topics/terns/") -> str:
    return client.get(address).content.decode()


def test_readers_see_what_the_search_finds_with_pinned_works_first_and_without_what_was_left_out(
    library_of_terns, librarian, client
):
    topic = make(librarian)
    pinned, excluded = library_of_terns["Gulls of the coast"], library_of_terns["Terns volume 5"]
    assert actions.place_works(by=librarian, topic=topic, pinned=[pinned, 10**9], excluded=[excluded], now=NOW) == [10**9]
    assert client.get("/topics/terns/").status_code == 404
    actions.publish(by=librarian, topic=topic, now=NOW)
    shown = queries.shown(Topic.objects.get(), lang="en")
    assert (shown.total, shown.pinned) == (5, (pinned,))
    assert [library_of_terns[f"Terns volume {n}"] for n in (4, 3, 2, 1)] == list(shown.newest)
    assert dict(shown.years)[2019] == 1
    said = page(client)
    for words in ("Birds of the sea.", "Key papers", "Gulls of the coast", "Terns volume 4", "How many works a year", "?q=terns"):
        assert words in said
    assert "Terns volume 5" not in said
    assert "Who works on it" not in said
    assert "Terns" in page(client, "/topics/")


@pytest.mark.parametrize(("choice", "found"), [("", 3), ("&x=en:terns", 1), ("&x=fr,en:terns", 1), ("&words=own", 1)])
def test_a_topic_is_translated_as_its_search_was_when_it_was_copied(take, librarian, choice, found):
    books = [record("1", "Terns", lang="en"), record("2", "Terns at sea", lang="en"), record("3", "燕鸥", lang="zh")]
    take(books)
    index.rebuild()
    with translations.shelf().making(key_of=key) as writer:
        writer.layer(training.LEARNED, rows=[Row("zh", "燕鸥", "en", "terns", 1.0, evidence=2)])
    topic = make(librarian, search=f"/search/?q=燕鸥{choice}")
    assert queries.shown(topic, lang="en").total == found
    assert searches.read(topic.search).query == topic.search


def test_a_topic_says_how_many_of_its_works_are_free_to_read(take, librarian, client):
    closed, free = record("1", "Terns at home", lang="en"), record("2", "Terns on the way", lang="en")
    told = Openness(by="OpenAlex", host="repository", free=True)
    take([closed, replace(free, access=(Access(url="https://a.example/2.pdf", openness=told),))])
    actions.publish(by=librarian, topic=make(librarian), now=NOW)

    assert (queries.shown(Topic.objects.get(), lang="en").open_count, "free to read</a>" in page(client)) == (1, True)


def test_a_topic_speaks_the_language_of_the_page_else_english(library_of_terns, librarian, client):
    actions.publish(by=librarian, topic=make(librarian), now=NOW)
    said = page(client, "/topics/terns/?lang=ar")
    assert ('<bdi lang="ar" dir="rtl">الخرشنة</bdi>' in said, '<bdi lang="en" dir="ltr">Birds of the sea.</bdi>' in said) == (
        True,
        True,
    )


def test_the_feed_has_what_came_in_last(library_of_terns, librarian, client):
    actions.publish(by=librarian, topic=make(librarian), now=NOW)
    feed = page(client, "/topics/terns/feed")
    assert (feed.count("<entry>"), "Terns volume 1" in feed, 'href="http://testserver/topics/terns/"' in feed) == (5, True, True)
    actions.retire(by=librarian, topic=Topic.objects.get(), now=NOW)
    assert client.get("/topics/terns/feed").status_code == 410


@pytest.mark.parametrize("lang, name", [("en", "Terns"), ("zh-hans", "Terns"), ("ar", "الخرشنة")])
def test_the_feed_is_whole_in_each_language_and_followed_in_that_of_the_page(take, librarian, client, settings, lang, name):
    settings.LIBRARY_NAME = "Lakeside"
    take([record("1", "Terns می\u200cرود <b> & \u3000 &amp;", lang="en"), record("2", "Terns", lang="en", by="")])
    said = {"en": "First\n\nthen A < B.", "ar": "طيور"}
    actions.publish(by=librarian, topic=make(librarian, introductions=said), now=NOW)

    shown = page(client, f"/topics/terns/?lang={lang}")
    assert f'href="/topics/terns/feed?lang={lang}"' in shown
    root = ElementTree.fromstring(client.get(f"/topics/terns/feed?lang={lang}").content)
    assert (root.findtext(f"{ATOM}title"), root.get("{http://www.w3.org/XML/1998/namespace}lang")) == (name, lang)
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Lakeside"
    assert root.findtext(f"{ATOM}subtitle") == ("طيور" if lang == "ar" else "First then A < B.")
    titles = {entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")}
    assert titles == {"Terns می\u200cرود <b> & &amp;", "Terns"}
    for entry in root.iter(f"{ATOM}entry"):
        assert all(entry.findtext(f"{ATOM}{part}") for part in ("id", "title", "updated"))


def test_key_papers_and_works_left_out_follow_a_merge(library_of_terns, librarian, client):
    topic = make(librarian)
    first, second, out, gone = (library_of_terns[f"Terns volume {n}"] for n in (1, 2, 3, 4))
    actions.place_works(by=librarian, topic=topic, pinned=[first, second], excluded=[out], now=NOW)
    for work, to in ((first, library_of_terns["Gulls of the coast"]), (out, library_of_terns["Terns volume 5"])):
        Work.objects.filter(pk=work).update(state=Work.State.MOVED)
        Moved.objects.create(work_id=work, to_id=to)
    Work.objects.filter(pk=gone).update(state=Work.State.DELETED)

    assert queries.chosen(topic) == (
        (library_of_terns["Gulls of the coast"], second),
        frozenset([library_of_terns["Terns volume 5"]]),
    )
    actions.publish(by=librarian, topic=topic, now=NOW)
    assert "Gulls of the coast" in page(client)
    assert actions.place_works(by=librarian, topic=topic, pinned=[first, gone], excluded=[], now=NOW) == [gone]


def test_an_introduction_keeps_its_lines(library_of_terns, librarian, client):
    actions.publish(by=librarian, topic=make(librarian, introductions={"en": "One <i>.\nTwo."}), now=NOW)
    assert "One &lt;i&gt;.<br>Two." in page(client)


def test_what_became_free_to_read_stands_on_the_page_and_in_the_feed_with_its_day(
    library_of_terns, librarian, client, monkeypatch
):
    actions.publish(by=librarian, topic=make(librarian), now=NOW)
    ours, other = library_of_terns["Terns volume 2"], library_of_terns["Gulls of the coast"]
    day = localdate() - timedelta(days=3)
    monkeypatch.setitem(openings._opened, "test", lambda first, last: {ours: day, other: day} if first <= day <= last else {})

    assert queries.opened(Topic.objects.get(), lang="en", on=localdate()) == [(ours, day)]
    assert queries.opened(Topic.objects.get(), lang="en", on=day + timedelta(days=61)) == []
    assert "Newly free to read" in page(client)
    feed = page(client, "/topics/terns/feed")
    assert (feed.count("<entry>"), "Now free to read: Terns volume 2" in feed, f"/works/{ours}/#open-{day}</id>" in feed) == (
        6,
        True,
        True,
    )
    assert f"<published>{day}T00:00:00" in feed


def test_a_retired_topic_says_that_it_is_gone_and_comes_back(library_of_terns, librarian, client):
    topic = make(librarian)
    actions.publish(by=librarian, topic=topic, now=NOW)
    actions.retire(by=librarian, topic=topic, now=NOW)
    gone = client.get("/topics/terns/")
    assert (gone.status_code, "no longer kept up" in gone.content.decode(), "Terns" in page(client, "/topics/")) == (
        410,
        True,
        False,
    )
    actions.publish(by=librarian, topic=topic, now=NOW)
    assert client.get("/topics/terns/").status_code == 200


def test_others_are_told_and_all_is_audited(library_of_terns, librarian):
    told.clear()
    topic = make(librarian)
    actions.publish(by=librarian, topic=topic, now=NOW)
    topic.refresh_from_db()
    actions.change_topic(by=librarian, topic=topic, slug="seabirds", names=NAMES, introductions={}, search="gulls", now=NOW)
    actions.retire(by=librarian, topic=topic, now=NOW)
    assert told == [
        TopicPublished(topic.pk, "terns", "q=terns"),
        TopicChanged(topic.pk, "seabirds", "q=gulls"),
        TopicRetired(topic.pk, "seabirds"),
    ]
    assert set(AuditEntry.objects.values_list("action", flat=True)) >= {
        "topics.make",
        "topics.publish",
        "topics.change",
        "topics.retire",
    }


def test_editors_put_topics_in_order(librarian):
    first, _second, third = (make(librarian, slug=slug) for slug in ("a", "b", "c"))
    actions.move(by=librarian, topic=third, down=False, now=NOW)
    actions.move(by=librarian, topic=first, down=False, now=NOW)
    assert [topic.slug for topic in queries.every()] == ["a", "c", "b"]


def test_only_editors_change_topics(db, librarian):
    reader, topic = Account.objects.create_user("reader"), make(librarian)
    for act in (
        lambda: make(reader, slug="other"),
        lambda: actions.publish(by=reader, topic=topic, now=NOW),
        lambda: actions.retire(by=reader, topic=topic, now=NOW),
        lambda: actions.move(by=reader, topic=topic, down=True, now=NOW),
        lambda: actions.place_works(by=reader, topic=topic, pinned=[], excluded=[], now=NOW),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_the_form_makes_and_changes_a_topic_and_says_what_is_wrong(library_of_terns, librarian, client):
    client.force_login(librarian)
    form = {"slug": "Terns", "name_en": "Terns", "introduction_en": "", "search": "http://x.example/search/?q=terns&kind=book&page=3",
            "pinned": f"http://x.example/works/{library_of_terns['Gulls of the coast']}/", "excluded": ""}  # fmt: skip
    wrong = client.post("/desk/topics/new/", form | {"search": "?q=terns&color=red", "pinned": "the first"})
    said = wrong.content.decode()
    assert (wrong.status_code, "color=red" in said, "Line 1 is no number of a work" in said) == (400, True, True)
    assert client.post("/desk/topics/new/", form)["Location"] == "/topics/terns/"
    topic = Topic.objects.get()
    assert (topic.search, topic.works.count()) == ("q=terns&kind=book", 1)
    assert "Readers do not see this page" in page(client)
    assert "Another topic has this name" in client.post("/desk/topics/new/", form).content.decode()
    assert client.post(f"/desk/topics/{topic.pk}/", form | {"search": "gulls", "pinned": ""})["Location"] == "/topics/terns/"
    topic.refresh_from_db()
    assert (topic.search, topic.works.count()) == ("q=gulls", 0)
    client.post(f"/desk/topics/{topic.pk}/act/", {"act": "publish"})
    assert "Published" in page(client, "/desk/topics/")
    assert client.post(f"/desk/topics/{topic.pk}/act/", {"act": "praise"}).status_code == 400


def test_works_are_chosen_by_an_address_as_it_is_copied_or_by_a_doi(library_of_terns, librarian, client, take):
    client.force_login(librarian)
    doi = Identifier(scheme=Scheme.DOI, value="10.5555/tern")
    take([replace(record("10", "A tern by number", lang="en"), identifiers=(doi,))], name="numbered.jsonl")
    gull, tern = library_of_terns["Gulls of the coast"], Work.objects.get(title="A tern by number").pk
    form = {"slug": "terns", "name_en": "Terns", "search": "terns", "excluded": ""}
    client.post(
        "/desk/topics/new/", form | {"pinned": f"https://x.example/works/{gull}/?q=gulls#top\nhttps://doi.org/10.5555/TERN"}
    )
    assert list(Topic.objects.get().works.order_by("place").values_list("work_id", flat=True)) == [gull, tern]
    refused = client.post("/desk/topics/new/", form | {"slug": "more", "pinned": "10.5555/nobody"}).content.decode()
    assert "Line 1 is no number of a work: 10.5555/nobody" in refused


def test_a_draft_is_published_on_its_page_and_an_empty_one_says_so(library_of_terns, librarian, client):
    client.force_login(librarian)
    topic = make(librarian)
    assert 'value="publish"' in page(client)
    assert client.post(f"/desk/topics/{topic.pk}/act/", {"act": "publish", "stay": "1"})["Location"] == "/topics/terns/"
    assert 'value="publish"' not in page(client)
    Topic.objects.update(search="q=zzzxqk")
    shown = page(client)
    assert ("The library has nothing on this yet." in shown, "Search within this topic" in shown) == (True, False)


def test_the_page_says_when_the_catalog_cannot_be_searched(librarian, client):
    actions.publish(by=librarian, topic=make(librarian), now=NOW)
    answer = client.get("/topics/terns/")  # there is no index yet
    assert (answer.status_code, "cannot be searched" in answer.content.decode()) == (503, True)


@pytest.mark.parametrize("given, words, filters, years", [
    ("climate", "climate", {}, (None, None)),
    ("/search/?q=climate&open=gold&open=green&from=1990&sort=newest", "climate", {"open": ("gold", "green")}, (1990, None)),
    ("discipline=0705", "", {"discipline": ("0705",)}, (None, None)),
])  # fmt: skip
def test_a_search_is_read_from_words_or_an_address(given, words, filters, years):
    found = searches.read(given)
    assert (found.words, found.filters, found.years) == (words, filters, years)
    assert searches.read(found.query) == found


@pytest.mark.parametrize("given", ["", "?page=2", "q=a&x=1", "q=a&words=all", "q=a&from=soon"])
def test_what_is_no_search_is_refused(given):
    with pytest.raises(searches.Misread):
        searches.read(given)


def test_the_demo_has_twelve_and_makes_them_once(librarian):
    for _time in range(2):
        demo.furnish(by=librarian, now=NOW)
    assert [len(topic.names) for topic in queries.published()] == [3] * 12
