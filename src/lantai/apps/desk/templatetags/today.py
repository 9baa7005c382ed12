"""Sentences of the desk's first page."""

from collections.abc import Callable
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from lantai.apps.desk.queries.today import Waiting

register = template.Library()

WORDS: dict[str, Callable[[int], str]] = {
    "halted": lambda n: ngettext("import stopped before its end", "imports stopped before their end", n),
    "running": lambda n: ngettext("import is running", "imports are running", n),
    "refused": lambda n: ngettext("refused row to be dealt with", "refused rows to be dealt with", n),
    "pairs": lambda n: ngettext("pair of records to decide", "pairs of records to decide", n),
    "new_findings": lambda n: ngettext("new finding of the last round of checks", "new findings of the last round of checks", n),
}
"""What waits, after its number."""

LOOKS = {
    "halted": ("warn", "care"),
    "running": ("warn", "wait"),
    "refused": ("stop", "stop"),
    "pairs": ("far", "note"),
    "rule": ("stop", "stop"),
    "new_findings": ("far", "note"),
}


@register.simple_tag
def waiting_words(each: Waiting) -> Any:
    """Say what waits: a code's own words, or those of whoever asks."""
    return WORDS[each.name](each.count) if each.name in WORDS else each.label


@register.simple_tag
def waiting_lately(each: Waiting) -> str:
    """Say how much of it came lately, "" where nothing did."""
    if not each.lately:
        return ""
    return ngettext("%(n)d in the last seven days", "%(n)d in the last seven days", each.lately) % {"n": each.lately}


@register.filter
def waiting_tone(name: str) -> str:
    """Return the tone of a sort of work."""
    return LOOKS[name][0]


@register.filter
def waiting_icon(name: str) -> str:
    """Return the icon of a sort of work."""
    return LOOKS[name][1]


@register.simple_tag
def drawn(html: str) -> SafeString:
    """Show what another area drew (infra.panels): a row of the list."""
    return SafeString(html)
