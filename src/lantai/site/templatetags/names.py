"""Names of codes in the language of the page: languages and countries by CLDR, everything else by these tables.

A code without a name here is shown as it is: the source's own word is better than none.
"""

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lantai.core.bib import classtree, headings
from lantai.core.bib.first_level import catalogue
from lantai.core.bib.record import Kind, NoteKind, Relation, Scheme, Standing, TitleKind
from lantai.core.query.tree import Field
from lantai.core.text import countries, languages
from lantai.core.text.scripts import direction_of_text
from lantai.search.protocol import Sort

register = template.Library()
Names = dict[str, Promise]

KINDS: Names = {
    Kind.BOOK: _("Book"),
    Kind.CHAPTER: _("Chapter"),
    Kind.JOURNAL: _("Journal"),
    Kind.NEWSPAPER: _("Newspaper"),
    Kind.SERIES: pgettext_lazy("kind", "Series"),
    Kind.ARTICLE: _("Article"),
    Kind.CONFERENCE: _("Conference proceedings"),
    Kind.THESIS: _("Thesis"),
    Kind.REPORT: _("Report"),
    Kind.STANDARD: _("Standard"),
    Kind.PATENT: _("Patent"),
    Kind.PREPRINT: _("Preprint"),
    Kind.MAP: _("Map"),
    Kind.SCORE: _("Musical score"),
    Kind.SOUND: _("Sound recording"),
    Kind.VIDEO: _("Video"),
    Kind.IMAGE: _("Image"),
    Kind.MANUSCRIPT: _("Manuscript"),
    Kind.DATASET: _("Dataset"),
    Kind.SOFTWARE: _("Software"),
    Kind.WEBSITE: _("Website"),
    Kind.DATABASE: _("Database"),
    Kind.OBJECT: _("Object"),
    Kind.OTHER: pgettext_lazy("kind", "Other"),
}

ROLES: Names = {
    "adp": _("adapter"),
    "ann": _("annotator"),
    "arr": _("arranger"),
    "art": _("artist"),
    "aui": _("author of introduction"),
    "aut": _("author"),
    "bkd": _("book designer"),
    "cll": _("calligrapher"),
    "cmm": _("commentator"),
    "cmp": _("composer"),
    "cnd": _("conductor"),
    "com": _("compiler"),
    "cre": _("creator"),
    "crr": _("corrector"),
    "ctb": _("contributor"),
    "ctg": _("cartographer"),
    "cwt": _("commentator on the text"),
    "dgg": _("degree granting institution"),
    "dgs": _("thesis advisor"),
    "drt": _("director"),
    "edt": _("editor"),
    "fnd": _("funder"),
    "hst": pgettext_lazy("role", "host"),
    "ill": _("illustrator"),
    "isb": _("issuing body"),
    "ive": _("interviewee"),
    "ivr": _("interviewer"),
    "lbt": _("librettist"),
    "lyr": _("lyricist"),
    "nrt": _("narrator"),
    "org": _("originator"),
    "pbl": _("publisher"),
    "pht": _("photographer"),
    "prf": _("performer"),
    "pro": _("producer"),
    "prt": _("printer"),
    "red": _("redactor"),
    "rev": _("reviewer"),
    "sng": _("singer"),
    "spn": _("sponsor"),
    "ths": _("thesis advisor"),
    "trc": _("transcriber"),
    "trl": _("translator"),
    "wpr": _("writer of preface"),
}

TITLES: Names = {
    TitleKind.PROPER: pgettext_lazy("title", "Title"),
    TitleKind.PARALLEL: _("Parallel title"),
    TitleKind.UNIFORM: _("Uniform title"),
    TitleKind.ORIGINAL: _("Original title"),
    TitleKind.ALTERNATIVE: _("Other title"),
    TitleKind.FORMER: _("Former title"),
    TitleKind.COVER: _("Cover title"),
    TitleKind.SPINE: _("Spine title"),
    TitleKind.RUNNING: _("Running title"),
    TitleKind.ABBREVIATED: _("Abbreviated title"),
    TitleKind.TRANSLATED: _("Translated title"),
    TitleKind.COLLECTIVE: _("Collective title"),
}

