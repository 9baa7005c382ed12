"""Policies with their versions, what changed between two of them, and whether a work does what they ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from lantai.apps.publishing.models import Policy, PolicyVersion, PolicyWatch
from lantai.catalog.standing import standings
from lantai.core.bib.work import WorkDocument
from lantai.core.openness.copies import Version
from lantai.core.openness.publishing.policies import Checked, Demands, Piece, check, concerns, differences
from lantai.people.models import Account


@dataclass(frozen=True, slots=True)
class Step:
    """A version with what changed from the one before it; () for the first."""

    version: PolicyVersion
    pieces: Sequence[Piece]
    changed: Sequence[str]
    """Names of demands that differ."""


@dataclass(frozen=True, slots=True)
class Tested:
    """A version of a policy with what a work does of it."""

    version: PolicyVersion
    checked: Sequence[Checked]


def policies() -> QuerySet[Policy]:
    """Return the policies with their versions, the newest first."""
    return Policy.objects.prefetch_related(Prefetch("versions", PolicyVersion.objects.order_by("-from_date", "-pk")))


def binding(on: date) -> list[PolicyVersion]:
    """Return the versions that hold on a day of the policies that bind authors here."""
    rows = PolicyVersion.objects.filter(policy__applies_here=True, from_date__lte=on).select_related("policy")
    return list(rows.filter(Q(until_date=None) | Q(until_date__gt=on)).order_by("policy__body", "policy__name"))


COMPARED = ("is_open", "version", "embargo_months", "licenses", "place")


def steps(policy: Policy) -> list[Step]:
    """Return the versions of a policy, the newest first, each beside the one before it."""
    rows = list(policy.versions.all())
    found = []
    for row, before in zip(rows, [*rows[1:], None], strict=True):
        if before is None:
            found.append(Step(row, (), ()))
            continue
        changed = [name for name in COMPARED if getattr(row, name) != getattr(before, name)]
        found.append(Step(row, differences(before.text, row.text), changed))
    return found


def watches(account: Account, policy: Policy) -> bool:
    """Say whether somebody is told of new versions of a policy."""
    return PolicyWatch.objects.filter(account=account, policy=policy).exists()


def tests_of(document: WorkDocument, *, on: date) -> list[Tested]:
    """Return what a work does of the policies that bind authors here, of the versions that hold for its year; few SQL queries."""
    year = next((year for instance in document.instances if (year := instance.record.year) is not None), None)
    work = standings([document], on=on)[document.number].openness
    if year is None or work is None:
        return []
    rows = PolicyVersion.objects.filter(policy__applies_here=True).select_related("policy").order_by("policy__name", "-from_date")
    found: dict[int, Tested] = {}
    for row in rows:
        demands = demands_of(row)
        if row.policy_id not in found and concerns(demands, year):
            found[row.policy_id] = Tested(row, check(demands, work, year=year, on=on))
    return list(found.values())


def demands_of(row: PolicyVersion) -> Demands:
    """Return what a version asks, as core's test takes it."""
    return Demands(
        from_date=row.from_date,
        until_date=row.until_date,
        is_open=row.is_open,
        version=Version(row.version),
        embargo_months=row.embargo_months,
        licenses=tuple(row.licenses),
    )
