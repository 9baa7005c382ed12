"""Opening hours: the week for readers, and how staff say it."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lantai.apps.pages import actions, queries
from lantai.apps.pages.forms import PlaceForm, SpecialDayForm
from lantai.apps.pages.models import Place, SpecialDay
from lantai.people.roles import Permission

from .guard import needs


@require_safe
def hours(request: HttpRequest) -> HttpResponse:
    """Show the week that holds a date (``?week=2026-11-23``; this one without): every place, day by day."""
    asked = _date(request.GET.get("week", ""))
    shown = asked or timezone.localdate()
    monday = shown - timedelta(days=shown.weekday())
    weeks = queries.weeks(monday, now=timezone.now())
    context = {
        "weeks": weeks,
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "this_week": _this_week(monday),
        "door": "hours",
    }
    if abs((monday - timezone.localdate()).days) < 730:
        context |= {"before": monday - timedelta(days=7), "after": monday + timedelta(days=7)}
    return render(request, "pages/hours.html", context)


def _date(said: str) -> date | None:
    try:
        found = parse_date(said)
    except ValueError:
        return None
    return found if found and 2000 <= found.year <= 2200 else None


def _this_week(monday: date) -> bool:
    return monday <= timezone.localdate() < monday + timedelta(days=7)


@require_safe
@needs(Permission.CHANGE_HOURS)
def places(request: HttpRequest) -> HttpResponse:
    """List the places and the days that differ."""
    return render(request, "pages/places.html", _places(SpecialDayForm()))


def _places(form: SpecialDayForm) -> dict[str, object]:
    days = queries.special_days(since=timezone.localdate())
    return {"places": queries.places(), "days": days, "form": form, "door": "hours"}


@needs(Permission.CHANGE_HOURS)
def new_place(request: HttpRequest) -> HttpResponse:
    """Add a place with its hours."""
    form = PlaceForm(request.POST or None, place=None)
    if request.method == "POST" and form.is_valid():
        made = actions.add_place(by=request.user, names=form.names, addresses=form.addresses, now=timezone.now())
        return _set(request, made, form)
    return render(request, "pages/place.html", {"form": form, "door": "hours"})


@needs(Permission.CHANGE_HOURS)
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a place and its hours."""
    found = get_object_or_404(Place, pk=pk)
    form = PlaceForm(request.POST or None, place=found)
    if request.method == "POST" and form.is_valid():
        return _set(request, found, form)
    return render(request, "pages/place.html", {"form": form, "place": found, "door": "hours"})


def _set(request: HttpRequest, found: Place, form: PlaceForm) -> HttpResponse:
    actions.set_hours(
        by=request.user, place=found, names=form.names, addresses=form.addresses, spans=form.spans, now=timezone.now()
    )
    messages.success(request, _("The hours are kept, and shown from now on."))
    return redirect("pages:places")


@require_POST
@needs(Permission.CHANGE_HOURS)
def remove_place(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a place."""
    actions.remove_place(by=request.user, place=get_object_or_404(Place, pk=pk), now=timezone.now())
    messages.success(request, _("The place is removed."))
    return redirect("pages:places")


@require_POST
@needs(Permission.CHANGE_HOURS)
def special_day(request: HttpRequest) -> HttpResponse:
    """Lay down days on which other hours hold."""
    form = SpecialDayForm(request.POST)
    if not form.is_valid():
        return render(request, "pages/places.html", _places(form))
    actions.add_special_day(by=request.user, now=timezone.now(), **form.said)
    messages.success(request, _("The hours are kept, and shown from now on."))
    return redirect("pages:places")


@require_POST
@needs(Permission.CHANGE_HOURS)
def remove_special_day(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the week's hours hold again."""
    actions.remove_special_day(by=request.user, day=get_object_or_404(SpecialDay, pk=pk), now=timezone.now())
    messages.success(request, _("The week’s hours hold on those days again."))
    return redirect("pages:places")
