"""What stays readable after an agreement, from its rows: the titles it gave, when, and what its licence leaves of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min
from django.utils.timezone import localdate

from lantai.apps.agreements.models import Agreement, Entitlement
from lantai.apps.agreements.terms import Term, Value
from lantai.apps.holdings.models import Activation, Basis, PackageTitle, Platform
from lantai.core.measures.rights import Grant, Right, Span, both, month_of, remaining
from lantai.core.measures.statements import Statement, statement

from .terms import effective

RIGHTS = {Value.SUBSCRIBED: Right.SUBSCRIBED, Value.ACCESSIBLE: Right.ACCESSIBLE}


@dataclass(frozen=True, slots=True)
class Left:
    """The months of publication that stay readable of a title on a platform."""

    title: PackageTitle
    platform: Platform | None
    spans: tuple[Span, ...]


def untold_rights() -> list[Agreement]:
    """Return the agreements with an end of which something stays that readers' lists do not have."""
    told = Activation.objects.filter(basis=Basis.AGREEMENT, key__startswith="rights:").order_by().values_list("key").distinct()
    known = {int(key.split(":")[1]) for (key,) in told}
    ended = Agreement.objects.filter(ends_on__isnull=False, rights__isnull=False).distinct().order_by("pk")
    return [row for row in ended if row.pk not in known]


def rights_left(agreement: Agreement, *, today: date) -> Iterator[Left]:
    """Yield what stays readable, title by title, were the agreement to end as it stands today.

    Future months of a running period count: they are paid for. Titles that were removed from the package meanwhile keep what they had until then.
    """
    right, since = _right(agreement)
    periods = [Span(month_of(p.start_date), None if p.end_date is None else _up_to(p.end_date)) for p in agreement.periods.all()]
    if right is Right.NONE or not periods:
        return
    now = max([month_of(today), *(p.end - 1 for p in periods if p.end is not None)])
    archive = agreement.license.archive if agreement.license else None
    first_import: dict[int, datetime] = {}
    platforms: dict[str, Platform] = {}
    grants: dict[int, list[Grant]] = {}
    titles: dict[int, PackageTitle] = {}
    for row in agreement.entitlements.select_related("package", "package_title"):
        for title in _titles(row, first_import):
            place = archive or title.platform or title.package.platform
            name = str(place.pk) if place else ""
            if place:
                platforms[name] = place
            titles[title.pk] = title
            active = both(_active(row, agreement), _listed(title, first_import))
            grants.setdefault(title.pk, []).extend(
                Grant(platform=name, active=both(period, active), coverage=(said.span,), wall=said.wall, recent=said.recent, right=right, since=since)
                for period in periods
                for said in _coverage(row, title)
            )  # fmt: skip
    for pk, found in grants.items():
        for name, spans in remaining(found, now=now).items():
            yield Left(titles[pk], platforms.get(name), spans)


def _right(agreement: Agreement) -> tuple[Right, int | None]:
    if agreement.license is None:
        return Right.NONE, None
    term = effective([agreement.license])[agreement.license.pk].get(Term.PERPETUAL)
    right = RIGHTS.get(Value(term.value), Right.NONE) if term else Right.NONE
    return right, term.number * 12 if term and term.number else None


def _up_to(day: date) -> int:
    """Return the first month that is not wholly before a day, as far as months go: an end within a month leaves that month in."""
    return month_of(day) + (day.day > 1)


def _active(row: Entitlement, agreement: Agreement) -> Span:
    ends = [_up_to(day) for day in (row.active_to, agreement.ends_on) if day]
    return Span(month_of(row.active_from) if row.active_from else None, min(ends, default=None))


def _listed(title: PackageTitle, first_import: dict[int, datetime]) -> Span:
    """Return when a title was in its package: those of the package's first list count as always there."""
    came = title.added_at
    start = month_of(localdate(came)) if came > first_import[title.package_id] else None
    return Span(start, _up_to(localdate(title.removed_at)) if title.removed_at else None)


def _titles(row: Entitlement, first_import: dict[int, datetime]) -> Sequence[PackageTitle]:
    if row.package_id:
        rows = PackageTitle.objects.filter(package=row.package_id)
    elif row.package_title_id:
        rows = PackageTitle.objects.filter(pk=row.package_title_id)
    else:
        return ()
    found = list(rows.select_related("package__platform", "platform"))
    for package in {title.package_id for title in found} - first_import.keys():
        first_import[package] = PackageTitle.objects.filter(package=package).aggregate(first=Min("added_at"))["first"]
    return found


def _coverage(row: Entitlement, title: PackageTitle) -> tuple[Statement, ...]:
    if row.coverage:
        return tuple(statement(first, last, title.embargo) for first, last in row.coverage)
    said = title.coverage or [{}]
    return tuple(statement(each.get("first", ""), each.get("last", ""), each.get("embargo") or title.embargo) for each in said)
