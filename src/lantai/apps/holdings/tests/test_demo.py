"""The demo's packages: real lists of fictional titles, some rows damaged, open to readers, found in the catalog."""

import pytest

from lantai.apps.holdings import demo
from lantai.apps.holdings.models import JournalSubject, Package, PackageTitle, Run, RunRow
from lantai.catalog.models import Work

from .conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def test_its_packages_are_taken_in_given_to_readers_and_found(library, librarian):
    demo.furnish(by=librarian, now=NOW)
    assert [r.rows_in - r.refused for r in Run.objects.order_by("pk")] == [25, 12, 5]
    assert set(RunRow.objects.filter(outcome="refused").values_list("rule", flat=True)) == {"two_digit_year", "first_after_last"}
    assert PackageTitle.objects.available(NOW.date()).count() == PackageTitle.objects.count() == 39
    assert Work.objects.filter(title="Journal of Imaginary Hydrology").exists()
    of = set(JournalSubject.objects.filter(journal__title="Open Notes on Imaginary Climate").values_list("value", flat=True))
    assert of >= {"d:07", "lcc:Q"}, "class numbers of a list's own column"
    assert JournalSubject.objects.filter(journal__title="虚构图书馆学报", value="d:12").exists()


def test_a_second_call_changes_nothing(library, librarian):
    demo.furnish(by=librarian, now=NOW)
    demo.furnish(by=librarian, now=NOW)
    assert (Package.objects.count(), Run.objects.count()) == (3, 3)
