"""The pages of an outside source: fetched, and kept with the place to go on from in one transaction, before anything is made of them.

``Fetched.chunks`` yields the rows of the pages that were kept before, from where the import stopped, and then those of new ones. Whoever is stopped
anywhere, by whatever, loses at most the page that was just coming; what it fetches again is known by its names and bytes.
"""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from threading import Event

import msgspec
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from lantai import __version__
from lantai.core.formats.protocol import Chunk, Profile
from lantai.infra.httpclient import AddressRefused, Answer, Client
from lantai.sources.protocols.polite import Later, Polite, SourceError
from lantai.sources.protocols.source import Page, Source, Wanted
from lantai.sources.registry import LISTERS, SOURCES

from . import comparing
from .blobs import pack, unpack
from .models import Harvest, HarvestPage, HarvestPlan, HarvestState, Wish

log = logging.getLogger(__name__)

LIMIT_BYTES = 400_000_000
"""Of one answer: the largest are whole files that a source gives (Unpaywall's feed)."""

TIMEOUT_S = 300.0
PATIENCE_S = 60.0
"""A longer wait is given back to the queue: meanwhile the worker does other things."""

MOST_LATER = 8
"""How often in a row a source may say "later" before staff are told."""

_OURS = ("set", "again", "wait", "taken_up")
"""What stands in a place beside the source's own words."""

OVERLAP = timedelta(days=1)
MOST_NOTES = 50


class Left(Exception):
    """The walk is left in the middle of a wait: ``state`` is where the import then stands."""

    def __init__(self, state: HarvestState) -> None:
        super().__init__(state)
        self.state = state


