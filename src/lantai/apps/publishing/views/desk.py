"""Publishing for staff: what runs out, one agreement, files taken in, rows kept by hand."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantai.apps.publishing import actions
from lantai.apps.publishing.forms.kept import FileForm
from lantai.apps.publishing.kinds import SORTS, Sort
from lantai.apps.publishing.models import PublishingAgreement, TakenFile
from lantai.apps.publishing.queries import desk as queries
from lantai.people.gate import needs
from lantai.people.roles import Permission

from .requests import _tried as tried

sees, changes = needs(Permission.SEE_PUBLISHING), needs(Permission.CHANGE_PUBLISHING)


@require_safe
@sees
def desk(request: HttpRequest) -> HttpResponse:
    """Show what runs out, what waits, and what is known."""
    context = {
        "now": queries.overview(timezone.localdate(), now=timezone.now()),
        "form": FileForm(initial={"on_date": timezone.localdate()}),
        "door": "publishing",
    }
    return render(request, "publishing/desk.html", context)


@require_safe
@sees
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one agreement with its terms, caps, members and lists."""
    row = get_object_or_404(PublishingAgreement, pk=min(pk, 2**62))
    context = {"row": row, "about": queries.about(row, timezone.localdate()), "door": "publishing"}
    return render(request, "publishing/desk_agreement.html", context)


@require_POST
@changes
def send_file(request: HttpRequest) -> HttpResponse:
    """Have a file taken in."""
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        context = {"now": queries.overview(timezone.localdate(), now=timezone.now()), "form": form, "door": "publishing"}
        return render(request, "publishing/desk.html", context, status=400)
    row = actions.send_file(by=request.user, **form.cleaned_data | {"on": form.cleaned_data.pop("on_date")}, now=timezone.now())
    return redirect("publishing:file", row.pk)


@require_safe
@changes
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what came of a file."""
    row = get_object_or_404(TakenFile.objects.select_related("by"), pk=min(pk, 2**62))
    return render(request, "publishing/file.html", {"row": row, "door": "publishing"})


@require_http_methods(["GET", "HEAD", "POST"])
@changes
def add(request: HttpRequest, sort: str, parent: int = 0) -> HttpResponse:
    """Add a row, to the agreement on which it hangs."""
    kind = _sort(sort)
    if kind.on_agreement != bool(parent):
        raise Http404
    held = {"agreement": get_object_or_404(PublishingAgreement, pk=min(parent, 2**62))} if parent else {}
    return _keep(request, kind, kind.model(**held), held.get("agreement"))


@require_http_methods(["GET", "HEAD", "POST"])
@changes
def change(request: HttpRequest, sort: str, pk: int) -> HttpResponse:
    """Change a row."""
    kind = _sort(sort)
    row = get_object_or_404(kind.model, pk=min(pk, 2**62))
    return _keep(request, kind, row, getattr(row, "agreement", None), sort=sort)


@require_POST
@changes
def drop(request: HttpRequest, sort: str, pk: int) -> HttpResponse:
    """Take a row out that was kept by mistake."""
    kind = _sort(sort)
    row = get_object_or_404(kind.model, pk=min(pk, 2**62))
    home = kind.home(row) if kind.on_agreement or sort != "agreement" else None
    try:
        actions.drop(by=request.user, row=row, now=timezone.now())
        messages.success(request, _("Taken out."))
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
        return redirect("publishing:change", sort, pk)
    return redirect(home) if home else redirect("publishing:desk")


def _keep(request: HttpRequest, kind: Sort, row: Any, on: PublishingAgreement | None, *, sort: str = "") -> HttpResponse:
    form = kind.form(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: actions.keep(by=request.user, row=row, said=form.said, now=timezone.now()))
        if made is not None:
            messages.success(request, _("Saved."))
            return redirect(kind.home(made))
    context = {
        "form": form,
        "heading": str(row) if sort else kind.add,
        "on": on,
        "drop": reverse("publishing:drop", args=[sort, row.pk]) if sort else "",
        "door": "publishing",
    }
    return render(request, "publishing/edit.html", context, status=400 if form.errors else 200)


def _sort(name: str) -> Sort:
    if name not in SORTS:
        raise Http404
    return SORTS[name]
