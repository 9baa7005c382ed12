"""The language of a page: ``?lang=`` in its address, else the reader's cookie, else what the browser asks for."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

Respond = Callable[[HttpRequest], HttpResponse]


def language_of_address(respond: Respond) -> Respond:
    """Let ``?lang=ar`` choose the language of this page, and remember it; so a link can be sent in a language."""

    def answer(request: HttpRequest) -> HttpResponse:
        wanted = request.GET.get("lang", "").lower()
        if wanted not in dict(settings.LANGUAGES):
            return respond(request)
        translation.activate(wanted)
        request.LANGUAGE_CODE = wanted
        response = respond(request)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            wanted,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        )
        return response

    return answer
