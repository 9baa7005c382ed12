"""Staff's pages of one link, one platform's way and one proxy."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantai.apps.holdings.models import Platform
from lantai.infra import lists
from lantai.people.gate import needs

from .. import actions
from ..forms import ProxyForm, WayForm
from ..models import Link, PlatformAccess, Proxy
from ..queries.ways import preview
from ..tasks import fetcher


@require_safe
@needs("access.view_link")
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what checks saw of one address."""
    row = get_object_or_404(Link.objects.select_related("package_title", "database", "platform", "fault"), pk=pk)
    context = {"link": row, "changes": row.changes.order_by("-at")[:50], "door": "faults"}
    return render(request, "access/link.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("access.change_service")
def way(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how a platform is reached."""
    platform = get_object_or_404(Platform, pk=pk)
    row = PlatformAccess.objects.filter(platform=platform).first() or PlatformAccess(platform=platform)
    form = WayForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_access(by=request.user, platform=platform, values=form.cleaned_data, now=timezone.now())
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("Kept."))
            return redirect("access:way", pk)
    context = {
        "form": form,
        "title": platform.name,
        "door": "faults",
        "example": preview(platform),
        "back": lists.address("access.platforms"),
        "listed": _("Platforms"),
    }
    return render(request, "access/form.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("access.change_service")
def proxy(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """Make or change a proxy."""
    row = get_object_or_404(Proxy, pk=pk) if pk else None
    form = ProxyForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.keep_proxy(by=request.user, proxy=row, values=form.cleaned_data, now=timezone.now())
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("Kept."))
            return redirect("access:proxy", kept.pk)
    context = {
        "form": form,
        "title": row.name if row else _("A new proxy"),
        "door": "faults",
        "proxy": row,
        "back": lists.address("access.proxies"),
        "listed": _("Proxies"),
    }
    return render(request, "access/form.html", context, status=400 if form.errors else 200)


@require_POST
@needs("access.change_service")
def test_proxy(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the test address through a proxy, now."""
    row = get_object_or_404(Proxy, pk=pk)
    try:
        actions.test_proxy(by=request.user, proxy=row, fetcher=fetcher(), now=timezone.now())
    except actions.NotPossible as refused:
        messages.error(request, str(refused))
    return redirect("access:proxy", pk)


@require_POST
@needs("access.change_service")
def remove_proxy(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a proxy away."""
    row = get_object_or_404(Proxy, pk=pk)
    try:
        actions.remove_proxy(by=request.user, proxy=row, now=timezone.now())
    except actions.NotPossible as refused:
        messages.error(request, str(refused))
        return redirect("access:proxy", pk)
    return redirect(lists.address("access.proxies"))
