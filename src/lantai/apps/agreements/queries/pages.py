"""What the staff pages of agreements show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from lantai.apps.agreements import life
from lantai.apps.agreements.life import Missing
from lantai.apps.agreements.models import Agreement, AgreementPeriod, Cost, License, LicenseTerm, Stage, ValueChange
from lantai.apps.agreements.terms import Term

from .days import deadline_of
from .lives import facts
from .terms import effective

MOST_CHANGES = 200


@dataclass(frozen=True, slots=True)
class Way:
    """A stage that may follow, and what is missing before it can."""

    stage: Stage
    missing: Sequence[Missing]


def ways(agreement: Agreement, *, today: date) -> list[Way]:
    """Return where an agreement may go from here, in the order of life."""
    possible = life.MOVES.get(Stage(agreement.stage), frozenset())
    known = facts(agreement, today=today)
    return [
        Way(stage, [m for m in life.missing(stage, known) if not (stage == Stage.CLOSED and m[0] == "reason")])
        for stage in Stage
        if stage in possible
    ]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch or a day on the time line, in per cent of its length."""

    start: float
    width: float
    kind: str


@dataclass(frozen=True, slots=True)
class TimeLine:
    """The periods of an agreement on one line, from ``first`` to ``last``."""

    first: date
    last: date
    marks: Sequence[Mark]
    years: Sequence[float]


def time_line(agreement: Agreement, periods: Sequence[AgreementPeriod], *, today: date) -> TimeLine | None:
    """Return the time line; a period without an end runs on for a year from today. None without periods."""
    if not periods:
        return None
    open_end = max(today, periods[-1].start_date).replace(day=1)
    ends = [p.end_date or open_end.replace(year=open_end.year + 1) for p in periods]
    first, last = min(p.start_date for p in periods), max([*ends, *filter(None, [agreement.ends_on])])
    whole = max((last - first).days, 1)

    def at(day: date) -> float:
        return round(100 * min(max((day - first).days / whole, 0), 1), 3)

    marks = [Mark(at(p.start_date), round(at(end) - at(p.start_date), 3), "period") for p, end in zip(periods, ends, strict=True)]
    if not agreement.is_perpetual:
        for deadline in filter(None, map(deadline_of, periods)):
            opens = life.review_opens(deadline, agreement.lead_days)
            marks.append(Mark(at(opens), round(at(deadline) - at(opens), 3), "review"))
            marks.append(Mark(at(deadline), 0, "deadline"))
    if agreement.ends_on:
        marks.append(Mark(at(agreement.ends_on), 0, "ends"))
    if first <= today <= last:
        marks.append(Mark(at(today), 0, "today"))
    years = [at(date(year, 1, 1)) for year in range(first.year + 1, last.year + 1)]
    return TimeLine(first, last, marks, years)


def costs(agreement: Agreement) -> QuerySet[Cost]:
    """Return the costs of an agreement, the newest first, with funds and allocations."""
    return agreement.costs.select_related("period").prefetch_related("shares__fund", "allocations")


def history(*, agreement: Agreement | None = None, subject: str = "") -> QuerySet[ValueChange]:
    """Return what was changed of an agreement and all its parts, or of one row, the newest first."""
    rows = ValueChange.objects.select_related("by")
    rows = rows.filter(agreement=agreement) if agreement else rows.filter(subject=subject)
    return rows[:MOST_CHANGES]


@dataclass(frozen=True, slots=True)
class TermRow:
    """One term of several licences beside each other; ``differs``: they do not all say the same."""

    term: Term
    cells: Sequence[LicenseTerm | None]
    differs: bool


def compared(licenses: Sequence[License]) -> list[TermRow]:
    """Return the terms that hold in several licences, a row a term that any of them has."""
    holding = effective(licenses)
    rows = []
    for term in Term:
        cells = [holding[row.pk].get(term) for row in licenses]
        if any(cells):
            said = {(cell.value, cell.number) if cell else None for cell in cells}
            rows.append(TermRow(term, cells, len(said) > 1))
    return rows


def chain(row: License) -> list[License]:
    """Return a licence and what it amends, the newest first."""
    found, at = [row], row.amends
    while at is not None and at not in found:
        found.append(at)
        at = at.amends
    return found
