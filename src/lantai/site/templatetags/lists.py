"""Small parts that a list of results holds by the hundred: in Python, because an included template costs twenty times as much."""

from html import escape
from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from lantai.core.bib.record import Contribution

from .names import facet_value, language_name, named, own_name
from .words import bdi, forms, ltr, number

register = template.Library()


@register.simple_tag
def agent_line(agent: Contribution) -> SafeString:
    """Show who made a thing, and as what where that is not the author: by its code, else in the source's own word."""
    role = agent.roles[0] if agent.roles else ""
    if not role and agent.role_words:
        said = bdi(agent.role_words[0], "")
    else:
        said = escape(str(named(role, "role"))) if role not in ("", "aut", "cre") else ""
    return SafeString(forms(agent.forms) + (f' <span class="sub">{said}</span>' if said else ""))


@register.simple_tag
def place_line(place: Any) -> SafeString:
    """Show where pieces stand: library, location, call number, volume, how many."""
    parts = [bdi(words, "") for words in (place.library, place.location) if words]
    parts += [ltr(place.call_number)] if place.call_number else []
    parts += [bdi(place.volume, "")] if place.volume else []
    if place.count > 1:
        parts.append(ngettext("%(n)s copy", "%(n)s copies", place.count) % {"n": number(place.count)})
    return SafeString(" · ".join(parts))


@register.simple_tag
def tick(facet: str, value: Any) -> SafeString:
    """Show one checkbox of a facet: a language by its own name as well."""
    if facet == "language" and value.value != "und":
        label = f"{own_name(value.value)} <small>{escape(language_name(value.value))}</small>"
    else:
        label = conditional_escape(facet_value(facet, value.value))
    checked, count = " checked" if value.chosen else "", "" if value.count is None else number(value.count)
    box = f'<input type="checkbox" name="{facet}" value="{escape(value.value)}"{checked}>'
    return SafeString(f'<label class="tick">{box}<span>{label}</span>{count}</label>')
