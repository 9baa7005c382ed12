"""After a cancellation the years that stay are offered, and no others."""

from datetime import date, timedelta

import pytest

from lantai.apps.agreements import actions, offers
from lantai.apps.agreements.models import RemainingRight, Stage
from lantai.core.bib.offers import OfferKind
from lantai.core.bib.spans import Fit, Span, Wish, fit
from lantai.core.bib.wanted import Wanted

from .conftest import NOW, memo

pytestmark = pytest.mark.django_db


def right(first, end):
    return RemainingRight(first_month=first, end_month=end)


@pytest.mark.parametrize(
    ("first", "end", "span"),
    [
        (date(2018, 1, 1), date(2024, 1, 1), Span(2018, 2023)),
        (date(2018, 3, 1), date(2024, 1, 1), Span(2019, 2023, partly=(2018,))),
        (date(2018, 1, 1), date(2024, 6, 1), Span(2018, 2023, partly=(2024,))),
        (None, date(2024, 1, 1), Span(None, 2023)),
        (date(2018, 1, 1), None, Span(2018, None)),
        (date(2018, 3, 1), date(2018, 9, 1), Span(2018, 2018, partly=(2018,))),
    ],
)
def test_months_are_said_as_years(first, end, span):
    assert offers.span_of(right(first, end)) == span


def test_a_year_in_part_is_not_known_and_others_are():
    span = offers.span_of(right(date(2018, 3, 1), date(2020, 1, 1)))
    assert [fit([span], Wish(year)) for year in (2017, 2018, 2019, 2020)] == [Fit.NO, Fit.UNKNOWN, Fit.YES, Fit.NO]


def test_what_stays_is_offered_from_the_day_the_rest_ends(active):
    memo(active)
    actions.work_out_rights(by=None, agreement=active, now=NOW)
    actions.move(by=None, agreement=active, to=Stage.CANCELLED, why="hardly used", ends_on=date(2027, 1, 1), now=NOW)
    asked = Wanted(identifiers=("issn:1234-5670",))
    assert offers.of_citation(asked, None, NOW) == []
    (offer,) = offers.of_citation(asked, None, NOW + timedelta(days=40))
    assert (offer.kind, offer.spans, offer.address) == (OfferKind.ENTITLED, (Span(2024, 2026),), "https://heron.example")
    assert offers.of_citation(Wanted(identifiers=("issn:0000-0000",)), None, NOW + timedelta(days=40)) == []
