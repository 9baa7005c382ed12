"""Where trials stand on others' pages."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lantai.infra.lists import address
from lantai.infra.panels import panel

from . import queries


@panel("site.foot")
def to_trials(request: HttpRequest, subject: object) -> str:
    """Lead readers to what the library is trying."""
    return format_html('<a href="{}">{}</a>', reverse("evaluation:running"), _("On trial"))


@panel("desk.today")
def without_report(request: HttpRequest, subject: object) -> str | None:
    """Show staff which trials have ended and wait for a report."""
    if not request.user.has_perm("evaluation.view_trial"):
        return None
    found = queries.without_report(timezone.localdate())
    if not (count := found.count()):
        return None
    context = {
        "count": count,
        "label": ngettext("trial without a report", "trials without a report", count),
        "since": None,
        "link": address("evaluation.trials", state="ended"),
        "tone": "warn",
        "icon": "care",
    }
    return render_to_string("parts/waiting.html", context, request=request)
