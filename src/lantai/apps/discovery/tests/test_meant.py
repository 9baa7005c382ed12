"""Did you mean: offered beside what was found, never instead of it, and only where it finds much more."""

import pytest

from lantai.apps.discovery import params, queries
from lantai.catalog import index, suggestions
from lantai.catalog.tests.conftest import record

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shelf(take):
    """Import a shelf with one misspelt title, and words that few works have."""
    history = [record(f"h{n}", f"History of the province {n}", lang="en") for n in range(8)]
    others = [
        record("m", "Histroy of mistakes", lang="en"),
        record("r1", "Marmalade", lang="en"),
        record("z", "红楼梦", lang="zh"),
    ]
    take([*history, *others])
    index.refresh()
    suggestions.follow()


def asked(text: str):
    from django.http import QueryDict

    return queries.search(params.read(QueryDict(f"q={text}")), lang="en")


def test_a_spelling_that_finds_five_times_as_much_is_offered_and_the_hits_stay(shelf):
    found = asked("histroy")
    assert [row.title.pieces[0][0] for row in found.rows] == ["Histroy"]
    assert (found.meant.text, found.meant.count) == ("history", 8)


def test_another_spelling_is_offered_where_no_work_has_both_words_and_those_with_one_are_shown(shelf):
    found = asked("province histroy")
    assert (found.whole, found.total) == (0, 9)
    assert (found.meant.text, found.meant.count) == ("province history", 8)


def test_words_that_the_library_has_are_not_misspelt_because_one_work_has_their_neighbor(take):
    oranges = [record(f"o{n}", f"Orange of {thing}", lang="en") for n, thing in enumerate(("air", "ice", "sea", "sky", "sun"))]
    ranges = [
        record(f"r{n}", f"Range of {thing}", lang="en") for n, thing in enumerate(("birds", "monks", "whales", "wind", "rain"))
    ]
    take([*oranges, *ranges, record("m", "Range and marmalade", lang="en")])
    index.refresh()
    suggestions.follow()
    assert asked("marmalade rangxe").meant.text == "marmalade range"
    assert asked("marmalade orange").meant is None


def test_nothing_is_offered_for_a_word_that_finds_enough_or_is_near_rare_ones_only(shelf):
    assert asked("history").meant is None
    assert asked("marmalada").meant is None
    assert "spelling" not in [way.kind for way in asked("marmalada").ways]


def test_a_question_without_hits_has_the_other_spelling_among_its_counted_ways(shelf):
    ways = {way.kind: way for way in asked("hstory").ways}
    assert (ways["spelling"].detail, ways["spelling"].count) == ("history", 8)


def test_han_is_meant_by_its_sound(shelf):
    found = asked("红搂梦")
    assert (found.meant.text, found.meant.count) == ("红楼梦", 1)


def test_the_page_says_it_and_leads_there(client, shelf):
    page = client.get("/search/?q=histroy").content.decode()
    assert 'class="lead meant"' in page
    assert 'href="?q=history"' in page
