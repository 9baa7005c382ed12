"""What the rules found: the work list with its trends, and the records behind one rule."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from lantai.apps.desk.models import Check, CheckState, Finding, FindingState, Tally
from lantai.catalog import queries as catalog
from lantai.catalog.models import Work
from lantai.infra import rules
from lantai.infra.rules import Rule

ROUNDS = 30
"""Rounds that a trend shows."""

MOST_VALUES = 200
"""Values of one trait that a list can be narrowed by; the most frequent."""

TRAITS = ("source", "language", "kind", "location")
LEVELS = ("record", "holding", "item", "index", "import")
"""The catalog's own, in their order; those of other areas' rules follow."""


@dataclass(frozen=True, slots=True)
class Point:
    """What a rule had found at the end of one round."""

    at: datetime
    standing: int
    new: int
    solved: int


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule with how many findings stand now, were set aside, came and went in the last round; ``trend``: the oldest first."""

    rule: Rule
    standing: int
    aside: int
    new: int
    solved: int
    trend: Sequence[Point]


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with the title of what it is about and its language, "" where it has none any more."""

    finding: Finding
    title: str
    language: str


def levels(rows: Iterable[RuleRow]) -> list[str]:
    """Return what the rules are about: the catalog's levels first, then those of other areas."""
    others = sorted({row.rule.level for row in rows} - set(LEVELS))
    return [*LEVELS, *others]


def last_begun() -> tuple[datetime | None, datetime | None]:
    """Return when the last round was begun, and the last of everything."""
    latest = Check.objects.order_by("-pk")
    last, whole = latest.first(), latest.filter(whole=True).first()
    return (last and last.made_at, whole and whole.made_at)


def under_way() -> Check | None:
    """Return the round that runs or waits."""
    return Check.objects.exclude(state=CheckState.FINISHED).order_by("pk").first()


def last_finished() -> Check | None:
    """Return the last round that came to its end."""
    return Check.objects.filter(state=CheckState.FINISHED).order_by("-pk").first()


def overview(*, allowed: Callable[[str], bool]) -> list[RuleRow]:
    """Return every rule for someone who has the permissions that ``allowed`` says, the most pressing first, then the longest list."""
    known = rules.known(allowed=allowed)
    counts, trends, last = _counts(), _trends(), last_finished()
    rows = [_row(rule, counts.get(rule.code, {}), trends.get(rule.code, []), last) for rule in known]
    return sorted(rows, key=lambda row: (not row.standing, -row.rule.severity, -row.standing, row.rule.code))


def rule_row(code: str, *, allowed: Callable[[str], bool]) -> RuleRow | None:
    """Return one rule, None where there is none of that code that one may see."""
    rule = rules.rules.get(code)
    if rule is None or not allowed(rule.permission):
        return None
    return _row(rule, _counts(code).get(code, {}), _trends(code).get(code, []), last_finished())


def _row(rule: Rule, counts: Mapping[str, int], trend: Sequence[Point], last: Check | None) -> RuleRow:
    latest = trend[-1] if trend and last is not None and trend[-1].at == last.finished_at else None
    return RuleRow(
        rule,
        counts.get(FindingState.STANDING, 0),
        counts.get(FindingState.ASIDE, 0),
        latest.new if latest else 0,
        latest.solved if latest else 0,
        trend,
    )


def _counts(code: str = "") -> dict[str, dict[str, int]]:
    rows = Finding.objects.exclude(state=FindingState.SOLVED).order_by().values("rule", "state").annotate(n=Count("pk"))
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows.filter(rule=code) if code else rows:
        found[row["rule"]][row["state"]] = row["n"]
    return found


def _trends(code: str = "") -> dict[str, list[Point]]:
    rounds = list(Check.objects.filter(state=CheckState.FINISHED).order_by("-pk").values_list("pk", flat=True)[:ROUNDS])
    rows = Tally.objects.filter(check_round__in=rounds).order_by("check_round")
    found: dict[str, list[Point]] = defaultdict(list)
    for row in (rows.filter(rule=code) if code else rows).values_list(
        "rule", "check_round__finished_at", "standing", "new", "solved"
    ):
        found[row[0]].append(Point(*row[1:]))
    return found


def findings(code: str, *, state: str, chosen: Mapping[str, str], new: bool = False) -> QuerySet[Finding]:
    """Return what a rule found, narrowed by traits; ``new``: only in the last round."""
    rows = Finding.objects.filter(rule=code, state=state).order_by("pk")
    if new:
        rows = rows.filter(found_in=last_finished())
    for name, value in chosen.items():
        rows = rows.filter(**{name: value})
    return rows


def values(code: str, *, state: str, chosen: Mapping[str, str], new: bool = False) -> dict[str, list[tuple[str, int]]]:
    """Return by which values of each trait the list can be narrowed, each without its own choice, the most frequent first; one question
    to the database."""
    combined = findings(code, state=state, chosen={}, new=new).order_by().values_list(*TRAITS).annotate(n=Count("pk"))
    counts: dict[str, Counter[str]] = {name: Counter() for name in TRAITS}
    for *row, n in combined:
        given = dict(zip(TRAITS, row, strict=True))
        misses = [name for name, value in chosen.items() if given[name] != value]
        for name in TRAITS:
            if given[name] and not set(misses) - {name}:
                counts[name][given[name]] += n
    return {name: found.most_common(MOST_VALUES) for name, found in counts.items()}


def titled(rows: Collection[Finding]) -> list[FindingRow]:
    """Return findings with the titles of the editions, or works, that they are about; two questions to the database."""
    works = Work.objects.filter(pk__in={row.work for row in rows if row.work}).values_list("pk", "title", "language")
    of_works = {pk: (title, language) for pk, title, language in works}
    of_editions = {
        pk: (title.value, title.lang)
        for pk, record in catalog.editions({row.owner for row in rows if row.owner}).items()
        if (title := record.title and record.title.forms[0])
    }
    return [FindingRow(row, *of_editions.get(row.owner, of_works.get(row.work, ("", "")))) for row in rows]


def every(rows: QuerySet[Finding], piece: int = 500) -> Iterator[FindingRow]:
    """Yield all findings of a list with their titles, some at a time, for files."""
    last = 0
    while page := list(rows.filter(pk__gt=last)[:piece]):
        yield from titled(page)
        last = page[-1].pk
