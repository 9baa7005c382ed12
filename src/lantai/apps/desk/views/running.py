"""What is done to an import as a whole: going on, pausing, ending, trying refused rows again, taking it back."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lantai.apps.desk import trial
from lantai.apps.desk.forms.again import AgainForm
from lantai.apps.desk.queries import runs
from lantai.catalog import actions, import_actions, undoing
from lantai.catalog.models import Harvest

from .guard import needs


@require_POST
@needs("catalog.add_harvest")
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with an import that stopped or was paused."""
    return _done(request, pk, actions.resume)


@require_POST
@needs("catalog.add_harvest")
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an import wait."""
    return _done(request, pk, import_actions.pause)


@require_POST
@needs("catalog.add_harvest")
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End an import here and keep what is read."""
    return _done(request, pk, import_actions.end)


def _done(request: HttpRequest, pk: int, action: Callable[..., object]) -> HttpResponse:
    try:
        action(by=request.user, harvest=get_object_or_404(Harvest, pk=pk), now=timezone.now())
    except actions.NotPossible as problem:
        messages.error(request, _(str(problem)))
    return redirect("desk:run", pk)


@needs("catalog.add_harvest")
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Try the refused rows with a mended profile: first see what would become of them, then take them in."""
    found = runs.run(pk, now=timezone.now())
    if found is None:
        raise Http404
    form = AgainForm(request.POST or None, request.FILES or None, harvest=found.harvest)
    tried = None
    if request.method == "POST" and form.is_valid():
        if "go" in request.POST:
            return _retried(request, found.harvest, form)
        tried = trial.of(found.harvest, form.profile)
    context = {"run": found, "harvest": found.harvest, "form": form, "tried": tried, "door": "imports"}
    return render(request, "desk/again.html", context)


def _retried(request: HttpRequest, harvest: Harvest, form: AgainForm) -> HttpResponse:
    try:
        made = import_actions.retry(by=request.user, harvest=harvest, profile=form.profile, now=timezone.now())
    except actions.NotPossible as problem:
        messages.error(request, _(str(problem)))
        return redirect("desk:run", harvest.pk)
    return redirect("desk:run", made.pk)


@needs("catalog.change_sourcerecord")
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what taking an import back would do, and do it when asked to."""
    found = runs.run(pk, now=timezone.now())
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            made = import_actions.undo(by=request.user, harvest=found.harvest, now=timezone.now())
        except actions.NotPossible as problem:
            messages.error(request, _(str(problem)))
            return redirect("desk:run", pk)
        return redirect("desk:run", made.pk)
    context = {"run": found, "harvest": found.harvest, "door": "imports"}
    if not found.is_undoing:
        context |= {"preview": undoing.preview(found.harvest), "examples": undoing.examples(found.harvest)}
    return render(request, "desk/undo.html", context)
