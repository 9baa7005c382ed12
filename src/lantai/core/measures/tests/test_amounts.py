"""Amounts as price lists write them: read, or refused with the rule."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.shared_data import shared

from lantai.core.measures.allotting import allotted
from lantai.core.measures.amounts import BadAmount, Rule, converted, decimals, every, is_currency, plain, read, shown, spoken


@pytest.mark.parametrize(
    ("words", "currency", "minor"),
    [
        ("360.50", "USD", 36050),
        ("$360.50 ", "USD", 36050),
        ("1.234,56", "EUR", 123456),
        ("1,234.56", "EUR", 123456),
        ("1 234,56 €", "EUR", 123456),
        ("1\u202f234,56\u00a0€", "EUR", 123456),
        ("1'234.50", "CHF", 123450),
        ("١٬٢٣٤٫٥٠", "SAR", 123450),
        ("12 000 元", "CNY", 1200000),
        ("￥12,000.00", "CNY", 1200000),
        ("CNY 12000", "CNY", 1200000),
        ("¥1,234", "JPY", 1234),
        ("1,234,567", "USD", 123456700),
        ("1.234.567", "EUR", 123456700),
        ("0,500", "KWD", 500),
        ("12.5", "KWD", 12500),
        ("１２３．４５", "CNY", 12345),
        ("7", "USD", 700),
        ("\u200f360.50\u200f", "USD", 36050),
    ],
)
def test_it_is_read(words, currency, minor):
    assert read(words, currency) == minor


@pytest.mark.parametrize(
    ("words", "currency", "rule"),
    [
        ("", "USD", Rule.EMPTY),
        ("  ", "USD", Rule.EMPTY),
        ("USD", "USD", Rule.EMPTY),
        ("free", "USD", Rule.NOT_A_NUMBER),
        ("12.", "USD", Rule.NOT_A_NUMBER),
        ("1,23,456.00", "USD", Rule.NOT_A_NUMBER),
        ("1.2.3", "USD", Rule.NOT_A_NUMBER),
        ("1,234", "USD", Rule.AMBIGUOUS),
        ("1.234", "EUR", Rule.AMBIGUOUS),
        ("1.23456", "EUR", Rule.DECIMALS),
        ("12.5", "JPY", Rule.DECIMALS),
        ("-5.00", "USD", Rule.NEGATIVE),
        ("(5.00)", "USD", Rule.NEGATIVE),
        ("€5.00", "USD", Rule.CURRENCY),
        ("5.00 GBP", "USD", Rule.CURRENCY),
        ("9" * 20, "USD", Rule.TOO_LARGE),
        ("5", "XYZ", Rule.UNKNOWN_CURRENCY),
        ("5", "DEM", Rule.UNKNOWN_CURRENCY),
        ("1e5", "USD", Rule.NOT_A_NUMBER),
        ("½", "USD", Rule.NOT_A_NUMBER),
        ("²", "USD", Rule.NOT_A_NUMBER),
    ],
)
def test_it_is_refused_by_a_rule(words, currency, rule):
    with pytest.raises(BadAmount) as refused:
        read(words, currency)
    assert refused.value.rule is rule


def test_a_credit_is_read_where_credits_are_taken():
    assert (read("-5.00", "USD", negative=True), read("(5.00)", "USD", negative=True)) == (-500, -500)


@given(st.integers(0, 10**12), st.sampled_from(every()))
def test_what_is_written_is_read_again(minor, currency):
    words = plain(minor, currency)
    if decimals(currency) != 3:  # "1.234" of a dinar is a thousand and more to some
        assert read(words, currency) == minor


def test_an_amount_is_shown_with_its_own_decimals():
    assert [shown(123456, currency, "en") for currency in ("USD", "JPY", "KWD")] == [
        "USD\u00a01,234.56",
        "JPY\u00a0123,456",
        "KWD\u00a0123.456",
    ]


def test_an_amount_is_said_in_words_of_the_language_with_decimals_only_where_they_say_something():
    assert [spoken(160000, "EUR", ui) for ui in ("en", "zh-hans", "ar")] == ["1,600 euros", "1,600欧元", "1,600 يورو"]
    assert [spoken(9950, "GBP", "en"), spoken(500, "JPY", "en"), spoken(50000, "HRK", "en")] == [
        "99.50 British pounds",
        "500 Japanese yen",
        "500 Croatian kunas",
    ]


def test_another_currency_is_rounded_half_to_even():
    assert converted(100, "USD", Decimal("7.125"), "CNY") == 712
    assert converted(100, "USD", Decimal("7.135"), "CNY") == 714
    assert converted(1000, "JPY", Decimal("0.0485"), "CNY") == 4850


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 10**6), min_size=1, max_size=40))
def test_parts_are_the_whole_to_the_cent_and_never_off_by_one(whole, weights):
    if not sum(weights):
        return
    parts = allotted(whole, weights)
    assert sum(parts) == whole
    assert all(abs(part * sum(weights) - whole * weight) < sum(weights) for part, weight in zip(parts, weights, strict=True))
    assert all(part == 0 for part, weight in zip(parts, weights, strict=True) if weight == 0)


def test_cents_left_over_go_to_the_largest_remainders():
    assert allotted(100, [1, 1, 1]) == [34, 33, 33]
    assert allotted(10_000, [50, 25, 25]) == [5_000, 2_500, 2_500]
    assert allotted(-100, [1, 1, 1]) == [-34, -33, -33]


@pytest.mark.parametrize(("whole", "weights"), [(1, [0, 0]), (1, [-1, 2])])
def test_what_cannot_be_shared_is_refused(whole, weights):
    with pytest.raises(ValueError, match="weight"):
        allotted(whole, weights)


def test_every_currency_of_the_table_of_signs_is_known_or_of_the_past():
    rows = shared("resources/prices/currency.csv").read_text().splitlines()[1:]
    codes = [row.split(",")[0] for row in rows]
    assert len(codes) > 100
    assert len([code for code in codes if is_currency(code)]) > 0.85 * len(codes)
