"""Where access stands on others' pages: "does it not open?", the state of databases, what waits on the desk, the status at the foot."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lantai.apps.holdings.models import Database
from lantai.catalog.queries import WorkPage
from lantai.infra import lists
from lantai.infra.panels import panel, row_panel

from .queries import faults, status


@panel("work.actions")
def does_not_open(request: HttpRequest, found: WorkPage) -> str:
    """Link to the page that takes down that the work does not open."""
    return _links(request, _("Does it not open?"), "work")(found.document.number)


@panel("database.actions")
def database_does_not_open(request: HttpRequest, row: Database) -> str:
    """The same for a database."""
    return _links(request, _("Report a problem"), "database")(row.pk)


@row_panel("database.row")
def databases_now(request: HttpRequest, rows: Sequence[Database]) -> Mapping[Hashable, str]:
    """Show of each database what is wrong with it now."""
    known = status.faults_of_databases([row.pk for row in rows])
    return {pk: render_to_string("access/now.html", {"fault": fault}, request=request) for pk, fault in known.items()}


@row_panel("database.row.actions")
def databases_do_not_open(request: HttpRequest, rows: Sequence[Database]) -> Mapping[Hashable, str]:
    """Link each database to the page that takes down that it does not open."""
    link = _links(request, _("Report a problem"), "database")
    return {row.pk: link(row.pk) for row in rows}


@row_panel("journal.row")
def journals_do_not_open(request: HttpRequest, rows: Sequence[Any]) -> Mapping[Hashable, str]:
    """The same for each title of the list of journals, by the first package that offers it; before it, what is wrong with its platform now."""
    first = {row.pk: row.offers[0]["title"] for row in rows if row.offers}
    shut = status.faults_of_titles(first.values())
    said = {pk: render_to_string("access/now.html", {"fault": fault}, request=request) for pk, fault in shut.items()}
    link = _links(request, _("Report a problem"), "title")
    return {pk: SafeString(f"{said.get(title, '')} {link(title)}") for pk, title in first.items()}


@panel("site.foot")
def foot(request: HttpRequest, subject: object) -> str:
    """Lead to the status page."""
    return format_html('<a href="{}">{}</a>', reverse("access:status"), _("Status of electronic resources"))


@panel("desk.today")
def waiting(request: HttpRequest, subject: object) -> str | None:
    """Show staff that there are faults which nobody has looked at."""
    if not request.user.has_perm("access.view_fault") or not (count := faults.waiting().count()):
        return None
    oldest = faults.waiting().order_by("opened_at").first()
    context = {
        "count": count,
        "label": ngettext("fault of access to triage", "faults of access to triage", count),
        "since": oldest and oldest.opened_at,
        "link": lists.address("access.faults", state="new"),
        "tone": "warn",
        "icon": "care",
    }
    return render_to_string("parts/waiting.html", context, request=request)


def _links(request: HttpRequest, words: str, about: str) -> Callable[[int], str]:
    """Return what links the number of a thing to the page that takes reports; ``about``: which kind of thing it is."""
    address, page = reverse("access:report"), urlencode({"page": request.path})
    return lambda number: format_html('<a href="{}" rel="nofollow">{}</a>', f"{address}?{about}={number}&{page}", words)
