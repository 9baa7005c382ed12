"""The pieces that many elements of MODS are made of: texts in their language and script, titles, identifiers."""

import re

import msgspec
from lxml import etree

from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import Forms, Identifier, Scheme, Standing, Text, TitleForm
from lantai.core.text.languages import bcp47
from lantai.core.text.scripts import tagged

from .draft import Draft
from .xmltree import children, lang_of, local, text_of

Elements = list[etree._Element]

_SCHEMES = {
    "isbn": Scheme.ISBN, "issn": Scheme.ISSN, "issn-l": Scheme.ISSN_L, "doi": Scheme.DOI, "lccn": Scheme.LCCN, "oclc": Scheme.OCLC, "ismn": Scheme.ISMN,
    "uri": Scheme.URI, "hdl": Scheme.URI, "local": Scheme.LOCAL, "arxiv": Scheme.ARXIV, "pmid": Scheme.PMID, "ean": Scheme.EAN,
    "orcid": Scheme.ORCID, "isni": Scheme.ISNI, "viaf": Scheme.VIAF, "ror": Scheme.ROR, "wikidata": Scheme.WIKIDATA, "cn": Scheme.CN_SERIAL,
    "music publisher": Scheme.PUBLISHER, "issue number": Scheme.PUBLISHER, "report": Scheme.REPORT, "standard": Scheme.STANDARD,
    "openalex": Scheme.OPENALEX, "barcode": Scheme.BARCODE,
}  # fmt: skip


def place_of(elements: Elements) -> str:
    """Return the name of the elements, which says where a part stood."""
    return local(elements[0])


def tag_of(draft: Draft, element: etree._Element, text: str) -> str:
    """Return the tag of a text: the element's own language and script, else the record's with the script that is seen."""
    own, script = bcp47(lang_of(element)) if lang_of(element) else "", str(element.get("script") or "")
    language = own or (draft.languages[0] if draft.languages else "")
    if script and re.fullmatch("[A-Z][a-z]{3}", script):
        plain = tagged(language, text)
        return plain if "-" in plain or language in ("", plain) else f"{language}-{script}"
    return tagged(language, text)


def text_in(draft: Draft, element: etree._Element) -> Text:
    """Return the words of an element with their language and script."""
    value = text_of(element)
    return Text(value, tag_of(draft, element, value))


def forms_of(draft: Draft, elements: Elements) -> Forms:
    """Return the words of elements that say one thing in several scripts."""
    return tuple(text for element in elements if (text := text_in(draft, element)).value)


def first_text(parent: etree._Element, name: str) -> str:
    """Return the words of the first child of that name."""
    return next((text_of(element) for element in children(parent, name)), "")


def title_form(draft: Draft, element: etree._Element) -> TitleForm:
    """Return one form of a title; ``nonSort`` stands before it and is counted."""
    skipped, value = first_text(element, "nonSort"), first_text(element, "title")
    glue = "" if skipped.endswith(("'", "’", "-")) else " "
    whole = f"{skipped}{glue}{value}" if skipped else value
    part = ". ".join(filter(None, (first_text(element, "partNumber"), first_text(element, "partName"))))
    nonfiling = len(whole) - len(value)
    return TitleForm(
        value=whole, lang=tag_of(draft, element, whole), rest=first_text(element, "subTitle"), part=part, nonfiling=nonfiling
    )


def identifiers_of(elements: Elements, *, person: bool = False) -> tuple[Identifier, ...]:
    """Return the identifiers; those of a person without a known type are an authority's numbers."""
    found = []
    for element in elements:
        name = (element.get("type") or "").lower()
        scheme = _SCHEMES.get(
            name, Scheme.AUTHORITY if person else Scheme.URI if text_of(element).startswith("http") else Scheme.OTHER
        )
        identifier = identify(scheme, text_of(element), at=local(element), qualifier="" if name in _SCHEMES else name)
        if element.get("invalid") == "yes":
            identifier = msgspec.structs.replace(identifier, standing=Standing.CANCELLED)
        found.append(identifier)
    return tuple(found)
