"""SRU's answers as XML, in the names of each version."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from lxml import etree

from lantai.catalog import changes
from lantai.catalog.index import engine
from lantai.catalog.standing import flagged
from lantai.core.bib.record import BibRecord
from lantai.core.formats.elements import elements
from lantai.core.query import cql, cql_indexes, cql_tree
from lantai.search.protocol import Request, Result, Sort

from ..records import record_of
from .arguments import GONE, MESSAGES, OUT_OF_RANGE, PARAMETER, SCHEMAS, Diagnosed, Search
from .terms import can_be_listed

OLD, NEW = "http://www.loc.gov/zing/srw/", "http://docs.oasis-open.org/ns/search-ws/sruResponse"
OLD_DIAGNOSTIC, NEW_DIAGNOSTIC = "http://www.loc.gov/zing/srw/diagnostic/", "http://docs.oasis-open.org/ns/search-ws/diagnostic"
ZEEREX = "http://explain.z3950.org/dtd/2.0/"
SRW_DC = "info:srw/schema/1/dc-schema"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Names(NamedTuple):
    """What a version of the protocol calls things."""

    version: str
    namespace: str
    diagnostic: str
    packing: str

    def element(self, into: etree._Element | None, name: str, text: str = "") -> etree._Element:
        """Return a new element of this version."""
        tag = f"{{{self.namespace}}}{name}"
        made = etree.Element(tag, nsmap={None: self.namespace}) if into is None else etree.SubElement(into, tag)
        made.text = _ILLEGAL.sub("", text) or None
        return made


def names_of(version: str) -> Names:
    """Return what a version calls things."""
    return (
        Names("2.0", NEW, NEW_DIAGNOSTIC, "recordXMLEscaping")
        if version == "2.0"
        else Names(version, OLD, OLD_DIAGNOSTIC, "recordPacking")
    )


def found(asked: Search, given: Mapping[str, str], names: Names, works: str) -> bytes:
    """Return the answer to a search; raise Diagnosed, CqlError, SearchError. ``works``: what stands before the number of a work's page."""
    result = _searched(asked)
    if result.total and asked.start > result.total:
        raise Diagnosed(OUT_OF_RANGE, str(asked.start), f"there are {result.total} records")
    root = _response(names, result.total)
    if result.hits:
        records = names.element(root, "records")
        for position, (work, record) in enumerate(
            _described([hit.id for hit in result.hits], asked.schema, works), start=asked.start
        ):
            _record(records, names, asked, position, work, record)
    after = asked.start + len(result.hits)
    if result.hits and after <= result.total:
        names.element(root, "nextRecordPosition", str(after))
    _echo(root, given, names)
    if asked.ignored:
        warnings = names.element(root, "diagnostics")
        for name in asked.ignored:
            diagnostic(warnings, names, Diagnosed(PARAMETER, name))
    return xml(root)


def diagnosed(problem: Diagnosed, given: Mapping[str, str], names: Names) -> bytes:
    """Return the answer to what cannot be answered."""
    root = _response(names, 0)
    _echo(root, given, names)
    diagnostic(names.element(root, "diagnostics"), names, problem)
    return xml(root)


def explained(base: str, names: Names) -> bytes:
    """Return what there is here: indexes, schemas, limits."""
    root = names.element(None, "explainResponse")
    if names.version != "2.0":
        names.element(root, "version", names.version)
    record = names.element(root, "record")
    names.element(record, "recordSchema", ZEEREX)
    names.element(record, names.packing, "xml")
    names.element(record, "recordData").append(_explain(base))
    return xml(root)


def _searched(asked: Search) -> Result:
    compiled = cql_tree.compiled(cql.parse(asked.query))
    order = compiled.sort or asked.order
    request = Request(
        tree=compiled.tree, exact_key=compiled.exact_key, years=compiled.years, among=compiled.among, offset=asked.start - 1, limit=asked.limit,
        sort=Sort(order) if order else Sort.RELEVANCE, bare=True,
    )  # fmt: skip
    return engine().search(request)


def _response(names: Names, total: int) -> etree._Element:
    root = names.element(None, "searchRetrieveResponse")
    if names.version != "2.0":
        names.element(root, "version", names.version)
    names.element(root, "numberOfRecords", str(total))
    return root


def _described(works: Sequence[int], schema: str, address: str) -> list[tuple[int, etree._Element | None]]:
    """Return each work with its description, None for one that went since the index was made."""
    found = flagged(changes.described(works))
    vocabulary = "oai_dc" if schema in ("dc", "oai_dc") else schema
    here = [work for work in works if work in found]
    records: list[BibRecord] = [record_of(found[work], vocabulary, f"{address}{work}/") for work in here]
    made = dict(zip(here, elements(vocabulary, records) if records else (), strict=True))
    return [(work, _named(made[work], schema) if work in made else None) for work in works]


