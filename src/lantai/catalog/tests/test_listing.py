"""The shelf in the order of its call numbers."""

import pytest

from lantai.catalog import listing
from lantai.catalog.models import Holding, SourceRecord
from lantai.core.bib.classes import sort_key

from .conftest import record

pytestmark = pytest.mark.django_db(transaction=True)

NUMBERS = ["I2/5", "I242.4/1", "I242.4/2", "I242.4/12", "K1/3"]


@pytest.fixture
def shelf(take):
    take([record(str(n), f"Book {n}") for n in range(len(NUMBERS))])
    received = list(SourceRecord.objects.order_by("pk"))
    for one, number in zip([*received, received[1]], [*NUMBERS, NUMBERS[1]], strict=True):
        key = sort_key("clc", number)
        Holding.objects.create(instance=one.instance, record=one, call_number=number, scheme="clc", shelf_key=key)
    return [one.instance_id for one in received]


def test_books_stand_in_shelf_order_copies_together(shelf):
    books = listing.books_from("clc", ("", 0), 10)
    assert [book.call_number for book in books] == NUMBERS
    assert [book.copies for book in books] == [1, 2, 1, 1, 1]


def test_the_shelf_goes_on_both_ways_without_a_gap_or_a_repetition(shelf):
    first = listing.books_from("clc", ("", 0), 2)
    second = listing.books_from("clc", first[-1].place, 2)
    assert [b.call_number for b in (*first, *second)] == NUMBERS[:4]
    back = listing.books_before("clc", second[0].place, 2)
    assert [b.call_number for b in back] == NUMBERS[:2]


def test_a_call_number_nobody_has_is_a_place_too(shelf):
    place = (sort_key("clc", "I242.4/7"), 0)
    assert [b.call_number for b in listing.books_from("clc", place, 2, inclusive=True)] == ["I242.4/12", "K1/3"]
    assert [b.call_number for b in listing.books_before("clc", place, 1)] == ["I242.4/2"]


def test_a_work_stands_where_its_first_holding_does(shelf):
    scheme, (key, _) = listing.shelved([shelf[2]], ["clc"])
    assert (scheme, key) == ("clc", sort_key("clc", "I242.4/2"))
    assert listing.shelved([shelf[2]], ["lcc"]) is None
    assert listing.schemes_in_use(["clc", "lcc"]) == ["clc"]


def test_changes_are_followed_in_pieces_that_end_with_a_change(take):
    take([record(str(n), f"Book {n}") for n in range(5)])
    works, through = listing.changed_works(0, 2)
    assert len(works) == 5
    assert listing.changed_works(through, 2) == ([], through)
