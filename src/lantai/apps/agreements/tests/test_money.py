"""Costs in any currency, borne by funds and shared out, always to the cent."""

from datetime import date
from decimal import Decimal

import pytest

from lantai.apps.agreements import actions, queries
from lantai.apps.agreements.actions.allocating import Weighed
from lantai.apps.agreements.actions.costing import Rate
from lantai.apps.agreements.errors import Unsuitable
from lantai.apps.agreements.forms.money import AllocationForm, CostForm
from lantai.apps.agreements.models import Budget, Cost, ExchangeRate, Fund, ListPrice, Member, ValueChange
from lantai.apps.holdings.models import PackageTitle
from lantai.infra.audit import subject_of

from .conftest import NOW, keep

pytestmark = pytest.mark.django_db
BOOKED = date(2026, 2, 1)


def cost(agreement, funds, **more):
    told = {
        "kind": "subscription",
        "state": "paid",
        "currency": "USD",
        "net": 100_000,
        "tax": 6_000,
        "fee": 0,
        "booked_on": BOOKED,
    }
    together = more.pop("together", False)
    rate = more.pop("rate", Rate(Decimal("7.1234"), BOOKED, "People’s Bank"))
    return actions.keep_cost(
        by=None, cost=Cost(agreement=agreement), said=told | more, funds=funds, rate=rate, together=together, now=NOW
    )


def test_funds_bear_the_converted_total_to_the_cent(agreement, fund):
    other = keep(Fund(), code="SCIENCE", name="Science", currency="CNY")
    made = cost(agreement, [(fund, 2), (other, 1)])
    assert [share.minor for share in made.shares.all()] == [503_387, 251_693]
    assert sum(share.minor for share in made.shares.all()) == round(106_000 * 7.1234)


def test_the_history_says_amounts_as_people_write_them(agreement, fund):
    made = cost(agreement, [(fund, 1)])
    told = {"currency": "USD", "net": 90_050, "tax": 6_000, "fee": 0, "booked_on": BOOKED}
    actions.keep_cost(
        by=None, cost=made, said=told, funds=[(fund, 1)], rate=Rate(Decimal(7), BOOKED, "bank"), together=False, now=NOW
    )
    rows = ValueChange.objects.filter(subject=subject_of(made)).exclude(field="").order_by("pk")
    found = {row.field: (row.before, row.after) for row in rows}
    assert found["net"] == ("1000.00 USD", "900.50 USD")
    assert found["funds"][1] == "SERIALS 1: 6723.50 CNY"


def test_the_rate_comes_from_the_table_up_to_the_day_either_way_round(agreement, fund):
    with pytest.raises(Unsuitable) as refused:
        cost(agreement, [(fund, 1)], rate=None)
    assert refused.value.field == "rate"
    keep(ExchangeRate(), base="USD", target="CNY", on_date=date(2026, 1, 15), rate=Decimal("7"), source="bank")
    keep(ExchangeRate(), base="USD", target="CNY", on_date=date(2026, 3, 1), rate=Decimal("9"), source="bank")
    made = cost(agreement, [(fund, 1)], rate=None)
    assert (made.rate, made.rate_date, made.rate_source) == (Decimal(7), date(2026, 1, 15), "bank")
    assert queries.rate("CNY", "USD", on=BOOKED) == (Decimal("0.1428571429"), date(2026, 1, 15), "bank")


def test_funds_of_two_currencies_do_not_bear_one_cost(agreement, fund):
    euro = keep(Fund(), code="EU", name="Project", currency="EUR")
    with pytest.raises(Unsuitable):
        cost(agreement, [(fund, 1), (euro, 1)])


def test_our_part_of_a_consortium_is_taken_and_the_whole_kept(agreement, fund):
    with pytest.raises(Unsuitable):
        cost(agreement, [(fund, 1)], together=True)
    for name, weight, ours in (("Ours", 30, True), ("North", 30, False), ("South", 40, False)):
        keep(Member(agreement=agreement), name=name, weight=weight, ours=ours)
    made = cost(agreement, [(fund, 1)], together=True, net=100_001)
    assert (made.whole, made.net) == (100_001, 30_000)


def test_the_dashboard_counts_each_state_within_its_budget(agreement, fund):
    keep(Budget(fund=fund), start_date=date(2026, 1, 1), end_date=date(2027, 1, 1), minor=1_000_000)
    same = Rate(Decimal(1), BOOKED, "same")
    for state, net in (("paid", 400_000), ("committed", 700_000), ("planned", 50_000)):
        cost(agreement, [(fund, 1)], currency="CNY", state=state, net=net, tax=0, rate=same)
    cost(agreement, [(fund, 1)], currency="CNY", net=9, tax=0, rate=same, booked_on=date(2027, 1, 1))
    (year,) = queries.fund_years(on=BOOKED)
    assert (year.spent, year.committed, year.planned, year.free) == (400_000, 700_000, 50_000, -100_000)
    assert year.spent_percent + year.committed_percent == pytest.approx(100)
    assert [(y.year, y.minor) for y in queries.by_year(agreement)] == [(2026, 1_150_000), (2027, 9)]


