"""Retractions and corrections: from notices in the catalog and from a list, on pages, rows and in what is taken away."""

import io
from datetime import UTC, datetime

import msgspec
import pytest

from lantai.apps.openaccess import actions
from lantai.apps.openaccess.models import ListedNotice
from lantai.catalog import change_times
from lantai.catalog import queries as catalog
from lantai.catalog.models import Harvest, Work
from lantai.catalog.standing import standings
from lantai.core.bib.notices import Nature
from lantai.core.openness import retraction_watch
from lantai.core.openness.tests.test_retraction_watch import listed
from lantai.infra.models import AuditEntry

NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)


def paper(doi: str, title: str, **more: object) -> bytes:
    said = {"DOI": doi, "title": [title], "type": "journal-article", "is-referenced-by-count": 0, "member": "1", "deposited": {}}
    return msgspec.json.encode(said | more)


def notice(doi: str, about: str, kind: str = "retraction", label: str = "Retraction") -> bytes:
    entry = {"DOI": about, "type": kind, "label": label, "updated": {"date-parts": [[2024, 3, 28]]}}
    return paper(doi, f"Notice on {about}", **{"update-to": [entry]})


def listing(*rows: dict[str, str], confirmed: bool = False) -> dict[str, int]:
    found = retraction_watch.read(io.BytesIO(listed(*rows)))
    counts = actions.take_notices(source=retraction_watch.BY, notices=found, now=NOW, confirmed=confirmed).counts()
    assert counts["rows_in"] == sum(counts[name] for name in ("new", "changed", "same", "refused"))
    return {name: count for name, count in counts.items() if count and name != "rows_in"}


def stands(title: str) -> Nature | None:
    number = Work.objects.get(title=title).pk
    return standings(catalog.documents([number]).values())[number].nature


def test_a_notice_marks_the_work_that_it_is_about_and_leads_to_it(take, client):
    take(
        b"\n".join([notice("10.5555/n", "10.5555/x"), paper("10.5555/x", "Terns at sea"), paper("10.5555/y", "Gulls at sea")]),
        name="crossref.jsonl",
    )
    assert (stands("Terns at sea"), stands("Gulls at sea")) == (Nature.RETRACTION, None)
    page = client.get("/search/?q=terns").content.decode()
    assert ("Retracted" in page, '<span class="st stop">' in page) == (True, True)
    told = client.get(f"/works/{Work.objects.get(title='Terns at sea').pk}/").content.decode()
    assert f'href="/works/{Work.objects.get(title__startswith="Notice").pk}/"' in told
    assert ("withdrawn this work" in told, "March 28, 2024" in told) == (True, True)
    assert "Retracted" not in client.get("/search/?q=gulls").content.decode()


def test_undoing_the_import_of_the_notice_takes_the_mark_away(take, librarian):
    from lantai.catalog import import_actions
    from lantai.infra.jobs import run_once
    from lantai.infra.models import Job

    take(paper("10.5555/x", "Terns at sea"), name="papers.jsonl")
    take(notice("10.5555/n", "10.5555/x"), name="notices.jsonl")
    assert stands("Terns at sea") is Nature.RETRACTION
    import_actions.undo(by=librarian, harvest=Harvest.objects.order_by("-pk")[0], now=NOW)
    run_once(Job.objects.get(name="catalog.undo"))
    assert stands("Terns at sea") is None


@pytest.mark.parametrize(
    "form, said", [("ris", b"Retracted 2024-03-28"), ("bibtex", b"Retracted 2024-03-28"), ("csl", b"Retracted 2024-03-28")]
)
def test_what_readers_take_away_says_it(take, client, form, said):
    take(b"\n".join([notice("10.5555/n", "10.5555/x"), paper("10.5555/x", "Terns at sea")]), name="crossref.jsonl")
    response = client.get(f"/works/{Work.objects.get(title='Terns at sea').pk}/export/{form}")
    assert said in (b"".join(response.streaming_content) if response.streaming else response.content)


def test_harvesters_are_told(take, client):
    take(b"\n".join([notice("10.5555/n", "10.5555/x"), paper("10.5555/x", "Terns at sea")]), name="crossref.jsonl")
    change_times.note()
    told = client.get("/oai?verb=ListRecords&metadataPrefix=oai_dc").content.decode()
    assert told.count("Retracted 2024-03-28") == 1


def test_a_list_marks_papers_and_a_later_one_takes_the_mark_away(take):
    take(paper("10.5555/x", "Terns at sea"), name="papers.jsonl")
    before = Work.objects.get().changed
    assert listing({}, {"Record ID": "43", "RetractionNature": "Correction"}) == {"new": 2}
    assert (stands("Terns at sea"), Work.objects.get().changed > before) == (Nature.RETRACTION, True)
    assert listing({}, {"Record ID": "43", "RetractionNature": "Correction"}) == {"same": 2}
    assert listing({"RetractionNature": "Expression of concern"}, {"Record ID": "43"}) == {"changed": 2}
    with pytest.raises(actions.TooManyGone, match="1 of 2"):
        listing({"Record ID": "43", "RetractionNature": "Correction"})
    assert listing({"Record ID": "43", "RetractionNature": "Correction"}, confirmed=True) == {"changed": 1, "gone": 1}
    assert stands("Terns at sea") is Nature.CORRECTION
    assert AuditEntry.objects.filter(action="openaccess.take_notices").count() == 3


def test_a_reinstated_paper_is_marked_no_longer_and_its_notices_stay(take, client):
    take(paper("10.5555/x", "Terns at sea"), name="papers.jsonl")
    listing({}, {"Record ID": "43", "RetractionNature": "Reinstatement", "RetractionDate": "4/1/2025 0:00", "RetractionDOI": ""})
    assert stands("Terns at sea") is None
    page = client.get(f"/works/{Work.objects.get().pk}/").content.decode()
    assert ("Reinstatement" in page, "Duplication of Image" in page, "withdrawn this work" in page) == (True, True, False)


@pytest.mark.django_db
def test_none_is_deleted_while_a_row_cannot_be_used():
    assert listing({}) == {"new": 1}
    assert listing({"OriginalPaperDOI": "unavailable"}) == {"refused": 1}
    assert ListedNotice.objects.count() == 1


def test_a_page_of_works_asks_a_few_questions(take, django_assert_max_num_queries):
    take(
        b"\n".join([*(paper(f"10.5555/{n}", f"Terns {n}") for n in range(9)), notice("10.5555/n", "10.5555/1")]),
        name="crossref.jsonl",
    )
    works = catalog.documents(list(Work.objects.values_list("pk", flat=True))).values()
    with django_assert_max_num_queries(3):
        found = standings(works)
    assert [one.nature for one in found.values()].count(Nature.RETRACTION) == 1
