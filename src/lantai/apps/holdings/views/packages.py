"""Packages: one with its titles and lists, and its titles as a file; all of them are a staff list (lists)."""

from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantai.apps.holdings import actions, exporting, queries
from lantai.apps.holdings.forms import AccessForm, PackageForm
from lantai.apps.holdings.models import Basis, MatchState, Package

PAGE_SIZE = 50


@require_safe
@login_required
@permission_required("holdings.view_package", raise_exception=True)
def package(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a package: its titles, the lists that brought them, and when readers have it."""
    found = get_object_or_404(Package.objects.select_related("platform"), pk=pk)
    asked = {"words": request.GET.get("words", "")[:200], "state": request.GET.get("state", "")}
    gone = request.GET.get("gone") == "1"
    rows = queries.titles(found, **asked, gone=gone)
    context = {
        "package": found,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "asked": asked,
        "gone": gone,
        "states": MatchState,
        "runs": found.runs.order_by("-made_at")[:10],
        "activations": queries.activations(found),
        "access": AccessForm(),
        "door": "packages",
    }
    return render(request, "holdings/package.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@permission_required("holdings.change_package", raise_exception=True)
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Make a package, or change one."""
    found = get_object_or_404(Package, pk=pk) if pk else None
    form = PackageForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        try:
            if found is None:
                kept = actions.make_package(by=request.user, values=form.values, now=now)
            else:
                kept = actions.change_package(by=request.user, package=found, values=form.values, now=now)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            return redirect("holdings:package", kept.pk)
    context = {"form": form, "package": Package.objects.get(pk=pk) if pk else None, "door": "packages"}
    return render(request, "holdings/package_edit.html", context, status=400 if form.errors else 200)


@require_safe
@login_required
@permission_required("holdings.view_package", raise_exception=True)
def export(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """Send what a package holds as KBART."""
    found = get_object_or_404(Package, pk=pk)
    name = exporting.name_of(found, timezone.localdate().isoformat())
    response = StreamingHttpResponse(exporting.lines(found), content_type="text/tab-separated-values; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name.encode("ascii", "ignore").decode()}"'
    return response


@require_POST
@login_required
@permission_required("holdings.change_activation", raise_exception=True)
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Give readers a package, or take back from today on what staff gave."""
    found, now = get_object_or_404(Package, pk=pk), timezone.now()
    if request.POST.get("end"):
        today = timezone.localdate()
        actions.deactivate(by=request.user, target=found, basis=Basis.MANUAL, from_date=today, now=now)
        return redirect("holdings:package", pk)
    form = AccessForm(request.POST)
    try:
        if form.is_valid():
            actions.activate(by=request.user, target=found, basis=Basis.MANUAL, **form.cleaned_data, now=now)
            return redirect("holdings:package", pk)
    except ValidationError as problem:
        form.add_error(None, problem)
    return render(request, "holdings/access.html", {"package": found, "form": form, "door": "packages"}, status=400)
