"""What other pages show of this area: the hours and notices of the first page, and the links at the foot of every page."""

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.translation import get_language

from lantai.infra.panels import panel

from . import hidden, queries


@panel("home.notices")
def notices(request: HttpRequest, subject: Any) -> str | None:
    """Draw the notices of this moment that the reader did not hide."""
    found = queries.current_notices(now=timezone.now(), hidden=hidden.numbers(request))
    return render_to_string("pages/current_notices.html", {"notices": found}, request) if found else None


@panel("home.hours")
def hours(request: HttpRequest, subject: Any) -> str | None:
    """Draw what is open now, and what opens next."""
    weeks = queries.weeks(timezone.localdate(), now=timezone.now())
    return render_to_string("pages/today.html", {"weeks": weeks}, request) if weeks else None


@panel("site.foot")
def foot(request: HttpRequest, subject: Any) -> str | None:
    """Draw the links at the foot: the hours, and the pages that editors put there, in the order of the reader's language.

    The same on every page, so it is looked up once a minute; what an editor changes shows there as soon.
    """
    language = get_language() or "en"
    return cache.get_or_set(f"pages.foot.{language}.{get_script_prefix()}", lambda: _foot(language), settings.FOOT_KEPT_S)


def _foot(language: str) -> str:
    return render_to_string("pages/foot.html", {"links": queries.footer(language), "has_hours": queries.has_hours()})
