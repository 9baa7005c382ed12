"""The bound on what may be sent: refused before a byte is read, with the limit named."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

MOST_OF_ANYBODY = 2_500_000
"""Bytes that are taken of somebody who has not signed in: a form is parsed, and its files kept, before a page can say no."""

Respond = Callable[[HttpRequest], HttpResponse]


def bounded(respond: Respond) -> Respond:
    """Answer 413 to a request whose body is larger than LANTAI_UPLOAD_LIMIT_MB; have whoever sends a file sign in first."""

    def answer(request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdecimal() and int(announced) > settings.UPLOAD_LIMIT:
            message = _(
                "This file is larger than %(limit)s, the most that can be sent here. Ask for it to be imported on the server."
            )
            return HttpResponse(
                message % {"limit": filesizeformat(settings.UPLOAD_LIMIT)}, status=413, content_type="text/plain; charset=utf-8"
            )
        if announced.isdecimal() and int(announced) > MOST_OF_ANYBODY and SESSION_KEY not in request.session:
            return redirect_to_login(request.path)
        return respond(request)

    return answer
