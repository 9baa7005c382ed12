"""Where the doors stand on others' pages: at the foot of each, and on works that an OpenURL led to or that another resolver may know."""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from lantai.catalog.queries import WorkPage
from lantai.core.formats.openurl import context_object
from lantai.infra.panels import panel

LONGEST = 2_000


@panel("site.foot")
def for_programs(request: HttpRequest, subject: object) -> str:
    """Lead those who write programs to the page for them."""
    return format_html('<a href="{}">{}</a>', reverse("doors:machines"), _("For programs"))


@panel("work.actions")
def not_this(request: HttpRequest, found: WorkPage) -> str | None:
    """Lead back from a work that an OpenURL led to: it may be the wrong one."""
    cited = request.GET.get("cited", "")[:LONGEST]
    if not cited:
        return None
    pairs = [(key, value) for key, values in QueryDict(cited).lists() if key != "list" for value in values]
    address = f"{reverse('doors:resolve')}?{urlencode([*pairs, ('list', '1')], errors='replace')}"
    return format_html('<a href="{}" rel="nofollow">{}</a>', address, _("Not what was cited?"))


@panel("work.actions")
def elsewhere(request: HttpRequest, found: WorkPage) -> str | None:
    """Lead to the resolver that the library has, with what this work is."""
    if not settings.RESOLVER:
        return None
    given = request.GET.get("edition", "")
    instances = found.document.instances
    record = next((i.record for i in instances if str(i.number) == given), instances[0].record)
    source = urlsplit(settings.ADDRESS).hostname or "lantai"
    cited = context_object(record) + "&" + urlencode({"url_ver": "Z39.88-2004", "rfr_id": f"info:sid/{source}:lantai"})
    address = f"{settings.RESOLVER}{'&' if '?' in settings.RESOLVER else '?'}{cited}"
    return format_html('<a href="{}" rel="nofollow noopener">{}</a>', address, _("Ask for it elsewhere"))
