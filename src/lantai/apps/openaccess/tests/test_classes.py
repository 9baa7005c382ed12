"""A librarian says where a class leads; works, filters, the store of papers and profiles follow, and again when it is taken back."""

import json
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from lantai.apps.openaccess import actions, classes, queries, tasks
from lantai.apps.openaccess.models import OwnMapping
from lantai.catalog import importing, index, papers
from lantai.catalog.models import Work
from lantai.catalog.papers import building
from lantai.catalog.tests.conftest import NOW
from lantai.core.bib.first_level import told_of
from lantai.core.bib.record import BibRecord, Classification, HoldingRecord
from lantai.core.bib.selection import Selection
from lantai.core.query.tree import Everything
from lantai.infra.models import AuditEntry, Job
from lantai.people.models import Account
from lantai.search.protocol import Request

pytestmark = pytest.mark.django_db(transaction=True)


def paper(number: int, subfield: str) -> bytes:
    topics = [{"display_name": "T", "subfield": {"id": f"https://openalex.org/subfields/{subfield}"}}]
    told = {
        "id": f"https://openalex.org/W{number}",
        "title": f"Paper number {number} of all",
        "type": "article",
        "topics": topics,
    }
    return json.dumps(told | {"publication_year": 2020, "doi": f"https://doi.org/10.5555/{number}"}).encode()


@pytest.fixture
def works(take) -> dict[str, Work]:
    """Import a paper of computer vision, one of chemistry."""
    take(b"\n".join([paper(1, "1707"), paper(2, "1602")]), name="works.jsonl")
    index.rebuild()
    return {work.title: work for work in Work.objects.all()}


@pytest.mark.parametrize("processes", [0, 2])
def test_a_profile_of_harvests_knows_disciplines_by_the_library_s_word(library, librarian, processes):
    def kept(name: str) -> tuple[set[str], int]:
        path = Path(library) / name
        path.write_bytes(b"\n".join([paper(1, "1707"), paper(2, "1602")]))
        run = importing.import_file(
            path, source="papers", now=lambda: NOW, processes=processes, selection=Selection(disciplines=("0714",))
        )
        return set(Work.objects.values_list("title", flat=True)), run.skipped

    assert kept("before.jsonl") == (set(), 2)
    actions.map_class(by=librarian, scheme="openalex", beginning="1707", disciplines=["0714"], now=NOW)
    assert kept("after.jsonl") == ({"Paper number 1 of all"}, 1)


def run_jobs() -> None:
    for job in Job.objects.filter(name="openaccess.touch_classes"):
        tasks.touch_classes(**job.payload)
        job.delete()
    index.refresh()


def found(code: str) -> set[str]:
    """Return the titles of the works that the filter of a discipline finds."""
    hits = index.engine().search(Request(tree=Everything(), filters={"discipline": (code,)}, limit=9)).hits
    return set(Work.objects.filter(pk__in=[hit.id for hit in hits]).values_list("title", flat=True))


def in_store(code: str) -> int:
    building.follow(now=NOW)
    with papers.opened() as con:
        return con.execute("SELECT count(*) FROM papers WHERE list_contains(disciplines, ?)", [code]).fetchone()[0]


def test_works_of_the_class_and_no_others_move_and_come_back(works, librarian):
    vision, chemistry = "Paper number 1 of all", "Paper number 2 of all"
    before = found("0812")
    assert (vision in before, found("0703"), found("0714")) == (True, {chemistry}, set())
    stood = dict(Work.objects.values_list("title", "changed"))

    made = actions.map_class(by=librarian, scheme="openalex", beginning="1707", disciplines=["0714"], now=NOW)
    run_jobs()
    assert (found("0714"), vision in found("0812"), found("0703")) == ({vision}, False, {chemistry})
    assert found("07") == {vision, chemistry}
    assert Work.objects.get(title=chemistry).changed == stood[chemistry]
    assert (in_store("0714"), in_store("0703")) == (1, 1)

    actions.map_class(by=librarian, scheme="openalex", beginning="17", disciplines=[], now=NOW)
    run_jobs()
    assert found("0714") == {vision}  # the longer beginning counts
    actions.unmap_class(by=librarian, mapping=made, now=NOW)
    run_jobs()
    assert (found("0714"), found("0812"), in_store("0714")) == (set(), before, 0)
    assert set(AuditEntry.objects.values_list("action", flat=True)) >= {"openaccess.map_class", "openaccess.unmap_class"}


