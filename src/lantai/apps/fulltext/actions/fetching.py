"""Fetching copies that services name and licenses allow to keep: politely, a few at a time, each with its outcome in its row.

Nothing is held in memory between two calls, so a run that is killed loses the one file that was just coming, which is then asked for again. Two runs
at once share the copies: each is claimed by the update that repeats what was read of it.
"""

import logging
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
from lantai.infra.httpclient import MOST_REDIRECTS, AddressRefused, Answer, Client, FetchFailed, NoAddress, TooLarge, onward_of

from .. import queries, store
from ..models import CopyState, CopyToFetch, FileKind, FullText, Practice, TextOrigin
from .keeping import MOST_BYTES, NotKept, keep

log = logging.getLogger(__name__)

TIMEOUT_S = 120.0
A_COPY_S = 300.0
"""After so long no further request is made for one copy, wherever its address leads."""

LEASE = timedelta(minutes=15)
"""How long a copy is left to the run that asks for it."""

MOST_LOOKED_AT = 20_000
"""Works of which the copies are looked for in one call."""

TRIES = 5
AGAIN = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=4))
_LATER = frozenset({408, 425, 429, 500, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_OVER_AGAIN = ("not-allowed", "work-down")
"""Why copies are refused that come again by themselves when that is no longer so."""

_ACCEPT = {"Accept": "application/pdf, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"}


@dataclass(slots=True)
class Round:
    """What a run did; every copy that was asked for stands in one of the counts."""

    asked: int = 0
    kept: int = 0
    refused: int = 0
    later: int = 0
    failed: int = 0


class Forbidden(FetchFailed):
    """A host asks programs not to fetch an address."""


@dataclass(slots=True)
class Asker:
    """Asks hosts for files. ``get`` returns one answer, redirects as they come, or raises FetchFailed; ``courtesy`` keeps requests to one host apart;
    ``robots`` remembers what hosts forbid."""

    get: Callable[[str], Answer]
    courtesy: Courtesy
    robots: dict[str, str] = field(default_factory=dict)

    def ask(self, url: str) -> Answer:
        """Return what stands at an address, wherever it leads: each host on the way is asked when it may be, for what it lets be asked; raise FetchFailed."""
        return self._follow(url, time.monotonic() + A_COPY_S, heeds=True)

    def _follow(self, url: str, end: float, *, heeds: bool) -> Answer:
        for _ in range(MOST_REDIRECTS + 1):
            if heeds and not self._welcome(url, end):
                raise Forbidden(url)
            if time.monotonic() > end:
                raise FetchFailed(f"{url}: not done after {A_COPY_S:.0f} s")
            self.courtesy.wait(host_of(url))
            answer = self.get(url)
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                return answer
            url = onward_of(answer)
        raise FetchFailed(f"{url}: more than {MOST_REDIRECTS} redirects")

    def _welcome(self, url: str, end: float) -> bool:
        """Say whether the host's robots.txt lets the address be asked for; one that cannot be had forbids nothing."""
        host = host_of(url)
        if host not in self.robots:
            try:
                answer = self._follow(f"{urlsplit(url).scheme}://{host}/robots.txt" if host else url, end, heeds=False)
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


def asker() -> Asker:
    """Return one that asks as the settings say. Addresses come from outside, so none leads into the house, not even to hosts that harvests may ask."""
    client = Client(agent=agent(), timeout_s=TIMEOUT_S, limit_bytes=MOST_BYTES[FileKind.PDF])
    pause = Courtesy(clock=time.monotonic, sleep=time.sleep, interval_s=max(settings.HARVEST_PAUSE, 0.0))
    return Asker(lambda url: client.once(url, headers=_ACCEPT), pause)


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
            again = CopyToFetch.objects.filter(work__in=works, address__in=[one.address for one in rows], state=CopyState.REFUSED)
            again.filter(reason__in=_OVER_AGAIN).update(state=CopyState.WAITING, due_at=now, tries=0)
            made += CopyToFetch.objects.filter(work__in=works).count() - before
            Practice.objects.update_or_create(pk=1, defaults={"reached": min(through, index.last_change())})
    return made


def fetch_due(
    *, now: Callable[[], datetime], most: int, asks: Asker, stop: Event | None = None, until: float | None = None
) -> Round:
    """Ask for copies that are due, hosts in turn; ``until``: by ``time.monotonic``, when to leave the rest to the next call."""
    done, chosen, due = Round(), queries.practice(), queries.due_copies(now(), most)
    used = store.total_bytes() if due else 0
    for copy in _in_turn(due):
        if (stop is not None and stop.is_set()) or (until is not None and time.monotonic() >= until):
            break
        if used >= chosen.most_bytes:
            break
        at = now()
        if not _claim(copy, at):
            continue
        done.asked += 1
        try:
            kept = _fetch(copy, now=at, asks=asks, done=done)
        except Exception:
            # Whatever is wrong with one copy, the others are not to wait behind it for ever.
            log.exception("copy %s of work %s was not kept", copy.pk, copy.work_id)
            _later(copy, "went-wrong", None, at, done)
        else:
            used += queries.bytes_of(kept) if kept else 0
    return done


def _claim(copy: CopyToFetch, now: datetime) -> bool:
    """Say whether a copy is left to this run; until its lease ends no other asks for it."""
    same = CopyToFetch.objects.filter(pk=copy.pk, state=CopyState.WAITING, due_at=copy.due_at)
    return bool(same.update(due_at=now + LEASE))


def _in_turn(copies: list[CopyToFetch]) -> list[CopyToFetch]:
    """Return the copies so that one host is not asked twice in a row where another waits."""
    places: dict[str, int] = {}
    ranked = []
    for copy in copies:
        places[copy.host] = places.get(copy.host, -1) + 1
        ranked.append((places[copy.host], len(ranked), copy))
    return [copy for _turn, _order, copy in sorted(ranked, key=lambda one: one[:2])]


def _fetch(copy: CopyToFetch, *, now: datetime, asks: Asker, done: Round) -> FullText | None:
    """Ask for a copy and keep what comes; return the file where one was kept."""
    today = now.astimezone(UTC).date()
    told = [one for _work, one in queries.allowed_copies([copy.work_id], on=today, most=None) if one.pdf_url == copy.address]
    if why := _against(copy, is_allowed=bool(told)):
        done.refused += 1
        return _end(copy, CopyState.REFUSED, why, now)
    try:
        answer = asks.ask(copy.address)
    except (AddressRefused, Forbidden, TooLarge) as problem:
        done.refused += 1
        return _end(copy, CopyState.REFUSED, _kind_of(problem), now)
    except NoAddress:
        done.failed += 1
        return _end(copy, CopyState.FAILED, "no-address", now)
    except FetchFailed:
        return _later(copy, "nothing-came", None, now, done)
    if answer.status in _LATER:
        return _later(copy, f"the host answered {answer.status}", answer.headers.get("retry-after"), now, done)
    if answer.status != 200:
        done.failed += 1
        return _end(copy, CopyState.FAILED, f"the host answered {answer.status}", now)
    license_ = told[0].license
    return _take(copy, answer, license_.given if license_ else "", now=now, done=done)


def _against(copy: CopyToFetch, *, is_allowed: bool) -> str:
    """Return why a copy is not even asked for, as things stand today; "" where nothing speaks against it."""
    if not is_allowed:
        return "not-allowed"
    if queries.is_down(copy.work_id):
        return "work-down"
    there = queries.of_works([copy.work_id]).get(copy.work_id)
    return "as-good" if there and there[0].version in (copy.version, "published") else ""


def _take(copy: CopyToFetch, answer: Answer, license_: str, *, now: datetime, done: Round) -> FullText | None:
    name = urlsplit(answer.url).path.rpartition("/")[2]
    try:
        kept = keep(
            by=None, work=copy.work_id, data=answer.body, file_name=name, origin=TextOrigin.FETCHED, now=now, url=copy.address, license=license_,
            version=copy.version,
        )  # fmt: skip
    except NotKept as refused:
        done.refused += 1
        return _end(copy, CopyState.REFUSED, refused.code, now)
    done.kept += 1
    _end(copy, CopyState.KEPT, "", now)
    return kept.full_text


def _kind_of(problem: FetchFailed) -> str:
    if isinstance(problem, Forbidden):
        return "robots"
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
