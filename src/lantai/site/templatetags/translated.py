"""Translations of a question on the page: chips, glosses, and which words a line was found by.

Written with f-strings and ``html.escape``: a page has up to a hundred of these (see site.templatetags.words).
"""

from collections.abc import Mapping
from html import escape
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lantai.core.bilingual.entry import Layer, Origin
from lantai.infra.isolating import comma

from .names import language_name
from .words import bdi, marked, number

register = template.Library()

GLOSSES: dict[str, Promise] = {
    "record": gettext_lazy("from the record"),
    "edition": gettext_lazy("title of another edition"),
    "words": gettext_lazy("word by word, by machine"),
}

ORIGINS: dict[str, Promise] = {
    Origin.AUTHORITY: gettext_lazy("authority"),
    Origin.NAME: gettext_lazy("another form of the name"),
    Origin.LEARNED: gettext_lazy("learned from the library’s records"),
    Origin.LEXICON: gettext_lazy("dictionary"),
    Origin.SERVICE: gettext_lazy("translation service"),
}

LAYERS: dict[str, Promise] = {
    "titles": gettext_lazy("titles of one work in this library"),
    "accepted": gettext_lazy("accepted by the library’s staff"),
    "names": gettext_lazy("another form of the name in this library"),
    "alike": gettext_lazy("similar sound or spelling"),
}
"""Tables of the library's own, by name; others go by the title that they have."""


@register.simple_tag
def typed(group: Any) -> SafeString:
    """Show a word of the question as it was typed."""
    return bdi(group.text, group.lang, "serif")


@register.simple_tag
def chip_of(chip: Any) -> SafeString:
    """Show a translation as a chip, with the button that drops it."""
    words, language = _words(chip), _named(*chip.languages)
    said = escape(_("Do not search {words} ({language})")).format(words=escape(chip.one.text), language=language)
    button = f'<button name="x" value="{escape(chip.code)}" aria-label="{said}"></button>'
    return SafeString(f'<li class="chip"><span>{words} <small>{language}</small></span>{button}</li>')


@register.simple_tag
def chip_dropped(chip: Any, params: Any) -> SafeString:
    """Show a translation that the reader dropped, with the way to have it back."""
    words = _words(chip)
    back = f'{escape(_("put back"))}<span class="unseen"> {words}</span>'
    link = f'<a rel="nofollow" href="{escape(params.restoring(chip.code).address)}">{back}</a>'
    return SafeString(f'<li class="chip off"><span>{words} <small>{_named(*chip.languages)}</small></span>{link}</li>')


@register.simple_tag
def gloss_line(row: Any) -> SafeString:
    """Show a title in the language of the page, and who says so."""
    css = "gloss made" if row.gloss_from == "words" else "gloss"
    words = marked(row.gloss.pieces, row.gloss.lang)
    return SafeString(f'<p class="{css}"><q>{words}</q> <small>{escape(str(GLOSSES[row.gloss_from]))}</small></p>')


@register.simple_tag
def through_text(one: Any) -> SafeString:
    """Say by which translated word a work was found."""
    found = one.alternative
    sentence = escape(_("Matched {words}, {language} for {asked}"))
    return SafeString(
        sentence.format(
            words=bdi(found.text, found.lang, "serif"), language=_named(found.lang), asked=bdi(one.stands_for, one.lang, "serif")
        )
    )


@register.simple_tag
def alternative_text(one: Any) -> SafeString:
    """Show a translation."""
    return bdi(one.text, one.lang, "serif")


@register.simple_tag
def restored(params: Any, one: Any) -> str:
    """Return the query string of the search with a translation that was dropped."""
    return str(params.restoring(one.code).address)


@register.simple_tag
def because(chip: Any, layers: Mapping[str, Layer]) -> SafeString:
    """Show a translation with where it comes from, as an item of a list."""
    words = bdi(chip.one.text, chip.one.lang, "serif")
    return SafeString(f'<li>{words} <span class="sub">{sources(chip.one, layers)}</span></li>')


@register.simple_tag
def sources(one: Any, layers: Mapping[str, Layer]) -> SafeString:
    """Say where a translation comes from: tables with their licences, how many records, through which word of which language."""
    parts = [_source(layers[name], one) for name in one.layers if name in layers]
    parts = parts or [_source(Layer(name="", origin=one.origin, title=", ".join(one.layers)), one)]
    lang, _colon, word = one.via.partition(":")
    if word:
        parts.append(
            _("through {language}: {words}").format(language=escape(language_name(lang)), words=bdi(word, lang, "serif"))
        )
    return SafeString(" · ".join(parts))


def _source(layer: Layer, one: Any) -> str:
    """Name a table; of what was learned say in how many records, of what lies under a licence name it."""
    if layer.origin == Origin.LEARNED and one.evidence:
        return ngettext("learned from {n} record", "learned from {n} records", one.evidence).format(n=number(one.evidence))
    if layer.name in LAYERS:
        return escape(str(LAYERS[layer.name]))
    if layer.origin in (Origin.LEARNED, Origin.NAME):
        return escape(str(ORIGINS[layer.origin]))
    if not layer.title:
        return escape(str(ORIGINS[layer.origin]))
    title = bdi(layer.title, "") + (f" ({bdi(layer.licence, '')})" if layer.licence else "")
    return _("{origin}: {title}").format(origin=escape(str(ORIGINS[layer.origin])), title=title)


def _words(chip: Any) -> str:
    return bdi(chip.one.text, chip.one.lang)


def _named(*languages: str) -> str:
    return escape(comma().join(language_name(lang) for lang in languages))
