"""Where full texts stand on others' pages: at their works, and in what waits on the desk."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lantai.catalog.queries import WorkPage
from lantai.infra.panels import panel

from . import queries, words


@panel("site.foot")
def to_texts(request: HttpRequest, subject: object) -> str:
    """Lead to the full texts."""
    return format_html('<a href="{}">{}</a>', reverse("fulltext:index"), _("Full texts"))


@panel("desk.today")
def in_doubt(request: HttpRequest, subject: object) -> str | None:
    """Show staff how many files speak against their license."""
    if not request.user.has_perm("fulltext.view_fulltext") or not (count := queries.in_doubt().count()):
        return None
    label = ngettext("file that speaks against its license", "files that speak against their license", count)
    context = {
        "count": count,
        "label": label,
        "link": reverse("fulltext:desk") + "?only=doubt#files",
        "tone": "warn",
        "icon": "care",
    }
    return render_to_string("parts/waiting.html", context, request=request)


@panel("desk.today")
def opening(request: HttpRequest, subject: object) -> str | None:
    """Show staff how many embargoes end within 30 days."""
    if not request.user.has_perm("fulltext.view_fulltext") or not (count := queries.opening(localdate()).count()):
        return None
    label = ngettext("full text that is shown within 30 days", "full texts that are shown within 30 days", count)
    context = {"count": count, "label": label, "link": reverse("fulltext:desk") + "?only=soon#files", "tone": "", "icon": "wait"}
    return render_to_string("parts/waiting.html", context, request=request)


@panel("work.body")
def here(request: HttpRequest, found: WorkPage) -> str | None:
    """List the files of a work that are kept here: one question."""
    kept = queries.of_works([found.document.number]).get(found.document.number)
    if not kept:
        return None
    rows = [(one, words.version(one.version)) for one in kept]
    return render_to_string("fulltext/here.html", {"rows": rows}, request)


@panel("work.actions")
def add(request: HttpRequest, found: WorkPage) -> str | None:
    """Let staff add a file."""
    if not request.user.has_perm("fulltext.add_fulltext"):
        return None
    return format_html(
        '<a href="{}" rel="nofollow">{}</a>', reverse("fulltext:add", args=[found.document.number]), _("Add a full text")
    )
