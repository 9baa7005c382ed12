"""Lists of the fault desk: faults, links, platforms and how they are reached, proxies."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantai.apps.holdings.models import Platform
from lantai.people.gate import needs

from ..forms import NarrowFaults, NarrowLinks
from ..models import Link, Proxy
from ..queries import faults as queries

PAGE_SIZE = 50


@require_safe
@needs("access.view_fault")
def faults(request: HttpRequest) -> HttpResponse:
    """List faults, those to be triaged unless others are asked for."""
    form = NarrowFaults(request.GET if request.GET else {"state": "new"})
    rows = queries.narrowed(form.cleaned_data if form.is_valid() else {})
    return _listed(request, "access/faults.html", rows, form=form)


@require_safe
@needs("access.view_link")
def links(request: HttpRequest) -> HttpResponse:
    """List links, those with faults unless others are asked for."""
    form = NarrowLinks(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    rows = Link.objects.select_related("package_title", "database", "platform").order_by("-since_at", "pk")
    if given.get("kind"):
        rows = rows.filter(kind=given["kind"])
    elif not given.get("q"):
        rows = rows.exclude(kind__in=["", "sound", "unknown"])
    if words := given.get("q"):
        rows = rows.filter(
            Q(host__icontains=words) | Q(package_title__title__icontains=words) | Q(database__name__icontains=words)
        )
    return _listed(request, "access/links.html", rows, form=form)


@require_safe
@needs("access.view_platformaccess")
def platforms(request: HttpRequest) -> HttpResponse:
    """List platforms and how they are reached."""
    return _listed(request, "access/platforms.html", Platform.objects.select_related("access__proxy").order_by("name"))


@require_safe
@needs("access.view_proxy")
def proxies(request: HttpRequest) -> HttpResponse:
    """List proxies, each with its last test."""
    return _listed(request, "access/proxies.html", Proxy.objects.order_by("name"))


def _listed(request: HttpRequest, template: str, rows: QuerySet[Any], **more: object) -> HttpResponse:
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, template, {"page": page, "door": "faults", **more})
