"""``{% cover row %}``: the drawn cover of a result row, ``{% cover_of title record %}``: that of an edition."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from lantai.core.bib.record import BibRecord, Classification, Text
from lantai.site.covers import draw

register = template.Library()


@register.simple_tag
def cover(row: Any) -> SafeString:
    """Draw the cover of a line of a list."""
    author = row.people[0].forms[0].value if row.people else ""
    title = "".join(piece for piece, _ in row.title.pieces)
    return draw(title, lang=row.title.lang, author=author, classes=row.classes)


@register.simple_tag
def cover_of(title: Text, record: BibRecord) -> SafeString:
    """Draw the cover of an edition."""
    author = record.contributions[0].forms[0].value if record.contributions else ""
    return draw(title.value, lang=title.lang, author=author, classes=record.classifications)


@register.simple_tag
def cover_like(title: str, lang: str, author: str, number: str) -> SafeString:
    """Draw the cover that a book with this title, author and class in the CLC would have."""
    return draw(title, lang=lang, author=author, classes=(Classification(scheme="clc", value=number),))
