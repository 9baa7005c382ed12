"""Fetching copies that services name and licenses allow to keep: politely, a few at a time, each with its outcome in its row.

Nothing is held in memory between two calls, so a run that is killed loses the one file that was just coming, which is then asked for again.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Event
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from lantai.catalog import index
from lantai.catalog.fetching import agent
from lantai.infra.courtesy import Courtesy, allowed, host_of
from lantai.infra.httpclient import AddressRefused, Answer, Client, FetchFailed, TooLarge

from .. import queries
from ..models import CopyState, CopyToFetch, FileKind, Practice, TextOrigin
from .keeping import MOST_BYTES, NotKept, keep

TIMEOUT_S = 120.0
MOST_LOOKED_AT = 20_000
"""Works of which the copies are looked for in one call."""

TRIES = 5
AGAIN = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=4))
_LATER = frozenset({408, 425, 429, 500, 502, 503, 504})
_ACCEPT = {"Accept": "application/pdf, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"}


@dataclass(slots=True)
class Round:
    """What a run did; every copy that was asked for stands in one of the counts."""

    asked: int = 0
    kept: int = 0
    refused: int = 0
    later: int = 0
    failed: int = 0


@dataclass(slots=True)
class Asker:
    """Asks hosts for files. ``get`` raises FetchFailed; ``courtesy`` keeps requests to one host apart; ``robots`` remembers what hosts forbid."""

    get: Callable[[str], Answer]
    courtesy: Courtesy
    robots: dict[str, str] = field(default_factory=dict)

    def welcome(self, url: str) -> bool:
        """Say whether the host's robots.txt lets the address be asked for; one that cannot be had forbids nothing."""
        host = host_of(url)
        if host not in self.robots:
            self.courtesy.wait(host)
            try:
                answer = self.get(f"{urlsplit(url).scheme}://{host}/robots.txt")
                found = answer.body.decode("utf-8", "replace") if answer.status == 200 else ""
            except AddressRefused:
                raise
            except FetchFailed:
                found = ""
            self.robots[host] = "" if "<html" in found[:500].lower() else found[:50_000]
        may, delay_s = allowed(self.robots[host], agent(), url)
        if delay_s:
            self.courtesy.slow_down(host, delay_s)
        return may

    def ask(self, url: str) -> Answer:
        """Ask for a file when its host may be asked again."""
        self.courtesy.wait(host_of(url))
        return self.get(url)


def asker() -> Asker:
    """Return one that asks as the settings say."""
    client = Client(agent=agent(), timeout_s=TIMEOUT_S, limit_bytes=MOST_BYTES[FileKind.PDF], allowed=settings.SERVICE_HOSTS)
    pause = Courtesy(clock=time.monotonic, sleep=time.sleep, interval_s=max(settings.HARVEST_PAUSE, 0.0))
    return Asker(lambda url: client.get(url, headers=_ACCEPT), pause)


def gather(*, now: datetime) -> int:
    """Look for copies that may be kept among the works that have changed since the last time; return how many are new."""
    chosen, made = queries.practice(), 0
    today = now.astimezone(UTC).date()
    for works, through in queries.changed_works(chosen.reached, most=MOST_LOOKED_AT):
        rows = [
            CopyToFetch(
                work_id=work, address=copy.pdf_url, host=host_of(copy.pdf_url)[:255], version=copy.version,
                license=copy.license.given if copy.license else "", due_at=now,
            )
            for work, copy in queries.allowed_copies(works, on=today)
        ]  # fmt: skip
        with transaction.atomic():
            before = CopyToFetch.objects.filter(work__in=works).count()
            CopyToFetch.objects.bulk_create(rows, ignore_conflicts=True)
            made += CopyToFetch.objects.filter(work__in=works).count() - before
            Practice.objects.update_or_create(pk=1, defaults={"reached": min(through, index.last_change())})
    return made


