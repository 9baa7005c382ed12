"""Parts of pages that are not worth a template: icons, the page's language, addresses that differ in one thing."""

from collections.abc import Hashable, Mapping
from datetime import datetime
from html import escape
from typing import Any

from django import template
from django.http import QueryDict
from django.template.context import Context
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from lantai.infra import panels as areas
from lantai.search.memory import told_from_memory

from .names import named

register = template.Library()

_STROKE = 'fill="none" stroke="currentColor" stroke-width="1.6"'
_INSET = 'fill="none" stroke="var(--raised)" stroke-width="1.8"'
ICONS = {
    "have": f'<circle cx="8" cy="8" r="7" fill="currentColor"/><path d="M4.6 8.3 7 10.6l4.4-5" {_INSET}/>',
    "wait": f'<circle cx="8" cy="8" r="6.2" {_STROKE}/><path d="M8 4v4.2l2.8 1.8" {_STROKE}/>',
    "far": f'<circle cx="8" cy="8" r="6.2" {_STROKE} stroke-dasharray="2.6 2.2"/>',
    "stop": f'<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor"/><path d="m5.3 5.3 5.4 5.4m0-5.4-5.4 5.4" {_INSET}/>',
    "text": f'<path d="M3 1.5h7L13.5 5v9.5H3z" {_STROKE}/><path d="M5.5 7.5h5.4M5.5 10.5h5.4" {_STROKE}/>',
    "care": f'<path d="M8 1 15.4 14.5H.6z" fill="currentColor"/><path d="M8 6v4m0 1.4v1.5" {_INSET}/>',
    "note": f'<circle cx="8" cy="8" r="7" {_STROKE}/><path d="M8 7v4.6M8 4.2v1.7" {_STROKE}/>',
    "drop": f'<path d="m4 4 8 8m0-8-8 8" {_STROKE}/>',
    "onward": f'<path class="onward" d="M6 3l5 5-5 5" {_STROKE}/>',
}
"""Drawn by us, 16 px, always beside a word."""


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw one of the nine icons."""
    css = ' class="onward"' if name == "onward" else ""
    frame = f'<svg{css} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">'
    return mark_safe(frame + ICONS[name] + "</svg>")  # noqa: S308 (our own drawings)


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
