"""OpenURL in and out: to the work that is cited, or to a page that says what was asked; never an error."""

import re
from urllib.parse import urlencode

import pytest

from lantai.catalog import index
from lantai.catalog.models import Work
from lantai.catalog.tests.conftest import record
from lantai.core.bib.record import BibRecord, HoldingRecord, Identifier, Kind, Scheme, Title, TitleForm

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(take) -> None:
    journal = BibRecord(control="j", kind=Kind.JOURNAL, titles=(Title(forms=(TitleForm("Nature"),)),),
                        identifiers=(Identifier(scheme=Scheme.ISSN, value="0028-0836"),),
                        holdings=(HoldingRecord(location="Stacks", coverage=("1950-1989",)),))  # fmt: skip
    take(
        [
            record("1", "红楼梦", by="曹雪芹", lang="zh", year="1982"),
            record("2", "Emma", by="Austen, Jane", lang="en", year="1815", isbn="9780140434781"),
            record("3", "Poems", by="Smith, Ann", lang="en", year="1990"),
            record("4", "Poems", by="Smith, Bob", lang="en", year="1991"),
            journal,
        ]
    )
    index.refresh()


def number(title: str) -> int:
    return Work.objects.get(title=title).pk


def asked(client, **pairs):
    return client.get("/resolve?" + urlencode({name.replace("__", "."): value for name, value in pairs.items()}, doseq=True))


@pytest.mark.parametrize(
    "pairs, title",
    [
        ({"isbn": "0-14-043478-X"}, "Emma"),
        ({"rft_id": "urn:ISBN:9780140434781", "rft__title": "Emma"}, "Emma"),
        ({"rft__btitle": "Emma", "rft__aulast": "Austen", "rft__date": "1815"}, "Emma"),
        ({"title": "EMMA", "aulast": "Austen", "sid": "old:source"}, "Emma"),
        ({"rft__title": "紅樓夢", "rft__au": "曹雪芹"}, "红楼梦"),
        ({"rft__issn": "0028-0836", "rft__genre": "journal"}, "Nature"),
    ],
)
def test_what_is_surely_meant_is_led_to(client, shelf, pairs, title):
    response = asked(client, **pairs)
    assert response.status_code == 302
    assert response["Location"].startswith(f"/works/{number(title)}/?edition=")


def test_the_page_that_was_led_to_offers_the_way_back(client, shelf):
    address = asked(client, isbn="9780140434781", title="Emma")["Location"]
    page = client.get(address).content.decode()
    assert "Not what was cited?" in page
    listed = asked(client, isbn="9780140434781", title="Emma", list="1")
    assert (listed.status_code, "This agrees with what was cited." in listed.content.decode()) == (200, True)


def test_several_that_may_be_meant_are_listed(client, shelf):
    page = asked(client, title="Poems").content.decode()
    assert f"/works/{Work.objects.filter(title='Poems').first().pk}/" in page
    assert page.count("This may be what was cited.") + page.count("This agrees with what was cited.") == 2


def test_a_number_with_a_title_of_something_else_is_not_followed_blindly(client, shelf):
    response = asked(client, isbn="9780140434781", title="The physics of semiconductors")
    assert response.status_code == 200
    assert "This may be what was cited." in response.content.decode()


ARTICLE = {"rft__issn": "0028-0836", "rft__genre": "article", "rft__atitle": "On bees", "rft__jtitle": "Nature"}


def test_an_article_that_is_not_here_is_offered_in_its_journal_for_the_year_that_is_cited(client, shelf):
    page = asked(client, **ARTICLE, rft__date="1975").content.decode()
    assert "What was cited is inside this." in page
    assert page.index("Get it") < page.index("Stacks") < page.index("What the citation says")
    assert "Copies of other years" not in page


def test_a_copy_of_other_years_is_not_offered_as_if_it_had_the_article(client, shelf):
    page = asked(client, **ARTICLE, rft__date="2001").content.decode()
    assert "No copy of the year that is asked for is known." in page
    assert page.index("Copies of other years") < page.index("Stacks")


