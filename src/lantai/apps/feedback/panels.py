"""Where feedback stands on others' pages."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lantai.catalog.queries import WorkPage
from lantai.infra.panels import panel

from . import queries


@panel("work.actions")
def report(request: HttpRequest, found: WorkPage) -> str:
    """Link to the form that takes down what is wrong with the work."""
    address = reverse("feedback:report", args=[found.document.number])
    return format_html('<a href="{}" rel="nofollow">{}</a>', address, _("Report an error"))


@panel("desk.today")
def waiting(request: HttpRequest, subject: object) -> str | None:
    """Show staff that there are reports which nobody has looked at."""
    if not request.user.has_perm("feedback.view_errorreport") or not (count := queries.waiting()):
        return None
    oldest = queries.reports().last()
    context = {
        "count": count,
        "label": ngettext("report of an error", "reports of errors", count),
        "since": oldest and oldest.made_at,
        "link": reverse("feedback:reports"),
        "tone": "warn",
        "icon": "care",
    }
    return render_to_string("parts/waiting.html", context, request=request)
