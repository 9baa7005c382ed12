"""What other pages show of this area: the hours and notices of the first page, and the links at the foot of every page."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
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
    """Draw the links at the foot: the hours, and the pages that editors put there, in the order of the reader's language."""
    context = {"links": queries.footer(get_language() or "en"), "has_hours": queries.has_hours()}
    return render_to_string("pages/foot.html", context, request)
