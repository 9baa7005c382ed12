"""An import as a whole on its pages: paused, ended, refused rows tried again, taken back, and faults marked in the bytes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lantai.catalog import import_actions, tasks
from lantai.catalog.models import Harvest, HarvestState, Refusal, Work
from lantai.catalog.tests.conftest import NOW, lines, record
from lantai.core.formats.protocol import Profile
from lantai.infra.models import Job

pytestmark = pytest.mark.django_db(transaction=True)
TABLE = b"title|author\nEmma|Austen\nPersuasion|Austen|1817\nSanditon|Austen|1817|x\n"


@pytest.fixture
def staff(client, librarian):
    client.force_login(librarian)
    return client


@pytest.fixture
def table(take) -> Harvest:
    """Import a table of which two rows have more cells than it has headings."""
    return take(TABLE, name="books.csv", profile=Profile(format="table", delimiter="|", columns=("title", "author")))


def work_off() -> None:
    for job in Job.objects.filter(state="waiting"):
        {"catalog.import": tasks.run_import, "catalog.undo": tasks.run_undo}[job.name](**job.payload)
        job.delete()


@pytest.mark.parametrize(
    ("state", "shown", "hidden"),
    [
        ("running", ["Pause", "End here"], ["Go on", "Take this import back"]),
        ("waiting", ["Pause", "End here"], ["Go on"]),
        ("paused", ["Go on", "End here", "Take this import back"], ["Pause"]),
        ("stopped", ["Go on", "End here"], ["Pause"]),
        ("finished", ["Take this import back"], ["Go on", "Pause", "End here"]),
        ("ended", ["Take this import back"], ["Go on", "Pause", "End here"]),
    ],
)
def test_an_import_offers_what_can_be_done_as_it_stands(staff, table, state, shown, hidden):
    Harvest.objects.update(state=state)
    page = staff.get(f"/desk/imports/{table.pk}/?part=now").text
    assert [words for words in shown if f">{words}" not in page] == []
    assert [words for words in hidden if f">{words}</" in page or f">{words} " in page] == []


@pytest.mark.parametrize(("action", "wish"), [("pause", "pause"), ("end", "end")])
def test_a_running_import_is_asked_to_leave(staff, table, action, wish):
    Harvest.objects.update(state=HarvestState.RUNNING)
    staff.post(f"/desk/imports/{table.pk}/{action}/")
    assert Harvest.objects.get().wish == wish
    assert "after the batch at hand" in staff.get(f"/desk/imports/{table.pk}/").text


def test_what_is_not_possible_is_said(staff, table):
    answer = staff.post(f"/desk/imports/{table.pk}/pause/", follow=True)
    assert "Only an import that runs or waits can be paused." in answer.text


def test_the_script_asks_for_the_part_that_changes_alone(staff, table):
    Harvest.objects.update(state=HarvestState.RUNNING, bytes_done=10)
    page = staff.get(f"/desk/imports/{table.pk}/?part=now").text
    assert 'data-refresh="?part=now"' in page
    assert "<html" not in page


def test_refused_rows_are_tried_before_they_are_taken_up(staff, table):
    page = f"/desk/imports/{table.pk}/again/"
    assert "As before" in staff.get(page).text
    answer = staff.post(page, {"columns": "title\nauthor\nyear"})
    assert "2</bdi> rows can be read now" in answer.text
    assert "Persuasion" in answer.text
    assert "The row has 4 cells" in answer.text
    assert not Refusal.objects.exclude(retried=None).exists()


def test_refused_rows_taken_up_show_what_became_of_each(staff, table):
    answer = staff.post(f"/desk/imports/{table.pk}/again/", {"columns": "title\nauthor\nyear", "go": "1"})
    made = Harvest.objects.get(role="retry")
    assert answer["Location"] == f"/desk/imports/{made.pk}/"
    assert "Being tried again" in staff.get(f"/desk/imports/{table.pk}/").text
    work_off()
    first, again = (staff.get(f"/desk/imports/{pk}/").text for pk in (table.pk, made.pk))
    assert "Went in when tried again" in first
    assert "Refused again" in first
    assert "3</bdi> in = " in first
    assert "2</bdi> in = <bdi" in again
    assert "Try them again" in again
    assert "Try them again" not in first
    refusal = Refusal.objects.filter(harvest=table).first()
    assert "Went in when tried again" in staff.get(f"/desk/refusals/{refusal.pk}/").text


def test_a_mapping_can_be_sent_for_the_rows(staff, take):
    first = take(b"a;b\nEmma;Austen;x\n", name="t.csv", profile=Profile(format="table", delimiter=";", columns=("a", "b")))
    mapping = SimpleUploadedFile("m.json", b'{"map": {"a": "title"}}')
    answer = staff.post(f"/desk/imports/{first.pk}/again/", {"columns": "a\nb\nc", "mapping": mapping})
    assert "Emma" in answer.text


@pytest.mark.parametrize(
    "sent",
    [
        {"mapping": SimpleUploadedFile("m.json", b"[1")},
        {"mapping": SimpleUploadedFile("m.json", b"x" * 1_000_001)},
        {"encoding": "klingon"},
        {"delimiter": ";"},
    ],
)
def test_a_profile_that_does_not_fit_says_why_and_nothing_is_tried(staff, table, sent):
    answer = staff.post(f"/desk/imports/{table.pk}/again/", sent | {"go": "1"})
    assert answer.status_code == 200
    assert 'class="st stop"' in answer.text
    assert not Harvest.objects.filter(role="retry").exists()


def test_rows_are_taken_up_once(staff, table):
    import_actions.retry(
        by=table.by or Harvest.by.field.related_model.objects.get(), harvest=table, profile=Profile(format="table"), now=NOW
    )
    answer = staff.post(f"/desk/imports/{table.pk}/again/", {"columns": "title\nauthor\nyear", "go": "1"}, follow=True)
    assert "No refused row waits" in answer.text


def test_taking_an_import_back_shows_first_what_would_happen(staff, take):
    take([record("1", "Emma", by="Austen, Jane", lang="en")])
    second = take([record("1", "Emma, a novel", by="Austen, Jane", lang="en"), record("2", "Persuasion")], name="second.jsonl")
    page = staff.get(f"/desk/imports/{second.pk}/undo/").text
    assert "Records that would be withdrawn" in page
    assert "Persuasion" in page
    assert "Records that would be as before" in page
    assert Work.objects.filter(state="live").count() == 2


def test_an_import_is_taken_back_and_brought_in_again(staff, take):
    harvest = take([record("1", "Emma"), record("2", "Persuasion")])
    staff.post(f"/desk/imports/{harvest.pk}/undo/")
    work_off()
    assert not Work.objects.filter(state="live").exists()
    assert "This import has been taken back." in staff.get(f"/desk/imports/{harvest.pk}/").text
    undo = Harvest.objects.get(role="undo")
    assert "Bring it back in" in staff.get(f"/desk/imports/{undo.pk}/").text
    staff.post(f"/desk/imports/{undo.pk}/undo/")
    work_off()
    assert Work.objects.filter(state="live").count() == 2
    assert "It was brought back in" in staff.get(f"/desk/imports/{undo.pk}/").text
    assert "Take this import back" in staff.get(f"/desk/imports/{harvest.pk}/").text


def test_an_import_is_not_taken_back_twice(staff, take):
    harvest = take([record("1", "Emma")])
    staff.post(f"/desk/imports/{harvest.pk}/undo/")
    answer = staff.post(f"/desk/imports/{harvest.pk}/undo/", follow=True)
    assert "This has been taken back already." in answer.text
    assert Harvest.objects.filter(role="undo").count() == 1


def test_the_faulty_bytes_are_marked_as_text_and_as_hexadecimal(staff, take):
    take(lines([record("1")]) + b'{"titles": 7}\n')
    page = staff.get(f"/desk/refusals/{Refusal.objects.get().pk}/").text
    assert "Where it went wrong" in page
    assert '<mark class="fault">&quot;titles&quot;</mark>' in page
    assert "7b <mark" in page


def test_undoings_are_no_deletions_to_be_brought_back(staff, take):
    harvest = take([record("1", "Emma")])
    staff.post(f"/desk/imports/{harvest.pk}/undo/")
    work_off()
    assert "file.jsonl" not in staff.get("/desk/deletions/").text
    staff.post(f"/desk/imports/{Harvest.objects.get(role='undo').pk}/restore/")
    assert not Work.objects.filter(state="live").exists()
