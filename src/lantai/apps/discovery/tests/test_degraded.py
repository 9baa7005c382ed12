"""When the search engine does not answer: pages say so, show what it answered before, and offer what needs no engine."""

from unittest import mock

import pytest

from lantai.apps.discovery import actions
from lantai.catalog import index
from lantai.catalog.tests.conftest import record as book
from lantai.search.protocol import EngineUnavailable

MEMORY = "This page shows what it answered at"


@pytest.fixture
def engine(take):
    """The engine of a library of two works; ``engine.breaks()`` has it fail within a block."""
    take([book("1", "Hamlet", lang="en", isbn="9780140707342"), book("2", "红楼梦", lang="zh")])
    actions.follow_titles()
    return index.engine()


def broken(engine):
    failing = mock.Mock(**{f"{name}.side_effect": EngineUnavailable("made to fail") for name in ASKED})
    return mock.patch.object(engine, "inner", failing)


ASKED = ("search", "count", "among", "terms", "frequencies")


def test_a_search_that_was_answered_before_is_answered_from_memory_and_says_so(client, engine):
    now = client.get("/search/?q=hamlet").text
    with broken(engine), mock.patch.object(index.generations(), "current", return_value=engine.inner):
        then = client.get("/search/?q=hamlet")
    assert MEMORY not in now
    assert then.status_code == 200
    assert MEMORY in then.text
    assert "Hamlet" in then.text.replace("<mark>", "").replace("</mark>", "")


def test_the_first_page_keeps_its_counts_and_its_facets(client, engine):
    client.get("/")
    with broken(engine), mock.patch.object(index.generations(), "current", return_value=engine.inner):
        then = client.get("/")
    assert then.status_code == 200
    assert MEMORY in then.text


def test_a_new_question_is_told_what_still_works(client, engine):
    with broken(engine), mock.patch.object(index.generations(), "current", return_value=engine.inner):
        page = client.get("/search/?q=macbeth")
    assert page.status_code == 503
    assert "What still works" in page.text
    assert MEMORY not in page.text
    assert 'href="/titles/en/"' in page.text


def test_an_isbn_leads_to_its_work_without_the_engine(client, engine):
    with broken(engine), mock.patch.object(index.generations(), "current", return_value=engine.inner):
        answer = client.get("/search/?q=978-0-14-070734-2")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/works/")


def test_works_and_lists_of_titles_need_no_engine(client, engine):
    work = client.get("/titles/en/").context["found"].titles[0].row.number
    with broken(engine), mock.patch.object(index.generations(), "current", return_value=engine.inner):
        assert client.get(f"/works/{work}/").status_code == 200
        assert client.get("/titles/en/").status_code == 200


def test_an_index_that_cannot_be_opened_any_more_is_searched_as_it_was(client, engine):
    gone = mock.patch.object(index.generations(), "current", side_effect=EngineUnavailable("cannot be opened"))
    with gone:
        answer = client.get("/search/?q=hamlet")
    assert answer.status_code == 200
    assert MEMORY not in answer.text
