"""Two descriptions side by side in templates: names of fields, words that differ, how sure the rules are."""

from html import escape
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lantai.catalog.models import CORRECTIONS, OWN, Judgement, Level, Verdict
from lantai.core.bib.beside import Pieces, Value
from lantai.core.text import countries, languages
from lantai.core.text.scripts import direction_of_text

register = template.Library()

FIELDS: dict[str, Promise] = {
    "titles": pgettext_lazy("field", "Titles"),
    "contributions": _("Persons and bodies"),
    "languages": _("Language"),
    "original_languages": _("Language of the original"),
    "editions": _("Edition"),
    "imprints": _("Published"),
    "dates": _("Dates"),
    "extents": _("Extent"),
    "series": pgettext_lazy("field", "Series"),
    "kind": _("Kind"),
    "identifiers": _("Numbers"),
    "classifications": _("Class numbers"),
    "subjects": _("Subjects"),
    "countries": _("Country"),
    "notes": _("Notes"),
    "links": _("Related things"),
    "access": _("Addresses"),
    "holdings": _("Held at"),
    "verbatim": _("Further fields"),
    "summary_languages": _("Language of summaries"),
    "repairs": _("Mended while reading"),
}

STATES: dict[str, tuple[str, str, Promise]] = {
    "same": ("far", "have", _("the same")),
    "differs": ("warn", "care", _("different")),
    "left": ("far", "far", _("only here")),
    "right": ("far", "far", _("only here")),
}
"""State of a row -> tone, icon and word."""

ANSWERS: dict[tuple[str, str], Promise] = {
    (Verdict.SAME, Level.EDITION): _("The same edition"),
    (Verdict.SAME, Level.WORK): _("Editions of the same work"),
    (Verdict.DIFFERENT, Level.EDITION): _("Different editions"),
    (Verdict.DIFFERENT, Level.WORK): _("Different works"),
}


@register.simple_tag
def field_name(field: str) -> Any:
    """Name a field of a record."""
    return FIELDS.get(field, field)


@register.simple_tag
def differing(pieces: Pieces, lang: str = "") -> SafeString:
    """Show a text, the words of it marked that the other side has not."""
    whole = "".join(piece for piece, _differs in pieces)
    inside = "".join(f'<b class="differs">{escape(p)}</b>' if differs else escape(p) for p, differs in pieces)
    return SafeString(f'<bdi lang="{escape(lang)}" dir="{direction_of_text(whole)}">{inside}</bdi>')


@register.filter
def state_tone(state: str) -> str:
    """Return the tone of a row's state."""
    return STATES[state][0]


@register.filter
def state_icon(state: str) -> str:
    """Return the icon of a row's state."""
    return STATES[state][1]


@register.simple_tag
def state_word(state: str) -> Any:
    """Say in a word whether two sides agree."""
    return STATES[state][2]


@register.simple_tag
def answer(judgement: Judgement) -> Any:
    """Say what was decided about two records."""
    return ANSWERS[judgement.verdict, judgement.level]


@register.simple_tag
def surety(judgement: Judgement) -> Any:
    """Say how sure the rules are that two records are one edition, in words (core.matching.compare gives 0.3 to 0.5)."""
    if judgement.score >= 0.5:
        return _("Much speaks for one edition")
    return _("Some things speak for one edition") if judgement.score >= 0.4 else _("Little speaks for one edition")


@register.simple_tag
def said(value: Value, field: str) -> SafeString:
    """Show a value of a field in all its scripts, codes by their names."""
    shown = [_form(form.value, form.lang, field) for form in value.forms]
    roles = "".join(f' <span class="sub"><bdi dir="ltr">{escape(role)}</bdi></span>' for role in value.roles)
    return SafeString(' <span class="sub">/</span> '.join(shown) + roles)


def _form(text: str, lang: str, field: str) -> str:
    if field.endswith("languages"):
        return f"<bdi>{escape(languages.name(text, get_language() or 'en'))}</bdi>"
    if field == "countries":
        return f"<bdi>{escape(countries.name(text, get_language() or 'en'))}</bdi>"
    return f'<bdi lang="{escape(lang)}" dir="{direction_of_text(text)}">{escape(text)}</bdi>'


USED: dict[str, tuple[str, str, Promise]] = {
    "shown": ("ok", "have", _("shown")),
    "also": ("far", "have", _("shown from another source")),
    "not": ("far", "far", _("not shown")),
}
"""What becomes of a source's value -> tone, icon and word."""


@register.filter
def used_tone(state: str) -> str:
    """Return the tone of what becomes of a value."""
    return USED[state][0]


@register.filter
def used_icon(state: str) -> str:
    """Return the icon of what becomes of a value."""
    return USED[state][1]


@register.simple_tag
def used_word(state: str) -> Any:
    """Say whether readers see a value."""
    return USED[state][2]


NAMES: dict[str, Promise] = {CORRECTIONS: _("Correction"), OWN: _("Described by this library")}
"""Sources of our own, by names of ours."""


@register.simple_tag
def source_title(origin: Any) -> SafeString:
    """Name the source of a record; what a cataloger said is named in our words."""
    title = str(NAMES.get(origin.source, origin.source_title))
    return SafeString(f'<bdi dir="auto">{escape(title)}</bdi>')


@register.simple_tag
def ruling(field: Any) -> Any:
    """Say by which rule a field is put together."""
    return _("every source adds what the others lack") if field.each else _("whole from the first source that has it")
