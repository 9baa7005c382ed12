"""Words of proposals and decisions in templates: why a machine proposes something, and a work by its title."""

from collections.abc import Iterable, Sequence

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lantai.apps.scholars.models import Scholar
from lantai.catalog.models import Work
from lantai.infra.isolating import bdi

register = template.Library()


def _said(code: str, *, speaks_for: bool) -> str:
    words = {
        "name": (_("the whole name agrees"), _("of the name only initials agree")),
        "rarity": (_("few have this name"), _("many have this name")),
        "coauthors": (_("the same co-authors"), _("other co-authors")),
        "institution": (_("the same institution"), _("another institution")),
        "topics": (_("the same topics"), _("other topics")),
        "mail": (_("the same mail domain"), _("another mail domain")),
        "years": (_("close in years"), _("years apart")),
    }
    return words[code][0 if speaks_for else 1] if code in words else code


@register.filter
def said_reasons(reasons: Iterable[Sequence[str]]) -> str:
    """Say why something is proposed, what speaks against it last."""
    ordered = sorted(reasons, key=lambda one: str(one[1]).startswith("-"))
    return " · ".join(_said(str(code), speaks_for=not str(points).startswith("-")) for code, points in ordered)


@register.filter
def as_percent(score: float) -> int:
    """Return a probability in hundredths."""
    return round(100 * (score or 0))


@register.simple_tag
def work_link(work: Work) -> SafeString:
    """Show a work by its title, as a link; one that is gone without."""
    title = bdi(work.title or _("Without a title"), work.language)
    if work.state == Work.State.DELETED:
        return title
    return format_html('<a href="{}">{}</a>', reverse("discovery:work", args=[work.pk]), title)


@register.simple_tag
def scholar_link(scholar: Scholar) -> SafeString:
    """Show a scholar by the name to show first, as a link."""
    return format_html('<a href="{}">{}</a>', reverse("scholars:scholar", args=[scholar.pk]), bdi(scholar.name, scholar.language))


@register.simple_tag
def in_words(text: str, language: str = "") -> SafeString:
    """Show words in their language and direction."""
    return bdi(text, language)


@register.simple_tag
def orcid_link(orcid: str) -> SafeString:
    """Show an ORCID iD as ORCID asks for it: its whole address, as a link."""
    return format_html(
        '<a href="https://orcid.org/{}" rel="noreferrer"><bdi dir="ltr">https://orcid.org/{}</bdi></a>', orcid, orcid
    )
