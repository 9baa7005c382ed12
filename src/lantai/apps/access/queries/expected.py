"""What a link should show, from what the library says of it, and by which title readers have a work."""

from datetime import datetime

from django.utils import timezone

from lantai.apps.holdings.models import Database, PackageTitle
from lantai.catalog.models import Work
from lantai.core.faults.facts import Expected

from ..models import Link

MOST = 50
"""Titles of packages that are looked at for one work: the largest journals stand in some twenty."""


def title_read(work: Work, *, now: datetime) -> PackageTitle | None:
    """Return the title of a package by which readers have a work today; None where several platforms have it: who knows which failed."""
    rows = PackageTitle.objects.filter(instance__work=work).available(timezone.localdate(now))
    titles = list(rows.select_related("platform", "package__platform").order_by("pk")[:MOST])
    platforms = {title.platform or title.package.platform for title in titles}
    return titles[0] if len(platforms) == 1 else None


def expected_of(link: Link, *, now: datetime) -> Expected:
    """Return what is expected at a link's address."""
    today = timezone.localdate(now)
    if link.package_title is not None:
        return _title(
            link.package_title, entitled=PackageTitle.objects.filter(pk=link.package_title_id).available(today).exists()
        )
    if link.database is not None:
        row = link.database
        names = (*row.names.values(), row.provider, row.platform.name if row.platform else "")
        entitled = Database.objects.filter(pk=row.pk).available(today).exists()
        return Expected(kind="database", title=row.name, other_titles=tuple(filter(None, names)), entitled=entitled)
    assert link.platform is not None
    return Expected(
        kind="platform", title=link.platform.name, other_titles=tuple(filter(None, [link.platform.provider])), entitled=False
    )


def _title(row: PackageTitle, *, entitled: bool) -> Expected:
    lasts = [str(each.get("last", "")) for each in row.coverage]
    years = [int(last[:4]) for last in lasts if last[:4].isdigit()]
    open_end = not lasts or any(not last for last in lasts)
    numbers = frozenset(filter(None, [row.print_identifier, row.online_identifier]))
    return Expected(
        kind=str(row.kind), title=row.title, identifiers=numbers, entitled=entitled and row.access != "F", first_year=row.first_year,
        last_year=None if open_end or not years else max(years),
    )  # fmt: skip
