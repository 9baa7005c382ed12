"""Titles of packages as a staff list: what the lists of their providers brought."""

from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantai.apps.holdings.az import coverage
from lantai.apps.holdings.models import Access, MatchState, PackageTitle, TitleKind
from lantai.infra.lists import Column, Kind, StaffList, register


def _find_titles(rows: QuerySet[PackageTitle], words: str) -> QuerySet[PackageTitle]:
    plain = words.replace("-", "").strip()
    if len(plain) in (8, 10, 13) and plain[:-1].isdecimal():
        either = {words.strip(), plain, f"{plain[:4]}-{plain[4:]}"}
        return rows.filter(Q(print_identifier__in=either) | Q(online_identifier__in=either))
    for word in words.split()[:8]:
        rows = rows.filter(title__icontains=word)
    return rows


def _years(row: PackageTitle) -> str:
    return ", ".join(f"{span.first or ''}–{span.last or ''}" for span in coverage.spans(row.coverage))


def _page(row: PackageTitle) -> str:
    """Return the page of its package, narrowed to it."""
    asked = {"words": row.online_identifier or row.print_identifier or row.title} | ({} if row.is_current else {"gone": "1"})
    return f"{reverse('holdings:package', args=[row.package_id])}?{urlencode(asked)}#titles"


register(
    StaffList(
        name="holdings.titles",
        label=_("Titles in packages"),
        about=_("Titles come and change by the lists of their providers; what is no longer listed is kept and marked."),
        permission="holdings.view_packagetitle",
        door="titles",
        rows=lambda: PackageTitle.objects.select_related("package", "platform"),
        columns=(
            Column("title", _("Title"), path="title"),
            Column("package", _("Package"), path="package__name"),
            Column("platform", _("Platform"), path="platform__name", shown=False),
            Column("kind", _("Kind"), kind=Kind.CHOICE, path="kind", choices=lambda: TitleKind.choices),
            Column("print_identifier", _("Print ISSN or ISBN"), path="print_identifier"),
            Column("online_identifier", _("Online ISSN or ISBN"), path="online_identifier"),
            Column("years", _("Years"), value=_years),
            Column("embargo", _("Embargo"), path="embargo"),
            Column(
                "access",
                pgettext_lazy("title", "Access"),
                kind=Kind.CHOICE,
                path="access",
                choices=lambda: [c for c in Access.choices if c[0]],
            ),
            Column("publisher", _("Publisher"), path="publisher", shown=False),
            Column("url", _("Address"), kind=Kind.ADDRESS, path="url", shown=False),
            Column("state", _("Match"), kind=Kind.CHOICE, path="state", choices=lambda: MatchState.choices),
            Column("added", _("Added"), kind=Kind.MOMENT, path="added_at", shown=False),
            Column("changed", _("Changed"), kind=Kind.MOMENT, path="changed_at", shown=False),
            Column("removed", _("Removed"), kind=Kind.MOMENT, path="removed_at"),
        ),
        find=_find_titles,
        link=_page,
        order="title",
    )
)
