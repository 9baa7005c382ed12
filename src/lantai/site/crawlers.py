"""Searches that only robots make are answered by a small page, before anything is searched: five filters and more, or past page fifty.

A robot has no cookie of ours; a reader may have none either, who then presses one button and goes on. Its cookie says "1" and nothing else, and
ends with the browser. Who is signed in or has chosen a language has one already.
"""

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import get_language

from lantai.apps.discovery.deep import READER, is_deep

Respond = Callable[[HttpRequest], HttpResponse]

PLACES = "/search/"
RETRY_S = 60
_PATH, _QUERY = "@path@", "@query@"


def turned_away(respond: Respond) -> Respond:
    """Answer 429 to a deep search of somebody without any cookie of ours."""

    def answer(request: HttpRequest) -> HttpResponse:
        if (
            request.path.startswith(PLACES)
            and request.method in ("GET", "HEAD")
            and not _is_known(request)
            and is_deep(request.GET)
        ):
            return _small_page(request)
        return respond(request)

    return answer


def _is_known(request: HttpRequest) -> bool:
    names = (READER, settings.SESSION_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME)
    return any(name in request.COOKIES for name in names)


def _small_page(request: HttpRequest) -> HttpResponse:
    page = _page(get_language() or "en")
    page = page.replace(_PATH, escape(request.path)).replace(_QUERY, escape(request.GET.urlencode()))
    return HttpResponse(page, status=429, headers={"Retry-After": str(RETRY_S), "X-Robots-Tag": "noindex, nofollow"})


@lru_cache(maxsize=16)
def _page(lang: str) -> str:
    """Return the page in a language, made once: a thousand robots cost no more than a file."""
    return render_to_string("discovery/deep.html", {"path": _PATH, "query": _QUERY})