NOTES: Names = {
    NoteKind.GENERAL: _("Note"),
    NoteKind.SUMMARY: _("Summary"),
    NoteKind.CONTENTS: _("Contents"),
    NoteKind.THESIS: _("Thesis note"),
    NoteKind.LANGUAGE: _("Language note"),
    NoteKind.AUDIENCE: _("Audience"),
    NoteKind.BIBLIOGRAPHY: _("Bibliography"),
    NoteKind.RIGHTS: _("Rights"),
    NoteKind.PRICE: _("Binding and price"),
    NoteKind.LOCAL: _("Local note"),
}

RELATIONS: Names = {
    Relation.HOST: _("Part of"),
    Relation.EARLIER: _("Continues"),
    Relation.LATER: _("Continued by"),
    Relation.ORIGINAL: _("Translation of"),
    Relation.TRANSLATION: _("Translated as"),
    Relation.OTHER_EDITION: _("Other edition"),
    Relation.OTHER_FORM: _("Other form"),
    Relation.SUPPLEMENT: _("Supplement"),
    Relation.SUPPLEMENT_TO: _("Supplement to"),
    Relation.CONSTITUENT: _("Contains"),
    Relation.REVIEWED: _("Review of"),
    Relation.RELATED: _("Related"),
}

SCHEMES: Names = {
    Scheme.ISSN_L: _("Linking ISSN"),
    Scheme.CN_SERIAL: _("CN serial number"),
    Scheme.AUTHORITY: _("Authority record"),
    Scheme.URI: _("Address"),
    Scheme.REPORT: _("Report number"),
    Scheme.STANDARD: _("Standard number"),
    Scheme.PUBLISHER: _("Publisher’s number"),
    Scheme.BARCODE: _("Barcode"),
    Scheme.LOCAL: _("Local number"),
    Scheme.OTHER: pgettext_lazy("identifier", "Other number"),
    Scheme.OPENALEX: _("OpenAlex"),
    "clc": _("Chinese Library Classification"),
    "cas": _("Classification of the Chinese Academy of Sciences"),
    "ddc": _("Dewey Decimal Classification"),
    "lcc": _("Library of Congress Classification"),
    "udc": _("Universal Decimal Classification"),
    "nlm": _("National Library of Medicine Classification"),
}
"""Schemes of identifiers and classes; one that is not here is an acronym, the same in every language (ISBN, DOI)."""

STANDINGS: Names = {
    Standing.INVALID: _("not valid"),
    Standing.CANCELLED: _("cancelled"),
    Standing.RELATED: _("of a related edition"),
}

FIELDS: Names = {
    Field.ANY: _("Everything"),
    Field.TITLE: pgettext_lazy("field", "Title"),
    Field.NAME: _("Author"),
    Field.SUBJECT: _("Subject"),
    Field.SERIES: pgettext_lazy("field", "Series"),
    Field.IDENTIFIER: _("Identifier"),
    Field.CALL_NUMBER: _("Call number"),
    "body": _("Contents and notes"),
    "fulltext": _("In the full text"),
}

SORTS: Names = {
    Sort.RELEVANCE: _("Best match"),
    Sort.NEWEST: _("Newest first"),
    Sort.OLDEST: _("Oldest first"),
    Sort.TITLE: pgettext_lazy("sort", "Title"),
    Sort.AUTHOR: pgettext_lazy("sort", "Author"),
    Sort.ADDED: _("Newly added"),
}

FACETS: Names = {
    "language": _("Languages"),
    "kind": _("Kind"),
    "location": _("Location"),
    "subject": _("Subject"),
    "availability": _("Access"),
    "source": _("Source"),
    "year": _("Year"),
    "country": _("Country"),
    "class": _("Class"),
    "name": pgettext_lazy("facet", "Name"),
    "about": _("About"),
    "heading": _("Subject heading"),
    "week": _("Week added"),
    "open": _("Open access"),
    "license": _("License"),
    "discipline": _("Discipline"),
    "journal": _("Journal"),
    "institution": _("Institution"),
    "author_country": _("Country of authors"),
}

COLORS: Names = {
    "open": _("All open access"),
    "diamond": pgettext_lazy("open access", "Diamond"),
    "gold": pgettext_lazy("open access", "Gold"),
    "hybrid": pgettext_lazy("open access", "Hybrid"),
    "bronze": pgettext_lazy("open access", "Bronze"),
    "green": pgettext_lazy("open access", "Green"),
    "closed": pgettext_lazy("open access", "Closed"),
}
"""Values of the facet "open" (core.openness.recorded), in the order in which they are shown."""

