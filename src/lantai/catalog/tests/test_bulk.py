"""One change made to many: what a preview says is what happens, every row has an outcome, and the whole is taken back."""

from threading import Event

import pytest

from lantai.catalog import bulk, index, pieces, queries, shelving
from lantai.catalog.actions import NotPossible
from lantai.catalog.bulk import Change, How
from lantai.catalog.models import BulkRow, BulkRun, Instance, Work
from lantai.core.bib.record import BibRecord, HoldingRecord, ItemRecord, Subject, Text
from lantai.infra.models import Job

from .conftest import NOW, record
from .test_shelving import cellar, said, shelves  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)
MOVE = Change(what="location", how=How.SET, to="Cellar", library="Main")
SUBJECT = Change(what="subjects", how=How.REPLACE, find="Fiction", to="Novels")


def book(n: int, subject: str = "Fiction") -> BibRecord:
    plain = record(f"r{n}", f"Book {n} of roads", lang="en")
    item = ItemRecord(barcode=f"B{n}", status="available" if n % 2 else "on loan")
    holding = HoldingRecord(library="Main", location="Level 3", call_number=f"A{n}", items=(item,))
    return BibRecord(
        control=plain.control, kind=plain.kind, titles=plain.titles, languages=plain.languages, holdings=(holding,),
        subjects=(Subject(forms=(Text(subject),), subdivisions=("China",)),) if subject else (),
    )  # fmt: skip


@pytest.fixture
def books(take) -> None:
    take([*(book(n) for n in range(4)), book(4, "")])
    index.refresh()


def ran(librarian, rows, change: Change) -> BulkRun:
    made = bulk.start(by=librarian, rows=rows, change=change, chosen="test", now=NOW)
    assert bulk.run(made, now=lambda: NOW)
    made.refresh_from_db()
    return made


def outcomes(rows, change: Change) -> list[str]:
    return [bulk.attempt(row, change).outcome for row in rows]


def subjects() -> list[str]:
    works = queries.documents(list(Work.objects.values_list("pk", flat=True)))
    return [s.forms[0].value for w in works.values() for i in w.instances for s in i.record.subjects]


def test_a_preview_says_what_the_run_then_does(books, librarian):
    rows = bulk.by_search("roads", SUBJECT)
    assert sorted(outcomes(rows, SUBJECT)) == ["changed"] * 4 + ["same"]
    made = ran(librarian, rows, SUBJECT)
    assert (made.rows, made.changed, made.same, made.refused) == (5, 4, 1, 0)
    assert subjects() == ["Novels"] * 4
    assert BulkRow.objects.filter(outcome="changed").first().before == "Fiction — China"


def test_the_whole_run_is_taken_back(books, librarian):
    made = ran(librarian, bulk.by_search("roads", SUBJECT), SUBJECT)
    assert bulk.undo(by=librarian, made=made, now=NOW) == (4, 0)
    assert subjects() == ["Fiction"] * 4
    with pytest.raises(NotPossible):
        bulk.undo(by=librarian, made=made, now=NOW)


def test_what_somebody_changed_since_stays(books, librarian, cellar):  # noqa: F811
    made = ran(librarian, bulk.by_numbers(["B1", "B3"], MOVE), MOVE)
    (piece,) = pieces.with_barcodes(["B1"])["B1"]
    shelving.change_piece(by=librarian, piece=piece, said=said(barcode="B1", call_number="A1", note="torn"), now=NOW)
    assert bulk.undo(by=librarian, made=made, now=NOW) == (1, 1)
    assert (shelves()["B1"][0], shelves()["B3"][0]) == ("Cellar", "Level 3")


def test_copies_are_chosen_by_barcodes_and_each_not_found_is_a_row(books, librarian):
    rows = bulk.by_numbers(["B1", "nothing", "B2", "B1"], MOVE)
    assert outcomes(rows, MOVE) == ["changed", "refused", "changed"]
    made = ran(librarian, rows, MOVE)
    assert made.rows == made.changed + made.same + made.refused == 3
    assert [shelves()[b][0] for b in ("B0", "B1", "B2")] == ["Level 3", "Cellar", "Cellar"]
    assert ran(librarian, bulk.by_numbers(["B1"], MOVE), MOVE).same == 1


def test_a_state_that_cannot_follow_is_refused(books, librarian):
    away = Change(what="status", how=How.SET, to="withdrawn")
    rows = bulk.by_numbers(["B0", "B1"], away)
    assert outcomes(rows, away) == ["refused", "changed"]


@pytest.mark.parametrize(
    ("change", "after"),
    [
        (Change(what="subjects", how=How.ADD, to="Roads"), ["Fiction", "Roads"]),
        (Change(what="subjects", how=How.REMOVE, find="Fiction -- China"), []),
        (Change(what="subjects", how=How.REPLACE, find="tion", to="xed"), ["Ficxed"]),
    ],
)
def test_subjects_are_added_removed_and_replaced(books, librarian, change, after):
    work = str(Instance.objects.order_by("pk").first().work_id)
    ran(librarian, bulk.by_numbers([work], change), change)
    (shown,) = queries.documents([int(work)]).values()
    assert [s.forms[0].value for s in shown.instances[0].record.subjects] == after


def test_a_record_is_not_left_without_a_title(books, librarian):
    work = Work.objects.order_by("pk").first()
    change = Change(what="titles", how=How.REPLACE, find=work.title, to="")
    assert outcomes(bulk.by_numbers([str(work.pk)], change), change) == ["refused"]


def test_an_interrupted_run_goes_on_where_it_stopped(books, librarian, monkeypatch):
    monkeypatch.setattr(bulk, "AT_ONCE", 2)
    made = bulk.start(by=librarian, rows=bulk.by_search("roads", SUBJECT), change=SUBJECT, chosen="", now=NOW)
    assert Job.objects.get(name="catalog.bulk").payload == {"run": made.pk}
    stopped = Event()
    stopped.set()
    assert not bulk.run(made, now=lambda: NOW, stop=stopped)
    assert bulk.run(made, now=lambda: NOW)
    made.refresh_from_db()
    assert (made.done, made.changed) == (5, 4)


def test_more_than_a_run_takes_is_refused_at_once(books, monkeypatch):
    monkeypatch.setattr(bulk, "MOST_ROWS", 3)
    with pytest.raises(bulk.TooMany):
        bulk.by_numbers(map(str, range(9)), MOVE)
    with pytest.raises(bulk.TooMany):
        bulk.by_search("roads", MOVE)