def test_the_doi_of_an_article_leads_to_its_publisher_whatever_is_here(client, shelf):
    page = asked(client, rft_id="info:doi/10.1000/bees.1").content.decode()
    assert 'href="https://doi.org/10.1000/bees.1"' in page
    assert "Not found here" not in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"issn": "0028-0837"}, "is no ISSN"),
        ({"isbn": "9780140434780"}, "is no ISBN"),
        ({"doi": "11.1/x"}, "is no DOI"),
        ({"date": "in spring"}, "holds no year"),
        ({"date": "2098"}, "has not come yet"),
        ({"title": "", "atitle": "On bees", "genre": "article"}, "in which journal or book"),
        ({"atitle": "On bees", "jtitle": "Nature", "genre": "article"}, "neither year nor volume"),
    ],
)
def test_what_is_wrong_with_a_citation_is_said_and_can_be_mended(client, shelf, wrong, words):
    page = asked(client, **{"title": "Persuasion"} | wrong).content.decode()
    assert words in page
    assert "<details open><summary>Mend the citation" in page


def test_a_citation_that_was_mended_is_looked_for_again(client, shelf):
    page = asked(client, **ARTICLE, rft__date="2001").content.decode()
    for field, value in (
        ("atitle", "On bees"),
        ("title", "Nature"),
        ("issn", "0028-0836"),
        ("date", "2001"),
        ("genre", "article"),
    ):
        assert re.search(f'name="{field}" value="{value}"', page), field
    again = asked(
        client, atitle="On bees", title="Nature", issn="0028-0836", date="1975", genre="article", list="1"
    ).content.decode()
    assert "Stacks" in again
    assert "No copy of the year" not in again


def test_what_is_not_here_is_said_with_a_search_for_it(client, shelf):
    page = asked(client, rft__title="Persuasion", rft__au="Austen, Jane", rft__date="1817").content.decode()
    assert "Not found here" in page
    assert "/search/?q=Persuasion+Austen" in page


@pytest.mark.parametrize(
    "query",
    ["", "rft.title=", "rft_id=%00", "%ff%fe=%c3%28", "title=%c4%e3&ctx_enc=info:ofi/enc:GBK", "ctx_enc=info:ofi/enc:base64&title=x",
     "isbn=x&issn=y&date=z&pages=-", "title=" + "x" * 9_000, "&".join(f"rft.au={n}" for n in range(500)), "url_ctx_val=%3Cxml", "title=%22(((",
     "rft_id=http://[::1", "rft_id=info:doi/", "rft.title=---"],
)  # fmt: skip
def test_whatever_is_sent_gives_a_page(client, shelf, query):
    assert client.get(f"/resolve?{query}").status_code == 200


def test_another_encoding_that_is_declared_is_read(client, shelf):
    query = "rft.title=" + "".join(f"%{b:02x}" for b in "红楼梦".encode("gbk")) + "&rft.date=1982&ctx_enc=info:ofi/enc:GBK"
    assert client.get(f"/resolve?{query}")["Location"].startswith(f"/works/{number('红楼梦')}/")


def test_it_may_be_posted(client, shelf):
    assert client.post("/resolve", {"rft.isbn": "9780140434781"}).status_code == 302


def test_an_index_that_cannot_be_asked_still_leaves_numbers(client, shelf, monkeypatch):
    from lantai.search.protocol import EngineUnavailable

    def down():
        raise EngineUnavailable("down")

    monkeypatch.setattr(index, "engine", down)
    assert asked(client, isbn="9780140434781").status_code == 302
    assert "only numbers were looked up" in asked(client, title="Emma", list="1").content.decode()


def test_works_lead_to_the_resolver_that_the_library_has(client, shelf, settings):
    page = client.get(f"/works/{number('Emma')}/").content.decode()
    assert "Ask for it elsewhere" not in page
    settings.RESOLVER = "https://resolver.example.edu/openurl"
    page = client.get(f"/works/{number('Emma')}/").content.decode()
    assert "https://resolver.example.edu/openurl?ctx_ver=Z39.88-2004" in page
    assert "rft.btitle=Emma" in page
