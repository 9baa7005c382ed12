"""The licence that holds for an element: its own permissions before those of the article."""

from lxml import etree

from lantai.core.bib.licenses import License, license_of
from lantai.core.formats.xmltree import descendants

from .tree import attribute, first, within, words


def license_in(holder: etree._Element | None) -> License | None:
    """Return the licence of an element's own ``permissions``; None where it has none, one without reuse where its words grant none."""
    if holder is None:
        return None
    for permissions in within(holder, "permissions"):
        said = [
            *within(permissions, "license"),
            *within(permissions, "copyright-statement"),
            *within(permissions, "copyright-holder"),
        ]
        found = [license_of(text) for element in said for text in _said(element)]
        sure = next((one for one in found if one and one.sure), None) or next((one for one in found if one and one.family), None)
        if found:
            return sure or next((one for one in found if one), None)
    return None


def article_license(article: etree._Element) -> License | None:
    """Return the licence of the article as a whole."""
    return license_in(first(article, "front", "article-meta"))


def said_of_rights(article: etree._Element) -> list[str]:
    """Return all that an article says of the rights in it as a whole: line of copyright, holder, license."""
    meta = first(article, "front", "article-meta")
    return [] if meta is None else [text for one in within(meta, "permissions") for part in one for text in [words(part)] if text]


def _said(element: etree._Element) -> list[str]:
    """Return addresses before words: those are exact."""
    links = [attribute(link, "href") for name in ("ext-link", "uri") for link in descendants(element, name)]
    refs = [words(ref) for ref in descendants(element, "license_ref")]
    return [text for text in (attribute(element, "href"), *refs, *links, words(element)) if text]
