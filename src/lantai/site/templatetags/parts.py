"""Parts of pages that are not worth a template: icons, the page's language, addresses that differ in one thing."""

from collections.abc import Hashable, Mapping
from datetime import datetime
from html import escape
from typing import Any

from django import template
from django.http import QueryDict
from django.template.context import Context
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from lantai.infra import panels as areas
from lantai.infra.icons import icon
from lantai.infra.numbered import address as numbered_address
from lantai.search.memory import told_from_memory

from .names import named

register = template.Library()

register.simple_tag(icon)
register.simple_tag(numbered_address, name="address_of")


@register.simple_tag(takes_context=True)
def address(context: Context, **changes: Any) -> str:
    """Return this page's query string with some values changed; None takes one out."""
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return "?" + query.urlencode()


@register.simple_tag
def panels(drawn: Mapping[Hashable, list[str]], key: Hashable) -> SafeString:
    """Show what other areas drew for one row (infra.panels.drawn_on_rows), each after a dot."""
    return SafeString("".join(f' <span class="sub">· {html}</span>' for html in drawn.get(key, ())))


@register.simple_tag
def drawn(parts: list[str]) -> SafeString:
    """Show what other areas drew for the page's subject (infra.panels.drawn)."""
    return SafeString("\n".join(parts))


@register.simple_tag(takes_context=True)
def drawn_at(context: Context, place: str, subject: Any = None) -> SafeString:
    """Show what areas draw at a place of this page (infra.panels.panel); nothing on a page that answers no request."""
    request = context.get("request")
    return SafeString("".join(areas.drawn(place, request, subject)) if request else "")


@register.simple_tag
def from_memory() -> datetime | None:
    """Return when the oldest answer on this page was given, where the search engine does not answer now; else None."""
    at = told_from_memory()
    return timezone.localtime(at) if at else None


@register.filter
def bcp47(code: str) -> str:
    """Turn Django's "zh-hans" into "zh-Hans", as HTML wants it."""
    language, _, script = code.partition("-")
    return f"{language}-{script.title()}" if len(script) == 4 else code


@register.simple_tag
def page_language() -> str:
    """Return the language of this page, "en" where none is active (an error before any middleware ran)."""
    return bcp47(get_language() or "en")


TONES = {"success": "ok", "warning": "warn", "error": "stop"}
TONE_ICONS = {"ok": "have", "warn": "care", "stop": "stop", "": "note"}
STATE_LOOKS = {
    "shelf": ("ok", "have"),
    "library": ("ok", "have"),
    "reference": ("ok", "have"),
    "online": ("ok", "text"),
    "loan": ("warn", "wait"),
    "order": ("warn", "wait"),
    "process": ("warn", "wait"),
    "repair": ("warn", "wait"),
    "missing": ("stop", "stop"),
}
"""State -> (tone, icon); any other is "far": not here, or not known."""


@register.filter
def tone(level: str) -> str:
    """Return the tone of a notice from its name or from the level of a message."""
    found = TONES.get(level, level)
    return found if found in TONE_ICONS else ""


@register.filter
def tone_icon(level: str) -> str:
    """Return the icon of a notice."""
    return TONE_ICONS[tone(level)]


@register.simple_tag
def state(code: str) -> SafeString:
    """Show a state as shape, word and color."""
    look, shape = STATE_LOOKS.get(code, ("far", "far"))
    return SafeString(f'<span class="st {look}">{icon(shape)}<span>{escape(str(named(code, "state")))}</span></span>')


@register.simple_tag
def standing(tone: str, words: str) -> SafeString:
    """Show in what standing a thing is (open, retracted) as shape, words and color."""
    return SafeString(f'<span class="st {tone}">{icon(TONE_ICONS[tone])}<span>{escape(words)}</span></span>')


@register.simple_tag
def notice_mark(nature: str) -> SafeString:
    """Show that a work was retracted or corrected, or that there is concern about it."""
    said = {"retraction": gettext("Retracted"), "concern": gettext("Expression of concern"), "correction": gettext("Corrected")}
    return standing({"retraction": "stop", "concern": "warn"}.get(nature, ""), said[nature])


@register.simple_tag
def open_words(color: str) -> str:
    """Say that anybody can read a thing, and its color where that is known."""
    return f"{gettext('Open access')} · {named(color, 'open')}" if color else gettext("Open access")


@register.simple_tag
def page_numbers(page: int, count: int) -> list[int]:
    """Return which numbers stand under a list: the first, the last, and those around this one; 0 where some are left out."""
    wanted = sorted({n for n in (1, 2, page - 1, page, page + 1, count) if 1 <= n <= count})
    shown: list[int] = []
    for n in wanted:
        if shown and n - shown[-1] == 2:
            shown.append(n - 1)
        elif shown and n - shown[-1] > 2:
            shown.append(0)
        shown.append(n)
    return shown
