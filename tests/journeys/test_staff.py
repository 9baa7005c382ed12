"""Staff send a file, watch it being read, and look at what was refused."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from lantai.apps.desk.queries.correcting import correcting
from lantai.catalog import actions
from lantai.catalog.models import SourceRecord, Work
from lantai.catalog.tests.conftest import lines, record
from lantai.core.bib.record import BibRecord, Subject, Text
from lantai.infra import jobs
from lantai.people.models import Account

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def staff(library, librarian):
    librarian.set_password("a pass phrase for journeys")
    librarian.save()
    return librarian


def signed_in(visit, address: str, **options: object):
    page = visit(address, **options)
    page.get_by_label("Username").fill("librarian")
    page.get_by_label("Password").fill("a pass phrase for journeys")
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
    return page


def work_off_all_jobs() -> None:
    """Do what the worker does."""
    while held := jobs.take("journey", now=timezone.now()):
        jobs.kinds[held.name].run(**held.payload)
        jobs.finish(held, now=timezone.now())


@pytest.mark.parametrize("javascript", [True, False])
def test_a_file_is_sent_and_every_row_accounted_for(staff, visit, javascript):
    page = signed_in(visit, "/desk/import/", javascript=javascript)
    file = lines([record("1", "红楼梦")]) + b'{"titles": 7}\n' + lines([record("2", "Emma")])
    page.get_by_label("File", exact=True).set_input_files({"name": "new.jsonl", "mimeType": "text/plain", "buffer": file})
    page.locator("main").get_by_role("button", name="Import").click()
    expect(page.get_by_text("Waiting").first).to_be_visible()
    work_off_all_jobs()
    page.reload()
    expect(page.get_by_text("3 in = 2 kept + 1 refused")).to_be_visible()
    page.get_by_role("link", name="Bytes of record 2").click()
    expect(page.locator("pre").first).to_have_text('{"titles": 7}')


def test_a_running_import_comes_up_to_date_by_itself(staff, visit):
    page = signed_in(visit, "/desk/import/")
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "a.jsonl", "mimeType": "text/plain", "buffer": lines([record("1")])}
    )
    page.locator("main").get_by_role("button", name="Import").click()
    expect(page.get_by_text("Waiting").first).to_be_visible()
    work_off_all_jobs()
    expect(page.get_by_text("1 in = 1 kept + 0 refused")).to_be_visible()


def test_a_record_is_corrected_beside_its_sources_and_the_correction_taken_back(staff, shelf, visit):
    work = Work.objects.get(title="红楼梦").pk
    page = signed_in(visit, f"/accounts/login/?next=/works/{work}/")
    page.get_by_role("link", name="Correct").click()
    expect(page.get_by_label("Title", exact=True)).to_have_value("红楼梦")
    expect(page.get_by_label("Title in another script").first).to_have_value("Hong lou meng")
    page.get_by_label("Title", exact=True).fill("紅樓夢")
    page.get_by_label("ISBN").fill("9787020002208")
    page.get_by_role("button", name="Save the correction").click()
    expect(page.get_by_text("check digit is wrong")).to_be_visible()
    page.get_by_label("ISBN").fill("9787020002207")
    page.get_by_role("button", name="Save the correction").click()
    expect(page.get_by_text("Corrected.")).to_be_visible()
    expect(page.get_by_text("红楼梦").first).to_be_visible()  # what the source says stays beside it
    page.goto(f"/works/{work}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("紅樓夢")
    expect(page.get_by_text("Hong lou meng").first).to_be_visible()
    page.get_by_role("link", name="Correct").click()
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_label("Title", exact=True)).to_have_value("红楼梦")


def test_readers_are_told_that_the_page_is_not_theirs(staff, visit, live_server):
    Account.objects.create_user("reader", password="a pass phrase for journeys")
    page = visit("/accounts/login/")
    page.get_by_label("Username").fill("reader")
    page.get_by_label("Password").fill("a pass phrase for journeys")
    page.locator("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.wait_for_load_state()
    assert page.get_by_role("link", name=re.compile("Staff")).count() == 0


def test_of_two_who_correct_one_record_the_later_is_shown_what_changed_and_chooses(staff, shelf, visit, librarian):
    record_pk = SourceRecord.objects.get(key="1").pk
    page = signed_in(visit, f"/desk/correct/{record_pk}/")
    found = correcting(record_pk)
    colleague = Account.objects.create_superuser("colleague")
    says = BibRecord(languages=("zh-Hant",), subjects=(Subject(forms=(Text("章回小说", "zh"),)),))
    actions.correct(by=colleague, record=found.record, says=says, now=timezone.now())
    page.get_by_label("Subjects").fill("古典小说")
    page.get_by_label("Publisher").fill("人民文学出版社")
    page.get_by_role("button", name="Save the correction").click()
    expect(page.get_by_role("heading", name="Changed since you began")).to_be_visible()
    expect(page.get_by_text("Corrected last by")).to_contain_text("colleague")
    expect(page.get_by_label("Subjects")).to_have_value("古典小说")
    expect(page.get_by_label("Language", exact=True)).to_have_value("zh-Hant")
    page.get_by_label("Keep this").check()
    page.get_by_role("button", name="Save the correction").click()
    expect(page.get_by_text("Corrected.")).to_be_visible()
    shown = correcting(record_pk).shown
    assert [s.forms[0].value for s in shown.subjects] == ["章回小说"]
    assert shown.imprints[0].publishers[0][0].value == "人民文学出版社"
    assert shown.languages == ("zh-Hant",)
