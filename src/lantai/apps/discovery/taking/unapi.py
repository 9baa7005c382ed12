"""unAPI (revision 1): asked for a record, this library says in which formats it has it, and gives it in one.

What Zotero reads first on a page: <link rel="unapi-server">, and an <abbr class="unapi-id"> for each record. An identifier is the
path of the record's page: "works/12", or "works/12?edition=5".
"""

import io
import re
from typing import NamedTuple

from lxml import etree

from lantai.core.bib.record import BibRecord

_IDENTIFIER = re.compile(r"works/(\d{1,18})/?(?:\?edition=(\d{1,18}))?")


class Offered(NamedTuple):
    """A format as unAPI names it."""

    name: str
    content_type: str
    docs: str = ""


OFFERED: dict[str, Offered] = {
    offered.name: offered
    for offered in (
        Offered("rdf_bibliontology", "application/rdf+xml", "http://bibliontology.com/"),
        Offered("mods", "application/xml", "http://www.loc.gov/standards/mods/"),
        Offered("marcxml", "application/xml", "http://www.loc.gov/standards/marcxml/"),
        Offered("ris", "text/plain"),
        Offered("bibtex", "text/plain"),
        Offered("oai_dc", "application/xml", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"),
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


def given(offered: Offered, record: BibRecord, address: str) -> bytes:
    """Return the record in a format, without the list that files have around it. ``address``: of its page."""
    from lantai.core.formats import bibo
    from lantai.core.formats.elements import VOCABULARIES, elements
    from lantai.core.formats.open import write_file

    if offered.name == "rdf_bibliontology":
        return bibo.written(record, address=address)
    if offered.name in VOCABULARIES:
        return etree.tostring(next(elements(offered.name, [record])), encoding="UTF-8", xml_declaration=True)
    stream = io.BytesIO()
    write_file(offered.name, [record], stream)
    return stream.getvalue()
