"""Changes of many on the desk: looked at before, watched, taken back; bad input is said and changes nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lantai.catalog import bulk
from lantai.catalog.models import BulkRun
from lantai.catalog.tests.conftest import NOW
from lantai.catalog.tests.test_bulk import books, subjects  # noqa: F401
from lantai.catalog.tests.test_shelving import cellar, shelves  # noqa: F401
from lantai.people.models import Account

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "/desk/changes/new/"
SUBJECT = {"search": "roads", "doing": "subjects.replace", "find": "Fiction", "to": "Novels"}


@pytest.fixture
def staff(client, librarian):
    client.force_login(librarian)
    return client


def work_off() -> None:
    """Do what the worker does."""
    for run in BulkRun.objects.filter(state="waiting"):
        bulk.run(run, now=lambda: NOW)


def test_a_change_is_looked_at_before_anything_is_changed(staff, books):  # noqa: F811
    shown = staff.post(ADDRESS, SUBJECT | {"step": "preview"})
    assert dict(shown.context["preview"].counts) == {"changed": 4, "same": 1, "refused": 0}
    assert "Fiction — China" in shown.text
    assert "Novels — China" in shown.text
    assert not BulkRun.objects.exists()
    assert subjects() == ["Fiction"] * 4


def test_it_is_done_by_the_worker_and_taken_back_as_a_whole(staff, books):  # noqa: F811
    response = staff.post(ADDRESS, SUBJECT | {"step": "start", "expected": "5"}, follow=True)
    assert "Waiting" in response.text
    work_off()
    run = BulkRun.objects.get()
    shown = staff.get(f"/desk/changes/{run.pk}/").text
    assert "5</bdi> of " in shown
    assert subjects() == ["Novels"] * 4
    assert "4 rows were taken back." in staff.post(f"/desk/changes/{run.pk}/undo/", follow=True).text
    assert subjects() == ["Fiction"] * 4
    assert "only once" in staff.post(f"/desk/changes/{run.pk}/undo/", follow=True).text


def test_states_are_shown_by_their_names_and_choosing_again_keeps_what_was_chosen(staff, books):  # noqa: F811
    chosen = {"doing": "status.set", "status": "missing", "numbers": "B1\nB3"}
    shown = staff.post(f"{ADDRESS}?lang=zh-hans", chosen | {"step": "preview"}).text
    assert '<td class="serif">缺失</td>' in shown
    assert ">missing<" not in shown
    again = staff.post(ADDRESS, chosen | {"step": "again"})
    assert again.context["form"]["numbers"].value() == "B1\nB3"
    assert 'value="missing" selected' in again.text


def test_rows_that_are_not_those_that_were_seen_are_looked_at_again(staff, books):  # noqa: F811
    shown = staff.post(ADDRESS, SUBJECT | {"step": "start", "expected": "4"}).text
    assert "Other rows are found now" in shown
    assert not BulkRun.objects.exists()


def test_copies_come_from_a_file_of_barcodes(staff, books, cellar):  # noqa: F811
    file = SimpleUploadedFile("codes.csv", b'\xef\xbb\xbf"B1",x\nB2\nno such\n')
    form = {"doing": "location.set", "location": cellar.pk, "step": "preview", "file": file}
    shown = staff.post(ADDRESS, form)
    assert dict(shown.context["preview"].counts) == {"changed": 2, "same": 0, "refused": 1}
    form = {"doing": "location.set", "location": cellar.pk, "step": "start", "numbers": shown.context["numbers"], "expected": "3"}
    staff.post(ADDRESS, form)
    work_off()
    assert shelves()["B1"][0] == "Cellar"
    table = b"".join(staff.get(f"/desk/changes/{BulkRun.objects.get().pk}/rows.csv").streaming_content).decode()
    assert "no such,refused" in table


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"search": ""}, "either a search or numbers"),
        ({"numbers": "B1"}, "either a search or numbers"),
        ({"search": "zzzz"}, "Nothing was found"),
        ({"find": ""}, "Say what stands there."),
        ({"doing": "location.set"}, "Choose the location."),
        ({"doing": "status.set"}, "Choose the state."),
        ({"doing": "languages.set", "to": "klingonish"}, "Codes of languages"),
        ({"doing": "subjects.add", "to": " "}, "Say what is to stand there."),
        ({"doing": "everything"}, "Select a valid choice"),
    ],
)
def test_what_is_not_right_is_said_and_changes_nothing(staff, books, changed, why):  # noqa: F811
    assert why in staff.post(ADDRESS, SUBJECT | {"step": "start"} | changed).text
    assert not BulkRun.objects.exists()


def test_changing_many_is_not_for_readers(client, books):  # noqa: F811
    client.force_login(Account.objects.create_user("reader"))
    assert client.post(ADDRESS, SUBJECT).status_code == 403
