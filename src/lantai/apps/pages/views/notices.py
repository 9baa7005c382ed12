"""Notices: hidden by readers, put up by staff."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from lantai.apps.pages import actions, hidden, queries
from lantai.apps.pages.forms import NoticeForm
from lantai.apps.pages.models import Notice
from lantai.people.roles import Permission

from .guard import needs


@csrf_exempt  # hiding a notice from oneself harms nobody, and a form with a token would give every reader a cookie
@require_POST
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Hide a notice from this reader, who gets a cookie with its number for that, and lead back."""
    back = request.POST.get("next", "/")
    response = redirect(back if url_has_allowed_host_and_scheme(back, None) else "/")
    hidden.add(request, response, pk)
    return response


@require_safe
@needs(Permission.PUT_UP_NOTICES)
def notices(request: HttpRequest) -> HttpResponse:
    """List what is up, what will be, and what was."""
    return render(request, "pages/notices.html", {"notices": queries.all_notices(), "now": timezone.now(), "door": "notices"})


@needs(Permission.PUT_UP_NOTICES)
def notice(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Put up a notice, or change one."""
    found = get_object_or_404(Notice, pk=pk) if pk else None
    form = NoticeForm(request.POST or None, notice=found, now=timezone.now())
    if request.method == "POST" and form.is_valid():
        actions.put_up_notice(by=request.user, notice=found, now=timezone.now(), **form.said)
        messages.success(request, _("The notice is kept."))
        return redirect("pages:notices")
    return render(request, "pages/notice.html", {"form": form, "notice": found, "door": "notices"})


@require_POST
@needs(Permission.PUT_UP_NOTICES)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a notice down."""
    actions.end_notice(by=request.user, notice=get_object_or_404(Notice, pk=pk), now=timezone.now())
    messages.success(request, _("The notice is down."))
    return redirect("pages:notices")
