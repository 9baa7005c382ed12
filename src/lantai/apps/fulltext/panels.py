"""Where full texts stand on others' pages: at their works, and in what waits on the desk."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from lantai.catalog.queries import WorkPage
from lantai.infra.panels import panel

from . import queries, words


@panel("site.foot")
def to_texts(request: HttpRequest, subject: object) -> str:
    """Lead to the full texts."""
    return format_html('<a href="{}">{}</a>', reverse("fulltext:index"), _("Full texts"))


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
