"""Advanced search: rows become the question of an ordinary search, and a search becomes rows."""

from urllib.parse import parse_qs, urlsplit

import pytest

from .library import LIBRARY

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shelf(take):
    take(LIBRARY)


def sent(client, address: str) -> tuple[str, dict[str, list[str]]]:
    response = client.get(f"/search/advanced/?{address}")
    assert response.status_code == 302, response
    parts = urlsplit(response["Location"])
    return parts.path, parse_qs(parts.query)


def test_rows_and_filters_lead_to_the_search_they_mean(client, shelf):
    path, query = sent(client, "j=and&f=title&w=story+stone&j=not&f=author&w=Hawkes&f=any&w=&language=en&kind=book&from=1950")
    assert path == "/search/"
    assert query == {"q": ["title:(story stone) NOT author:Hawkes"], "language": ["en"], "kind": ["book"], "from": ["1950"]}


def test_filters_alone_are_a_search_too(client, shelf):
    assert sent(client, "w=&w=&language=ar")[1] == {"language": ["ar"]}


def test_nothing_at_all_stays_and_says_so(client, shelf):
    response = client.get("/search/advanced/?w=&w=+")
    assert response.status_code == 200
    assert "There was nothing to look for" in response.text


def test_a_search_comes_back_as_rows_with_its_filters(client, shelf):
    shown = client.get("/search/advanced/?q=title:stone+OR+title:hamlet&language=en&sort=newest&class=lcc:P").text
    assert shown.count('value="stone"') == 1
    assert '<option value="or" selected>' in shown
    assert 'name="language" value="en" checked' in shown
    assert '<input type="hidden" name="sort" value="newest">' in shown
    assert '<input type="hidden" name="class" value="lcc:P">' in shown


def test_more_rows_keep_what_was_written(client, shelf):
    address = "&".join(f"w=word{n}" for n in range(4))
    shown = client.get(f"/search/advanced/?{address}&more=1").text
    assert 'value="word3"' in shown
    assert shown.count('name="w"') == 6


def test_every_search_shows_how_to_refine_it(client, shelf):
    assert "/search/advanced/?q=hamlet&amp;language=en" in client.get("/search/?q=hamlet&language=en").text
    assert "/search/advanced/?q=nonsense" in client.get("/search/?q=nonsense").text


def test_what_a_form_asks_is_what_is_found(client, shelf):
    response = client.get("/search/advanced/?f=author&w=Wang+Wei&j=and&f=title&w=Poems&j=and", follow=True)
    assert "Poems" in response.text
    assert "经济学" not in response.text
