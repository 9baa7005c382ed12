"""The form of a title that its record lacks, made by rules and said to be: in Latin letters, or in Cyrillic where only a romanised one is there."""

from collections.abc import Sequence
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lantai.core.bib.record import TitleForm
from lantai.core.romanise.forms import beside

from .words import bdi

register = template.Library()


@register.simple_tag
def romanised_line(row: Any) -> SafeString:
    """Show the missing form of a line's title, for readers whose page is in another language."""
    texts = [(_joined(row.title), row.title.lang), *((_joined(form), form.lang) for form in row.other_forms)]
    return _line([(f"{texts[0][0]}: {_joined(row.rest)}", texts[0][1]) if row.rest else texts[0], *texts[1:]], row.language)


@register.simple_tag
def romanised_title(forms: Sequence[TitleForm], language: str) -> SafeString:
    """Show the missing form of a title on the page of its work, for readers whose page is in another language."""
    return _line([(form.value, form.lang) for form in forms], language)


def _line(texts: Sequence[tuple[str, str]], language: str) -> SafeString:
    own = (texts[0][1] or language).partition("-")[0]
    if own == (get_language() or "").partition("-")[0]:
        return SafeString("")
    made = beside(texts, language)
    if made is None:
        return SafeString("")
    said = _("romanised by machine") if "-Latn" in made.lang else _("written in Cyrillic by machine")
    return SafeString(f'<p class="roman made">{bdi(made.text, made.lang)} <small>{escape(said)}</small></p>')


def _joined(marked: Any) -> str:
    return "".join(piece for piece, _hit in marked.pieces)
