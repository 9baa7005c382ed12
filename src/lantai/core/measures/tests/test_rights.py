"""What remains after an agreement ended, against a slow model that looks at every month."""

import random
from datetime import date

import pytest

from lantai.core.measures.rights import Grant, Right, Span, first_day, joined, month_of, remaining

HISTORIES = 12_000
FIRST, LAST = -16, 48
"""Months that the slow model looks at; random histories lie well inside, so that "without bound" means to its edge."""


def random_span(rng: random.Random, *, open_share: float) -> Span:
    start = None if rng.random() < open_share else rng.randrange(0, 34)
    end = None if rng.random() < open_share else rng.randrange(0, 40)
    return Span(start, end)


def random_grant(rng: random.Random) -> Grant:
    start = rng.randrange(0, 34)
    return Grant(
        platform=rng.choice("AB"),
        active=Span(start, None if rng.random() < 0.2 else start + rng.randrange(-1, 18)),
        coverage=tuple(random_span(rng, open_share=0.3) for _ in range(rng.randrange(0, 4))),
        wall=rng.choice((0, 0, 0, 1, 4, 9)),
        recent=rng.choice((None, None, None, 1, 5, 15)),
        right=rng.choice(list(Right)),
        since=rng.choice((None, None, rng.randrange(0, 34))),
        archive=rng.choice(("", "", "", "C")),
    )


def lies_in(month: int, span: Span) -> bool:
    return (span.start is None or span.start <= month) and (span.end is None or month < span.end)


def slow(grants: list[Grant], now: int) -> dict[str, set[int]]:
    """Walk through time month by month; note what a reader could open then, and what the licence leaves of it."""
    left: dict[str, set[int]] = {}
    for grant in grants:
        for today in range(FIRST, now + 1):
            if not lies_in(today, grant.active) or grant.right is Right.NONE:
                continue
            for published in range(FIRST, LAST):
                covered = any(lies_in(published, part) for part in grant.coverage)
                old_enough = published <= today - grant.wall
                new_enough = grant.recent is None or published > today - grant.recent
                late_enough = grant.since is None or published >= grant.since
                if not (covered and late_enough):
                    continue
                could_be_read = old_enough and new_enough
                keeps = (grant.right is Right.ACCESSIBLE and could_be_read) or (
                    grant.right is Right.SUBSCRIBED and published == today
                )
                if keeps:
                    left.setdefault(grant.archive or grant.platform, set()).add(published)
    return left


def months(spans: tuple[Span, ...]) -> set[int]:
    return {month for month in range(FIRST, LAST) if any(lies_in(month, span) for span in spans)}


def test_it_agrees_with_a_walk_through_every_month_over_random_histories():
    rng = random.Random(20261128)
    something = 0
    for _ in range(HISTORIES):
        grants = [random_grant(rng) for _ in range(rng.randrange(1, 5))]
        now = rng.randrange(4, 42)
        found = remaining(grants, now=now)
        assert {platform: months(spans) for platform, spans in found.items()} == slow(grants, now), grants
        assert all(spans == joined(spans) for spans in found.values())
        something += bool(found)
    assert something > HISTORIES // 4


Y = 12


@pytest.mark.parametrize(
    ("grant", "left"),
    [
        (Grant("A", Span(2020 * Y, 2024 * Y), right=Right.NONE), {}),
        (Grant("A", Span(2020 * Y, 2024 * Y), right=Right.SUBSCRIBED), {"A": (Span(2020 * Y, 2024 * Y),)}),
        (
            Grant("A", Span(2020 * Y, 2024 * Y), (Span(1997 * Y, None),), right=Right.ACCESSIBLE),
            {"A": (Span(1997 * Y, 2024 * Y),)},
        ),
        (
            Grant("A", Span(2020 * Y, 2024 * Y), (Span(1997 * Y, None),), wall=12, right=Right.ACCESSIBLE),
            {"A": (Span(1997 * Y, 2023 * Y),)},
        ),
        (
            Grant("A", Span(2020 * Y, 2024 * Y), (Span(1997 * Y, 2021 * Y), Span(2022 * Y, None)), right=Right.SUBSCRIBED),
            {"A": (Span(2020 * Y, 2021 * Y), Span(2022 * Y, 2024 * Y))},
        ),
        (
            Grant("A", Span(2020 * Y, None), right=Right.SUBSCRIBED, archive="Archive"),
            {"Archive": (Span(2020 * Y, 2026 * Y + 11),)},
        ),
    ],
)
def test_what_a_contract_says_is_what_is_left(grant, left):
    assert remaining([grant], now=month_of(date(2026, 11, 28))) == left


def test_a_title_that_changed_platforms_keeps_what_each_gave():
    left = remaining(
        [
            Grant("Old house", Span(2018 * Y, 2021 * Y), right=Right.SUBSCRIBED),
            Grant("New house", Span(2021 * Y, 2023 * Y), right=Right.SUBSCRIBED),
        ],
        now=2026 * Y,
    )
    assert left == {"Old house": (Span(2018 * Y, 2021 * Y),), "New house": (Span(2021 * Y, 2023 * Y),)}


def test_months_are_counted_from_days_and_back():
    assert [first_day(month_of(date(y, m, 17))) for y, m in ((1999, 12), (2000, 1))] == [date(1999, 12, 1), date(2000, 1, 1)]
