"""Where the doors stand on others' pages: at the foot of each."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from lantai.infra.panels import panel


@panel("site.foot")
def for_programs(request: HttpRequest, subject: object) -> str:
    """Lead those who write programs to the page for them."""
    return format_html('<a href="{}">{}</a>', reverse("doors:machines"), _("For programs"))
