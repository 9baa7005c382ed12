"""Lists of institutions, kept by staff."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantai.apps.analytics import actions
from lantai.apps.analytics.forms import ListForm
from lantai.apps.analytics.models import InstitutionList
from lantai.apps.analytics.queries import choices


@require_safe
@login_required
@permission_required("analytics.view_institutionlist", raise_exception=True)
def lists(request: HttpRequest) -> HttpResponse:
    """Show the lists."""
    return render(request, "analytics/lists.html", {"lists": choices.lists(), "door": "quality"})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@permission_required("analytics.add_institutionlist", raise_exception=True)
def add(request: HttpRequest) -> HttpResponse:
    """Make a list."""
    return _form(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@permission_required("analytics.change_institutionlist", raise_exception=True)
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Change a list."""
    return _form(request, get_object_or_404(InstitutionList, pk=number))


@require_POST
@login_required
@permission_required("analytics.delete_institutionlist", raise_exception=True)
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Remove a list."""
    found = get_object_or_404(InstitutionList, pk=number)
    actions.remove_list(by=request.user, found=found, now=timezone.now())
    messages.success(request, _("The list has been removed."))
    return redirect("analytics:lists")


def _form(request: HttpRequest, found: InstitutionList | None) -> HttpResponse:
    form = ListForm(request.POST or None, found=found)
    if request.method == "POST" and form.is_valid():
        given, now = form.cleaned_data, timezone.now()
        try:
            if found is None:
                actions.make_list(by=request.user, now=now, **given)
            else:
                actions.change_list(by=request.user, found=found, now=now, **given)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("The list has been saved."))
            return redirect("analytics:lists")
    return render(
        request, "analytics/list.html", {"form": form, "list": found, "door": "quality"}, status=400 if form.errors else 200
    )
