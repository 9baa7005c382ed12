"""Suggestions of a library: those made all at once are those that are followed, and an interrupted filling leaves nothing."""

import shutil

import pytest

from lantai.catalog import index, suggestions
from lantai.search.suggest.described import Kind

from .conftest import record

pytestmark = pytest.mark.django_db(transaction=True)

BEGINNINGS = ("红", "hong", "hlm", "wa", "war", "tol", "толст", "cao", "曹")


@pytest.fixture
def works(take):
    """Import a few works, none of which is suggested yet."""
    take(
        [
            record("1", "红楼梦", by="曹雪芹", lang="zh"),
            record("2", "War and peace", by="Tolstoy, Leo"),
            record("3", "Война и мир", by="Толстой, Лев"),
        ]
    )
    index.refresh()


@pytest.fixture
def at_once(monkeypatch):
    """Let so few works be made at once, by reader processes."""
    monkeypatch.setattr(suggestions, "WORTH_FILLING", 1)
    monkeypatch.setattr(index, "BYTES_OF_A_WORK", 1 << 20)


def offered():
    found = suggestions.current()
    return {(text, kind): found.find(text, kind, 8) for text in BEGINNINGS for kind in Kind}


def test_made_at_once_they_are_those_that_are_followed(works, library, monkeypatch, at_once):
    said = []
    assert suggestions.follow(progress=lambda done, total: said.append((done, total))) == 3
    filled = offered()
    assert (said == sorted(said), said[-1], list((library / "suggestions").glob("filling-*"))) == (True, (3, 3), [])
    assert all(filled[one] for one in (("war", Kind.TITLE), ("hlm", Kind.TITLE), ("толст", Kind.PERSON)))
    monkeypatch.setattr(suggestions, "WORTH_FILLING", 100)
    shutil.rmtree(library / "suggestions")
    suggestions._shelf.cache_clear()
    suggestions.follow()
    assert offered() == filled


def test_what_changes_afterwards_is_followed(works, take, at_once):
    suggestions.follow()
    take([record("2", "Anna Karenina", by="Tolstoy, Leo")])
    suggestions.follow()
    found = suggestions.current()
    assert (
        found.find("war", Kind.TITLE, 8),
        len(found.find("anna", Kind.TITLE, 8)),
        found.find("tol", Kind.PERSON, 8)[0].works,
    ) == ([], 1, 1)


def test_an_interrupted_filling_leaves_nothing_and_can_be_done_again(works, library, at_once):
    def interrupt(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        suggestions.follow(progress=interrupt)
    assert (suggestions.current(), list((library / "suggestions").glob("filling-*"))) == (None, [])
    assert suggestions.follow() == 3
    assert offered()["war", Kind.TITLE]
