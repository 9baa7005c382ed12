"""Sentences about a search: what was noticed, what was left out, ways on, why editions stand together."""

from typing import Any
from urllib.parse import quote, urlencode

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantai.catalog.models import OURS
from lantai.core.bib.places import doi_address
from lantai.core.bib.record import Identifier, Link, Relation, Scheme, Standing
from lantai.search.protocol import Sort

from ..browse import titles

register = template.Library()

MOST_LISTS = 12

NOTICES: dict[str, Promise] = {
    "too_long": gettext_lazy("The question was very long; only its beginning was searched."),
    "unbalanced_quote": gettext_lazy("A quotation mark had no partner; the words after it were searched one by one."),
    "unbalanced_bracket": gettext_lazy("Brackets that did not pair were left out."),
    "nothing_to_search": gettext_lazy("There are no words in this question that could be looked for."),
    "control_characters": gettext_lazy("Characters that cannot be seen were left out of the question."),
    "field_alone": gettext_lazy("Nothing stood after the name of a field, so it was searched as a word: {words}"),
    "operator_ignored": gettext_lazy("A search operator stood where it has nothing to join, and was left out: {words}"),
}

MISREAD: dict[str, Promise] = {
    "page": gettext_lazy("There is no such page ({words}); this is the nearest one."),
    "year": gettext_lazy("This is not a year and was left out: {words}"),
    "years": gettext_lazy("The years stood the wrong way round; this was searched: {words}"),
    "sort": gettext_lazy("Results cannot be sorted like this; the best match comes first: {words}"),
    "words": gettext_lazy("The words cannot be chosen like this; they were searched in all languages: {words}"),
    "in": gettext_lazy("There is no such field; everything was searched: {words}"),
    "unknown": gettext_lazy("The address asks for something that this page does not know; it was left out: {words}"),
}

WAYS: dict[str, Promise] = {
    "filter": gettext_lazy("Without the filter {words}"),
    "filters": gettext_lazy("Without any filter"),
    "field": gettext_lazy("Search everything, not one field only"),
    "apart": gettext_lazy("The words in any order, not as a phrase"),
    "anywhere": gettext_lazy("The words in any field"),
    "cut": gettext_lazy("As two words: {words}"),
    "without": gettext_lazy("Without the word {words}"),
    "beginning": gettext_lazy("Words that begin like yours"),
    "spelling": gettext_lazy("Spelled otherwise: {words}"),
    "languages": gettext_lazy("In all languages, translations included"),
    "any": gettext_lazy("Works that have any of the words"),
    "catalog": gettext_lazy("The whole catalog, newest additions first"),
}

REASONS: dict[str, Promise] = {
    "staff": gettext_lazy("a librarian decided so"),
    "correction": gettext_lazy("a cataloger’s correction"),
    "shared_identifier": gettext_lazy("they share an identifier"),
    "same_title_creator_year": gettext_lazy("the same title, author, year and publisher"),
    "same_creator_and_title": gettext_lazy("the same author and title"),
    "same_creator_and_original_title": gettext_lazy("the same author, and one is a translation: the original title agrees"),
    "same_uniform_title": gettext_lazy("the same uniform title"),
    "version_named": gettext_lazy("one names the other as a version of itself"),
    "looks_like_a_version": gettext_lazy("they look like versions of one paper"),
}

PARTS: dict[str, Promise] = {
    "titles": gettext_lazy("Title"),
    "contributions": gettext_lazy("Person or body"),
    "dates": gettext_lazy("Date"),
    "imprints": gettext_lazy("Imprint"),
    "editions": gettext_lazy("Edition"),
    "extents": gettext_lazy("Extent"),
    "series": gettext_lazy("Series"),
    "notes": gettext_lazy("Note"),
    "subjects": gettext_lazy("Subject"),
    "classifications": gettext_lazy("Class"),
    "identifiers": gettext_lazy("Identifier"),
    "links": gettext_lazy("Related work"),
    "access": gettext_lazy("Address"),
    "holdings": gettext_lazy("Holding"),
    "verbatim": gettext_lazy("Other field"),
    "repairs": gettext_lazy("Repair while reading"),
}


@register.simple_tag
def sort_orders() -> list[str]:
    """Return the orders a reader may choose."""
    return [order.value for order in Sort]


@register.simple_tag
def notice_text(code: str, detail: str) -> SafeString:
    """Say what was noticed about the words of a question."""
    return _said(NOTICES.get(code, code), detail)


@register.simple_tag
def misread_text(code: str, detail: str) -> SafeString:
    """Say what in the address could not be used."""
    return _said(MISREAD.get(code, code), detail)


@register.simple_tag
def library_mail() -> str:
    """Return where readers write to; "" where the library has not said."""
    contact = str(settings.CONTACT)
    return contact if "@" in contact and not contact.endswith("localhost") else ""


@register.simple_tag
def way_text(way: Any, shown: Any = None) -> SafeString:
    """Say what a way on changes; ``shown``: the value of a facet as pages show it."""
    return _said(WAYS.get(way.kind, way.kind), shown or way.detail)


@register.simple_tag
def why_text(code: str) -> str:
    """Say why editions stand together."""
    return str(REASONS.get(code, _("their descriptions agree")))


@register.simple_tag
def part_name(field: str) -> str:
    """Name a field of a record."""
    return str(PARTS.get(field, field))


@register.simple_tag
def source_name(origin: Any) -> SafeString:
    """Name the source of a record; what catalogers say instead of the sources has a name of our own."""
    corrects = origin.source in OURS
    return format_html('<bdi dir="auto">{}</bdi>', REASONS["correction"] if corrects else origin.source_title)


@register.simple_tag
def outward(access: Any) -> SafeString:
    """Link to an address where it is one, else show it as text: a source may say anything, javascript: among it."""
    words = access.label or access.url
    if not access.url.startswith(("http://", "https://")):
        return format_html('<bdi dir="ltr">{}</bdi>', access.url)
    return format_html('<a href="{}" rel="noreferrer"><bdi dir="auto">{}</bdi></a>', access.url, words)


def _said(sentence: Any, words: Any) -> SafeString:
    isolated = format_html('<bdi dir="auto">{}</bdi>', words)
    return format_html(str(sentence), words=isolated)


@register.filter
def elsewhere(identifier: Identifier) -> str:
    """Return where an identifier leads by itself: a valid DOI to what it names; "" for any other."""
    leads = identifier.scheme is Scheme.DOI and identifier.standing is Standing.VALID
    return f"https://doi.org/{quote(identifier.value)}" if leads else ""


@register.simple_tag
def title_lists() -> list[tuple[str, int]]:
    """Return the languages whose titles can be gone through from A to Z, with how many: from the database, the engine is not asked."""
    return [(tag, count) for tag, count in titles.languages() if tag != "und"][:MOST_LISTS]


@register.simple_tag
def way_to_linked(link: Link) -> str:
    """Return the address of what a record names: of a journal with a number its papers here, the newest first; else a search for the title."""
    issns = (i.value for i in link.identifiers if i.scheme in (Scheme.ISSN, Scheme.ISSN_L) and i.standing is Standing.VALID)
    if link.relation is Relation.HOST and (numbers := list(dict.fromkeys(issns))):
        asked = [*(("journal", number) for number in numbers), ("sort", "newest")]
    else:
        asked = [("in", "title"), ("q", link.titles[0].value[:200])]
    return f"{reverse('discovery:search')}?{urlencode(asked)}"


register.simple_tag(doi_address, name="doi_leads_to")
