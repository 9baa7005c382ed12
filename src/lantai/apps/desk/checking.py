"""A round of checks: every rule is asked, and what it finds is compared with what it found before.

Each step is one transaction that also notes how far the round has come: a round that is interrupted, or whose worker is killed, goes
on where it stopped. Enter at ``run``.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from threading import Event

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from lantai.catalog.known import in_pieces
from lantai.catalog.tables import insert
from lantai.infra import rules
from lantai.infra.rules import Finding as Found

from .models import Check, CheckState, Finding, FindingState, Tally

KEPT = timedelta(days=90)
"""How long a solved finding is remembered, unless it was set aside: then for good."""

TRAITS = ("source", "language", "kind", "location")
LONGEST_TRAIT = {"source": 80, "language": 35, "kind": 12, "location": 200}
COLUMNS = (
    "rule", "subject", "owner", "work", "url", "detail", *TRAITS, "state", "found_at", "found_in_id", "aside_reason",
)  # fmt: skip


class Stopped(Exception):
    """The round was asked to stop; it goes on from where it is."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A finding as it was kept before this round looked."""

    pk: int
    state: str
    detail: str
    traits: tuple[str, ...]
    work: int
    was_aside: bool


def run(check: Check, *, now: Callable[[], datetime], stop: Event | None = None) -> None:
    """Ask every rule that this round has not asked yet, and sum up; raise Stopped between two steps. ``now``: the clock."""
    if check.state == CheckState.WAITING:
        _begin(check, now=now())
    for sweep in rules.sweeps.values():
        if sweep.name not in check.done:
            _sweep(check, sweep, now=now(), stop=stop)
    for code, find in rules.finders.items():
        if code not in check.done:
            _ask(check, code, list(find(now())), now=now())
            _stop_if_asked(stop)
    _sum_up(check, now=now())


def fingerprint() -> str:
    """Return what changes with the rules there are: a mark made under others says nothing about new ones."""
    return blake2b(json.dumps(sorted(rules.rules)).encode(), digest_size=8).hexdigest()


def _begin(check: Check, *, now: datetime) -> None:
    last = Check.objects.filter(state=CheckState.FINISHED).order_by("-pk").first()
    known = last is not None and last.marks.get("rules") == fingerprint()
    check.whole = check.whole or not known
    check.since = {} if check.whole or last is None else {name: last.marks.get(name) for name in rules.sweeps}
    check.marks = {name: sweep.mark() for name, sweep in rules.sweeps.items()} | {"rules": fingerprint()}
    check.total = sum(sweep.total(check.since.get(name)) for name, sweep in rules.sweeps.items())
    check.state, check.started_at = CheckState.RUNNING, now
    check.save()


def _sweep(check: Check, sweep: rules.Sweep, *, now: datetime, stop: Event | None) -> None:
    if check.at != sweep.name:
        check.at, check.place = sweep.name, 0
    for seen in sweep.look(check.place, check.since.get(sweep.name), now):
        with transaction.atomic():
            before = Finding.objects.filter(owner__in=list(seen.owners), rule__in=sweep.codes)
            _compare(check, before, seen.found, now=now)
            check.place, check.seen = seen.place, check.seen + len(seen.owners)
            check.save(update_fields=["at", "place", "seen"])
        _stop_if_asked(stop)
    check.done.append(sweep.name)
    check.save(update_fields=["done"])


def _ask(check: Check, code: str, found: Collection[Found], *, now: datetime) -> None:
    with transaction.atomic():
        _compare(check, Finding.objects.filter(rule=code), ((code, each) for each in found), now=now)
        check.done.append(code)
        check.save(update_fields=["done"])


def _compare(check: Check, before: QuerySet[Finding], found: Iterable[tuple[str, Found]], *, now: datetime) -> None:
    """Keep what is new, close what is no longer found, and leave what stands as it is."""
    names = ("rule", "subject", "pk", "state", "detail", *TRAITS, "work", "aside_at")
    kept = {
        (rule, subject): Kept(pk, state, detail, tuple(traits), work, aside_at is not None)
        for rule, subject, pk, state, detail, *traits, work, aside_at in before.values_list(*names)
    }
    new, again = {}, set()
    for code, each in found:
        name = (code, each.subject[:200])
        if name not in kept:
            new[name] = each
            continue
        again.add(name)
        _renew(check, kept[name], each, now=now)
    gone = [k.pk for name, k in kept.items() if name not in again and k.state != FindingState.SOLVED]
    for piece in in_pieces(gone, 500):
        Finding.objects.filter(pk__in=piece).update(state=FindingState.SOLVED, solved_at=now, solved_in=check)
    _add(check, new, now=now)


