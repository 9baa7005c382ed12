"""Ways to get a thing, asked of every area that has some, for a whole page at once.

An area writes offers.py: ``@offers("holdings")`` on a function of (instances, reader, now) for what the catalog has, ``@offers_of_cited`` on one of
(what is cited, reader, now) for what others cite and the catalog may not have. An area that is not there is not asked. One that fails is
logged and the others are shown; one that is slow again and again rests a while, so that it does not hold up every page.

``@passage`` stands before every address that a reader is entitled to: the area that knows proxies puts theirs there.
"""

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser

from lantai.core.bib.offers import Offer, OfferKind
from lantai.core.bib.wanted import Wanted
from lantai.core.bib.work import InstanceDocument
from lantai.people.models import Account

log = logging.getLogger(__name__)

Reader = Account | AnonymousUser | None
"""For whom is asked; None: for anybody."""

Offers = Callable[[Sequence[InstanceDocument], Reader, datetime], Mapping[int, Sequence[Offer]]]
OffersOfCited = Callable[[Wanted, Reader, datetime], Sequence[Offer]]
Passage = Callable[[Sequence[tuple[str, int | None]], Reader], Sequence[str]]
"""(address, number of the platform or None), for a reader -> the addresses to go by, in the same order."""

T = TypeVar("T")

SLOW_S, SLOW_TIMES, REST_S = 1.5, 3, 60.0
"""An area that takes longer for so many pages in a row is not asked for a minute. Once says nothing: a machine that stood still makes every area
slow, and then a library's own books would not be held. Chosen, not measured: a page has 300 ms as a rule."""

_areas: dict[str, Offers] = {}
_areas_of_cited: dict[str, OffersOfCited] = {}
_passages: list[Passage] = []
_slow: dict[str, int] = {}
_resting: dict[str, float] = {}


def offers(area: str) -> Callable[[Offers], Offers]:
    """Decorate a function to be asked for the ways to get instances: all of a page at once."""

    def register(ask: Offers) -> Offers:
        _areas[area] = ask
        return ask

    return register


def offers_of_cited(area: str) -> Callable[[OffersOfCited], OffersOfCited]:
    """Decorate a function to be asked for the ways to get what is cited, whether the catalog has it or not."""

    def register(ask: OffersOfCited) -> OffersOfCited:
        _areas_of_cited[area] = ask
        return ask

    return register


def passage(way: Passage) -> Passage:
    """Decorate a function through which every address goes that a reader is entitled to."""
    _passages.append(way)
    return way


def offered(instances: Sequence[InstanceDocument], *, reader: Reader, now: datetime) -> dict[int, list[Offer]]:
    """Return what every area offers for each of the instances, not ranked: see ``core.bib.offers.ranked``."""
    found: dict[int, list[Offer]] = defaultdict(list)
    for area, ask in _areas.items() if instances else ():
        nothing: Mapping[int, Sequence[Offer]] = {}
        for instance, some in _asked(area, lambda ask=ask: ask(instances, reader, now), nothing).items():
            found[instance].extend(some)
    flat = [(instance, offer) for instance, some in found.items() for offer in some]
    passed = _let_through([offer for _, offer in flat], reader)
    led: dict[int, list[Offer]] = defaultdict(list)
    for (instance, _), offer in zip(flat, passed, strict=True):
        led[instance].append(offer)
    return dict(led)


def offered_of_cited(wanted: Wanted, *, reader: Reader, now: datetime) -> list[Offer]:
    """Return what every area offers for what is cited, not ranked."""
    found: list[Offer] = []
    for area, ask in _areas_of_cited.items():
        found += _asked(area, lambda ask=ask: list(ask(wanted, reader, now)), [])
    return _let_through(found, reader)


def through(address: str, platform: int | None, reader: Reader) -> str:
    """Return the address by which a reader goes to one that needs to be entitled; itself where no area says otherwise."""
    return _led([(address, platform)], reader)[0]


def _let_through(found: list[Offer], reader: Reader) -> list[Offer]:
    entitled = [offer for offer in found if offer.kind is OfferKind.ENTITLED and offer.address]
    led = iter(_led([(offer.address, offer.platform) for offer in entitled], reader)) if entitled else iter(())
    return [replace(o, address=next(led)) if o.kind is OfferKind.ENTITLED and o.address else o for o in found]


def _led(pairs: Sequence[tuple[str, int | None]], reader: Reader) -> list[str]:
    for way in _passages:
        plain = [address for address, _ in pairs]
        led = _asked(f"{way.__module__}.{way.__qualname__}", lambda way=way, pairs=pairs: list(way(pairs, reader)), plain)
        if len(led) == len(pairs):
            pairs = [(address, platform) for address, (_, platform) in zip(led, pairs, strict=True)]
        else:
            log.error("%s answered %d of %d addresses; they stay as they are", way.__qualname__, len(led), len(pairs))
    return [address for address, _ in pairs]


def _asked(area: str, ask: Callable[[], T], nothing: T, clock: Callable[[], float] = time.monotonic) -> T:
    """Return an area's answer; nothing where it fails, or rests because it was slow several times."""
    began = clock()
    if _resting.get(area, began) > began:
        return nothing
    try:
        found = ask()
    except Exception:
        log.exception("offers of %s could not be had; the page is shown without them", area)
        return nothing
    took = clock() - began
    _slow[area] = _slow.get(area, 0) + 1 if took > SLOW_S else 0
    if _slow[area] >= SLOW_TIMES:
        _slow[area], _resting[area] = 0, clock() + REST_S
        log.warning("offers of %s took %.1f s; it is not asked for %.0f s", area, took, REST_S)
    return found


@contextmanager
def only(**areas: Offers) -> Iterator[None]:
    """Ask only these areas inside a ``with`` block; for tests: ``with only(shelves=…, loans=…)``."""
    every = (_areas, _slow, _resting)
    before = [dict(one) for one in every]
    for one in every:
        one.clear()
    _areas.update(areas)
    try:
        yield
    finally:
        for one, kept in zip(every, before, strict=True):
            one.clear()
            one.update(kept)
