"""Odd questions and odd records, on pages and on the command line: plain search goes on, and what was not translated is said."""

import argparse
from datetime import UTC, datetime
from threading import Event

import pytest

from lantai.catalog import index, training, translations
from lantai.catalog.tests.conftest import record
from lantai.cli import search
from lantai.core.query.expansion import Span
from lantai.vocab import actions as vocab

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)

BOOKS = [
    record("1", "中国园林史", lang="zh", original="A history of gardens in China", year="1990"),
    record("2", "园林与建筑", lang="zh", original="Gardens and architecture", year="1991"),
    record("3", "日本建筑", lang="zh", original="The architecture of Japan", year="1992"),
    record("4", "Gardens", lang="en", year="1993"),
    record("5", "BERT and 2024", lang="en", year="1994"),
]
ODD = {
    "two scripts in one word": "园林gardensСад",
    "one letter": "a",
    "one character": "园",
    "a number": "2024",
    "pictures": "😀🀄",
    "five hundred words": "园林 gardens " * 250,
    "a language nobody trained": "ბაღები და არქიტექტურა",
    "a script nobody knows": "𐎀𐎁𐎂",
    "signs": "?!… – (((",
    "an override": "\u202eabc\u202c 园林",
    "nothing": " ",
}


@pytest.fixture(autouse=True)
def here(monkeypatch):
    monkeypatch.setattr(search, "library_ready", lambda quiet=False: None)
    monkeypatch.setattr(training, "packaged", list)


def train() -> None:
    assert training.run(vocab.note_training(full=True, now=NOW), now=lambda: NOW, stop=Event())


def told(capsys, text: str) -> str:
    options = argparse.Namespace(query=text, limit=5, lang="en", explain=True, only_my_words=False, without=[], json=False)
    assert search.run(options) == 0
    return capsys.readouterr().out


def known(word: str, lang: str = "zh", target: str = "en") -> list[str]:
    return [one.text for one in translations.tables().look_up([Span(lang, word)], [target]).get(Span(lang, word), ())]


def answered(client, capsys) -> dict[str, str]:
    """Return what went wrong with which question, and ask everywhere."""
    wrong = {}
    for name, text in ODD.items():
        for address in ("/search/", "/search/words/", "/api/v1/works"):
            if (status := client.get(address, {"q": text}).status_code) not in (200, 302, 400):
                wrong[f"{name} {address}"] = str(status)
        if "found" not in (said := told(capsys, text)):
            wrong[f"{name} on the command line"] = said
    return wrong


def test_odd_questions_have_an_answer_on_pages_and_on_the_command_line(client, take, capsys):
    take(BOOKS)
    train()
    assert answered(client, capsys) == {}


def test_an_empty_catalog_answers_that_nothing_is_there(client, library, capsys):
    index.refresh()
    assert answered(client, capsys) == {}
    assert told(capsys, "园林").startswith("0 found")


def test_a_question_is_searched_as_typed_and_what_was_not_translated_is_said(client, take, capsys):
    take(BOOKS)
    train()
    shown = client.get("/search/", {"q": "园林 ბაღები"}).text
    assert "Not translated:" in shown
    assert "ბაღები" in shown.partition("Not translated:")[2][:200]
    assert "园林与建筑" in told(capsys, "园林 ბაღები")


def test_a_title_with_a_wrong_tag_teaches_nothing(take):
    take([*BOOKS, record("6", "Gardens of Suzhou in spring", lang="zh", original="Los jardines de Suzhou", year="1995")])
    train()
    assert {pair.source for pair in translations.tables().store.pairs} <= {"zh", "en"}
    assert known("gardens", "en", "es") == []


def test_one_record_does_not_outweigh_the_others_and_staff_can_block_what_it_taught(take, librarian, client):
    poison = record("66", "园林 " * 30 + "园林", lang="zh", original="Buy cheap watches " + "watches " * 30, year="1996")
    take([*BOOKS, poison])
    train()
    assert known("园林")[0].casefold() == "gardens"
    vocab.decide(by=librarian, source="zh", word="园林", target="en", text=known("园林")[0], verdict="blocked", now=NOW)
    assert "gardens" not in map(str.casefold, known("园林"))
    assert 'value="en:gardens"' not in client.get("/search/", {"q": "园林"}).text
