"""Pages of the list of journals kept for a moment: readers who ask for the same letter at once do not wait for it to be drawn ten times."""

import time
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import get_language

from lantai.apps.holdings.az.journals import revision

MOST = 200
"""Pages that a process keeps, of some 50 kB each."""

View = Callable[[HttpRequest], HttpResponse]


def kept_a_moment(draw: View) -> View:
    """Give those who bring no cookie but their language the page that another such reader had a moment ago (JOURNALS_KEPT_S), while the list is
    the same; a note about a fault is late by that moment at most. What ``draw`` draws for them hangs on the address and the language alone.
    """
    pages: dict[Hashable, tuple[float, HttpResponse]] = {}
    lock = Lock()

    @wraps(draw)
    def answer(request: HttpRequest) -> HttpResponse:
        if settings.JOURNALS_KEPT_S <= 0 or request.COOKIES.keys() - {settings.LANGUAGE_COOKIE_NAME}:
            return draw(request)
        key = (request.build_absolute_uri(), get_language(), str(settings.DATA), localdate(), revision())
        drawn_at, page = pages.get(key, (0.0, None))
        if page is None or time.monotonic() - drawn_at > settings.JOURNALS_KEPT_S:
            page = draw(request)
            if page.status_code != 200:
                return page
            with lock:
                pages.pop(key, None)
                while len(pages) >= MOST:
                    pages.pop(next(iter(pages)))
                pages[key] = (time.monotonic(), page)
        return HttpResponse(page.content, headers=dict(page.items()))

    return answer