def fetch_due(
    *, now: Callable[[], datetime], most: int, asks: Asker, stop: Event | None = None, until: float | None = None
) -> Round:
    """Ask for copies that are due, hosts in turn; ``until``: by ``time.monotonic``, when to leave the rest to the next call."""
    done, chosen = Round(), queries.practice()
    for copy in _in_turn(queries.due_copies(now(), most)):
        if (stop is not None and stop.is_set()) or (until is not None and time.monotonic() >= until):
            break
        if queries.kept_bytes() >= chosen.most_bytes:
            break
        done.asked += 1
        _fetch(copy, now=now(), asks=asks, done=done)
    return done


def _in_turn(copies: list[CopyToFetch]) -> list[CopyToFetch]:
    """Return the copies so that one host is not asked twice in a row where another waits."""
    places: dict[str, int] = {}
    ranked = []
    for copy in copies:
        places[copy.host] = places.get(copy.host, -1) + 1
        ranked.append((places[copy.host], len(ranked), copy))
    return [copy for _turn, _order, copy in sorted(ranked, key=lambda one: one[:2])]


def _fetch(copy: CopyToFetch, *, now: datetime, asks: Asker, done: Round) -> None:
    if queries.of_works([copy.work_id]).get(copy.work_id) and _has_as_good(copy):
        done.refused += 1
        return _end(copy, CopyState.REFUSED, "as-good", now)
    try:
        if not asks.welcome(copy.address):
            done.refused += 1
            return _end(copy, CopyState.REFUSED, "robots", now)
        answer = asks.ask(copy.address)
    except (AddressRefused, TooLarge) as problem:
        done.refused += 1
        return _end(copy, CopyState.REFUSED, _kind_of(problem), now)
    except FetchFailed:
        return _later(copy, "nothing-came", None, now, done)
    if answer.status in _LATER:
        return _later(copy, f"the host answered {answer.status}", answer.headers.get("retry-after"), now, done)
    if answer.status != 200:
        done.failed += 1
        return _end(copy, CopyState.FAILED, f"the host answered {answer.status}", now)
    return _take(copy, answer, now=now, done=done)


def _take(copy: CopyToFetch, answer: Answer, *, now: datetime, done: Round) -> None:
    name = urlsplit(answer.url).path.rpartition("/")[2]
    try:
        keep(
            by=None, work=copy.work_id, data=answer.body, file_name=name, origin=TextOrigin.FETCHED, now=now, url=copy.address, license=copy.license,
            version=copy.version,
        )  # fmt: skip
    except NotKept as refused:
        done.refused += 1
        return _end(copy, CopyState.REFUSED, refused.code, now)
    done.kept += 1
    return _end(copy, CopyState.KEPT, "", now)


def _has_as_good(copy: CopyToFetch) -> bool:
    there = queries.of_works([copy.work_id])[copy.work_id][0]
    return there.version in (copy.version, "published")


def _kind_of(problem: FetchFailed) -> str:
    return "too-large" if isinstance(problem, TooLarge) else "inside"


def _later(copy: CopyToFetch, why: str, wait: str | None, now: datetime, done: Round) -> None:
    """Try again later, as long as the host asks for at least; after so many tries it counts as not to be had."""
    tries = copy.tries + 1
    if tries >= TRIES:
        done.failed += 1
        return _end(copy, CopyState.FAILED, why, now)
    asked = timedelta(seconds=min(int(wait), 7 * 86_400)) if wait and wait.isdecimal() else timedelta()
    done.later += 1
    due = now + max(asked, AGAIN[min(tries, len(AGAIN)) - 1])
    CopyToFetch.objects.filter(pk=copy.pk).update(tries=tries, due_at=due, reason=why, tried_at=now)
    return None


def _end(copy: CopyToFetch, state: CopyState, why: str, now: datetime) -> None:
    CopyToFetch.objects.filter(pk=copy.pk).update(state=state, reason=why[:500], tries=copy.tries + 1, tried_at=now)
