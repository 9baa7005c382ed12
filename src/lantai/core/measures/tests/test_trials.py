"""Figures of a trial, against counting by hand."""

import random
from decimal import Decimal

import pytest

from lantai.core.measures.trials import Offered, months_between, overlap, price_each, scored


def test_a_mean_is_of_what_was_given_and_of_nothing_else():
    assert scored([5, 4, 4, 9, 0]).mean == Decimal("4.3")
    assert scored([5, 4, 4, 9, 0]).spread == (0, 0, 0, 2, 1)
    assert scored([]).mean is None


@pytest.mark.parametrize(
    ("price", "count", "each"),
    [
        (Decimal("1000"), 3, Decimal("333.33")),
        (Decimal("0.05"), 2, Decimal("0.03")),
        (None, 3, None),
        (Decimal(1), 0, None),
        (Decimal(1), None, None),
    ],
)
def test_a_price_is_shared_to_the_cent(price, count, each):
    assert price_each(price, count) == each


def test_every_title_is_counted_once_and_in_one_discipline():
    rng = random.Random(3)
    for _ in range(500):
        titles = [
            Offered(rng.randrange(9), frozenset(range(2000, 2000 + rng.randrange(5))), frozenset(range(2000, 2000 + rng.randrange(3))),
                    is_held=rng.random() < 0.5, is_printed=rng.random() < 0.5, discipline=rng.choice(["", "K", "F"]))
            for _ in range(rng.randrange(12))
        ]  # fmt: skip
        found = overlap(titles)
        assert found.titles == len({t.key for t in titles}) == sum(p.titles for p in found.parts)
        assert found.common == sum(p.common for p in found.parts)
        assert 0 <= found.printed <= found.unique
        assert 0 <= found.common_title_years <= found.title_years


def test_months_without_a_count_stand_between_those_with_one():
    assert months_between({(2026, 11): 1, (2027, 2): 3}) == [(2026, 11), (2026, 12), (2027, 1), (2027, 2)]
    assert months_between({}) == []