def test_a_class_that_is_mapped_to_nothing_has_no_discipline(works, librarian):
    actions.map_class(by=librarian, scheme="openalex", beginning="https://openalex.org/subfields/1602", disciplines=[], now=NOW)
    run_jobs()
    assert OwnMapping.objects.get().beginning == "1602"
    assert found("0703") == set()
    assert in_store("0703") == 0


def test_the_page_of_a_work_names_the_discipline_with_the_class(works, librarian, client):
    actions.map_class(by=librarian, scheme="openalex", beginning="1602", disciplines=["1205"], now=NOW)
    said = client.get(f"/works/{works['Paper number 2 of all'].pk}/").content.decode()
    assert "Information resources management" in said
    assert "?discipline=0703" not in said


def test_classes_and_call_numbers_of_other_schemes_count_too():
    records = [
        BibRecord(classifications=(Classification(scheme="clc", value="tp391.41"), Classification(scheme="lcc", value="QA76.9"))),
        BibRecord(holdings=(HoldingRecord(scheme="ddc", call_number="540.1 ABC"),)),
    ]
    own = {"clc": {"TP39": ("0714",)}, "ddc": {"54": ("0817", "0703")}}
    told = {code: why for code, _share, why in told_of(records, own)}
    assert told["0714"] == ("clc:tp391.41",)
    assert sum(share for _code, share, _why in told_of(records, own)) <= 1
    assert told_of(records, {}) == told_of(records)


@pytest.mark.parametrize("scheme, beginning, disciplines", [
    ("udc", "5", ["0701"]), ("clc", " ", ["0701"]), ("clc", "T" * 41, ["0701"]), ("clc", "TP", ["07"]), ("clc", "TP", ["9999"]),
    ("clc", "TP", ["0701", "0702", "0703", "0704"]),
])  # fmt: skip
def test_what_is_no_mapping_is_refused(librarian, scheme, beginning, disciplines):
    with pytest.raises(ValidationError):
        actions.map_class(by=librarian, scheme=scheme, beginning=beginning, disciplines=disciplines, now=NOW)
    assert not OwnMapping.objects.exists()


def test_only_who_may_says_where_classes_lead(librarian, client):
    reader = Account.objects.create_user("reader")
    with pytest.raises(PermissionDenied):
        actions.map_class(by=reader, scheme="clc", beginning="TP", disciplines=[], now=NOW)
    client.force_login(reader)
    assert client.get("/desk/disciplines/").status_code == 403
    assert "/desk/disciplines/" not in client.get("/disciplines/").content.decode()


@pytest.mark.parametrize(
    "lang, words", [("en", "Where classes lead"), ("zh-hans", "分类号所属学科"), ("ar", "إلى أين تقود التصنيفات")]
)
def test_staff_look_the_table_over_and_say_otherwise(works, librarian, client, lang, words):
    client.force_login(librarian)
    said = client.get(f"/desk/disciplines/?scheme=clc&begins=TP39&lang={lang}").content.decode()
    assert words in said
    assert all(f">{value}</bdi>" in said for value in ("TP", "TP3", "TP39"))
    assert '<option value="0812" selected>' in said
    given = {"scheme": "clc", "beginning": "tp39", "disciplines": ["0714", "0812"]}
    assert client.post("/desk/disciplines/", given)["Location"] == "/desk/disciplines/"
    assert OwnMapping.objects.get().beginning == "TP39"
    again = client.get("/desk/disciplines/").content.decode()
    assert "0714" in again
    wrong = client.post(
        "/desk/disciplines/", {"scheme": "clc", "beginning": "TP", "disciplines": ["0701", "0702", "0703", "0704"]}
    )
    assert wrong.status_code == 400
    client.post(f"/desk/disciplines/{OwnMapping.objects.get().pk}/unmap/")
    assert not OwnMapping.objects.exists()


def test_a_table_of_the_library_costs_one_question(works, librarian, django_assert_num_queries):
    actions.map_class(by=librarian, scheme="openalex", beginning="1602", disciplines=["1205"], now=NOW)
    with django_assert_num_queries(1):
        assert classes.table() == {"openalex": {"1602": ("1205",)}}
    assert (
        queries.disciplines_of([BibRecord(classifications=(Classification(scheme="openalex", value="1602"),))])[0].discipline.code
        == "1205"
    )