def test_a_cost_is_shared_out_by_list_price_and_each_version_is_kept(agreement, fund):
    made = cost(agreement, [(fund, 1)], net=10_000, tax=0)
    titles = list(PackageTitle.objects.order_by("pk"))
    for title, minor in zip(titles, (10_000, 20_000, 0), strict=True):
        ListPrice.objects.create(package_title=title, year=2026, currency="USD", minor=minor, source="list")
    form = AllocationForm({"method": "list", "target": "titles"}, cost=made)
    assert form.is_valid()
    first = actions.allocate(by=None, cost=made, method="list", parts=form.cleaned_data["parts"], now=NOW)
    assert [part.minor for part in first.parts.order_by("pk")] == [3_333, 6_667, 0]
    again = actions.allocate(by=None, cost=made, method="equal", parts=[Weighed(t, "", 1) for t in titles], now=NOW)
    assert [part.minor for part in again.parts.order_by("pk")] == [3_334, 3_333, 3_333]
    assert [a.version for a in made.allocations.all()] == [2, 1]


@pytest.mark.parametrize(
    ("said", "minors"),
    [
        ({"method": "usage", "target": "titles", "lines": "1234-5670; 300\nMarsh Letters;100"}, [7_500, 2_500]),
        ({"method": "manual", "target": "disciplines", "lines": "biology\t60.00\nphysics; 40.00"}, [6_000, 4_000]),
        ({"method": "equal", "target": "disciplines", "lines": "biology\nphysics\nlaw"}, [3_334, 3_333, 3_333]),
    ],
)
def test_lines_name_titles_and_disciplines(agreement, fund, said, minors):
    made = cost(agreement, [(fund, 1)], net=10_000, tax=0)
    form = AllocationForm(said, cost=made)
    assert form.is_valid(), form.errors
    shared = actions.allocate(by=None, cost=made, method=said["method"], parts=form.cleaned_data["parts"], now=NOW)
    assert [part.minor for part in shared.parts.order_by("pk")] == minors


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"method": "usage", "target": "titles", "lines": "9999-9999; 3"}, "Line 1"),
        ({"method": "usage", "target": "titles", "lines": "1234-5670; many"}, "whole number"),
        ({"method": "manual", "target": "disciplines", "lines": "biology; 1,234"}, "two things"),
        ({"method": "list", "target": "disciplines", "lines": ""}, "no list prices"),
    ],
)
def test_a_wrong_line_is_named(agreement, fund, said, word):
    form = AllocationForm(said, cost=cost(agreement, [(fund, 1)]))
    assert not form.is_valid()
    assert word in str(form.errors)


def test_amounts_by_hand_must_be_the_total(agreement, fund):
    made = cost(agreement, [(fund, 1)], net=10_000, tax=0)
    with pytest.raises(Unsuitable):
        actions.allocate(by=None, cost=made, method="manual", parts=[Weighed(None, "law", 9_999)], now=NOW)


@pytest.mark.parametrize(
    ("typed", "net"), [("1,234.56", 123_456), ("١٬٢٣٤٫٥٦", 123_456), ("$1 234.56", 123_456), ("-20.00", -2_000)]
)
def test_the_form_reads_amounts_as_invoices_write_them(agreement, fund, typed, net):
    form = CostForm(posted(net_amount=typed), instance=Cost(agreement=agreement))
    assert form.is_valid(), form.errors
    assert (form.said["net"], form.cleaned_data["funds"]) == (net, [(fund, 1)])


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"net_amount": "1,234"}, "net_amount"),
        ({"net_amount": "1.234,56"}, "net_amount"),
        ({"net_amount": "€5"}, "net_amount"),
        ({"tax_amount": "six"}, "tax_amount"),
        ({"funds": "NOBODY"}, "funds"),
        ({"rate": "7.1"}, "rate_source"),
        ({"booked_on": ""}, "booked_on"),
    ],
)
def test_the_form_says_which_field_is_wrong(agreement, fund, more, field):
    form = CostForm(posted(**more), instance=Cost(agreement=agreement))
    assert not form.is_valid()
    assert field in form.errors


def posted(**more):
    return {
        "kind": "subscription", "state": "paid", "booked_on": "2026-02-01", "currency": "USD", "net_amount": "10.00", "funds": "SERIALS",
    } | more  # fmt: skip
