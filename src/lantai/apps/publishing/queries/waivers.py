"""Waivers that may help an author: of the journal's publisher, for the author's country, on the day that counts; each answered by core's rule."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from lantai.apps.publishing.models import CountryGroup, Waiver
from lantai.core.openness.publishing.asking import Covers, Question, Verdict, goodness
from lantai.core.openness.publishing.waivers import Given, WaiverTerms, Where, Who, concerns, has_ended, judge
from lantai.core.text.fold import words

MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class FoundWaiver:
    """A waiver with its answer. ``group``: the list of countries by which it names the author's, None where it does so itself, or that is not known."""

    waiver: Waiver
    verdict: Verdict
    group: CountryGroup | None

    @property
    def has_ended(self) -> bool:
        """Say whether it has ended, which must not be overlooked."""
        return has_ended(self.verdict)


def found(
    numbers: Collection[str], publishers: Iterable[str], asked: Question, *, country: str, wholly_open: bool | None
) -> list[FoundWaiver]:
    """Return the waivers for a journal's ISSNs and its publisher's names that may concern authors of a country, the best first (two SQL queries).

    ``country``: ISO 3166, "" not known. One that has ended is left out where another of its publisher has not.
    """
    names = {folded for name in publishers if (folded := spelled(name))}
    rows = [row for row in Waiver.objects.all() if _is_for(row, frozenset(numbers), names)]
    groups = groups_on({code for row in rows for code in row.groups}, asked.day)
    made = []
    for row in rows:
        group = next((groups[code] for code in row.groups if code in groups and country in groups[code].countries), None)
        named = None if not country else country in row.countries or group is not None
        verdict = judge(terms_of(row), Where(named=named, wholly_open=wholly_open), asked)
        if concerns(verdict):
            made.append(FoundWaiver(row, verdict, group))
    running = {one.waiver.publisher for one in made if not one.has_ended}
    shown = [one for one in made if not (one.has_ended and one.waiver.publisher in running)]
    return sorted(shown, key=lambda one: (*goodness(one.verdict), one.waiver.reference))[:MOST_SHOWN]


def groups_on(codes: Collection[str], day: date) -> dict[str, CountryGroup]:
    """Return the list of each group that holds on a day: of those that have begun and not ended, the last."""
    rows = CountryGroup.objects.filter(Q(until_date=None) | Q(until_date__gt=day), code__in=codes, from_date__lte=day)
    return {row.code: row for row in rows.order_by("from_date")}


def terms_of(row: Waiver) -> WaiverTerms:
    """Return what a waiver says, as core's rule takes it."""
    return WaiverTerms(
        from_date=row.from_date,
        until_date=row.until_date,
        covers=Covers(row.covers),
        types=tuple(row.types),
        who=Who(row.who),
        given=Given(row.given),
        counts_by=row.counts_by,
        open_only=row.open_only,
    )


def spelled(name: str) -> str:
    """Return a publisher's name as it is compared."""
    return " ".join(words(name))


def _is_for(row: Waiver, numbers: frozenset[str], names: Collection[str]) -> bool:
    if numbers.intersection(row.except_issns):
        return False
    if row.issns:
        return bool(numbers.intersection(row.issns))
    return any(spelled(name) in names for name in _names(row))


def _names(row: Waiver) -> Sequence[str]:
    return (row.publisher, *row.imprints)
