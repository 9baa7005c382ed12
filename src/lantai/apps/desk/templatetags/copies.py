"""Copies in templates: states, fields and places by their names, labels drawn."""

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lantai.apps.desk.forms.bulk import DOINGS
from lantai.apps.desk.queries.pieces import Label
from lantai.catalog.locations import Location, PieceState

register = template.Library()

FIELDS: dict[str, Promise] = {
    "barcode": _("Barcode"),
    "location": _("Location"),
    "call_number": _("Call number"),
    "volume": _("Volume or issue"),
    "copy": _("Copy number"),
    "status": _("State"),
    "note": pgettext_lazy("copy", "Note"),
}

LOOKS = {
    PieceState.AVAILABLE: ("ok", "have"),
    PieceState.REFERENCE: ("ok", "have"),
    PieceState.ON_LOAN: ("warn", "wait"),
    PieceState.ON_ORDER: ("warn", "wait"),
    PieceState.IN_PROCESS: ("warn", "wait"),
    PieceState.REPAIR: ("warn", "wait"),
    PieceState.MISSING: ("stop", "stop"),
    PieceState.LOST: ("stop", "stop"),
    PieceState.WITHDRAWN: ("far", "drop"),
}
"""State of a piece -> tone and icon; any other word of a source is "far"."""


@register.simple_tag
def piece_field(name: str) -> Any:
    """Name what can be said of a copy."""
    return FIELDS[name]


@register.simple_tag
def piece_value(name: str, value: str) -> Any:
    """Show what was said of a copy, states by their names."""
    if name == "status" and value in PieceState.values:
        return PieceState(value).label
    return format_html('<bdi dir="auto">{}</bdi>', value) if value else _("nothing")


@register.simple_tag
def changed_value(what: str, value: str) -> Any:
    """Show what stood or will stand in a row of a change of many, states by their names; "" for nothing."""
    return piece_value(what, Truncator(value).chars(200)) if value else ""


@register.filter
def state_look(status: str) -> str:
    """Return the tone of a state."""
    return LOOKS.get(status, ("far", "far"))[0]


@register.filter
def state_shape(status: str) -> str:
    """Return the icon of a state."""
    return LOOKS.get(status, ("far", "far"))[1]


@register.simple_tag
def place_named(place: Location | None, word: str) -> SafeString:
    """Show a place by its name in the language of the page, else the word of the source."""
    return format_html('<bdi dir="auto">{}</bdi>', place.name(get_language() or "en") if place else word)


@register.simple_tag
def drawn(label: Label) -> SafeString:
    """Draw the bars of a label; they are as wide as the label lets them, and never smoothed."""
    return format_html(
        '<svg class="bars128" viewBox="0 0 {} 1" preserveAspectRatio="none" shape-rendering="crispEdges" role="img" aria-label="{}">'
        '<path d="{}"/></svg>',
        label.width,
        label.barcode,
        label.path,
    )


@register.simple_tag
def qr(label: Label) -> SafeString:
    """Draw the QR code of a label."""
    return SafeString(label.qr)  # our own drawing (segno)


@register.simple_tag
def doing(change: Any) -> Any:
    """Name a change of many."""
    what, how = (change["what"], change["how"]) if isinstance(change, dict) else (change.what, change.how)
    return DOINGS.get(f"{what}.{how}", what)


@register.simple_tag
def spoken(reason: str) -> str:
    """Say a sentence of the catalog in the language of the page."""
    return gettext(reason)


@register.filter
def words_of(text: str) -> list[str]:
    """Return the words of a constant."""
    return text.split()


@register.simple_tag
def hidden(form: Any, name: str) -> SafeString:
    """Carry what was said in one input on to the next step."""
    return format_html('<input type="hidden" name="{}" value="{}">', name, form.cleaned_data.get(name) or "")


FINDINGS: dict[str, Promise] = {
    "right": _("Where it belongs"),
    "misplaced": _("Belongs elsewhere"),
    "state": _("In a wrong state"),
    "unknown": _("No such copy"),
}
"""What a scanned copy is to the shelf (core.bib.stocktaking)."""


@register.simple_tag
def finding(found: str) -> Any:
    """Name what a scanned copy is to the shelf."""
    return FINDINGS[found]
