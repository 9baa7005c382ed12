"""What discovery shows on the page of a work for those who take it away: a reference, files, and words for machines."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from lantai.catalog.queries import WorkPage
from lantai.core.formats.citing.reference import reference
from lantai.core.formats.highwire import meta_tags
from lantai.core.formats.schema_org import described
from lantai.infra.panels import panel

from .taking.files import FORMS
from .taking.reads import edition_of
from .taking.styles import chosen_style


@panel("work.head")
def for_machines(request: HttpRequest, found: WorkPage) -> str:
    """Say in the page's head what search engines and citation tools read."""
    address = request.build_absolute_uri(reverse("discovery:work", args=[found.document.number]))
    record = edition_of(found.document, _edition(request))
    context = {"tags": meta_tags(record, address=address), "description": described(found.document, address=address)}
    return render_to_string("discovery/cite_head.html", context)


@panel("work.actions")
def to_cite(request: HttpRequest, found: WorkPage) -> str:
    """Lead to the reference on the page."""
    return format_html('<a href="#cite">{}</a>', _("Cite and take away"))


@panel("work.body")
def cite(request: HttpRequest, found: WorkPage) -> str:
    """Show the reference in the style that readers of this language are asked for, and the files."""
    edition, style = _edition(request), chosen_style(request)
    record = edition_of(found.document, edition)
    context = {
        "number": found.document.number,
        "edition": edition,
        "edition_count": len(found.document.instances),
        "record": record,
        "style": style,
        "reference": reference(record, style, accessed=timezone.localdate()),
        "forms": FORMS.values(),
        "address": request.build_absolute_uri(reverse("discovery:work", args=[found.document.number])),
    }
    return render_to_string("discovery/cite_work.html", context, request)


def _edition(request: HttpRequest) -> int | None:
    given = request.GET.get("edition", "")
    return int(given) if given.isdecimal() and len(given) < 19 else None
