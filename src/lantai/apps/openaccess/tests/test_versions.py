"""Versions of a paper come together whichever arrives first, are shown with their copies, and can be parted again."""

import msgspec
import pytest

from lantai.catalog import actions as cataloging
from lantai.catalog.models import Judgement, Level, SourceRecord, Verdict, Work
from lantai.catalog.tests.conftest import NOW

TITLE = "Bird migration measured with weather radar over the North Sea"
PEOPLE = [{"given": "Anna", "family": "Tern"}, {"given": "Bo", "family": "Gull"}]
LICENSE = [{"URL": "https://creativecommons.org/licenses/by/4.0/", "content-version": "vor", "delay-in-days": 0}]


def crossref(doi: str, kind: str = "journal-article", year: int = 2021, title: str = TITLE, **more: object) -> bytes:
    said = {
        "DOI": doi,
        "URL": f"https://doi.org/{doi}",
        "title": [title],
        "type": kind,
        "author": PEOPLE,
        "issued": {"date-parts": [[year]]},
    }
    return msgspec.json.encode(said | {"is-referenced-by-count": 0, "member": "1", "deposited": {}} | more)


def relation(name: str, doi: str) -> dict[str, object]:
    return {"relation": {name: [{"id": doi, "id-type": "doi", "asserted-by": "subject"}]}}


PREPRINT = crossref("10.5555/preprint", "posted-content", 2020)
ARTICLE = crossref("10.5555/article", license=LICENSE)
NAMING = crossref("10.5555/article", license=LICENSE, **relation("has-preprint", "10.5555/preprint"))
NAMED = crossref("10.5555/preprint", "posted-content", 2020, **relation("is-preprint-of", "10.5555/article"))


@pytest.mark.parametrize("first, second", [(PREPRINT, NAMING), (NAMING, PREPRINT), (ARTICLE, NAMED), (NAMED, ARTICLE)])
@pytest.mark.parametrize("together", [True, False])
def test_versions_are_one_work_whichever_comes_first_and_what_was_published_stands_first(take, client, first, second, together):
    if together:
        take(first + b"\n" + second, name="both.jsonl")
    else:
        take(first, name="first.jsonl")
        take(second, name="second.jsonl")
    work = Work.objects.get(state="live")
    assert (work.kind, work.year, work.instances.filter(live=True).count()) == ("article", 2021, 2)
    page = client.get(f"/works/{work.pk}/").content.decode()
    for said in (
        "Versions",
        "The published version",
        "The version that was submitted",
        "CC BY 4.0",
        "names the other as a version",
    ):
        assert said in page


def test_a_person_parts_them_again_and_takes_that_back(take, librarian):
    take(NAMED + b"\n" + ARTICLE)
    record = SourceRecord.objects.get(key="10.5555/preprint")
    cataloging.set_apart(by=librarian, record=record, level=Level.WORK, why="two papers", now=NOW)
    assert Work.objects.filter(state="live").count() == 2
    judgement = Judgement.objects.filter(by=librarian, undone_at=None).first()
    cataloging.undo_judgement(by=librarian, judgement=judgement, now=NOW)
    assert Work.objects.filter(state="live").count() == 1


def test_what_only_looks_alike_waits_for_staff_who_put_it_together(take, librarian):
    take(PREPRINT + b"\n" + ARTICLE)
    assert Work.objects.filter(state="live").count() == 2
    waiting = Judgement.objects.get(verdict=Verdict.UNSURE, undone_at=None)
    assert (waiting.level, waiting.reasons[0][0]) == (Level.WORK, "looks_like_a_version")
    cataloging.judge(by=librarian, judgement=waiting, verdict=Verdict.SAME, level=Level.WORK, now=NOW)
    assert Work.objects.filter(state="live").count() == 1
    assert not Judgement.objects.filter(verdict=Verdict.UNSURE, undone_at=None).exists()


def test_a_number_that_contradicts_the_titles_waits_for_staff(take):
    other = crossref("10.5555/article", title="Teaching mathematics to musicians in the nineteenth century")
    take(NAMED + b"\n" + other)
    waiting = Judgement.objects.get(verdict=Verdict.UNSURE, undone_at=None)
    assert ([code for code, _ in waiting.reasons], Work.objects.filter(state="live").count()) == (
        ["version_named", "titles_differ"],
        2,
    )


def test_a_paper_of_which_one_version_is_known_has_no_table_of_versions(take, client):
    take(ARTICLE)
    assert "The version that was submitted" not in client.get(f"/works/{Work.objects.get().pk}/").content.decode()
