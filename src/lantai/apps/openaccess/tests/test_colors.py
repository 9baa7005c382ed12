"""Papers get their color from the list of journals, and follow it when it changes."""

import msgspec
import pytest

from lantai.apps.openaccess import queries
from lantai.catalog import index, papers
from lantai.catalog.models import Work
from lantai.catalog.papers import building
from lantai.catalog.tests.conftest import NOW
from lantai.core.openness.tests.test_doaj import OTHER
from lantai.core.query.tree import Everything
from lantai.infra.jobs import run_once
from lantai.infra.models import Job
from lantai.search.protocol import Request

from .test_journals import TERN
from .test_journals import take as take_list

LICENSE = [{"URL": "https://creativecommons.org/licenses/by/4.0/", "content-version": "vor", "delay-in-days": 0}]

FREE = {"APC": "No", "APC amount": ""}


def paper(number: int, year: int, issn: str = "2167-8359", **more: object) -> bytes:
    said = {
        "DOI": f"10.5555/{number}",
        "title": [f"Terns {number}"],
        "type": "journal-article",
        "issued": {"date-parts": [[year]]},
        "URL": f"https://doi.org/10.5555/{number}",
    }
    told = {"ISSN": [issn], "container-title": ["Tern Letters"], "is-referenced-by-count": 0, "member": "1", "deposited": {}}
    return msgspec.json.encode(said | told | more)


def open_facet() -> dict[str, int]:
    found = index.engine().search(Request(tree=Everything(), limit=0, facets=("open",)))
    return dict(found.facets.get("open", ()))


def follow() -> None:
    for held in Job.objects.filter(name="openaccess.touch_papers").order_by("pk"):
        run_once(held)
        held.delete()
    index.refresh()


def test_a_paper_of_which_crossref_alone_speaks_has_the_color_of_its_journal(take, client):
    take_list({}, TERN | FREE)
    take(b"\n".join([paper(1, 2026, license=LICENSE), paper(2, 2010, license=LICENSE), paper(3, 2026)]), name="crossref.jsonl")
    assert open_facet() == {"open": 3, "diamond": 2, "hybrid": 1}
    page = client.get("/search/?q=terns&open=diamond").content.decode()
    assert ("Open access · Diamond" in page, "Terns" in page) == (True, True)
    told = client.get(f"/works/{Work.objects.get(title='Terns 3').pk}/").content.decode()
    assert ("authors pay nothing" in told, "DOAJ" in told, "Journal: " in told) == (True, True, True)


def test_papers_follow_the_list(take):
    take(b"\n".join([paper(1, 2026), paper(2, 2026, issn="1471-2105")]), name="crossref.jsonl")
    assert open_facet() == {}
    take_list({}, TERN | FREE)
    follow()
    assert open_facet() == {"open": 1, "diamond": 1}
    take_list({}, TERN | {"APC": "Yes", "APC amount": "100 EUR"}, day=8)
    follow()
    assert open_facet() == {"open": 1, "gold": 1}
    take_list({}, day=9)
    follow()
    assert open_facet() == {"open": 1, "gold": 1}, "it stood in the list of that year"


def test_a_row_that_says_nothing_of_colors_touches_no_paper(take):
    take_list({}, TERN)
    Job.objects.all().delete()
    assert take_list({}, TERN | {"Publisher": "Another"}, day=8) == {"same": 1, "changed": 1}
    assert not Job.objects.filter(name="openaccess.touch_papers").exists()


def test_the_list_price_of_a_paper_follows_the_list_and_is_an_estimate(take):
    take(paper(1, 2026), name="crossref.jsonl")
    take_list({}, TERN | {"APC": "Yes", "APC amount": "100 EUR; 110 USD"})
    building.build(now=NOW)
    asked = "SELECT kind, minor, currency, said_by FROM amounts ORDER BY kind"
    with papers.opened() as con:
        assert con.execute(asked).fetchall() == [("estimate", 10_000, "EUR", "DOAJ"), ("list", 10_000, "EUR", "DOAJ")]

    take_list({}, TERN | {"APC": "Yes", "APC amount": "120 EUR"}, day=8)
    follow()
    building.follow(now=NOW)

    with papers.opened() as con:
        assert {minor for _kind, minor, *_ in con.execute(asked).fetchall()} == {12_000}


def test_papers_are_looked_for_some_works_at_a_time(take):
    take(b"\n".join(paper(n, 2026) for n in range(1, 6)), name="crossref.jsonl")
    numbers = sorted(Work.objects.values_list("pk", flat=True))
    found = list(queries.pages_of_papers(["2167-8359"], size=2))
    assert sorted(work for _, works in found for work in works) == numbers
    assert [reached for reached, _ in found] == [numbers[1], numbers[3], numbers[4]]
    assert list(queries.pages_of_papers([])) == []


@pytest.mark.django_db
def test_what_lists_say_is_one_question(django_assert_num_queries):
    take_list({}, OTHER)
    with django_assert_num_queries(1):
        found = queries.listed(["2167-8359", "2049-3630", "1471-2105"])
    assert set(found) == {"2167-8359", "2049-3630"}


def test_a_paper_that_is_open_by_the_list_alone_is_read_online_and_another_opens_by_its_doi(take, client):
    take_list({}, TERN | FREE)
    take(b"\n".join([paper(1, 2026), paper(2, 2026, issn="1471-2105")]), name="crossref.jsonl")
    pages = [client.get(f"/works/{Work.objects.get(title=f'Terns {n}').pk}/").content.decode() for n in (1, 2)]
    assert [("Read online" in page, "Open by its DOI" in page) for page in pages] == [(True, False), (False, True)]


def test_the_journal_of_a_paper_leads_to_its_papers_and_not_to_likely_titles(take, client):
    take(b"\n".join([paper(1, 2026), paper(2, 2026)]), name="crossref.jsonl")
    page = client.get(f"/works/{Work.objects.get(title='Terns 1').pk}/").content.decode()
    assert 'href="/search/?journal=2167-8359&amp;sort=newest"' in page
    found = client.get("/search/?journal=2167-8359&sort=newest").content.decode()
    assert ("Terns 1" in found, "Terns 2" in found, "Tern Letters (2167-8359)" in found) == (True, True, True)
