"""Agreements, costs, rates and list prices from lines of a spreadsheet: taken, or refused with column and rule."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from lantai.apps.agreements import lists
from lantai.apps.agreements.models import Agreement, Budget, Entitlement, ExchangeRate, License, ListPrice, Vendor
from lantai.infra.lists import called

from .conftest import NOW, keep

pytestmark = pytest.mark.django_db
COST = {
    "agreement": "HC-24", "kind": "subscription", "state": "paid", "booked_on": date(2026, 2, 1), "currency": "usd", "net": "1,234.50", "tax": "",
    "funds": "SERIALS", "rate": "7.1", "rate_source": "bank",
}  # fmt: skip


def test_a_line_becomes_a_cost(agreement, fund, keeper):
    made = lists.make_cost(by=keeper, values=COST, now=NOW)
    assert (made.currency, made.net, made.rate, made.rate_date) == ("USD", 123_450, Decimal("7.1"), date(2026, 2, 1))
    lists.keep_cost(by=keeper, cost=made, values={"net": "١٠٠٠٫٠٠"}, now=NOW)
    made.refresh_from_db()
    assert (made.net, made.rate, made.shares.get().minor) == (100_000, Decimal("7.1"), 710_000)


@pytest.mark.parametrize(
    ("more", "column"),
    [
        ({"net": "1,234"}, "net"),
        ({"net": "1.234,50"}, "net"),
        ({"net": "12，5"}, "net"),
        ({"rate": "7,1"}, "rate"),
        ({"rate": "NaN"}, "rate"),
        ({"tax": "€5"}, "tax"),
        ({"currency": "XYZ"}, "currency"),
        ({"funds": "NOBODY 5"}, "funds"),
        ({"rate": "", "currency": "EUR"}, "rate"),
        ({"rate": "seven"}, "rate"),
        ({"agreement": "none"}, "agreement"),
    ],
)
def test_a_wrong_cell_is_named(agreement, fund, keeper, more, column):
    with pytest.raises(ValidationError) as refused:
        lists.make_cost(by=keeper, values=COST | more, now=NOW)
    assert column in refused.value.message_dict


def test_a_line_becomes_an_agreement_with_its_period(agreement, keeper):
    values = {
        "name": "Reeds",
        "reference": "R-2",
        "vendor": "Heron Press",
        "start_date": date(2027, 1, 1),
        "end_date": date(2028, 1, 1),
    }
    made = lists.make_agreement(by=keeper, values=values, now=NOW)
    assert made.periods.get().end_date == date(2028, 1, 1)
    with pytest.raises(ValidationError) as refused:
        lists.make_agreement(by=keeper, values=values | {"reference": "R-3", "vendor": "Nobody"}, now=NOW)
    assert "vendor" in refused.value.message_dict
    with pytest.raises(ValidationError):
        lists.make_agreement(by=keeper, values=values, now=NOW)
    lists.change_with_period(
        by=keeper, row=Agreement.objects.get(reference="R-2"), values={"end_date": date(2029, 1, 1)}, now=NOW
    )
    assert made.periods.get().end_date == date(2029, 1, 1)


def test_what_a_new_line_must_say_can_be_written_into_a_file():
    for name in ("agreements", "budgets", "costs", "entitlements", "funds", "licenses", "list_prices", "rates", "vendors"):
        made = called(f"agreements.{name}")
        assert made is not None
        assert all(column.editable for column in made.columns if column.required), name


def test_a_cost_stays_with_its_agreement(agreement, fund, keeper):
    made = lists.make_cost(by=keeper, values=COST, now=NOW)
    with pytest.raises(ValidationError) as refused:
        lists.change_cost(by=keeper, row=made, values={"agreement": "R-9"}, now=NOW)
    assert "agreement" in refused.value.message_dict


def test_rates_and_list_prices_are_taken(agreement, package, keeper):
    line = {"base": "usd", "target": "CNY", "on_date": date(2026, 1, 4), "rate": "7.0512", "source": "bank"}
    lists.keep_rate(by=keeper, row=ExchangeRate(), values=line, now=NOW)
    assert ExchangeRate.objects.get().rate == Decimal("7.0512")
    with pytest.raises(ValidationError):
        lists.keep_rate(by=keeper, row=ExchangeRate(), values=line, now=NOW)
    price = {"title": "1234-5670", "year": 2026, "currency": "USD", "price": "$360.50", "source": "list 2026"}
    lists.keep_list_price(by=keeper, row=ListPrice(), values=price, now=NOW)
    assert ListPrice.objects.get().minor == 36_050
    with pytest.raises(ValidationError) as refused:
        lists.keep_list_price(by=keeper, row=ListPrice(), values=price | {"title": "9999-9999"}, now=NOW)
    assert "title" in refused.value.message_dict
    assert keep(ListPrice.objects.get(), minor=5).minor == 5


def test_a_comma_before_decimals_is_refused_with_the_way_out(agreement, package, keeper):
    price = {"title": "1234-5670", "year": 2026, "currency": "EUR", "price": "360,50", "source": "list 2026"}
    with pytest.raises(ValidationError) as refused:
        lists.keep_list_price(by=keeper, row=ListPrice(), values=price, now=NOW)
    assert refused.value.message_dict["price"] == [
        "“360,50” has a comma before its decimals: write a point there and nothing between thousands, as 1234.50."
    ]
    lists.keep_list_price(by=keeper, row=ListPrice(), values=price | {"price": "1,360,500"}, now=NOW)
    assert ListPrice.objects.get().minor == 136_050_000


def test_vendors_and_licences_name_what_they_are_tied_to(agreement, platform, keeper):
    made = lists.keep_vendor(by=keeper, row=Vendor(), values={"name": "Reed Press", "platforms": ("Heron Online",)}, now=NOW)
    assert list(made.platforms.all()) == [platform]
    with pytest.raises(ValidationError) as refused:
        lists.keep_vendor(by=keeper, row=made, values={"platforms": ("Heron Online", "Nowhere")}, now=NOW)
    assert list(refused.value.message_dict) == ["platforms"]
    line = {"name": "Amendment", "status": "signed", "amends": "Heron licence 2024", "archive": "Heron Online"}
    newer = lists.keep_license(by=keeper, row=License(), values=line, now=NOW)
    assert (newer.amends, newer.archive) == (agreement.license, platform)
    with pytest.raises(ValidationError) as refused:
        lists.keep_license(by=keeper, row=newer, values={"amends": "Amendment"}, now=NOW)
    assert refused.value.message_dict == {"amends": ["Nothing is called “Amendment”."]}
    lists.keep_license(by=keeper, row=License(), values=line, now=NOW)
    lists.keep_license(by=keeper, row=License(), values=line, now=NOW)
    with pytest.raises(ValidationError) as refused:
        lists.keep_license(by=keeper, row=newer, values={"amends": "Amendment"}, now=NOW)
    assert refused.value.message_dict == {"amends": ["More than one thing is called “Amendment”."]}


def test_the_budgets_of_a_year_come_in_as_one_file(fund, keeper):
    line = {"fund": fund.code, "start_date": date(2030, 1, 1), "end_date": date(2031, 1, 1), "amount": "1,200,000.00"}
    made = lists.keep_budget(by=keeper, row=Budget(), values=line, now=NOW)
    assert (made.fund, made.minor) == (fund, 120_000_000)
    for wrong in ({"fund": "NONE"}, {"amount": "12,5"}, {"end_date": date(2029, 1, 1)}):
        with pytest.raises(ValidationError):
            lists.keep_budget(by=keeper, row=Budget(), values=line | wrong, now=NOW)
    with pytest.raises(ValidationError) as refused:
        lists.keep_fund(by=keeper, row=fund, values={"currency": "USD"}, now=NOW)
    assert list(refused.value.message_dict) == ["currency"]


def test_an_entitlement_is_a_package_a_title_of_it_or_words(agreement, package, keeper):
    line = {"agreement": "HC-24", "title": "1234-5671", "years": "1997 - 2005; 2012-03 -"}
    made = lists.keep_entitlement(by=keeper, row=Entitlement(), values=line, now=NOW)
    assert (str(made), made.package, made.coverage) == ("Marsh Letters", None, [["1997", "2005"], ["2012-03", ""]])
    lists.keep_entitlement(by=keeper, row=made, values={"title": ""}, now=NOW)
    made.refresh_from_db()
    assert (made.package, made.package_title) == (package, None)
    lists.keep_entitlement(by=keeper, row=made, values={"package": "", "description": "Backfiles on disks"}, now=NOW)
    made.refresh_from_db()
    assert str(made) == "Backfiles on disks"


@pytest.mark.parametrize(
    ("more", "column"),
    [
        ({"title": "9999-9999"}, "title"),
        ({"package": "none"}, "package"),
        ({"years": "2005 - 1997"}, "years"),
        ({"agreement": "none"}, "agreement"),
    ],
)
def test_a_wrong_cell_of_an_entitlement_is_named(agreement, package, keeper, more, column):
    line = {"agreement": "HC-24", "package": "heron-complete"}
    with pytest.raises(ValidationError) as refused:
        lists.keep_entitlement(by=keeper, row=Entitlement(), values=line | more, now=NOW)
    assert list(refused.value.message_dict) == [column]
