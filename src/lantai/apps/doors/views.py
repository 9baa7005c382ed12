"""Pages about the doors: the keys, for staff."""

from typing import NamedTuple

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantai.people.gate import needs
from lantai.people.roles import Permission

from . import actions, queries
from .doors import DOORS, ENDINGS, HEADER
from .forms import KeyForm
from .models import ApiKey

PAGE_SIZE = 50


class Shown(NamedTuple):
    """A door on the page for programs. ``address``: its path; ``shown``: whole, as programs need it."""

    name: str
    about: str | Promise
    address: str
    example: str
    shown: str


gives_keys = needs(Permission.GIVE_KEYS)


@require_safe
def machines(request: HttpRequest) -> HttpResponse:
    """Say what programs and other libraries can ask, and where."""
    shown = [
        Shown(door.name, door.about, (path := reverse(door.route)), door.example, request.build_absolute_uri(path))
        for door in DOORS
    ]
    context = {
        "header": HEADER,
        "endings": ENDINGS,
        "doors": shown,
        "per_minute": settings.API_PER_MINUTE,
        "contact": settings.CONTACT,
    }
    return render(request, "doors/machines.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@gives_keys
@never_cache
def keys(request: HttpRequest) -> HttpResponse:
    """List the keys, and make one; it is shown once."""
    form = KeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        key, token = actions.make_key(**form.cleaned_data, by=request.user, now=timezone.now())
        return render(request, "doors/key.html", {"key": key, "token": token, "door": "keys"})
    page = Paginator(queries.every_key(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "form": form, "door": "keys"}
    return render(request, "doors/keys.html", context, status=400 if form.errors else 200)


@require_POST
@gives_keys
def end_key(request: HttpRequest, pk: int) -> HttpResponse:
    """End a key."""
    actions.end_key(key=get_object_or_404(ApiKey, pk=pk), by=request.user, now=timezone.now())
    return redirect("doors:keys")
