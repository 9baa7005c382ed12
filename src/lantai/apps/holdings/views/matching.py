"""Titles whose match is not sure: looked at side by side, decided, taken back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lantai.apps.holdings import actions, queries
from lantai.apps.holdings.models import PackageTitle
from lantai.catalog.actions import NotPossible
from lantai.catalog.models import Instance

PAGE_SIZE = 20


@require_safe
@login_required
@permission_required("holdings.view_packagetitle", raise_exception=True)
def queue(request: HttpRequest) -> HttpResponse:
    """Show the titles that wait, with what each may be; or those that were decided."""
    decided = request.GET.get("decided") == "1"
    page = Paginator(queries.decided() if decided else queries.queue(), PAGE_SIZE).get_page(request.GET.get("page"))
    known = queries.proposed(page.object_list)
    lines = [(title, [(known[c["instance"]], c) for c in title.candidates if c["instance"] in known]) for title in page]
    return render(request, "holdings/queue.html", {"page": page, "lines": lines, "decided": decided, "door": "titles"})


@require_POST
@login_required
@permission_required("holdings.change_packagetitle", raise_exception=True)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Tie a title to an edition, say that it is one of its own, or take a decision back."""
    title, chosen, now = get_object_or_404(PackageTitle, pk=pk), request.POST.get("is", ""), timezone.now()
    try:
        if chosen == "back":
            actions.undo_decision(by=request.user, title=title, now=now)
        elif chosen == "own":
            actions.set_apart(by=request.user, title=title, now=now)
        else:
            instance = get_object_or_404(
                Instance.objects.defer("document"), pk=int(chosen) if chosen.isdecimal() and len(chosen) < 19 else 0
            )
            actions.tie(by=request.user, title=title, instance=instance, now=now)
    except NotPossible as problem:
        messages.warning(request, _(str(problem)))
    return redirect("holdings:queue")
