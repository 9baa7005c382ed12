"""unAPI (revision 1): asked for a record, this library says in which formats it has it, and gives it in one.

What Zotero reads first on a page: <link rel="unapi-server">, and an <abbr class="unapi-id"> for each record. An identifier is the
path of the record's page: "works/12", or "works/12?edition=5".
"""

import io
import re
from collections.abc import Callable
from typing import NamedTuple

from lxml import etree

from lantai.core.bib.record import BibRecord

_IDENTIFIER = re.compile(r"works/(\d{1,18})/?(?:\?edition=(\d{1,18}))?")
_MODS, _MARC, _OAI_DC = (
    "http://www.loc.gov/mods/v3",
    "http://www.loc.gov/MARC21/slim",
    "http://www.openarchives.org/OAI/2.0/oai_dc/",
)


class Offered(NamedTuple):
    """A format as unAPI names it. ``inner``: the element that a record is, where our files have a list around it."""

    name: str
    content_type: str
    docs: str = ""
    inner: str = ""


OFFERED: dict[str, Offered] = {
    offered.name: offered
    for offered in (
        Offered("mods", "application/xml", "http://www.loc.gov/standards/mods/", f"{{{_MODS}}}mods"),
        Offered("marcxml", "application/xml", "http://www.loc.gov/standards/marcxml/", f"{{{_MARC}}}record"),
        Offered("ris", "text/plain"),
        Offered("bibtex", "text/plain"),
        Offered("oai_dc", "application/xml", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd", f"{{{_OAI_DC}}}dc"),
    )
}


def identifier(work: int, edition: int | None = None) -> str:
    """Return what names a record to unAPI."""
    return f"works/{work}" if edition is None else f"works/{work}?edition={edition}"


def understood(identifier: str) -> tuple[int, int | None] | None:
    """Return the work and the edition that an identifier names; None for what was never one of ours."""
    found = _IDENTIFIER.fullmatch(identifier.strip().lstrip("/"))
    return (int(found[1]), int(found[2]) if found[2] else None) if found else None


def formats(identifier: str = "") -> bytes:
    """Return the list of formats; with an identifier, those of that record."""
    root = etree.Element("formats", {"id": identifier} if identifier else {})
    for offered in OFFERED.values():
        etree.SubElement(
            root,
            "format",
            {"name": offered.name, "type": offered.content_type} | ({"docs": offered.docs} if offered.docs else {}),
        )
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def given(offered: Offered, record: BibRecord, write: Callable[[str, list[BibRecord], io.BytesIO], None]) -> bytes:
    """Return the record in a format, without the list that files have around their records."""
    stream = io.BytesIO()
    write(offered.name, [record], stream)
    if not offered.inner:
        return stream.getvalue()
    whole = etree.fromstring(stream.getvalue(), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    record_element = next(whole.iter(offered.inner))
    record_element.tail = None
    etree.cleanup_namespaces(record_element)
    return etree.tostring(record_element, encoding="UTF-8", xml_declaration=True)