LICENSES: Names = {
    "CC0": _("CC0, no rights reserved"),
    "PDM": _("Public domain"),
    "other": _("The publisher’s own terms"),
    "none": _("No license given"),
}
"""Values of the facet "license"; the others are Creative Commons licenses and are called the same in every language."""

STATES: Names = {
    "shelf": _("On the shelf"),
    "loan": _("On loan"),
    "reference": _("For use in the library"),
    "online": _("Online"),
    "library": _("In the library"),
    "missing": _("Missing"),
    "order": _("On order"),
    "process": _("Being prepared"),
    "repair": _("In repair"),
    "elsewhere": _("At the publisher"),
    "delivery": _("From another library"),
    "suggestion": _("Not bought yet"),
    "none": _("Not held"),
}

WHOLE: Names = {
    "titles": _("Titles"),
    "people": _("Persons and bodies"),
    "subjects": _("Subjects"),
    "identifiers": _("Numbers"),
    "links": _("Related works"),
    "notes": _("Notes"),
}
"""Parts of a description that have a page of their own."""

WAYS_TO_HAVE: Names = {
    "shelf": _("Copies on the shelves"),
    "library": _("Held, copies not listed"),
    "online": _("Online"),
}
"""Values of the facet "availability" (search.build): what there is, not whether it is there at this moment."""

OFFERS: Names = {
    "identifier": _("The number you typed"),
    "title": _("Titles"),
    "person": _("People and bodies"),
    "subject": _("Subjects"),
}
"""Kinds of suggestions."""

_TABLES = {
    "availability": WAYS_TO_HAVE,
    "kind": KINDS,
    "role": ROLES,
    "title": TITLES,
    "note": NOTES,
    "relation": RELATIONS,
    "scheme": SCHEMES,
    "standing": STANDINGS,
    "field": FIELDS,
    "sort": SORTS,
    "facet": FACETS,
    "state": STATES,
    "whole": WHOLE,
    "offer": OFFERS,
    "open": COLORS,
}


@register.filter
def named(code: str, table: str) -> Any:
    """Return the name of a code in one of the tables: ``{{ record.kind|named:"kind" }}``."""
    return _TABLES[table].get(code, code.upper() if table == "scheme" else code)


@register.filter
def language_name(tag: str) -> str:
    """Return the language's name in the language of the page."""
    return languages.name(tag, get_language() or "en") if tag else str(_("Language not known"))


@register.filter
def own_name(tag: str) -> SafeString:
    """Show the language's name in itself."""
    name = languages.own_name(tag)
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', tag, direction_of_text(name), name)


@register.filter
def country_name(code: str) -> str:
    """Return the country's name in the language of the page."""
    return countries.name(code, get_language() or "en")


@register.simple_tag
def facet_value(facet: str, value: str) -> Any:
    """Show one value of a facet: named where it is a code, isolated where it is the library's own word."""
    if facet == "language":
        return language_name("" if value == "und" else value)
    if facet in ("kind", "availability", "open"):
        return named(value, facet)
    if facet == "license":
        return LICENSES.get(value, value.replace("-", " ", 1))
    if facet == "discipline":
        return discipline_name(value)
    if facet in ("country", "author_country"):
        return country_name(value)
    if facet == "class":
        scheme, _scheme, number = value.partition(":")
        caption = classtree.caption(scheme, number, get_language() or "en")
        return format_html('{} <bdi dir="ltr">{}</bdi> {}', scheme.upper(), number, caption)
    if facet in ("name", "about", "heading"):
        return format_html('<bdi dir="auto">{}</bdi>', value.replace(headings.PARTS, " — "))
    return format_html('<bdi dir="auto">{}</bdi>', value)


@register.filter
def discipline_name(code: str) -> str:
    """Return the discipline's name in the language of the page; a code that is none is shown as it is."""
    known = catalogue().get(code)
    return known.label(get_language() or "en") if known else code


@register.simple_tag
def search_fields() -> list[str]:
    """Return where a reader may look, in the order of the menu."""
    return [field.value for field in Field]
