"""The demo library's agreements fill every page, through the public actions."""

import pytest

from lantai.apps.agreements import demo, queries
from lantai.apps.agreements.models import Agreement, Cost, License

from .conftest import NOW, TODAY

pytestmark = pytest.mark.django_db


def test_it_fills_every_page_once(keeper, package):
    assert demo.furnish(by=keeper, now=NOW)
    assert len(set(Agreement.objects.values_list("stage", flat=True))) >= 6
    assert set(Cost.objects.values_list("currency", flat=True)) >= {"USD", "CNY", "EUR"}
    assert Agreement.objects.get(stage="cancelled").rights.count() == 3
    assert License.objects.exclude(amends=None).exists()
    assert queries.due_soon(today=TODAY)
    assert any(year.spent for year in queries.fund_years(on=TODAY))
    assert not demo.furnish(by=keeper, now=NOW)
