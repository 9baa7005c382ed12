"""What holdings shows on others' pages: the years of a work, and what waits for staff."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import ngettext

from lantai.catalog.queries import WorkPage
from lantai.infra.panels import panel

from . import queries
from .az import journals
from .models import Run, RunState
from .years import years_of


@panel("work.body")
def years(request: HttpRequest, found: WorkPage) -> str | None:
    """Draw which years the library has, copy by copy."""
    shown = years_of(found, on=localdate())
    return shown and render_to_string("holdings/years.html", {"years": shown}, request)


@panel("work.facts")
def journal_of(request: HttpRequest, found: WorkPage) -> str | None:
    """Lead from the description of a journal to its page in the list of journals."""
    journal = journals.journal_of(found.document.number, on=localdate())
    return journal and render_to_string("holdings/journal_of.html", {"journal": journal}, request)


@panel("desk.today")
def unsure(request: HttpRequest, subject: object) -> str | None:
    """Show staff that titles of lists wait for a decision."""
    if not request.user.has_perm("holdings.change_packagetitle") or not (count := queries.queue().count()):
        return None
    label = ngettext("title whose match is not sure", "titles whose match is not sure", count)
    return _waiting(request, count, label, reverse("holdings:queue"), None)


@panel("desk.today")
def unapplied(request: HttpRequest, subject: object) -> str | None:
    """Show staff that lists were checked and nobody has said whether to apply them."""
    runs = Run.objects.filter(state=RunState.CHECKED).order_by("made_at")
    if not request.user.has_perm("holdings.change_run") or not (count := runs.count()):
        return None
    label = ngettext("list of titles to apply or leave", "lists of titles to apply or leave", count)
    oldest = runs[0]
    return _waiting(request, count, label, reverse("holdings:list", args=[oldest.pk]), oldest.made_at)


def _waiting(request: HttpRequest, count: int, label: str, link: str, since: object) -> str:
    context = {"count": count, "label": label, "since": since, "link": link, "tone": "warn", "icon": "care"}
    return render_to_string("parts/waiting.html", context, request=request)
