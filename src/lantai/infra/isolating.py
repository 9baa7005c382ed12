"""Words of a record as HTML, isolated with their language and direction, so that no script harms its neighbor.

For lists that are drawn in Python; templates have the same as tags and filters (site.templatetags.words). Written with f-strings and
``html.escape``: a page of results calls these 500 times, and ``format_html`` takes three times as long.
"""

from html import escape
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from lantai.core.text.scripts import direction_of_text


def bdi(words: str, lang: str, css: str = "") -> SafeString:
    """Return the words isolated; an unknown language is said to be unknown, so that the page's does not apply."""
    attribute = f' class="{escape(css)}"' if css else ""
    return SafeString(f'<bdi lang="{escape(lang)}" dir="{direction_of_text(words)}"{attribute}>{escape(words)}</bdi>')


def ltr(value: Any) -> SafeString:
    """Show a number, an ISBN, a call number: from left to right on every page."""
    return SafeString(f'<bdi dir="ltr" class="num">{escape(str(value))}</bdi>')


def number(value: int) -> SafeString:
    """Show a count with its thousands apart: 1,208 in every language of the site."""
    return SafeString(f'<bdi dir="ltr" class="num">{value:,}</bdi>')


def about(value: int) -> SafeString:
    """Return a number that is an estimate, as HTML: one that is said to be about so much."""
    return SafeString(f'<bdi dir="ltr" class="num">≈\u00a0{value:,}</bdi>')


def comma() -> str:
    """Return what stands between the parts of a list in the language of the page: ", ", "、" or "، "."""
    return pgettext("between the parts of a list", ", ")
