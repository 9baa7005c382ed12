"""The page that says how the library is as a machine, and lets failed work be tried again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lantai.apps.desk import actions
from lantai.apps.desk.queries import state as queries
from lantai.infra.models import Job

from .guard import needs


@require_safe
@needs("infra.view_job")
def state(request: HttpRequest) -> HttpResponse:
    """Show index, worker, jobs, backup and disk."""
    return render(request, "desk/library_state.html", {"state": queries.state(now=timezone.now()), "door": "state"})


@require_POST
@needs("infra.change_job")
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a failed job begin anew."""
    actions.retry_job(by=request.user, job=get_object_or_404(Job, pk=pk), now=timezone.now())
    messages.success(request, _("It is tried again now."))
    return redirect("desk:state")