@dataclass(slots=True)
class Fetched:
    """What a run of a harvest reads. ``until``: by ``time.monotonic``, when to give way to other jobs; None: never.

    ``left``: where the run stands when the rows end before the list does; ``problem``: why, where something is wrong.
    """

    harvest: Harvest
    now: Callable[[], datetime]
    stop: Event | None = None
    until: float | None = None
    sleep: Callable[[float], None] | None = None
    left: HarvestState | None = field(default=None, init=False)
    problem: SourceError | None = field(default=None, init=False)

    @property
    def plan(self) -> HarvestPlan:
        """Return what is harvested."""
        if self.harvest.plan is None:
            raise SourceError("this import has no harvest any more that it belongs to")
        return self.harvest.plan

    @property
    def source(self) -> Source:
        """Return how its source is asked."""
        return SOURCES[self.plan.kind]

    @property
    def profile(self) -> Profile:
        """Return how its rows are read; raise SourceError."""
        return self.source.reading(wanted(self.plan, ""))

    def passed(self) -> int:
        """Return how many rows stand on pages that are wholly done: they are not even looked at again."""
        done = 0
        for rows in self._pages().values_list("rows", flat=True):
            if done + rows > self.harvest.rows_done:
                break
            done += rows
        return done

    def chunks(self) -> Iterator[Chunk]:
        """Yield the rows that are left on kept pages, then those of new pages until the list or the time ends."""
        done, start = 0, self.passed()
        for page in self._pages().defer("raw", "beside"):
            if done >= start:
                yield from self._of_page(HarvestPage.objects.get(pk=page.pk), done)
            done += page.rows
        try:
            for page in self._new():
                yield from self._of_page(page, done)
                done += page.rows
                if not self.harvest.place.get("over") and self._gives_way():
                    return
            yield from self._gone(done)
        except Left as left:
            self.left = left.state
        except Later as later:
            self._come_again(later)
        except SourceError as problem:
            self.problem = problem

    def _gives_way(self) -> bool:
        """Say whether it is time to leave, and note in which state."""
        if not self._is_time():
            return False
        self.left = HarvestState.STOPPED if self.stop is not None and self.stop.is_set() else HarvestState.RUNNING
        return True

    def _gone(self, done: int) -> Iterator[Chunk]:
        """Yield as deleted what the server no longer has, where it does not tell that by itself and its list is due to be compared."""
        if self.plan.kind not in LISTERS or not comparing.is_due(self.harvest, self.plan, now=self.now()):
            return
        lister = LISTERS[self.plan.kind]
        for _ in comparing.walk(self.harvest, lister, self._polite(), lambda name: wanted(self.plan, name), self.plan.all_sets):
            if self._gives_way():
                return
        for _ in comparing.confirm(self.harvest, self.plan, lister, self._polite(), wanted(self.plan, "")):
            if self._gives_way():
                return
        for page in comparing.settle(self.harvest, self.plan, lister, now=self.now()):
            yield from self._of_page(page, done)
            done += page.rows

    def _pages(self) -> QuerySet[HarvestPage]:
        return HarvestPage.objects.filter(harvest=self.harvest).order_by("number")

    def _of_page(self, page: HarvestPage, before: int) -> Iterator[Chunk]:
        rows = (
            chunk
            for raw in (unpack(page.raw), *msgspec.msgpack.decode(unpack(page.beside), type=list[bytes]))
            for chunk in self.source.rows(raw)
        )
        for number, chunk in enumerate(rows, start=before + 1):
            yield msgspec.structs.replace(chunk, number=number, position=page.number)

    def _new(self) -> Iterator[HarvestPage]:
        """Fetch and keep page after page, set after set."""
        polite = self._polite()
        sets = self.plan.all_sets
        place = dict(self.harvest.place)
        while not place.get("over"):
            at = int(place.get("set", "0"))
            walk = {name: value for name, value in place.items() if name not in _OURS}
            for page in self.source.pages(polite, wanted(self.plan, sets[at]), walk):
                place = _after(page, at, len(sets))
                yield self._keep(page, place)
                if place.get("set") != str(at) or place.get("over"):
                    break
            else:
                raise SourceError("the list ended without saying so; try again later")

    def _keep(self, page: Page, place: dict[str, str]) -> HarvestPage:
        """Keep a page with the place after it, whole or not at all."""
        rows = sum(1 for raw in (page.raw, *page.beside) for _ in self.source.rows(raw))
        with transaction.atomic():
            number = (self._pages().values_list("number", flat=True).last() or 0) + 1
            kept = HarvestPage.objects.create(
                harvest=self.harvest,
                number=number,
                rows=rows,
                raw=pack(page.raw),
                beside=pack(msgspec.msgpack.encode(page.beside)),
                came_at=self.now(),
            )
            notes = [*self.harvest.notes, *page.notes][:MOST_NOTES]
            Harvest.objects.filter(pk=self.harvest.pk).update(
                place=place, notes=notes, **({"size": page.size} if page.size else {})
            )
        self.harvest.place, self.harvest.notes = place, notes
        return kept

    def _come_again(self, later: Later) -> None:
        """Note that the source wants to be left alone, so and so often in a row; too often is a problem."""
        times = int(self.harvest.place.get("again", "0")) + 1
        if times > MOST_LATER:
            self.problem = later
            return
        place = self.harvest.place | {"again": str(times), "wait": str(later.seconds)}
        Harvest.objects.filter(pk=self.harvest.pk).update(place=place)
        self.harvest.place = place
        self.left = HarvestState.WAITING

    def _polite(self) -> Polite:
        client = Client(agent=agent(), timeout_s=TIMEOUT_S, limit_bytes=LIMIT_BYTES, allowed=settings.SERVICE_HOSTS)

        def fetch(url: str) -> Answer:
            """Fetch; an address that may not be asked is not asked again."""
            try:
                return client.get(url)
            except AddressRefused as problem:
                raise SourceError(f"{problem}; LANTAI_SERVICE_HOSTS names the hosts there that may be asked") from problem

        inline = self.until is None
        pause = 0.0 if settings.HARVEST_PAUSE == 0 else max(settings.HARVEST_PAUSE, self.source.ABOUT.pause_s)

        def told(seconds: float, why: SourceError) -> None:
            log.warning("%s: goes on in %.0f s: %s", self.plan.name, seconds, why)

        return Polite(fetch, self._sleep, self.now, pause_s=pause, patience_s=None if inline else PATIENCE_S, told=told)

    def _sleep(self, seconds: float) -> None:
        """Wait, looking up now and then whether the run is to be left."""
        if self.sleep is not None:
            self.sleep(seconds)
            return
        end = time.monotonic() + seconds
        while (rest := end - time.monotonic()) > 0:
            if self.stop is not None and self.stop.wait(min(rest, 2.0)):
                raise Left(HarvestState.STOPPED)
            if self.stop is None:
                time.sleep(min(rest, 2.0))
            if seconds > 2.0 and Harvest.objects.filter(pk=self.harvest.pk).exclude(wish=Wish.NONE).exists():
                raise Left(HarvestState.RUNNING)

    def _is_time(self) -> bool:
        return (self.stop is not None and self.stop.is_set()) or (self.until is not None and time.monotonic() >= self.until)


def _after(page: Page, at: int, sets: int) -> dict[str, str]:
    """Return the place after a page: in the same set, at the beginning of the next, or at the end of all."""
    if not page.over:
        return page.place | {"set": str(at)}
    if at + 1 < sets:
        return {name: page.place[name] for name in ("began", "seconds", "deleted") if name in page.place} | {"set": str(at + 1)}
    return page.place | {"set": str(at), "over": "1"}


def wanted(plan: HarvestPlan, chosen_set: str) -> Wanted:
    """Return what is asked of a plan's source: what changed since a day before its last run, all the first time."""
    since = _instant(plan.reached) - OVERLAP if plan.reached else _beginning(plan.since)
    about = SOURCES[plan.kind].ABOUT
    beside = tuple(other for other in plan.all_sets if other != chosen_set)
    return Wanted(
        plan.address, plan.prefix or about.prefix, chosen_set, since, plan.filters, settings.CONTACT, plan.wanted, beside
    )


def _instant(words: str) -> datetime:
    found = datetime.fromisoformat(words)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _beginning(day: date | None) -> datetime | None:
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None


def agent() -> str:
    """Return how this library presents itself, with somebody to write to."""
    return f"Lantai/{__version__} (harvester of a library; mailto:{settings.CONTACT})"
