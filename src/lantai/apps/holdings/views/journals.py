"""The readers' list of journals from A to Z: pages, suggestions, a feed of what is new."""

from datetime import datetime, time

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import conditional_page, require_safe

from lantai.apps.holdings.az import asking, continuing
from lantai.apps.holdings.az import journals as queries
from lantai.infra import panels
from lantai.infra.feeds import Entry
from lantai.infra.feeds import feed as written

from .keeping import kept_a_moment


@require_safe
@conditional_page
@kept_a_moment
def journals(request: HttpRequest) -> HttpResponse:
    """Show a letter of the list, or what a search or a subject leaves of it."""
    today = timezone.localdate()
    found = queries.journals(asking.of_journals(request.GET), on=today, lang=get_language() or "en")
    context = {
        "found": found,
        "asked": found.asked,
        "day": today,
        "drawn": panels.drawn_on_rows("journal.row", request, found.rows),
        "disciplines": queries.disciplines(on=today),
        "door": "journals",
    }
    return kept(render(request, "holdings/journals.html", context))


def kept(response: HttpResponse) -> HttpResponse:
    """Let a browser keep a page and ask whether it is still the same (ETag): a note about a fault must not come late."""
    patch_cache_control(response, private=True, no_cache=True)
    return response


@require_safe
@conditional_page
def subjects(request: HttpRequest) -> HttpResponse:
    """Show the disciplines and classes under which there are journals."""
    today = timezone.localdate()
    classes = {scheme: queries.classes(on=today, scheme=scheme) for scheme in ("clc", "lcc", "ddc")}
    context = {
        "disciplines": queries.disciplines(on=today),
        "classes": {k: v for k, v in classes.items() if v},
        "door": "journals",
    }
    return kept(render(request, "holdings/journal_subjects.html", context))


@require_safe
@conditional_page
def publishers(request: HttpRequest) -> HttpResponse:
    """Show the publishers with most journals; others are found by a search of the list."""
    context = {"publishers": queries.publishers(on=timezone.localdate()), "door": "journals"}
    return kept(render(request, "holdings/journal_publishers.html", context))


@require_safe
def journal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one journal with everything that the list knows of it."""
    today = timezone.localdate()
    found = queries.journal(pk, on=today) if pk < 2**63 else None
    if found is None:
        raise Http404
    drawn = panels.drawn_on_rows("journal.row", request, [found])
    context = {
        "row": found,
        "day": today,
        "drawn": drawn,
        "history": continuing.history(found),
        "panels": panels.drawn("journal.body", request, found),
        "door": "journals",
    }
    return render(request, "holdings/journal.html", context)


@require_safe
@never_cache
def suggest(request: HttpRequest) -> HttpResponse:
    """Send the list that opens under the search box of the list."""
    box = request.GET.get("box", "jq")
    context = {
        "rows": queries.suggested(request.GET.get("q", "").replace("\0", "")[: asking.LONGEST], on=timezone.localdate()),
        "box": box if box.isalnum() and len(box) <= 20 else "jq",
    }
    return render(request, "holdings/journal_suggestions.html", context)


@require_safe
@conditional_page
def feed(request: HttpRequest) -> HttpResponse:
    """Send the journals that came last as an Atom feed; ``subject`` narrows it."""
    entries = (
        Entry(
            title=row.title,
            link=request.build_absolute_uri(reverse("holdings:journal", args=[row.pk])),
            at=timezone.make_aware(datetime.combine(row.new_date, time())),
            about=" · ".join(filter(None, [row.publisher, *row.issns])),
        )
        for row in queries.newest(on=timezone.localdate(), subject=asking.of_journals(request.GET).subject)
    )
    return written(request, title=_("Journals that are new"), page=reverse("holdings:journals"), entries=entries)
