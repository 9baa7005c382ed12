"""From records that services give to what readers see: facets, badges, the reasons, disciplines."""

import msgspec
import pytest

from lantai.apps.holdings.models import Journal
from lantai.catalog import organization_names
from lantai.catalog.models import Work
from lantai.core.matching.organizations.registry import Organization
from lantai.infra.panels import drawn

PLACE = {
    "is_oa": True, "landing_page_url": "https://doi.org/10.1/gold", "license": "cc-by", "version": "publishedVersion", "id": "doi:10.1/gold",
    "source": {"display_name": "Journal of Gold", "type": "journal", "is_oa": True},
}  # fmt: skip
TOPICS = [{"display_name": "Robots", "subfield": {"id": "https://openalex.org/subfields/1702"}}]


def work(number: int, title: str, **more: object) -> bytes:
    told = {
        "id": f"https://openalex.org/W{number}",
        "doi": f"https://doi.org/10.1/{number}",
        "title": title,
        "publication_year": 2020,
    }
    return msgspec.json.encode(told | {"type": "article", "authorships": [], **more})


@pytest.fixture
def papers(take):
    closed = PLACE | {"is_oa": False, "license": None, "landing_page_url": "https://doi.org/10.1/2"}
    lines = (
        work(1, "Robots of gold", locations=[PLACE], topics=TOPICS, apc_list={"value": 1}, open_access={"oa_status": "gold"}),
        work(2, "Robots behind a wall", locations=[closed]),
        work(3, "Retracted: Robots that never were", is_retracted=True, locations=[]),
    )
    take(b"\n".join(lines), name="works.jsonl")
    return {title: pk for pk, title in Work.objects.values_list("pk", "title")}


def test_readers_filter_by_how_open_works_are_and_by_license(papers, client):
    page = client.get("/search/", {"q": "robots"}).content.decode()
    assert 'name="open" value="gold"' in page
    only = client.get("/search/", {"q": "robots", "open": "gold", "license": "CC-BY"}).content.decode()
    assert ("Robots of gold" in only.replace("<mark>", "").replace("</mark>", ""), "behind a wall" in only) == (True, False)
    assert "Open access · Gold" in only


def test_a_retracted_work_is_listed_and_marked(papers, client):
    page = client.get("/search/", {"q": "never"}).content.decode()
    assert '<span class="st stop">' in page
    number = next(pk for title, pk in papers.items() if "never" in title)
    assert "withdrawn this work" in client.get(f"/works/{number}/").content.decode()


def test_the_page_of_a_work_says_why_it_has_its_color_and_according_to_whom(papers, client):
    page = client.get(f"/works/{papers['Robots of gold']}/").content.decode()
    for words in ("authors pay a charge", "According to", "OpenAlex", "CC BY", "if you name its makers", "Journal of Gold"):
        assert words in page
    closed = client.get(f"/works/{papers['Robots behind a wall']}/").content.decode()
    assert ("Not open" in closed, "Read online" in closed, "Open by its DOI" in closed) == (True, False, True)


def test_disciplines_are_counted_in_the_language_of_the_page_and_say_by_which_class(papers, client):
    page = client.get("/disciplines/").content.decode()
    assert 'href="/search/?discipline=0812"' in page
    assert "计算机科学与技术" in client.get("/disciplines/?lang=zh-hans").content.decode()
    described = client.get(f"/works/{papers['Robots of gold']}/").content.decode()
    assert ("discipline=0812" in described, "1702" in described) == (True, True)
    assert "Robots" in client.get("/search/", {"discipline": "0812"}).content.decode()


def test_nothing_is_said_of_works_of_which_nobody_says_how_open_they_are(take, client):
    take(work(4, "Plain", topics=[]))
    page = client.get(f"/works/{Work.objects.get().pk}/").content.decode()
    assert "How do we know?" not in page


def test_disciplines_say_when_there_are_none_and_when_nothing_can_be_asked(take, client):
    assert client.get("/disciplines/").status_code == 503  # there is no index yet
    take(work(4, "Plain"))
    assert "No work here has a class" in client.get("/disciplines/").content.decode()


def test_a_journals_page_shows_its_newest_papers_with_a_search_for_all(take, rf, client):
    source = {"display_name": "Journal of Gold", "type": "journal", "issn": ["2167-8359"], "issn_l": "2167-8359"}
    take(b"\n".join(work(n, f"Paper {n}", primary_location={"source": source}, publication_year=2000 + n) for n in range(1, 8)))
    (shown,) = drawn("journal.body", rf.get("/"), Journal(issns=["2167-8359", ""]))
    assert ("Paper 7" in shown, "Paper 2" in shown, "?journal=2167-8359" in shown) == (True, False, True)
    page = client.get("/search/?journal=2167-8359").content.decode()
    assert '<bdi dir="ltr" class="num">7</bdi> works' in page
    assert drawn("journal.body", rf.get("/"), Journal(issns=["1471-2105"])) == []


def test_readers_filter_by_institution_and_by_country_in_the_language_of_the_page(take, library, client):
    lanzhou = Organization(
        "01mkqqe32",
        "active",
        ("education",),
        (("Lanzhou University", 2),),
        (),
        (),
        "",
        (("", "Lanzhou University"), ("zh", "兰州大学")),
    )
    organization_names.keep(library, [lanzhou])
    body = {
        "id": "https://openalex.org/I1",
        "display_name": "Lanzhou Univ",
        "ror": "https://ror.org/01mkqqe32",
        "country_code": "CN",
    }
    made_up = {"id": "https://openalex.org/I2", "display_name": "Wrong", "ror": "https://ror.org/01mkqqe33", "country_code": "EG"}

    def by(*bodies: dict[str, str]) -> list[dict[str, object]]:
        return [{"author": {"display_name": "Li, Lan"}, "institutions": list(bodies)}]

    lines = (
        work(1, "Loess one", authorships=by(body)),
        work(2, "Loess two", authorships=by(body, made_up)),
        work(3, "Loess three"),
    )
    take(b"\n".join(lines), name="works.jsonl")
    page = client.get("/search/", {"q": "loess"}).content.decode()
    assert 'name="author_country" value="eg"' in page  # one institution is no choice
    assert 'name="institution"' not in page
    chosen = client.get("/search/?q=loess&institution=01mkqqe32&author_country=eg&lang=zh-hans").content.decode()
    assert ("兰州大学" in chosen, "埃及" in chosen, "01mkqqe33" in chosen) == (True, True, False)
    (found,) = client.get("/api/v1/works?q=loess&author_country=eg").json()["works"]
    assert found["title"][0]["value"] == "Loess two"
    counted = client.get("/api/v1/works?institution=01mkqqe32&facet=institution&facet=author_country").json()["facets"]
    assert counted == {
        "institution": [{"value": "01mkqqe32", "count": 2}],
        "author_country": [{"value": "cn", "count": 2}, {"value": "eg", "count": 1}],
    }
    values = client.get("/search/values/?facet=author_country&find=埃及&lang=zh-hans").content.decode()
    assert ('value="eg"' in values, 'value="cn"' in values) == (True, False)
