"""Why this: which words stand where in one work, by page and by command."""

import pytest

from lantai.catalog import index
from lantai.catalog.asking import ask
from lantai.catalog.tests.conftest import record
from lantai.core.query.parse import parse
from lantai.core.query.tree import Field
from lantai.search.protocol import Request
from lantai.search.ranking import ALTERNATIVES, LOOKED_IN
from lantai.search.whys import why

from .library import about, agent, book

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shelf(take):
    """Import books that have words in different places."""
    take([
        book("1", "The silk roads", "en", people=[agent("Frankopan, Peter")], subjects=[about("Silk Road", "History")]),
        book("2", "Trade routes of Asia", "en", people=[agent("Silk, Ann")]),
    ])  # fmt: skip
    index.refresh()


def words_of(text: str, work: int) -> dict[str, tuple[str, ...]]:
    asked = ask(parse(text, languages=("en",)), lang="en")
    request = Request(tree=asked.question.tree, typed=asked.question.typed, exact_key=asked.question.exact_key)
    return {one.text: one.fields for one in why(index.engine(), request, asked.question, asked.expansion, work).words}


def work_of(title: str) -> int:
    from lantai.catalog.models import Work

    return Work.objects.get(title__startswith=title).pk


def test_each_word_says_where_it_stands(shelf):
    silk = work_of("The silk")
    assert words_of("silk frankopan", silk) == {"silk": ("title", "subject"), "frankopan": ("author",)}
    assert words_of("silk", work_of("Trade")) == {"silk": ("author",)}
    assert words_of("title:silk", silk) == {"silk": ("title",)}


def test_the_page_tells_it_and_is_for_people_alone(client, shelf):
    page = client.get(f"/search/why/{work_of('The silk')}/?q=silk+frankopan").content.decode()
    assert "noindex" in page
    assert page.index("silk") < page.index("Title · Subject")


@pytest.mark.parametrize("query", ["", "?q=", "?q=%22", "?q=&language=en", "?q=nothing+such", "?q=%00"])
def test_a_strange_question_has_a_page_all_the_same(client, shelf, query):
    assert client.get(f"/search/why/{work_of('The silk')}/{query}").status_code == 200


def test_there_is_no_page_for_a_work_that_never_was(client, shelf):
    assert client.get("/search/why/999/?q=silk").status_code == 404
    assert client.get("/search/why/99999999999999999999/?q=silk").status_code == 404


def test_results_link_to_it_and_a_feed_keeps_words_and_filters(client, shelf):
    page = client.get("/search/?q=silk&language=en").content.decode()
    assert page.count('form="whys"') == 2
    chosen = client.get(f"/search/why/?q=silk&language=en&work={work_of('The silk')}")
    assert chosen["Location"] == f"/search/why/{work_of('The silk')}/?q=silk&language=en"
    assert client.get("/search/why/?q=silk").status_code == 404
    assert 'rel="alternate" type="application/atom+xml"' in page
    feed = client.get("/search/feed/?q=silk&language=en")
    assert feed["Content-Type"].startswith("application/atom+xml")
    text = feed.content.decode()
    assert text.count("<entry>") == 2
    assert f"<id>http://testserver/works/{work_of('The silk')}/</id>" in text
    assert "q=silk&amp;language=en" in text


def test_a_feed_has_only_works_with_all_the_words(client, take):
    take([record("1", "Silk and salt", lang="en"), record("2", "Silk", lang="en")])
    index.refresh()
    assert client.get("/search/feed/?q=silk+salt").content.decode().count("<entry>") == 1
    assert client.get("/search/feed/?q=").content.decode().count("<entry>") == 0


def test_the_order_is_made_as_the_page_says():
    weights = LOOKED_IN[Field.ANY]
    assert weights["title"] > weights["names"] > weights["subjects"] > weights["body"]
    assert all(weights[column] >= weight for column, weight in ALTERNATIVES.items())
