"""Inventories on the desk: begun, scanned into on several days, closed, taken away as a table."""

import pytest

from lantai.catalog.models import Inventory, InventoryScan
from lantai.catalog.tests.test_bulk import books  # noqa: F401
from lantai.catalog.tests.test_shelving import cellar  # noqa: F401
from lantai.people.models import Account

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def staff(client, librarian):
    client.force_login(librarian)
    return client


@pytest.fixture
def begun(staff, books, cellar) -> Inventory:  # noqa: F811
    """Begin the inventory of the place where five books stand, two of them on loan."""
    staff.post("/desk/locations/map/", {"library-0": "Main", "word-0": "Level 3", "to-0": cellar.pk})
    staff.post("/desk/inventories/begin/", {"location": cellar.pk})
    return Inventory.objects.get()


def scan(staff, inventory: Inventory, *barcodes: str):
    return staff.post(f"/desk/inventories/{inventory.pk}/scan/", {"barcodes": "\r\n".join(barcodes)}, follow=True)


def counts(response) -> dict[str, int]:
    return dict(response.context["result"].counts)


def test_scans_are_told_apart_and_what_is_not_there_is_missing(staff, begun):
    response = scan(staff, begun, "B1", "B0", "strange", "B1")
    assert "3 barcodes were noted." in response.text
    assert counts(response) == {"right": 1, "misplaced": 0, "state": 1, "unknown": 1}
    assert [piece.barcode for piece in response.context["result"].missing] == ["B3"]


def test_it_goes_on_where_it_was_left(staff, begun, cellar):  # noqa: F811
    scan(staff, begun, "B1")
    response = staff.post("/desk/inventories/begin/", {"location": cellar.pk})
    assert response["Location"] == f"/desk/inventories/{begun.pk}/"
    assert counts(scan(staff, begun, "B3"))["right"] == 2


def test_a_scan_by_mistake_is_taken_out(staff, begun):
    scan(staff, begun, "strange")
    staff.post(f"/desk/inventories/{begun.pk}/forget/", {"barcode": "strange"})
    assert not InventoryScan.objects.exists()


def test_a_closed_one_takes_no_more_and_can_be_looked_at(staff, begun):
    scan(staff, begun, "B1")
    staff.post(f"/desk/inventories/{begun.pk}/close/")
    assert "This inventory is closed." in scan(staff, begun, "B3").text
    assert InventoryScan.objects.count() == 1


def test_it_is_taken_away_as_a_table(staff, begun):
    scan(staff, begun, "B1", "=x")
    table = b"".join(staff.get(f"/desk/inventories/{begun.pk}/table.csv").streaming_content).decode()
    assert "B1,right,yes,A1" in table
    assert "'=x,unknown" in table
    assert "B3,missing" in table


def test_what_is_missing_goes_on_to_the_change_of_many(staff, begun):
    shown = staff.get(f"/desk/inventories/{begun.pk}/").text
    assert 'value="status.set"' in shown
    response = staff.post(
        "/desk/changes/new/", {"doing": "status.set", "status": "missing", "numbers": "B1\nB3", "step": "preview"}
    )
    assert dict(response.context["preview"].counts)["changed"] == 2


@pytest.mark.parametrize("location", ["", "abc", "999", "٣"])
def test_an_inventory_of_no_place_is_none(staff, books, location):  # noqa: F811
    assert "Choose the location." in staff.post("/desk/inventories/begin/", {"location": location}, follow=True).text
    assert not Inventory.objects.exists()


def test_scanning_is_not_for_readers(client, begun):
    client.force_login(Account.objects.create_user("reader"))
    assert client.post(f"/desk/inventories/{begun.pk}/scan/", {"barcodes": "B1"}).status_code == 403


def test_without_a_place_it_leads_to_where_places_are_added(staff, books):  # noqa: F811
    shown = staff.get("/desk/inventories/").text
    assert 'href="/desk/locations/"' in shown
    assert "Begin, or go on" not in shown
