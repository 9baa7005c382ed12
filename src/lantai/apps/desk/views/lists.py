"""Saving a filtered list under a name, and taking it away again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lantai.apps.desk import actions, listings
from lantai.apps.desk.forms.lists import SaveForm
from lantai.apps.desk.models import SavedView
from lantai.infra.addresses import is_ours

from .guard import needs


@require_POST
@needs("desk.add_savedview")
def save(request: HttpRequest) -> HttpResponse:
    """Save a list as it is narrowed now; back to it."""
    form = SaveForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError(_("A list needs a name of at most 80 characters."))
        given = form.cleaned_data
        given["query"] = listings.cleaned(given["query"])
        actions.save_view(by=request.user, now=timezone.now(), **given)
        messages.success(request, _("The list is saved; today’s page shows how long it is."))
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    back = request.POST.get("back", "")
    return redirect(back if is_ours(request, back) else "desk:today")


@require_POST
@needs("desk.add_savedview")
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a saved list away; the rows in it stay as they are."""
    actions.forget_view(by=request.user, view=get_object_or_404(SavedView, pk=pk), now=timezone.now())
    messages.success(request, _("The saved list is gone; the records in it are not touched."))
    return redirect("desk:today")
