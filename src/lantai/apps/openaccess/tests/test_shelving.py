"""The journals of DOAJ's list as readers find them: in the list of journals, on their pages, in the catalog."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from lantai.apps.holdings import actions as holdings
from lantai.apps.holdings.models import Journal, Package, PackageTitle, Run
from lantai.apps.openaccess import actions
from lantai.infra.jobs import run_once
from lantai.infra.models import Job

from .test_colors import paper
from .test_journals import NOW, TERN
from .test_journals import take as take_list

OTHER_TITLE = {"Alternative title": "Möwenbriefe", "Journal title": "Gull Letters"}
SITE = {"Journal URL": "https://terns.example/", "Review process": "Double anonymous peer review", "LCC Codes": "QL1-991"}


def follow() -> None:
    """Run what waits, as the worker does."""
    while held := Job.objects.filter(state="waiting").order_by("pk").first():
        run_once(held)
        held.delete()
    holdings.follow(now=NOW)


@pytest.fixture
def shelved(take):
    take_list(OTHER_TITLE, TERN | SITE)
    follow()
    return {row.title: row for row in Journal.objects.all()}


def test_a_journal_of_the_list_has_a_place_in_the_list_of_journals_and_a_page(shelved, client):
    assert set(shelved) == {"Gull Letters", "Tern Letters"}
    tern = shelved["Tern Letters"]
    assert (tern.is_open, tern.is_reviewed, [offer["url"] for offer in tern.offers]) == (True, True, ["https://terns.example/"])
    listed = client.get("/journals/?q=tern").content.decode()
    assert (f'href="/journals/{tern.pk}/"' in listed, "terns.example" in listed) == (True, True)
    page = client.get(f"/journals/{tern.pk}/").content.decode()
    assert ("Open since" in page, page.count("<h3"), f'href="/works/{tern.work}/"' in page) == (True, 0, True)
    work = client.get(f"/works/{tern.work}/").content.decode()
    assert (f'href="/journals/{tern.pk}/"' in work, "terns.example</bdi>" in work) == (True, True)


def test_a_journal_is_found_by_its_other_title_and_stands_under_its_class(shelved, client):
    assert "Gull Letters" in client.get("/journals/?q=m%C3%B6wen").content.decode()
    assert "Tern Letters" in client.get("/journals/?subject=lcc:Q").content.decode()
    assert "Gull Letters" in client.get("/search/?q=M%C3%B6wenbriefe").content.decode()


def test_a_search_of_the_list_goes_on_to_journals_in_all_languages(shelved, client):
    asked = "/search/?q=terns+of+the+coast&kind=journal"
    listed = client.get("/journals/?q=terns of the coast").content.decode()
    assert f'href="{asked.replace("+", "%20").replace("&", "&amp;")}"' in listed
    assert "Tern Letters" in re.sub("</?mark>", "", client.get("/search/?q=letters&kind=journal").content.decode())


def test_the_same_again_changes_nothing_and_who_leaves_the_list_leaves_the_shelf(shelved):
    before = list(PackageTitle.objects.values_list("pk", "changed_at"))
    assert actions.shelve_journals(now=NOW + timedelta(days=1)).state == "dropped"
    assert list(PackageTitle.objects.values_list("pk", "changed_at")) == before
    take_list(TERN | SITE, day=8)
    follow()
    assert set(Journal.objects.listed(timezone.localdate()).values_list("title", flat=True)) == {"Tern Letters"}
    assert (Package.objects.count(), Run.objects.filter(state="applied").count()) == (1, 2)


def test_the_page_of_a_journal_draws_how_many_papers_there_are_of_each_year(shelved, take, client):
    take(b"\n".join([paper(1, 2024), paper(2, 2026), paper(3, 2026)]), name="crossref.jsonl")
    page = client.get(f"/journals/{shelved['Tern Letters'].pk}/").content.decode()
    assert "How many papers a year" in page
    assert page.index(">2026<") < page.index(">2024<")
