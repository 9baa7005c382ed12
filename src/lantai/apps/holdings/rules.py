"""What is wrong with packages and their titles, for the work list."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from lantai.core.measures.coverage import available, gaps, overlaps
from lantai.infra.rules import Finding, Severity, rule

from .exporting import statements_of
from .models import Package, PackageTitle, TitleKind

_title = partial(rule, level="title", permission="holdings.view_packagetitle")

MOST = 20_000
"""Findings of one rule that a round keeps; more say no more."""


def _found(title: PackageTitle, detail: str) -> Finding:
    work = title.instance.work_id if title.instance else 0
    address = f"{reverse('holdings:package', args=[title.package_id])}?words={title.title_id or title.sort_title[:60]}"
    return Finding(
        f"title:{title.pk}", work=work, url=address, detail=f"{title.title[:150]}: {detail}" if detail else title.title[:200]
    )


def _current() -> Iterator[PackageTitle]:
    rows = PackageTitle.objects.current().select_related("instance").defer("instance__document")
    return rows.order_by("pk").iterator(chunk_size=2_000)


@_title(
    "holdings.coverage_overlaps",
    severity=Severity.NOTE,
    label=_("Years of a title that two statements claim"),
    why=_("Which volumes are there is said twice, perhaps with different limits."),
    remedy=_("Ask the provider for a corrected list, or join the statements."),
)
def coverage_overlaps(now: datetime) -> Iterable[Finding]:
    """Find titles whose statements overlap."""
    for title in _current():
        if len(title.coverage) > 1 and (pairs := overlaps(statements_of(title))):
            a, b = pairs[0]
            yield _found(title, f"{a.first}–{a.last} / {b.first}–{b.last}")


@_title(
    "holdings.coverage_gaps",
    severity=Severity.NOTE,
    label=_("Gap in the years of a title"),
    why=_("Readers do not get what lies in the gap; it may be a mistake of the list."),
    remedy=_("Look at the provider’s site whether the years are there."),
)
def coverage_gaps(now: datetime) -> Iterable[Finding]:
    """Find titles with years missing between statements."""
    for title in _current():
        if len(title.coverage) > 1 and (missing := gaps(available(statements_of(title), localdate(now)))):
            yield _found(title, f"{missing[0].first:%Y-%m}–{missing[0].end:%Y-%m}")


@_title(
    "holdings.coverage_impossible",
    severity=Severity.SOON,
    label=_("Years of a title that cannot be"),
    why=_("The title begins in the future, or before there were journals online or in print."),
    remedy=_("Ask the provider for the right dates."),
)
def coverage_impossible(now: datetime) -> Iterable[Finding]:
    """Find titles that begin in the future or too early."""
    this_year = localdate(now).year
    rows = PackageTitle.objects.current().filter(first_year__isnull=False).exclude(first_year__range=(1600, this_year))
    for title in rows.select_related("instance").defer("instance__document")[:MOST]:
        yield _found(title, str(title.first_year))


@_title(
    "holdings.title_without_identifier",
    severity=Severity.SOON,
    label=_("Title in a package without ISSN or ISBN"),
    why=_("It is tied to the catalog by its name alone, and the resolver cannot find it by number."),
    remedy=_("Ask the provider for the numbers."),
)
def title_without_identifier(now: datetime) -> Iterable[Finding]:
    """Find titles without any number."""
    rows = PackageTitle.objects.current().filter(print_identifier="", online_identifier="")
    for title in rows.select_related("instance").defer("instance__document").order_by("pk")[:MOST]:
        yield _found(title, "")


@_title(
    "holdings.title_without_link",
    severity=Severity.URGENT,
    label=_("Electronic title that readers have, without a link"),
    why=_("The library pays for it and nobody can open it."),
    remedy=_("Ask the provider for the address, or send a list that has it."),
)
def title_without_link(now: datetime) -> Iterable[Finding]:
    """Find titles that readers have today and that have no address."""
    rows = PackageTitle.objects.available(localdate(now)).filter(url="").exclude(kind=TitleKind.OTHER)
    for title in rows.select_related("instance").defer("instance__document").order_by("pk")[:MOST]:
        yield _found(title, "")


@rule(
    "holdings.package_without_titles",
    level="package",
    severity=Severity.SOON,
    label=_("Package that readers have, without titles"),
    why=_("Nothing of it is found in the catalog or in the lists."),
    remedy=_("Send the list of its titles."),
    permission="holdings.view_package",
)
def package_without_titles(now: datetime) -> Iterable[Finding]:
    """Find packages with access and no title."""
    rows = Package.objects.available(localdate(now)).exclude(titles__removed_at=None, titles__isnull=False)
    for package in rows:
        yield Finding(f"package:{package.pk}", url=reverse("holdings:package", args=[package.pk]), detail=package.name)
