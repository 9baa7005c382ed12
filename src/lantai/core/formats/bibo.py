"""Bibliographic Ontology in RDF/XML: what Zotero reads before any other format that unAPI offers. Written only.

As Zotero's reader wants it: persons by ``foaf:surname`` and ``foaf:givenname``, bodies by ``foaf:name``; dates, volumes and editions on the issue of a
journal or the book that a thing is in, on the thing itself where it is in nothing; one node for the publisher and its place.
"""

from collections.abc import Iterable
from itertools import count

from lxml import etree

from lantai.core.bib.record import AgentKind, BibRecord, Kind

from .agent_names import parted
from .citation import Citation, CitedName, cite, iso_date

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_NAMES = {
    "rdf": RDF, "bibo": "http://purl.org/ontology/bibo/", "dcterms": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
    "address": "http://schemas.talis.com/2005/address/schema#",
}  # fmt: skip
_TYPES = {
    Kind.BOOK: "Book", Kind.CHAPTER: "BookSection", Kind.ARTICLE: "AcademicArticle", Kind.PREPRINT: "Article", Kind.CONFERENCE: "Article",
    Kind.THESIS: "Thesis", Kind.REPORT: "Report", Kind.STANDARD: "Standard", Kind.PATENT: "Patent", Kind.MAP: "Map", Kind.SOUND: "AudioDocument",
    Kind.VIDEO: "AudioVisualDocument", Kind.IMAGE: "Image", Kind.MANUSCRIPT: "Manuscript", Kind.WEBSITE: "Webpage", Kind.JOURNAL: "Periodical",
    Kind.NEWSPAPER: "Newspaper", Kind.SERIES: "Series",
}  # fmt: skip
_HOSTS = {Kind.CHAPTER: "EditedBook", Kind.CONFERENCE: "Proceedings", Kind.ARTICLE: "Journal", Kind.PREPRINT: "Journal"}
_MOST = 100
_ILLEGAL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535))


def written(record: BibRecord, *, address: str = "") -> bytes:
    """Return the record as RDF/XML. ``address``: of its page in this library, "" none."""
    cited = cite(record)
    root = etree.Element(f"{{{RDF}}}RDF", nsmap=_NAMES)
    thing = _put(root, f"bibo:{_TYPES.get(record.kind, 'Document')}")
    if address:
        thing.set(f"{{{RDF}}}about", address)
    _put(thing, "dcterms:title", cited.title)
    for url in cited.urls[:3]:
        _put(thing, "bibo:uri", url)
    for name, text in (("bibo:doi", cited.doi), ("bibo:pages", cited.pages), ("dcterms:abstract", cited.abstract[:4_000])):
        _put(thing, name, text)
    for language in record.languages[:4]:
        _put(thing, "dcterms:language", language)
    for word in cited.keywords[:30]:
        _put(thing, "dcterms:subject", word)
    _placed(thing, cited, record.kind)
    _people(thing, cited.names)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _placed(thing: etree._Element, cited: Citation, kind: Kind) -> None:
    """Say where and when it was published: each thing in the node in which Zotero looks for it."""
    whole = issue = thing
    if cited.container or kind in (Kind.ARTICLE, Kind.PREPRINT):
        host = _HOSTS.get(kind, "Document")
        if host == "Journal":
            issue = _put(_put(thing, "dcterms:isPartOf"), "bibo:Issue")
        whole = _put(_put(issue, "dcterms:isPartOf"), f"bibo:{host}")
        issue = issue if host == "Journal" else whole
        _put(whole, "dcterms:title", cited.container)
    date = (iso_date(cited.date) or cited.date.text) if cited.date else ""
    for name, text in (
        ("dcterms:date", date),
        ("bibo:volume", cited.volume),
        ("bibo:issue", cited.issue),
        ("bibo:edition", cited.edition),
    ):
        _put(issue, name, text)
    for isbn in cited.isbns[:4]:
        _put(whole, "bibo:isbn13", isbn)
    for issn in cited.issns[:2]:
        _put(whole, "bibo:issn", issn)
    if cited.publishers or cited.places:
        publisher = _put(_put(whole, "dcterms:publisher"), "foaf:Organization")
        _put(publisher, "foaf:name", "".join(cited.publishers[:1]))
        _put(publisher, "address:localityName", "".join(cited.places[:1]))
    if cited.series:
        _put(_put(_put(whole, "dcterms:isPartOf"), "bibo:Series"), "dcterms:title", cited.series)


def _people(thing: etree._Element, names: Iterable[CitedName]) -> None:
    numbers = count(1)
    authors: list[str] = []
    for name in list(names)[:_MOST]:
        role = name.roles[0] if name.roles else "aut"
        relation = {"edt": "bibo:editor", "trl": "bibo:translator", "aut": "dcterms:creator"}.get(role, "dcterms:contributor")
        node = f"agent{next(numbers)}"
        agent = _put(_put(thing, relation), "foaf:Person" if name.kind is AgentKind.PERSON else "foaf:Organization")
        agent.set(f"{{{RDF}}}nodeID", node)
        parts = parted(name.heading.replace("،", ",")) if name.kind is AgentKind.PERSON else None
        if parts and parts.given:
            _put(agent, "foaf:surname", parts.family)
            _put(agent, "foaf:givenname", parts.given)
        else:
            _put(agent, "foaf:name", name.heading)
        if relation == "dcterms:creator":
            authors.append(node)
    if len(authors) > 1:
        listed = _put(_put(thing, "bibo:authorList"), "rdf:Seq")
        for node in authors:
            etree.SubElement(listed, f"{{{RDF}}}li", {f"{{{RDF}}}nodeID": node})


def _put(into: etree._Element, name: str, text: str | None = None) -> etree._Element:
    """Add an element; with empty ``text`` none."""
    prefix, _, local = name.partition(":")
    made = etree.Element(f"{{{_NAMES[prefix]}}}{local}")
    if text is None or text:
        into.append(made)
    made.text = text.translate(_ILLEGAL) if text else None
    return made
