"""Copies, locations and labels on the desk."""

import re

import pytest

from lantai.catalog import pieces
from lantai.catalog.models import Instance, Location, LocationWord, SourceRecord
from lantai.catalog.tests.test_shelving import cellar, said, shelved, shelves, two  # noqa: F401
from lantai.people.models import Account

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def staff(client, librarian):
    client.force_login(librarian)
    return client


def address(barcode: str = "B1") -> str:
    (piece,) = pieces.with_barcodes([barcode])[barcode]
    return f"/desk/records/{piece.instance}/copies/{piece.token}/"


def sent(staff, **changed: str) -> dict[str, str]:
    """Return what a browser sends from the page of copy B1 with some inputs changed."""
    form = staff.get(address()).context["form"]
    fields = {name: str(form[name].value() or "") for name in form.fields if name != "as_printed"}
    return fields | {"seen": form.seen, "base": form.base} | changed


def test_a_barcode_leads_to_its_copy(staff, two):  # noqa: F811
    assert staff.get("/desk/copies/?barcode=B1")["Location"] == address()
    assert "No copy bears this barcode" in staff.get("/desk/copies/?barcode=none").text


def test_a_copy_is_changed_beside_what_was_received_and_taken_back(staff, two, cellar):  # noqa: F811
    shown = staff.post(address(), sent(staff, location=str(cellar.pk), note="torn"), follow=True).text
    assert "Saved." in shown
    assert shelves()["B1"][0] == "Cellar"
    assert re.search(r"<s><bdi[^>]*>Level 3</bdi></s>", shown)
    staff.post(f"{address()}back/", {})
    assert shelves()["B1"][0] == "Level 3"


@pytest.mark.parametrize(
    ("changed", "why"),
    [({"barcode": "B2"}, "Another copy"), ({"barcode": "码"}, "no scanner reads"), ({"status": "lost"}, "Select a valid choice")],
)
def test_what_cannot_be_is_said_and_nothing_lost(staff, two, changed, why):  # noqa: F811
    shown = staff.post(address(), sent(staff, note="torn", **changed)).text
    assert why in shown
    assert "torn</textarea>" in shown


def test_the_later_of_two_is_shown_what_changed(staff, two, cellar):  # noqa: F811
    mine = sent(staff, note="torn")
    staff.post(address(), sent(staff, note="wet", location=str(cellar.pk)))
    response = staff.post(address(), mine)
    assert "Changed since you began" in response.text
    assert {field.name: change.asked for field, change in response.context["form"].meanwhile} == {"location": False, "note": True}


def test_a_copy_is_added_by_hand_and_taken_out_again(staff, two, cellar):  # noqa: F811
    edition = Instance.objects.get().pk
    form = {"barcode": "N1", "location": cellar.pk, "call_number": "I1", "scheme": "clc", "status": "available"}
    shown = staff.post(f"/desk/records/{edition}/copies/add/", form, follow=True).text
    assert "The copy is added." in shown
    assert "Nothing: staff have added this copy." in shown
    response = staff.post(f"{address('N1')}back/", {}, follow=True)
    assert response.redirect_chain[-1][0] == f"/desk/records/{edition}/copies/"
    assert "N1" not in shelves()


def test_words_of_records_are_mapped_and_readers_see_the_name_in_their_language(staff, two, cellar, client):  # noqa: F811
    shown = staff.get("/desk/locations/")
    assert shown.context["unmapped"] == [("Main", "Level 3", 1)]
    staff.post("/desk/locations/map/", {"library-0": "Main", "word-0": "Level 3", "to-0": cellar.pk})
    work = Instance.objects.get().work_id
    assert "Cellar" in client.get(f"/works/{work}/").text
    assert "地下书库" in client.get(f"/works/{work}/?lang=zh-hans").text
    assert "every word is mapped" in staff.get("/desk/locations/?lang=en").text


@pytest.mark.parametrize("form", [{}, {"word-0": "x"}, {"word-0": "x", "to-0": "999"}, {"word-0": "x", "to-0": "'"}])
def test_a_map_that_says_nothing_changes_nothing(staff, two, form):  # noqa: F811
    assert "0 words were mapped." in staff.post("/desk/locations/map/", form, follow=True).text
    assert not LocationWord.objects.exists()


def test_a_location_is_added_and_a_code_is_given_once(staff, library):
    form = {"code": "L3", "name_en": "Level 3", "kind": "open"}
    staff.post("/desk/locations/add/", form)
    assert Location.objects.get().name("ar") == "Level 3"
    assert "already exists" in staff.post("/desk/locations/add/", form).text


def test_a_word_of_records_becomes_a_location_that_it_means(staff, two):  # noqa: F811
    there = "/desk/locations/add/?library=Main&amp;word=Level%203"
    assert there in staff.get("/desk/locations/").text
    form = staff.get(there.replace("amp;", "")).context["form"]
    assert (form["library"].value(), form["name_en"].value()) == ("Main", "Level 3")
    staff.post(there.replace("amp;", ""), {"code": "L3", "name_en": "Third floor", "library": "Main", "kind": "open"})
    assert [(word.word, word.location.name_en) for word in LocationWord.objects.all()] == [("Level 3", "Third floor")]


def test_a_word_that_cannot_be_one_adds_a_plain_location(staff, library):
    staff.post("/desk/locations/add/?word=%00&library=x", {"code": "L3", "name_en": "Level 3", "kind": "open"})
    assert Location.objects.exists()
    assert not LocationWord.objects.exists()


def test_labels_are_drawn_and_what_has_none_is_named(staff, two):  # noqa: F811
    shown = staff.get("/desk/labels/?barcodes=B1%0AB2%0Anone&sheet=a4-3x8&start=3&qr=on")
    assert [label.barcode for label in shown.context["labels"]] == ["B1", "B2"]
    assert shown.context["labels"][0].lines == ["I242.4", "C1"]
    assert shown.context["missing"] == ["none"]
    assert shown.text.count("empty-label") == 2
    assert shown.text.count('class="segno"') == 2


@pytest.mark.parametrize("query", ["sheet=a5", "sheet=spine&start=0&barcodes=B1", "sheet=spine&start=1", "barcodes=B1"])
def test_labels_that_cannot_be_drawn_leave_the_form(staff, two, query):  # noqa: F811
    response = staff.get(f"/desk/labels/?{query}")
    assert response.status_code == 200
    assert "labels" not in response.context


def test_readers_and_librarians_change_no_copies(client, two, cellar):  # noqa: F811
    client.force_login(Account.objects.create_user("reader"))
    assert client.post(address(), {"barcode": "X"}).status_code == 403
    assert client.get("/desk/labels/").status_code == 403
    assert SourceRecord.objects.count() == 1
