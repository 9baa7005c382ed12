"""What staff say of pieces and places: it stands over what was received, outlives imports, and can be taken back."""

import pytest
from django.core.exceptions import PermissionDenied

from lantai.catalog import pieces, queries, shelving
from lantai.catalog.actions import NotPossible
from lantai.catalog.locations import Location
from lantai.catalog.models import Instance, Item, LocationWord, SourceRecord
from lantai.core.bib.record import BibRecord, HoldingRecord, ItemRecord
from lantai.people.models import Account

from .conftest import NOW, record

pytestmark = pytest.mark.django_db(transaction=True)


def shelved(*items: ItemRecord, title: str = "红楼梦") -> BibRecord:
    holding = HoldingRecord(library="Main", location="Level 3", call_number="I242.4/C1", scheme="clc", items=items)
    book = record("1", title)
    return BibRecord(control=book.control, kind=book.kind, titles=book.titles, holdings=(holding,))


def said(**more: object) -> shelving.PieceSaid:
    plain = {"barcode": "B1", "location": None, "call_number": "I242.4/C1", "scheme": "clc"}
    blank = {"volume": "", "copy": "", "status": "available", "note": ""}
    return shelving.PieceSaid(**plain | blank | more)


@pytest.fixture
def two(take) -> None:
    """Import one book of which the library has two pieces."""
    take([shelved(ItemRecord(barcode="B1", status="available"), ItemRecord(barcode="B2", status="available"))])


@pytest.fixture
def cellar(librarian) -> Location:
    place = Location(code="CEL", name_en="Cellar", name_zh="地下书库", library="Main", kind="closed")
    return shelving.save_location(by=librarian, location=place, now=NOW)


def piece(barcode: str = "B1") -> pieces.Piece:
    (found,) = pieces.with_barcodes([barcode])[barcode]
    return found


def shelves() -> dict[str, tuple[str, str]]:
    """Return location and state of every piece as pages show them."""
    return {i.barcode: (i.holding.location, i.status) for i in Item.objects.select_related("holding")}


def test_what_staff_say_stands_over_what_was_received(two, librarian, cellar):
    shelving.change_piece(by=librarian, piece=piece(), said=said(location=cellar, status="missing"), now=NOW)
    assert shelves() == {"B1": ("Cellar", "missing"), "B2": ("Level 3", "available")}
    (work,) = queries.documents([Instance.objects.get().work_id]).values()
    assert {h.location for h in work.instances[0].record.holdings} == {"Cellar", "Level 3"}


def test_an_import_does_not_undo_it(two, take, librarian, cellar):
    shelving.change_piece(by=librarian, piece=piece(), said=said(location=cellar), now=NOW)
    received = ItemRecord(barcode="B1", status="on loan"), ItemRecord(barcode="B2"), ItemRecord(barcode="B3")
    take([shelved(*received, title="紅樓夢")], name="again.jsonl")
    assert shelves() == {"B1": ("Cellar", "available"), "B2": ("Level 3", ""), "B3": ("Level 3", "")}
    assert piece().received.items[0].status == "on loan"


def test_every_change_is_kept_with_its_person_and_can_be_taken_back(two, librarian, cellar):
    shelving.change_piece(by=librarian, piece=piece(), said=said(location=cellar), now=NOW)
    shelving.change_piece(by=librarian, piece=piece(), said=said(location=cellar, status="missing"), now=NOW)
    last, first = pieces.history(piece())
    assert (last.holding.items[0].status, last.record.harvest.by) == ("missing", librarian)
    shelving.take_back(by=librarian, piece=piece(), to=first.holding, now=NOW)
    assert shelves()["B1"] == ("Cellar", "available")
    shelving.take_back(by=librarian, piece=piece(), to=None, now=NOW)
    assert shelves()["B1"] == ("Level 3", "available")
    assert [v.holding is None for v in pieces.history(piece())] == [True, False, False, False]


def test_a_piece_that_no_source_knows_is_added(two, librarian, cellar):
    received = SourceRecord.objects.get(key="1")
    shelving.add_piece(by=librarian, record=received, said=said(barcode="N9", location=cellar, copy="3"), now=NOW)
    assert shelves()["N9"] == ("Cellar", "available")
    assert piece("N9").received is None
    shelving.take_back(by=librarian, piece=piece("N9"), to=None, now=NOW)
    assert "N9" not in shelves()


def test_a_withdrawn_piece_is_for_staff_alone_and_may_come_back(two, librarian):
    shelving.change_piece(by=librarian, piece=piece(), said=said(status="withdrawn"), now=NOW)
    assert set(shelves()) == {"B2"}
    gone = pieces.of_instance(Instance.objects.get().pk)[-1]
    assert gone.item.status == "withdrawn"
    shelving.change_piece(by=librarian, piece=gone, said=said(), now=NOW)
    assert set(shelves()) == {"B1", "B2"}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"barcode": "B2"}, "Another copy"),
        ({"barcode": "条码1"}, "no scanner reads"),
        ({"barcode": "30000000000001"}, "check digit"),
        ({"barcode": "x" * 41}, "at most 40"),
        ({"status": "on order"}, "cannot follow"),
        ({}, "Nothing was changed"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(two, librarian, change, why):
    with pytest.raises(NotPossible, match=why):
        shelving.change_piece(by=librarian, piece=piece(), said=said(**change), now=NOW)
    assert shelves()["B1"] == ("Level 3", "available")


def test_a_wrong_check_digit_is_taken_where_it_is_printed_so(two, librarian):
    shelving.change_piece(by=librarian, piece=piece(), said=said(barcode="30000000000001", as_printed=True), now=NOW)
    assert "30000000000001" in shelves()


def test_whoever_saves_second_changes_nothing(two, librarian, cellar):
    seen = piece()
    shelving.change_piece(by=librarian, piece=seen, said=said(location=cellar), now=NOW)
    with pytest.raises(NotPossible, match="Meanwhile"):
        shelving.change_piece(by=librarian, piece=seen, said=said(note="torn"), now=NOW)


def test_a_piece_goes_with_its_record_when_editions_are_parted(two, take, librarian, cellar):
    shelving.change_piece(by=librarian, piece=piece(), said=said(location=cellar), now=NOW)
    anchor = piece().anchor
    assert anchor.key == "1"
    assert Item.objects.get(barcode="B1").holding.record.source.name == "items"
    assert Item.objects.get(barcode="B1").holding.instance_id == anchor.instance_id


def test_words_of_sources_mean_places_and_stay_as_received(two, librarian, cellar):
    assert shelving.map_words(by=librarian, words={("Main", "Level 3"): cellar}, now=NOW) == 1
    assert shelving.map_words(by=librarian, words={("Main", "Level 3"): cellar}, now=NOW) == 0
    assert shelves()["B1"][0] == "Level 3"
    shelving.map_words(by=librarian, words={("Main", "Level 3"): None}, now=NOW)
    assert not LocationWord.objects.exists()


def test_readers_may_not(two, cellar):
    with pytest.raises(PermissionDenied, match="change_item"):
        shelving.change_piece(by=Account.objects.create_user("reader"), piece=piece(), said=said(note="x"), now=NOW)
