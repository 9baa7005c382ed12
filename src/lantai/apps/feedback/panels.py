"""Where feedback stands on others' pages."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from lantai.catalog.queries import WorkPage
from lantai.infra.panels import panel

from . import queries

NEWEST = 5


@panel("work.actions")
def report(request: HttpRequest, found: WorkPage) -> str:
    """Link to the form that takes down what is wrong with the work."""
    address = reverse("feedback:report", args=[found.document.number])
    return format_html('<a href="{}" rel="nofollow">{}</a>', address, _("Report an error"))


@panel("desk.today")
def waiting(request: HttpRequest, subject: object) -> str | None:
    """Show staff the newest reports that nobody has looked at."""
    if not request.user.has_perm("feedback.view_errorreport") or not (count := queries.waiting()):
        return None
    context = {"count": count, "reports": queries.reports()[:NEWEST]}
    return render_to_string("feedback/waiting.html", context, request=request)
