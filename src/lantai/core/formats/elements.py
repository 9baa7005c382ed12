"""Records as single XML elements, without the list that files have around them: what OAI-PMH, SRU and unAPI put into their answers."""

import io
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from lantai.core.bib.record import BibRecord

from .registry import FORMATS

_SCHEMA = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"


class Vocabulary(NamedTuple):
    """An XML format of one element a record. ``writes``: its name among FORMATS; ``schema``: where its XML schema is."""

    writes: str
    namespace: str
    element: str
    schema: str

    @property
    def tag(self) -> str:
        """Return the element's name with its namespace."""
        return f"{{{self.namespace}}}{self.element}"


VOCABULARIES: dict[str, Vocabulary] = {
    "oai_dc": Vocabulary(
        "oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc/", "dc", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
    ),
    "marcxml": Vocabulary(
        "marcxml", "http://www.loc.gov/MARC21/slim", "record", "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd"
    ),
    "mods": Vocabulary("mods", "http://www.loc.gov/mods/v3", "mods", "http://www.loc.gov/standards/mods/v3/mods-3-8.xsd"),
}
"""XML formats by name."""


def elements(name: str, records: Iterable[BibRecord]) -> Iterator[etree._Element]:
    """Yield each record as an element that names its schema, in their order; ``name``: of VOCABULARIES."""
    vocabulary = VOCABULARIES[name]
    stream = io.BytesIO()
    FORMATS[vocabulary.writes].write(records, stream)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    whole = etree.fromstring(stream.getvalue(), parser)
    for element in list(whole.iter(vocabulary.tag)):
        element.tail = None
        element.set(_SCHEMA, f"{vocabulary.namespace} {vocabulary.schema}")
        yield element
