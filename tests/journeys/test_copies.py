"""A day at the desk with pieces: one is changed, its label drawn, many are changed at once, a shelf is looked through, an import taken back."""

import re

import pytest
from playwright.sync_api import expect

from lantai.catalog.models import BulkRun, Harvest, Inventory, Work
from lantai.catalog.tests.conftest import record
from lantai.catalog.tests.test_bulk import books  # noqa: F401
from lantai.catalog.tests.test_shelving import cellar  # noqa: F401

from .test_staff import signed_in, staff, work_off_all_jobs  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_copy_is_found_by_its_barcode_changed_and_its_label_drawn(staff, books, cellar, visit):  # noqa: F811
    page = signed_in(visit, "/accounts/login/?next=/desk/copies/")
    page.get_by_label("Barcode").fill("B1")
    page.get_by_role("button", name="Find the copy").click()
    page.get_by_label("Location").select_option(label="CEL · Cellar")
    page.get_by_label("Call number", exact=True).fill("A1 .5")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Take all of it back")).to_be_visible()
    page.get_by_role("link", name="Print a label").click()
    page.get_by_role("button", name="Draw the labels").click()
    expect(page.locator(".label .under").first).to_contain_text("B1")


def test_many_copies_are_moved_after_a_look_and_the_whole_is_taken_back(staff, books, cellar, visit):  # noqa: F811
    page = signed_in(visit, "/accounts/login/?next=/desk/changes/new/")
    page.get_by_label("Everything that this search finds").fill("roads")
    page.get_by_label("Change", exact=True).select_option(label="Copies: put them in a location")
    page.get_by_label("Location", exact=True).select_option(label="CEL · Cellar")
    page.get_by_role("button", name="Look at what would come of it").click()
    expect(page.get_by_text("Cellar").first).to_be_visible()
    page.get_by_role("button", name="Have it done").click()
    page.wait_for_url(re.compile(r"/desk/changes/\d+/$"))
    work_off_all_jobs()
    page.goto(f"/desk/changes/{BulkRun.objects.get().pk}/")
    expect(page.get_by_role("heading", name="5 of 5 rows done")).to_be_visible()
    page.get_by_role("button", name="Take the whole run back").click()
    expect(page.get_by_text("taken back by")).to_be_visible()


def test_a_shelf_is_looked_through_with_a_scanner(staff, books, cellar, visit, client):  # noqa: F811
    client.force_login(staff)
    client.post("/desk/locations/map/", {"library-0": "Main", "word-0": "Level 3", "to-0": cellar.pk})
    client.post("/desk/inventories/begin/", {"location": cellar.pk})
    page = signed_in(visit, f"/accounts/login/?next=/desk/inventories/{Inventory.objects.get().pk}/")
    page.get_by_label("Scan or paste barcodes").fill("B1\nstrange")
    page.get_by_role("button", name="Note them").click()
    expect(page.locator("section", has=page.locator("#missing")).get_by_role("link", name="B3")).to_be_visible()
    page.get_by_role("button", name="Scanned by mistake").click()
    expect(page.get_by_role("link", name="strange")).to_have_count(0)
    page.get_by_role("button", name="Close the inventory").click()
    expect(page.get_by_label("Scan or paste barcodes")).to_have_count(0)


def test_an_import_is_taken_back_and_brought_in_again(staff, take, visit):  # noqa: F811
    taken = take([record("1", "红楼梦"), record("2", "Emma")])
    page = signed_in(visit, f"/accounts/login/?next=/desk/imports/{taken.pk}/undo/")
    page.get_by_role("button", name="Take it back").click()
    page.wait_for_url(re.compile(r"/desk/imports/\d+/$"))
    work_off_all_jobs()
    assert not Work.objects.filter(state="live").exists()
    page.goto(f"/desk/imports/{Harvest.objects.latest('pk').pk}/undo/")
    page.get_by_role("button", name="Bring it back in").click()
    page.wait_for_url(re.compile(r"/desk/imports/\d+/$"))
    work_off_all_jobs()
    assert Work.objects.filter(state="live").count() == 2


def test_refused_rows_are_tried_again_after_the_headings_were_mended(staff, visit):  # noqa: F811
    page = signed_in(visit, "/desk/import/")
    table = b"title,author\nEmma,Austen\nPersuasion,Austen,1817\n"
    page.get_by_label("File", exact=True).set_input_files({"name": "new.csv", "mimeType": "text/csv", "buffer": table})
    page.locator("main").get_by_role("button", name="Import").click()
    page.wait_for_url(re.compile(r"/desk/imports/\d+/$"))
    work_off_all_jobs()
    page.reload()
    page.get_by_role("link", name="Try them again").first.click()
    page.get_by_label("Headings of the columns").fill("title\nauthor\nyear")
    page.get_by_role("button", name="See what would become of them").click()
    page.get_by_role("button", name="Take 1 row up again").click()
    page.wait_for_url(re.compile(r"/desk/imports/\d+/$"))
    work_off_all_jobs()
    page.reload()
    expect(page.get_by_text("1 in = 1 kept + 0 refused")).to_be_visible()
