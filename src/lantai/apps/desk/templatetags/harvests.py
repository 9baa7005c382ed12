"""Sentences about harvests: what a source is, what a profile wants, what to do when a run has stopped."""

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from lantai.apps.desk.advice import advice
from lantai.catalog.models import Harvest
from lantai.core.bib.selection import Selection
from lantai.infra.isolating import comma
from lantai.sources.registry import SOURCES

register = template.Library()

TERMS: dict[str, Promise] = {
    "OpenAlex": gettext_lazy("For more than some hundred thousand works, import the snapshot from a folder instead."),
    "Crossref": gettext_lazy(
        "Give an address of mail as contact (LANTAI_CONTACT); for all of Crossref, import its annual file instead."
    ),
    "DOAJ": gettext_lazy(
        "Begin with DOAJ’s dump of articles, imported as a file into the same source; harvest what changed from then on."
    ),
    "arXiv": gettext_lazy("arXiv asks for one question every three seconds at the most, and for links to its own pages."),
    "Unpaywall": gettext_lazy(
        "Begin with Unpaywall’s whole file, imported into the same source; its feed brings what changed, to whoever has a key."
    ),
}
"""What the makers of a source ask of those who harvest it (``About.terms``), in words that are translated."""

LATER = gettext_lazy(
    "Nothing that came is lost. “Go on” takes it up after the last page that was kept; so does the next time that is set."
)

CRITERIA: dict[str, Promise] = {
    "kind": pgettext_lazy("against", "another kind"),
    "year": pgettext_lazy("against", "another year"),
    "language": pgettext_lazy("against", "another language"),
    "discipline": pgettext_lazy("against", "another discipline"),
    "institution": pgettext_lazy("against", "another institution"),
}
"""Why records are passed over (core.bib.selection.Against)."""


@register.filter
def source_title(kind: str) -> str:
    """Return what a sort of source is called."""
    return SOURCES[kind].ABOUT.title if kind in list(SOURCES) else kind


@register.filter
def source_terms(terms: str) -> str:
    """Return what the makers of a source ask, translated."""
    known = {SOURCES[name].ABOUT.terms: TERMS.get(SOURCES[name].ABOUT.title) for name in SOURCES}
    return str(known.get(terms) or terms)


@register.simple_tag
def harvest_advice(run: Harvest) -> str:
    """Say what to do about a run that stopped."""
    return f"{advice(run.error)} {LATER}".strip()


@register.simple_tag
def selection_said(wanted: Selection) -> SafeString:
    """Say in short what a profile wants, its kinds left aside: templates name them."""
    parts = []
    if wanted.institutions:
        count = len(wanted.institutions)
        parts.append(ngettext("%(n)d institution", "%(n)d institutions", count) % {"n": count})
    if wanted.since or wanted.until:
        parts.append(f"{wanted.since or ''}–{wanted.until or ''}")
    parts += [comma().join(each) for each in (wanted.languages, wanted.disciplines) if each]
    return format_html_join(
        " · ", '<bdi dir="auto">{}</bdi>', ((part,) for part in parts or ([] if wanted.kinds else [_("Everything")]))
    )


@register.simple_tag
def against_name(reason: str) -> str:
    """Name why records were passed over."""
    return str(CRITERIA.get(reason, reason))
