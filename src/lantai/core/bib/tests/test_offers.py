"""Which way to get a thing stands first."""

import random

import pytest

from lantai.core.bib.offers import Offer, OfferKind, arranged, ranked
from lantai.core.bib.places import Place
from lantai.core.bib.spans import Fit, Span, Wish, fit


def at(address: str, kind: OfferKind = OfferKind.ENTITLED, **more) -> Offer:
    return Offer(kind=kind, address=address, **more)


def shelf(state: str = "shelf", place: str = "Level 3", **more) -> Offer:
    return Offer(kind=OfferKind.PRINT, place=Place("", place, "I242", state), **more)


def test_the_kinds_stand_in_their_order():
    mixed = [
        at("/buy", OfferKind.SUGGESTION), shelf(), at("/ask", OfferKind.DELIVERY), at("https://open.example", OfferKind.OPEN),
        at("https://ours.example"),
    ]  # fmt: skip
    assert [o.kind for o in ranked(mixed)] == ["entitled", "open", "print", "delivery", "suggestion"]


def test_a_copy_that_does_not_reach_to_the_year_stands_last_whatever_it_is():
    late, open_copy, ask = (
        at("https://late.example", spans=(Span(2005),)),
        at("https://o.example", OfferKind.OPEN),
        at("/a", OfferKind.DELIVERY),
    )
    assert ranked([late, ask, open_copy], Wish(year=1990)) == [open_copy, ask, late]
    assert ranked([late, ask, open_copy], Wish(year=2010))[0] is late


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (at("https://b.example", spans=(Span(1980),)), at("https://a.example")),  # surely has the year, before: not known
        (at("https://b.example"), at("https://a.example", within=True)),
        (at("https://b.example", preference=1), at("https://a.example", preference=2)),
        (at("https://b.example", OfferKind.OPEN, licence="CC BY 4.0"), at("https://a.example", OfferKind.OPEN)),
    ],
)
def test_among_the_same_kind_the_surer_nearer_preferred_and_freer_one_is_first(first, second):
    assert ranked([second, first], Wish(year=1990)) == [first, second]


def test_a_publishers_page_is_left_out_where_the_thing_can_be_read():
    doi = at("https://doi.org/10.1/x", OfferKind.ELSEWHERE)
    assert ranked([doi, at("https://ours.example")]) == [at("https://ours.example")]
    assert ranked([doi, at("https://ours.example", spans=(Span(2020),))], Wish(year=1990))[0] is doi
    assert ranked([doi, shelf()]) == [shelf(), doi]


def test_an_address_that_two_areas_offer_stands_once_as_the_better_of_them():
    assert ranked([at("https://x.example", OfferKind.OPEN), at("https://x.example")]) == [at("https://x.example")]


def test_pieces_in_one_place_are_counted_together_over_editions_the_best_state_first():
    found = ranked([shelf("loan"), shelf(), shelf()])
    assert [(o.place.state, o.place.count) for o in found if o.place] == [("shelf", 2), ("loan", 1)]


def test_a_page_shows_each_state_once_and_other_years_apart():
    offers = ranked(
        [shelf(place="A"), shelf(place="B"), shelf("loan"), shelf(place="C", spans=(Span(1950, 1960),))], Wish(year=1990)
    )
    options = arranged(offers, Wish(year=1990))
    assert [(first.state, len(group)) for first, group in options.held] == [("shelf", 2), ("loan", 1)]
    assert [o.place.location for o in options.beside if o.place] == ["C"]
    assert not options.is_nowhere


def test_the_order_does_not_depend_on_the_order_in_which_areas_answer_and_loses_nothing():
    rng = random.Random(7)
    for _ in range(300):
        wish = Wish(year=rng.choice([None, 1990, 2010]))
        offers = [
            at(f"https://{n}.example", rng.choice(list(OfferKind)), spans=rng.choice([(), (Span(2000),), (Span(1980, 1995),)]),
               preference=n)
            for n in range(rng.randrange(8))
        ]  # fmt: skip
        found = ranked(offers, wish)
        assert found == ranked(rng.sample(offers, len(offers)), wish)
        kept = {o.address for o in found}
        assert all(o.address in kept or o.kind is OfferKind.ELSEWHERE for o in offers)
        fits = [fit(o.spans, wish) is Fit.NO for o in found]
        assert fits == sorted(fits)