def _named(element: etree._Element, schema: str) -> etree._Element:
    """Return the record under the name that SRU's own schema of Dublin Core has for it."""
    if schema != "dc":
        return element
    renamed = etree.Element(f"{{{SRW_DC}}}dc", nsmap={"srw_dc": SRW_DC, "dc": "http://purl.org/dc/elements/1.1/"})
    renamed.extend(list(element))
    return renamed


def _record(into: etree._Element, names: Names, asked: Search, position: int, work: int, record: etree._Element | None) -> None:
    element = names.element(into, "record")
    names.element(element, "recordSchema", SCHEMAS[asked.schema] if record is not None else "info:srw/schema/1/diagnostics-v1.1")
    names.element(element, names.packing, "string" if asked.escaped else "xml")
    data = names.element(element, "recordData")
    if record is None:
        record = diagnostic(etree.Element("none"), names, Diagnosed(GONE, str(work)))
    if asked.escaped:
        data.text = etree.tostring(record, encoding="unicode", with_tail=False)
    else:
        data.append(record)
    if names.version != "1.1":
        names.element(element, "recordIdentifier", str(work))
    names.element(element, "recordPosition", str(position))


def diagnostic(into: etree._Element, names: Names, problem: Diagnosed) -> etree._Element:
    """Put one of SRU's diagnostics into an element."""
    element = etree.SubElement(into, f"{{{names.diagnostic}}}diagnostic", nsmap={None: names.diagnostic})
    said = str(problem)
    general = MESSAGES[problem.number]
    texts = {
        "uri": f"info:srw/diagnostic/1/{problem.number}",
        "details": problem.details,
        "message": said if said == general else f"{general}: {said}",
    }
    for name, text in texts.items():
        if text:
            etree.SubElement(element, f"{{{names.diagnostic}}}{name}").text = _ILLEGAL.sub("", text)
    return element


def _echo(root: etree._Element, given: Mapping[str, str], names: Names) -> None:
    echoed = names.element(root, "echoedSearchRetrieveRequest")
    if names.version != "2.0":
        names.element(echoed, "version", names.version)
    for name in ("query", "startRecord", "maximumRecords", names.packing, "recordSchema", "sortKeys"):
        if given.get(name):
            names.element(echoed, name, given[name])


def _explain(base: str) -> etree._Element:
    def put(into: etree._Element, tag: str, text: str = "", /, **marks: str) -> etree._Element:
        made = etree.SubElement(into, f"{{{ZEEREX}}}{tag}", marks)
        made.text = text or None
        return made

    parts = urlsplit(base)
    root = etree.Element(f"{{{ZEEREX}}}explain", nsmap={None: ZEEREX})
    server = put(root, "serverInfo", protocol="SRU", version="2.0", transport=parts.scheme, method="GET POST")
    put(server, "host", parts.hostname or "localhost")
    put(server, "port", str(parts.port or (443 if parts.scheme == "https" else 80)))
    put(server, "database", parts.path.strip("/"))
    about = put(root, "databaseInfo")
    put(about, "title", settings.LIBRARY_NAME, primary="true")
    put(about, "contact", settings.CONTACT)
    indexes = put(root, "indexInfo")
    for prefix, uri in cql_indexes.SETS.items():
        put(indexes, "set", name=prefix, identifier=uri)
    for prefix, name, index in cql_indexes.named_as_standards_do():
        one = put(
            indexes, "index", search="true", scan=_said(can_be_listed(index)), sort=_said(f"{prefix}.{name}" in cql_indexes.SORTS)
        )
        put(one, "title", index.title, lang="en")
        put(put(one, "map"), "name", name, set=prefix)
    schemas = put(root, "schemaInfo")
    for name, uri in SCHEMAS.items():
        put(put(schemas, "schema", name=name, identifier=uri, sort="false", retrieve="true"), "title", name)
    config = put(root, "configInfo")
    put(config, "default", "10", type="numberOfRecords")
    put(config, "default", "marcxml", type="retrieveSchema")
    put(config, "setting", "50", type="maximumRecords")
    for relation in ("=", "==", "exact", "<>", "any", "all", "adj", "within", "<", ">", "<=", ">="):
        put(config, "supports", relation, type="relation")
    for boolean in ("and", "or", "not", "prox"):
        put(config, "supports", boolean, type="boolean")
    put(config, "supports", "*", type="maskingCharacter")
    return root


def _said(is_so: bool) -> str:
    return "true" if is_so else "false"


def xml(root: etree._Element) -> bytes:
    """Return an answer as it is sent."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)
