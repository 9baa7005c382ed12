"""What waits for the staff today: how much of each, since when, and where it is done."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from urllib.parse import urlencode

from django.db.models import Count, Min
from django.urls import reverse

from lantai.apps.desk.models import Finding, FindingState
from lantai.catalog import queries as catalog
from lantai.catalog.models import Harvest, Refusal
from lantai.infra import rules
from lantai.infra.attention import Attention
from lantai.infra.rules import Severity

from .checks import last_finished
from .runs import HALTED, UNDER_WAY

LATELY = timedelta(days=7)
MOST_RULES = 5

Allowed = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One sort of work that waits. ``name``: a code that the page says in words; ``label``: words of the one who asks instead."""

    name: str
    count: int
    since: datetime | None
    url: str
    label: object = ""
    lately: int = 0


def waiting(*, allowed: Allowed, now: datetime) -> list[Waiting]:
    """Return what there is to do or to watch for someone who has the permissions that ``allowed`` says; nothing of count 0."""
    sorts = [
        *(_imports() if allowed("catalog.view_harvest") else ()),
        *(_refused(now) if allowed("catalog.view_harvest") else ()),
        *(_pairs() if allowed("catalog.change_judgement") else ()),
        *_findings(allowed),
    ]
    return [each for each in sorts if each.count]


def _imports() -> Iterator[Waiting]:
    for name, states in (("halted", HALTED), ("running", UNDER_WAY)):
        rows = (
            catalog.harvests()
            .order_by()
            .filter(state__in=states)
            .aggregate(n=Count("pk"), since=Min("created_at"), one=Min("pk"))
        )
        only_one = (
            reverse("desk:run", args=[rows["one"]])
            if rows["n"] == 1
            else f"{reverse('desk:imports')}?{urlencode({'state': name})}"
        )
        yield Waiting(name, rows["n"], rows["since"], only_one)


def _refused(now: datetime) -> Iterator[Waiting]:
    waits = Refusal.objects.filter(retried=None)
    rows = waits.aggregate(
        n=Count("pk"), since=Min("harvest__created_at"), imports=Count("harvest", distinct=True), one=Min("harvest")
    )
    lately = waits.filter(harvest__created_at__gt=now - LATELY).count() if rows["n"] else 0
    where = (
        reverse("desk:run", args=[rows["one"]]) + "#refused"
        if rows["imports"] == 1
        else f"{reverse('desk:imports')}?state=refused"
    )
    yield Waiting("refused", rows["n"], rows["since"], where, lately=lately)


def _pairs() -> Iterator[Waiting]:
    rows = catalog.unsure_pairs().order_by().aggregate(n=Count("pk"), since=Min("at"))
    yield Waiting("pairs", rows["n"], rows["since"], reverse("desk:pairs"))


def _findings(allowed: Allowed) -> Iterator[Waiting]:
    """Return the urgent rules that found something, then how much is new of all others together."""
    known = {rule.code: rule for rule in rules.known(allowed=allowed)}
    urgent = [code for code, rule in known.items() if rule.severity == Severity.URGENT]
    standing = Finding.objects.filter(state=FindingState.STANDING).order_by()
    rows = standing.filter(rule__in=urgent).values("rule").annotate(n=Count("pk"), since=Min("found_at")).order_by("-n")
    for row in rows[:MOST_RULES]:
        yield Waiting("rule", row["n"], row["since"], reverse("desk:rule", args=[row["rule"]]), label=known[row["rule"]].label)
    last = last_finished()
    if last is not None:
        others = [code for code in known if code not in urgent]
        new = standing.filter(rule__in=others, found_in=last).count()
        yield Waiting("new_findings", new, last.finished_at, reverse("desk:quality"))


def latest_imports(limit: int = 5) -> list[Harvest]:
    """Return the imports that came last."""
    return list(catalog.harvests()[:limit])


@dataclass(frozen=True, slots=True)
class Day:
    """What is due on one day, or before today (``overdue``), or has no day (``day`` None)."""

    day: date | None
    overdue: bool
    entries: Sequence[Attention]


def by_day(found: Sequence[Attention], today: date) -> list[Day]:
    """Group what needs attention, in its order: overdue first, then day by day, at the end what has no day."""

    def group(each: Attention) -> tuple[bool, date | None]:
        late = each.due_date is not None and each.due_date < today
        return late, None if late else each.due_date

    return [Day(day, late, list(entries)) for (late, day), entries in groupby(found, key=group)]
