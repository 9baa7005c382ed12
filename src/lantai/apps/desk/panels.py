"""What the desk shows on readers' pages, to staff alone."""

from collections.abc import Hashable, Mapping, Sequence

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lantai.catalog.models import OURS
from lantai.core.bib.work import InstanceDocument
from lantai.infra.panels import panel, row_panel
from lantai.vocab import queries as vocab


@row_panel("edition.actions")
def look_behind(request: HttpRequest, editions: Sequence[InstanceDocument]) -> Mapping[Hashable, str]:
    """Link each edition to its page for staff."""
    if not request.user.has_perm("catalog.view_sourcerecord"):
        return {}
    return {
        e.number: format_html('<a href="{}">{}</a>', reverse("desk:record", args=[e.number]), _("For staff")) for e in editions
    }


@row_panel("edition.actions")
def correct(request: HttpRequest, editions: Sequence[InstanceDocument]) -> Mapping[Hashable, str]:
    """Link each edition, by the first record received of it, to the page that corrects it."""
    if not request.user.has_perm("catalog.change_sourcerecord"):
        return {}
    first = {e.number: next((o.record for o in e.record.sources if o.source not in OURS), None) for e in editions}
    return {
        number: format_html('<a href="{}">{}</a>', reverse("desk:correct", args=[record]), _("Correct"))
        for number, record in first.items()
        if record is not None
    }


@panel("desk.today")
def suggestions(request: HttpRequest, subject: object) -> str | None:
    """Show staff that readers have suggested translations."""
    rows = vocab.open_suggestions()
    if not request.user.has_perm("vocab.change_suggestion") or not (count := rows.count()):
        return None
    context = {
        "count": count,
        "label": ngettext("translation suggested by a reader", "translations suggested by readers", count),
        "since": rows[0].made_at,
        "link": reverse("desk:suggestions"),
        "icon": "care",
    }
    return render_to_string("parts/waiting.html", context, request=request)
