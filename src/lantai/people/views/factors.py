"""The second factor: asked for at sign-in, set up, replaced, done without."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django_otp.util import random_hex

from .. import actions, drawing, queries
from ..errors import NotPossible, Wait, WrongCode
from ..forms.signing import CodeForm, RecoveryForm
from ..gate import signed_in
from ..models import Account
from .signing import begin_session, enter, half_way, in_language_of, safe_next, signed_out_meanwhile

KEY = "factor_key"
"""Key of the session for the secret that is being set up."""


@never_cache
@sensitive_post_parameters("code")
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for a code of the second factor, or of the paper; who has none sets one up first."""
    account, onward = half_way(request)
    if account is None and request.user.is_authenticated:
        return redirect("people:own")
    if account is None:
        return signed_out_meanwhile(request) if request.method == "POST" else redirect("login")
    if not queries.has_factor(account):
        return set_up(request)
    recovery = "recovery" in request.GET
    form = (RecoveryForm if recovery else CodeForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said, device = answered(lambda: actions.prove(account=account, code=form.cleaned_data["code"], now=timezone.now()))
        if device is not None:
            return enter(request, account, device=device, onward=onward)
        form.add_error("code", said)
    return render(request, "people/second_factor.html", {"form": form, "recovery": recovery, "next": onward})


@never_cache
@sensitive_post_parameters("code")
def set_up(request: HttpRequest) -> HttpResponse:
    """Show a key for an app, as a picture and in letters, and take it once a code shows that the app has it."""
    account, onward = half_way(request)
    entering = account is not None
    if account is None and request.user.is_authenticated:
        account, onward = queries.active(request.user.pk), safe_next(request)
    if account is None:
        return redirect("login")
    if entering and queries.has_factor(account):
        return redirect("people:second_factor")  # the one there is must be shown, not replaced, by who has only the password
    key = request.session.setdefault(KEY, random_hex(20))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        said, made = answered(lambda: actions.confirm_factor(account=account, key=key, code=code, now=timezone.now()))
        if made is not None:
            return _set_up_done(request, account, *made, onward=onward)
        form.add_error("code", said)
    context = {
        "form": form,
        "next": onward,
        "account": account,
        "must": settings.SECOND_FACTOR and account.works_here,
        **drawing.of_key(account, key),
    }
    return render(request, "people/set_up.html", context)


def _set_up_done(request: HttpRequest, account: Account, device: object, codes: list[str], *, onward: str) -> HttpResponse:
    """Begin the session anew, with its second factor shown, and show the recovery codes, this once."""
    request.session.pop(KEY, None)
    begin_session(request, account, device=device)
    shown = render(request, "people/recovery_codes.html", {"codes": codes, "next": onward})
    return in_language_of(account, shown)


@require_POST
@never_cache
@signed_in
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Show new recovery codes, this once."""
    try:
        codes = actions.make_recovery_codes(account=request.user, now=timezone.now())
    except NotPossible as problem:
        messages.error(request, str(problem))
        return redirect("people:own")
    return render(request, "people/recovery_codes.html", {"codes": codes, "next": ""})


@require_POST
@signed_in
def remove(request: HttpRequest) -> HttpResponse:
    """Do without a second factor, where none is asked for."""
    try:
        actions.remove_factor(account=request.user, now=timezone.now())
        messages.success(request, _("You sign in with your password alone from now on."))
    except NotPossible as problem:
        messages.error(request, str(problem))
    return redirect("people:own")


def answered(ask: Callable[[], object]) -> tuple[str, object]:
    """Return what to tell of a code that is wrong or comes too soon, and None; or "" and what was asked for."""
    try:
        return "", ask()
    except WrongCode:
        return _(
            "This code is not right, or was used already. Wait for the next one, and see that the phone’s clock is right."
        ), None
    except Wait as due:
        return waiting(due.seconds), None


def waiting(seconds: int) -> str:
    """Say how long to wait."""
    if seconds < 90:
        said = ngettext("Too many attempts. Wait %(n)d second.", "Too many attempts. Wait %(n)d seconds.", seconds)
        return said % {"n": seconds}
    minutes = -(-seconds // 60)
    return ngettext("Too many attempts. Wait %(n)d minute.", "Too many attempts. Wait %(n)d minutes.", minutes) % {"n": minutes}
