"""Records as single XML elements, without the list that files have around them: what OAI-PMH, SRU and unAPI put into their answers."""

import io
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import NamedTuple

from lxml import etree

from lantai.core.bib.record import BibRecord

from .registry import FORMATS

_SCHEMA = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"


class Vocabulary(NamedTuple):
    """An XML format of one element a record. ``writes``: its name among FORMATS; ``schema``: where its XML schema is.

    ``inside``: the tag of the element that the format writes, where this one is only around it. ``asks``: the module whose ``lacking`` says what the
    format asks for and a record has not, "" where it takes every record.
    """

    writes: str
    namespace: str
    element: str
    schema: str
    inside: str = ""
    asks: str = ""

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
    "datacite": Vocabulary(
        "datacite",
        "http://datacite.org/schema/kernel-4",
        "resource",
        "https://schema.datacite.org/meta/kernel-4.7/metadata.xsd",
        asks="lantai.core.formats.datacite.writing",
    ),
    "oai_datacite": Vocabulary(
        "datacite",
        "http://schema.datacite.org/oai/oai-1.1/",
        "oai_datacite",
        "http://schema.datacite.org/oai/oai-1.1/oai.xsd",
        inside="{http://datacite.org/schema/kernel-4}resource",
        asks="lantai.core.formats.datacite.writing",
    ),
    "openaire": Vocabulary(
        "openaire",
        "http://namespace.openaire.eu/schema/oaire/",
        "resource",
        "https://www.openaire.eu/schema/repo-lit/4.0/openaire.xsd",
        asks="lantai.core.formats.openaire.writing",
    ),
}
"""XML formats by name."""

DATACITE_VERSION, NOT_OURS = "4.7", ":unav"
"""Of the kernel; and DataCite's word for what is not known: which center registered a DOI is not said by any record."""


def lacking(name: str, record: BibRecord) -> tuple[str, ...]:
    """Return what a vocabulary asks for and a record has not: it cannot be given in it."""
    asks = VOCABULARIES[name].asks if name in VOCABULARIES else ""
    found: tuple[str, ...] = import_module(asks).lacking(record) if asks else ()
    return found


def elements(name: str, records: Iterable[BibRecord]) -> Iterator[etree._Element]:
    """Yield each record as an element that names its schema, in their order; ``name``: of VOCABULARIES."""
    vocabulary = VOCABULARIES[name]
    stream = io.BytesIO()
    FORMATS[vocabulary.writes].write(records, stream)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    whole = etree.fromstring(stream.getvalue(), parser)
    for written in list(whole.iter(vocabulary.inside or vocabulary.tag)):
        written.tail = None
        element = _around(written, vocabulary) if vocabulary.inside else written
        element.set(_SCHEMA, f"{vocabulary.namespace} {vocabulary.schema}")
        yield element


def taken(name: str, written: bytes) -> etree._Element:
    """Return a resource of DataCite that stands in XML already, as the vocabulary has it."""
    vocabulary = VOCABULARIES[name]
    element = etree.fromstring(written, etree.XMLParser(resolve_entities=False, no_network=True))
    if vocabulary.inside:
        element = _around(element, vocabulary)
    element.set(_SCHEMA, f"{vocabulary.namespace} {vocabulary.schema}")
    return element


def _around(written: etree._Element, vocabulary: Vocabulary) -> etree._Element:
    """Return DataCite's element for answers of OAI-PMH, with the resource inside."""
    nsmap = {None: vocabulary.namespace, "xsi": "http://www.w3.org/2001/XMLSchema-instance"}
    root = etree.Element(vocabulary.tag, nsmap=nsmap)  # type: ignore[arg-type]  # lxml takes None for the default
    for name, words in (("schemaVersion", DATACITE_VERSION), ("datacentreSymbol", NOT_OURS)):
        etree.SubElement(root, f"{{{vocabulary.namespace}}}{name}").text = words
    etree.SubElement(root, f"{{{vocabulary.namespace}}}payload").append(written)
    return root
