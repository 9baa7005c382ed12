"""Shares, values and bars of figures in templates."""

from dataclasses import replace
from urllib.parse import urlencode

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lantai.apps.analytics import words
from lantai.apps.analytics.choosing import Choice
from lantai.apps.analytics.queries.figures import Figure, Row
from lantai.apps.analytics.queries.listed import PAGE
from lantai.core.measures.amounts import shown

register = template.Library()


@register.filter
def share(value: float | None) -> SafeString:
    """Show a share of one as a percentage."""
    return format_html('<bdi dir="ltr" class="num">{}</bdi>', words.shared(value))


@register.simple_tag
def value(figure: Figure, row: Row) -> SafeString:
    """Show what a value is called, isolated."""
    return format_html('<bdi dir="auto">{}</bdi>', words.named(figure.name, row))


@register.filter
def part(count: int, most: int) -> str:
    """Return how long a bar is, of a hundred."""
    return f"{100 * count / most:.1f}" if most else "0"


@register.simple_tag
def narrowed(choice: Choice, **asked: object) -> str:
    """Return the query of the papers behind a number."""
    years = {name: year for name, year in (("from", choice.first), ("to", choice.last)) if year is not None}
    return f"?{urlencode(years | {name: value for name, value in asked.items() if value != ''})}"


@register.simple_tag
def without(choice: Choice, peer: str) -> str:
    """Return the query of the page without one of the institutions that are compared."""
    return replace(choice, peers=tuple(key for key in choice.peers if key != peer)).query


@register.filter
def title_of(name: str) -> str:
    """Return what a figure is called."""
    return str(words.FIGURES[name])


@register.filter
def cost_name(kind: str) -> str:
    """Return what a kind of charge is called."""
    return str(words.COSTS.get(kind, kind))


@register.filter
def chance_name(kind: str) -> str:
    """Return what a kind of missed chance is called."""
    return str(words.CHANCES.get(kind, kind))


@register.filter
def said_name(by: str) -> str:
    """Return what the source of a figure is called."""
    return str(words.SAID_BY.get(by, by))


@register.filter
def color_name(color: str) -> str:
    """Return what a color of open access is called."""
    return str(words.COLOR_NAMES.get(color, color))


@register.simple_tag
def money(minor: int, currency: str) -> SafeString:
    """Show an amount."""
    return format_html('<bdi dir="ltr" class="num">{}</bdi>', shown(minor, currency, "en"))


@register.filter
def discipline(code: str) -> str:
    """Return the name of a discipline."""
    return words.discipline(code)


@register.filter
def at(counts: dict[str, int], key: str) -> int:
    """Return the number of a key, 0 for none."""
    return counts.get(key, 0)


@register.filter
def of(count: int, whole: int) -> float | None:
    """Return a part as a share, 0..1; None of nothing."""
    return count / whole if whole else None


@register.filter
def first_of(page: int) -> int:
    """Return the number of the first paper of a page."""
    return (page - 1) * PAGE + 1


@register.simple_tag
def drawing_of(drawing: SafeString) -> SafeString:
    """Show one of our own drawings, whose texts are escaped."""
    return drawing


@register.simple_tag
def plainly(text: str) -> str:
    """Show words where no element may stand, in an option."""
    return text
