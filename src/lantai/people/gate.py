"""What stands before every page: rights sleep until the second factor is shown, and staff's sessions end when they rest.

``needs`` and ``signed_in`` are for views; ``gate`` is middleware, after django-otp's.
"""

from collections.abc import Callable
from functools import wraps
from time import time
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from .kept import answer_signed_out, forget_sent, keep_for_factor
from .sessions import SEEN

View = Callable[..., HttpResponse]
MINUTE, DAY = 60, 86_400


def needs(permission: str) -> Callable[[View], View]:
    """Let in who is signed in and has the permission."""
    return lambda view: login_required(permission_required(permission, raise_exception=True)(view))


def signed_in(view: View) -> View:
    """Let in anybody who is signed in with all that is asked of them: staff with their second factor."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
        return to_second_factor(request) if owes_factor(request) else view(request, *given, **named)

    return guarded


def owes_factor(request: HttpRequest) -> bool:
    """Say whether somebody of the staff is signed in who has not shown a second factor in this session."""
    user = request.user
    return user.is_authenticated and not user.is_proven and user.works_here


def to_second_factor(request: HttpRequest) -> HttpResponse:
    """Lead to the page that asks for the second factor, or sets one up, and back to this page, or to what was sent to it."""
    onward = request.get_full_path() if request.method == "GET" else keep_for_factor(request)
    back = urlencode({"next": onward}) if onward else ""
    return redirect(f"{reverse('people:second_factor')}?{back}")


def gate(respond: View) -> View:
    """Lead staff who are refused for want of their second factor to it, and keep what was sent by whom the session had left.

    Note now and then that a session is in use.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        refused = response.status_code == 403 or response.headers.get("Location", "").startswith(reverse(settings.LOGIN_URL))
        if refused and owes_factor(request):
            response = to_second_factor(request)
        elif refused and not request.user.is_authenticated:
            response = answer_signed_out(request, response)
        elif not refused:
            forget_sent(request, response)
        stay_awake(request)
        return response

    return answer


def stay_awake(request: HttpRequest) -> None:
    """Let a session that is used go on; one that has a time of its own ends when it is not used for so long.

    Written once a minute for staff, once a day for readers: no record of every page is made.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or SEEN not in request.session:
        return  # nobody is signed in; a session not looked at leaves the page free to be kept by caches
    now, often = int(time()), MINUTE if "_session_expiry" in request.session else DAY
    if now - request.session[SEEN] >= often:
        request.session[SEEN] = now
