"""``{% kept door %} … {% endkept %}``: what is the same for all who read a page in a language is drawn once by each process, not for each page.

What stands inside hangs on the language and the values named, and on nothing else: not on the reader, not on what the library has.
"""

from collections.abc import Hashable, Sequence

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

MOST = 200
"""Drawings of one place that are kept; where there would be more, all are drawn anew."""


class Kept(Node):
    """A place of a template, and what was drawn there by the values that it hangs on."""

    def __init__(self, nodelist: NodeList, values: Sequence[FilterExpression]) -> None:
        self.nodelist = nodelist
        self._values = values
        self._drawn: dict[Hashable, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """Return what is drawn here."""
        key = (get_language(), get_script_prefix(), *(value.resolve(context) for value in self._values))
        drawn = self._drawn.get(key)
        if drawn is None:
            if len(self._drawn) >= MOST:
                self._drawn.clear()
            drawn = self._drawn[key] = self.nodelist.render(context)
        return drawn


@register.tag
def kept(parser: Parser, token: Token) -> Kept:
    """Read the values and what stands inside."""
    values = [parser.compile_filter(value) for value in token.split_contents()[1:]]
    inside = parser.parse(["endkept"])
    parser.delete_first_token()
    return Kept(inside, values)
