"""Offers: ways to get a thing, and which of them is the best one.

Enter at ``ranked``. An area makes offers (``catalog.access``); where they stand is decided here, once for results, works and citations.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import groupby

from .places import Place, together
from .spans import NOTHING_SAID, Fit, Span, Wish, fit


class OfferKind(StrEnum):
    """What sort of way it is; the best first. ELSEWHERE: at the publisher's, where nobody knows here whether a reader may read it."""

    ENTITLED = "entitled"
    OPEN = "open"
    PRINT = "print"
    ELSEWHERE = "elsewhere"
    DELIVERY = "delivery"
    SUGGESTION = "suggestion"


ONLINE = (OfferKind.ENTITLED, OfferKind.OPEN)
_ORDER = {kind: n for n, kind in enumerate(OfferKind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One way to get a thing.

    ``address``: where it leads, "" for a place on the shelves (``place``). ``label``: what it leads to, as a reader knows it. ``reason``: why it
    is offered; ``condition``: what it asks of the reader; both sentences in the language of the page, "" where there is none.
    ``spans``: the years it reaches over, () where that is not known or means nothing. ``platform``: number of the platform, and ``preference``
    how gladly the library sends readers there, the least number first. ``licence``: under which a copy is open, "" not known.
    ``until``: the last day on which it stands. ``within``: it leads to what the thing is in, where the reader has still to turn the pages.
    """

    kind: OfferKind
    address: str = ""
    label: str = ""
    reason: str = ""
    condition: str = ""
    spans: tuple[Span, ...] = ()
    platform: int | None = None
    preference: int = 0
    licence: str = ""
    until: date | None = None
    place: Place | None = None
    within: bool = False

    @property
    def is_online(self) -> bool:
        """Say whether the thing can be read at its address."""
        return self.kind in ONLINE

    @property
    def years(self) -> str:
        """Return the years it reaches over, "1997–2004, 2008–"; "" where that is not known."""
        return ", ".join(map(str, self.spans))


def ranked(offers: Iterable[Offer], wish: Wish = NOTHING_SAID) -> list[Offer]:
    """Return the offers, the best first, each address and each place once.

    What surely does not reach to the part that is wished for stands last. Then the order of the kinds decides, then: whether it surely reaches
    there, leads to the thing itself, the platform's preference, an open licence. A publisher's page is left out where the thing can be read.
    """
    listed = sorted(_united(offers), key=lambda offer: _key(offer, wish))
    readable = any(offer.is_online and fit(offer.spans, wish) is not Fit.NO for offer in listed)
    once: dict[str | Place, Offer] = {}
    for offer in listed:
        if not (readable and offer.kind is OfferKind.ELSEWHERE):
            once.setdefault(offer.place or offer.address, offer)
    return list(once.values())


def _key(offer: Offer, wish: Wish) -> tuple[object, ...]:
    fits = fit(offer.spans, wish)
    open_first = not offer.licence if offer.kind is OfferKind.OPEN else False
    return (fits is Fit.NO, _ORDER[offer.kind], fits, offer.within, offer.preference, open_first)


def _united(offers: Iterable[Offer]) -> list[Offer]:
    """Return the offers with the pieces in one place counted together, the best place first."""
    listed = list(offers)
    by_place = {offer.place.alone: offer for offer in reversed(listed) if offer.place}
    counted = together(offer.place for offer in listed if offer.place)
    shelves = [replace(by_place[place.alone], place=place) for place in counted]
    return [*(offer for offer in listed if not offer.place), *shelves]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Ranked offers as a page shows them. ``held``: places by state, each state once; ``further``: delivery, a suggestion to buy.

    ``beside``: offers that do not reach to the part that is wished for.
    """

    online: tuple[Offer, ...] = ()
    held: tuple[tuple[Place, tuple[Offer, ...]], ...] = ()
    elsewhere: tuple[Offer, ...] = ()
    further: tuple[Offer, ...] = ()
    beside: tuple[Offer, ...] = ()

    @property
    def is_nowhere(self) -> bool:
        """Say whether no copy of the thing is known of, here or at its publisher's."""
        return not (self.online or self.held or self.elsewhere)

    @property
    def is_anything(self) -> bool:
        """Say whether there is anything to show at all."""
        return bool(self.online or self.held or self.elsewhere or self.further or self.beside)


def arranged(offers: Sequence[Offer], wish: Wish = NOTHING_SAID, *, most_places: int = 200) -> Options:
    """Return ranked offers by what a reader does with them, at most so many places."""
    reaching = [offer for offer in offers if fit(offer.spans, wish) is not Fit.NO]
    shelves = [offer for offer in reaching if offer.place][:most_places]
    groups = (
        tuple(group) for _, group in groupby(shelves, key=lambda offer: offer.place and (offer.place.state, offer.place.word))
    )
    return Options(
        online=tuple(offer for offer in reaching if offer.is_online),
        held=tuple((group[0].place, group) for group in groups if group[0].place),
        elsewhere=tuple(offer for offer in reaching if offer.kind is OfferKind.ELSEWHERE),
        further=tuple(offer for offer in reaching if offer.kind in (OfferKind.DELIVERY, OfferKind.SUGGESTION)),
        beside=tuple(offer for offer in offers if fit(offer.spans, wish) is Fit.NO),
    )
