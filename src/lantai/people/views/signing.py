"""Signing in, in one step or two, and out.

After name and password alone nobody is signed in of whom a second factor is asked: the session only remembers, for ten minutes, who
has come so far.
"""

from typing import Any

import django_otp
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe
from django_otp.models import Device

from lantai.infra.addresses import address_of, is_ours

from .. import actions, kept, mail, queries
from ..errors import Wait, WrongPassword
from ..forms.signing import SignInForm
from ..gate import signed_in
from ..models import Account
from ..sessions import BEGUN, BROWSER, SEEN, coarse

HALF_WAY, HALF_WAY_S = "half_way", 600
"""Key of the session for somebody whose password was right and whose second factor is not there yet, and how long that lasts."""

BACKEND = "lantai.people.backends.NameOrMail"


@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Take a name and a password, and lead on: to the second factor, or to where this person wanted to go."""
    onward = safe_next(request)
    form, wait, wrong = SignInForm(request.POST or None), 0, False
    if request.method == "POST" and form.is_valid():
        try:
            account = actions.check_password(
                request=request, **form.cleaned_data, address=address_of(request), now=timezone.now()
            )
        except Wait as due:
            wait = due.seconds
        except WrongPassword:
            wrong = True
        else:
            return go_on(request, account, onward=keep(request) or onward)
    context = {
        "form": form,
        "next": onward,
        "kept": kept.carried(request),
        "wait": wait,
        "wrong": wrong,
        "mail": mail.is_ready(),
        "idle": idle_minutes(),
    }
    context["demo"] = settings.DEMO
    return render(request, "people/login.html", context, status=429 if wait else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


def keep(request: HttpRequest) -> str:
    """Let what somebody sent before signing in wait in the session, and return the address where it does; "" for nothing."""
    if carried := kept.carried(request):
        request.session[kept.FIELD] = carried
    return reverse("people:kept") if carried else ""


@require_safe
@never_cache
@signed_in
def sent_before(request: HttpRequest) -> HttpResponse:
    """Show what was sent after the session had ended, to be sent again or not."""
    waiting = kept.waiting(request)
    return render(request, "people/kept.html", {"kept": waiting}) if waiting else redirect("people:own")


def go_on(request: HttpRequest, account: Account, *, onward: str) -> HttpResponse:
    """Sign somebody in whose password was right, or ask for the second factor first."""
    if not asks_for_factor(account):
        return enter(request, account, device=None, onward=onward)
    request.session.cycle_key()  # a session that somebody else has planted here stays theirs, and knows nothing
    at = int(timezone.now().timestamp())
    request.session[HALF_WAY] = [account.pk, account.get_session_auth_hash(), at, onward]
    return redirect("people:second_factor")


def enter(request: HttpRequest, account: Account, *, device: Device | None, onward: str) -> HttpResponse:
    """Sign somebody in, in a session of a new key, and lead on."""
    begin_session(request, account, device=device)
    return in_language_of(account, redirect(onward or settings.LOGIN_REDIRECT_URL))


def begin_session(request: HttpRequest, account: Account, *, device: Device | None) -> None:
    """Begin the session of somebody who has shown all that is asked; staff's ends when it is not used."""
    request.session.pop(HALF_WAY, None)
    login(request, account, backend=BACKEND)
    request.session.cycle_key()  # Django keeps the key of who was signed in already, and may now do more
    if device is not None:
        django_otp.login(request, device)
    now = timezone.now()
    request.session[BEGUN], request.session[SEEN] = now.isoformat(), int(now.timestamp())
    request.session[BROWSER] = coarse(request.headers.get("User-Agent", ""))
    if account.works_here:
        request.session.set_expiry(settings.STAFF_IDLE_S)


def in_language_of(account: Account, response: HttpResponse) -> HttpResponse:
    """Let this browser's pages be in the language that the account names, if any, from the next one on."""
    if account.language:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            account.language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        )
    return response


def half_way(request: HttpRequest) -> tuple[Account | None, str]:
    """Return who is to show a second factor, and where to go then: half-way in, or signed in before it was asked for."""
    kept: list[Any] = request.session.get(HALF_WAY) or [0, "", 0, ""]
    number, auth_hash, at, onward = kept
    account = queries.active(number) if timezone.now().timestamp() - at < HALF_WAY_S else None
    if account is not None and constant_time_compare(account.get_session_auth_hash(), auth_hash):
        return account, onward
    if request.user.is_authenticated and not request.user.is_verified():
        return queries.active(request.user.pk), safe_next(request)
    return None, ""


def asks_for_factor(account: Account) -> bool:
    """Say whether a second factor is asked of this person: of staff, and of whoever has set one up."""
    return (settings.SECOND_FACTOR and account.works_here) or queries.has_factor(account)


def safe_next(request: HttpRequest) -> str:
    """Return where to go afterwards, if that is an address of this site; else ""."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if is_ours(request, wanted) else ""


def idle_minutes() -> int:
    """Return after how many minutes without use staff are signed out."""
    return settings.STAFF_IDLE_S // 60


def signed_out_meanwhile(request: HttpRequest) -> HttpResponse:
    """Lead to the beginning when the ten minutes are over."""
    messages.warning(request, _("Please begin again: too much time has gone by since you gave your password."))
    return redirect("login")
