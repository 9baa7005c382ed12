"""How pages say where a translation is from, why a pair was refused, and how far a training is."""

from django import template
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lantai.core.bilingual.entry import Layer, Origin
from lantai.core.query.expansion import Found
from lantai.vocab.models import Training

register = template.Library()

_TITLES = {
    "learned": gettext_lazy("Learned from this library’s records"),
    "titles": gettext_lazy("Titles of one work in this library"),
    "names": gettext_lazy("Names in several scripts in this library’s records"),
    "alike": gettext_lazy("Similar sound or spelling"),
    "accepted": gettext_lazy("Accepted by staff"),
}

REASONS = {
    "language": gettext_lazy("not in the language that the record says"),
    "empty": gettext_lazy("no words, or numbers only"),
    "identical": gettext_lazy("the same words on both sides"),
    "length": gettext_lazy("one side far longer than the other"),
    "long": gettext_lazy("too long to tell which words belong together"),
    "repeated": gettext_lazy("said before by the same work"),
    "crowded": gettext_lazy("more than one work may say"),
    "boilerplate": gettext_lazy("the same words beside ever other ones"),
    "plenty": gettext_lazy("enough was learned from already"),
}


@register.simple_tag
def layer_title(layer: Layer) -> SafeString:
    """Return what a table is called, in the language of the page where it is one of our own."""
    return format_html("<bdi>{}</bdi>", _TITLES.get(layer.name, layer.title))


@register.simple_tag
def said_by(found: Found, layer: Layer) -> SafeString:
    """Return which table says so, how strongly, and from how many works."""
    parts = [layer_title(layer)]
    if layer.origin is Origin.LEARNED:
        works = ngettext("%(n)s work", "%(n)s works", found.evidence) % {
            "n": formats.number_format(found.evidence, force_grouping=True)
        }
        parts.append(format_html("<bdi>{}</bdi>", works))
    if found.via:
        parts.append(format_html('{} <bdi dir="auto">{}</bdi>', _("by way of"), found.via.partition(":")[2]))
    parts.append(format_html("<bdi>{} %</bdi>", round(100 * found.weight)))
    return SafeString(" · ".join(parts))


@register.filter
def reason(code: str) -> str:
    """Return in words why a pair was not learned from."""
    return REASONS.get(code, code)


@register.simple_tag
def doing_now(training: Training) -> str:
    """Return in words what a training does now."""
    phases = {
        "read": _("Reading works"),
        "learn": _("Learning, one pair of languages after another"),
        "names": _("Collecting names"),
        "write": _("Writing the tables"),
        "": _("Waiting for the worker"),
    }
    return phases.get(training.phase, _("Reading a dictionary: %(name)s") % {"name": training.phase})
