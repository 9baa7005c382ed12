"""Words of records in templates: every value isolated, with its language and direction, so that no script harms its neighbor.

``{% text t %}`` a Text or TitleForm, ``{% forms pair %}`` the original script with its romanisation, ``{% marked … %}`` what
matched, ``{{ isbn|ltr }}`` what always runs from left to right.
Written with f-strings and ``html.escape``: a page of results calls these 500 times, and ``format_html`` takes three times as long.
"""

from collections.abc import Iterable, Sequence
from html import escape

from django import template
from django.utils.safestring import SafeString

from lantai.core.bib.record import Text, TitleForm
from lantai.core.text.scripts import direction_of_text
from lantai.infra.isolating import bdi, comma, ltr, number

register = template.Library()
register.simple_tag(comma)


@register.simple_tag
def text(words: Text, css: str = "") -> SafeString:
    """Show the words in their language and direction; of a title its subtitle and part as well."""
    return bdi(_whole(words), words.lang, css)


@register.simple_tag
def proper(title: TitleForm) -> SafeString:
    """Show a title without its subtitle."""
    return bdi(title.value, title.lang)


@register.simple_tag
def subtitle(title: TitleForm) -> SafeString:
    """Show what follows the title proper: other title information, number and name of the part."""
    return bdi(". ".join(filter(None, (title.rest, title.part))), title.lang)


@register.simple_tag
def forms(pair: Sequence[Text]) -> SafeString:
    """Show the original script, then the other forms smaller."""
    first, *others = pair
    return SafeString(text(first) + "".join(f' <small class="sub">{text(other)}</small>' for other in others))


@register.simple_tag
def marked(pieces: Iterable[tuple[str, bool]], lang: str = "") -> SafeString:
    """Show pieces of one text, the matched ones marked."""
    parts, tag = list(pieces), escape(lang)
    direction = direction_of_text("".join(piece for piece, _ in parts))
    inside = "".join(f'<mark lang="{tag}">{escape(piece)}</mark>' if hit else escape(piece) for piece, hit in parts)
    return SafeString(f'<bdi lang="{tag}" dir="{direction}">{inside}</bdi>')


register.filter(ltr)
register.filter(number)


@register.filter
def isolated(value: object) -> SafeString:
    """Show words whose language nobody has said."""
    return bdi(str(value), "")


def _whole(words: Text) -> str:
    if not isinstance(words, TitleForm):
        return words.value
    value = f"{words.value}: {words.rest}" if words.rest else words.value
    return f"{value}. {words.part}" if words.part else value
