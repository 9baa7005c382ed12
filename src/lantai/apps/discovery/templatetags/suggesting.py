"""What a line of suggestions says. Drawn without a template of its own: eight of them at every letter that somebody types."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from lantai.infra.isolating import bdi, number

from ..suggesting.found import Line

register = template.Library()


@register.simple_tag
def offered(line: Line) -> SafeString:
    """Show the words of a suggestion, then what tells it from others."""
    beside = [bdi(words.value, words.lang) for words in (line.beside, line.by) if words]
    if line.date:
        beside.append(bdi(line.date, ""))
    told = "".join([f' <span class="sub">{one}</span>' for one in beside])
    if line.works:
        works = ngettext("%(n)s work", "%(n)s works", line.works) % {"n": number(line.works)}
        told += f' <span class="count">{works}</span>'
    return SafeString(f'<span class="serif">{bdi(line.words.value, line.words.lang)}</span>{told}')