def _add(check: Check, new: dict[tuple[str, str], Found], *, now: datetime) -> None:
    """Write what is found for the first time; what another owner had (a barcode that moved) is found there no more."""
    for piece in in_pieces(new.items(), 400):
        taken = Finding.objects.filter(
            subject__in=[subject for (_, subject), _ in piece], rule__in={rule for (rule, _), _ in piece}
        )
        there = {(rule, subject): pk for rule, subject, pk in taken.values_list("rule", "subject", "pk")}
        for name, each in piece:
            if name in there:
                moved = Finding.objects.filter(pk=there[name])
                moved.update(owner=each.owner, work=each.work, **_written(each))
                _open(check, moved, now=now)
        insert(
            Finding,
            COLUMNS,
            (
                (*name, each.owner, each.work, each.url, *_written(each).values(), FindingState.STANDING.value, now, check.pk, "")
                for name, each in piece
                if name not in there
            ),
        )


def _renew(check: Check, kept: Kept, each: Found, *, now: datetime) -> None:
    row, written = Finding.objects.filter(pk=kept.pk), _written(each)
    if (kept.detail, *kept.traits, kept.work) != (*written.values(), each.work):
        row.update(work=each.work, **written)
    if kept.state == FindingState.SOLVED:
        _open(check, row, now=now)


def _open(check: Check, row: QuerySet[Finding], *, now: datetime) -> None:
    """Let a solved finding stand again; one that was set aside is aside again."""
    solved = row.filter(state=FindingState.SOLVED)
    solved.filter(aside_at__isnull=False).update(state=FindingState.ASIDE, solved_at=None, solved_in=None)
    solved.filter(aside_at=None).update(state=FindingState.STANDING, solved_at=None, solved_in=None, found_at=now, found_in=check)


def _written(each: Found) -> dict[str, str]:
    """Return the columns that say what a finding is about, in the order of COLUMNS."""
    traits = {name: str(each.traits.get(name, ""))[: LONGEST_TRAIT[name]].replace("\0", "") for name in TRAITS}
    return {"detail": each.detail.replace("\0", "")} | traits


def _sum_up(check: Check, *, now: datetime) -> None:
    """Count what each rule has found, for trends, and forget what was solved long ago or belongs to a rule that is no more."""
    with transaction.atomic():
        Finding.objects.exclude(rule__in=list(rules.rules)).delete()
        old = Finding.objects.filter(state=FindingState.SOLVED, solved_at__lt=now - KEPT, aside_at=None)
        old.delete()
        Tally.objects.filter(check_round=check).delete()
        insert(Tally, ("check_round_id", "rule", "standing", "aside", "new", "solved"), tallies(check))
        check.state, check.finished_at, check.at = CheckState.FINISHED, now, ""
        check.save(update_fields=["state", "finished_at", "at"])


def tallies(check: Check) -> Iterator[tuple[int, str, int, int, int, int]]:
    """Yield a row for each rule: round, rule, standing, aside, new, solved."""
    counted = {
        row["rule"]: row
        for row in Finding.objects.order_by()
        .values("rule")
        .annotate(
            standing=Count("pk", filter=Q(state=FindingState.STANDING)),
            aside=Count("pk", filter=Q(state=FindingState.ASIDE)),
            new=Count("pk", filter=Q(state=FindingState.STANDING, found_in=check)),
            solved=Count("pk", filter=Q(state=FindingState.SOLVED, solved_in=check)),
        )
    }
    for code in rules.rules:
        row = counted.get(code, {})
        yield check.pk, code, *(row.get(name, 0) for name in ("standing", "aside", "new", "solved"))


def _stop_if_asked(stop: Event | None) -> None:
    if stop is not None and stop.is_set():
        raise Stopped
