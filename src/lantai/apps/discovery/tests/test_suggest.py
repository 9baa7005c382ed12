"""Suggestions on pages: lines that lead to the pages of works, people and subjects, and nothing where there is nothing."""

import json

import pytest

from lantai.catalog import index, suggestions

from ..suggesting.found import suggest
from .library import LIBRARY

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shelf(take):
    """Import a small library, with suggestions."""
    take(LIBRARY)
    index.refresh()
    suggestions.follow()


def offered(text: str, lang: str = "en") -> list[tuple[str, str]]:
    return [(group.kind, line.words.value) for group in suggest(text, lang=lang) for line in group.lines]


def test_lines_lead_to_pages_that_are_there(client, shelf):
    for text in ("红", "cao", "wang", "china", "smith", "ibn", "the story"):
        lines = [line for group in suggest(text, lang="en") for line in group.lines]
        assert lines, text
        assert {client.get(line.address).status_code for line in lines} == {200}


def test_names_are_shown_in_the_language_of_the_page_with_the_form_that_was_typed(client, shelf):
    (found,) = [line for group in suggest("cao, x", lang="zh-hans") for line in group.lines if group.kind == "person"]
    assert (found.words.value, found.beside.value, found.works) == ("曹雪芹", "Cao, Xueqin", 1)


def test_there_are_never_more_than_eight_lines(client, shelf):
    assert max(len(offered(text)) for text in ("wa", "ch", "sm", "a ", "poems", "红")) <= 8


def test_a_number_leads_to_its_work(client, take):
    from lantai.catalog.tests.conftest import record

    take([record("1", "Emma", isbn="9780141439587")])
    index.refresh()
    suggestions.follow()
    assert offered("0-14-143958-0") == [("identifier", "Emma")]


def test_changes_are_followed(client, shelf, take):
    from .library import book

    take([book("4", "Macbeth", "en")])
    suggestions.follow()
    assert offered("haml") == []
    assert ("title", "Macbeth") in offered("macb")
    assert suggestions.lag() == 0


def test_one_that_is_made_anew_is_used_once_it_has_caught_up(shelf, monkeypatch):
    before = suggestions.shelf().name()
    monkeypatch.setattr(suggestions, "fingerprint", lambda *tables: "0123456789ab")
    assert suggestions.follow() > 0
    assert suggestions.shelf().name() == "0123456789ab" != before
    assert ("title", "Hamlet") in offered("haml")


def test_a_short_budget_goes_on_where_it_stopped(take, monkeypatch):
    monkeypatch.setattr(suggestions, "PIECE", 2)
    take(LIBRARY)
    looked_at = [suggestions.follow(budget_s=0) for _ in range(12)]
    assert suggestions.lag() == 0
    assert ("title", "Hamlet") in offered("haml")
    assert looked_at[-1] == 0


@pytest.mark.parametrize("text", ["", "a", " ", "&", "***", "\x00", "‮", "x" * 3_000, '"unbalanced', "title:"])
def test_little_or_strange_text_gives_an_empty_part_and_an_empty_answer(client, shelf, text):
    part = client.get("/search/suggest/", {"q": text})
    assert (part.status_code, part.content.strip()) == (200, b"")
    data = client.get("/api/v1/suggest", {"q": text})
    assert (data.status_code, json.loads(data.content)["suggestions"]) == (200, [])


def test_a_library_without_suggestions_offers_none(client, library):
    assert client.get("/search/suggest/", {"q": "history"}).content.strip() == b""


def test_the_part_is_a_list_of_options_for_its_box(client, shelf):
    part = client.get("/search/suggest/", {"q": "wang", "box": "hq"}).content.decode()
    assert 'id="hq-offers"' in part
    assert part.count('role="option"') == len(offered("wang"))
    assert "no-store" in client.get("/search/suggest/", {"q": "wang"})["Cache-Control"]
    strange = client.get("/search/suggest/", {"q": "wang", "box": '"><script>'}).content.decode()
    assert "<script" not in strange


def test_data_says_the_same(client, shelf):
    found = json.loads(client.get("/api/v1/suggest", {"q": "wang"}).content)
    assert [(one["kind"], one["text"]["value"]) for one in found["suggestions"]] == offered("wang")
    assert found["suggestions"][0]["url"].startswith("http://testserver/")


def test_pinyin_and_its_first_letters_lead_to_a_title(client, shelf):
    for text in ("hongloum", "hong lou m", "hlm"):
        assert ("title", "红楼梦") in offered(text)


def test_a_title_found_by_another_form_shows_that_form(client, take):
    from lantai.catalog.tests.conftest import record

    take([record("1", "Война и мир", lang="ru", uniform="War and peace")])
    suggestions.follow()
    (group,) = suggest("war an", lang="en")
    assert [(line.words.value, line.beside.value) for line in group.lines] == [("Война и мир", "War and peace")]


def test_browsers_get_lists_beside_each_other(client, shelf):
    response = client.get("/api/v1/suggest", {"q": "wang", "form": "opensearch"})
    assert response["Content-Type"] == "application/x-suggestions+json; charset=utf-8"
    words, texts, beside, addresses = json.loads(response.content)
    assert (words, texts) == ("wang", [text for _, text in offered("wang")])
    assert len(texts) == len(beside) == len(addresses)
