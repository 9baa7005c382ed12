"""Signing in at ORCID, which proves whose a profile is; where the library has a client there."""

import secrets

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lantai.apps.scholars import actions, orcid
from lantai.people.gate import signed_in

STATE = "scholars.orcid"
STATE_S = 600
"""How long somebody may take to sign in there."""


@require_safe
@never_cache
@signed_in
def begin(request: HttpRequest) -> HttpResponse:
    """Lead to ORCID, with a state that is good once, for ten minutes, in this session alone."""
    client = orcid.configured()
    if client is None:
        raise Http404
    state = secrets.token_urlsafe(32)
    request.session[STATE] = [state, timezone.now().timestamp(), request.user.pk]
    return HttpResponseRedirect(orcid.way_in(client, back=_back(request), state=state))


@require_safe
@never_cache
@signed_in
def back(request: HttpRequest) -> HttpResponse:
    """Take whoever comes back from ORCID: with the state that was given, they have proven who they are."""
    client = orcid.configured()
    if client is None:
        raise Http404
    kept = request.session.pop(STATE, None)
    if not _is_expected(kept, request):
        messages.error(request, _("This answer of ORCID was not expected, or came too late. Please begin again."))
        return redirect("scholars:own")
    if request.GET.get("error"):
        messages.error(request, _("You did not let ORCID tell the library who you are."))
        return redirect("scholars:own")
    try:
        proven = orcid.proven(client, code=request.GET.get("code", ""), back=_back(request), by=orcid.transport())
        found = actions.prove(by=request.user, orcid=proven, now=timezone.now())
    except orcid.OrcidRefused as problem:
        messages.error(request, str(problem))
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        messages.success(request, _("ORCID has confirmed who you are; this profile is yours: {name}").format(name=found.name))
    return redirect("scholars:own")


def _is_expected(kept: object, request: HttpRequest) -> bool:
    if not isinstance(kept, list) or len(kept) != 3:
        return False
    state, at, account = kept
    is_in_time = 0 <= timezone.now().timestamp() - at <= STATE_S
    return is_in_time and account == request.user.pk and constant_time_compare(str(state), request.GET.get("state", ""))


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("scholars:orcid_back"))
