"""A record as OpenAIRE wants it: what it shares with DataCite from there, access rights, license and file from the copies that it speaks of."""

from datetime import date
from urllib.parse import urlsplit

from lxml import etree

from lantai.core.bib.record import AccessKind, BibRecord, Kind, Link, Relation, Scheme, Standing
from lantai.core.formats import coar
from lantai.core.formats.citation import iso_date
from lantai.core.formats.copies import Told, told
from lantai.core.formats.datacite import element_of as datacite_element
from lantai.core.formats.datacite.coding import words_of
from lantai.core.formats.datacite.model import NAMESPACE as DATACITE
from lantai.core.formats.datacite.writing import CREATORS, UNKNOWN, resource_from
from lantai.core.formats.xmltree import XML_LANG, children, local

NAMESPACE = "http://namespace.openaire.eu/schema/oaire/"
SCHEMA = "https://www.openaire.eu/schema/repo-lit/4.0/openaire.xsd"
DC = "http://purl.org/dc/elements/1.1/"
_NAMES = {"oaire": NAMESPACE, "datacite": DATACITE, "dc": DC, "xsi": "http://www.w3.org/2001/XMLSchema-instance"}

_TAKEN = (
    "titles", "creators", "contributors", "alternateIdentifiers", "relatedIdentifiers", "sizes", "subjects", "geoLocations",
)  # fmt: skip
_RELATIONS = {
    "IsTranslationOf": "IsDerivedFrom", "HasTranslation": "IsSourceOf", "Obsoletes": "IsNewVersionOf", "IsObsoletedBy": "IsPreviousVersionOf",
    "IsPublishedIn": "IsPartOf", "Collects": "HasPart", "IsCollectedBy": "IsPartOf",
}  # fmt: skip
"""Relations that kernel 4.1, on which the guidelines rest, does not know yet, and the nearest that it has."""

_LATER = frozenset({"CSTR", "RAiD", "RRID", "SWHID"})
"""Identifiers of others that it does not know either."""

_CONTRIBUTORS = frozenset({
    "Editor", "DataCollector", "DataCurator", "DataManager", "Distributor", "Producer", "Researcher", "RightsHolder", "Sponsor", "Supervisor",
    "HostingInstitution", "Other",
})  # fmt: skip
_VERSIONED = frozenset({Kind.ARTICLE, Kind.PREPRINT, Kind.CONFERENCE, Kind.CHAPTER, Kind.BOOK, Kind.REPORT})
_OBJECTS = {Kind.DATASET: "dataset", Kind.DATABASE: "dataset", Kind.SOFTWARE: "software"}
_NOT_TEXT = frozenset({Kind.IMAGE, Kind.SOUND, Kind.VIDEO, Kind.OBJECT, Kind.WEBSITE, Kind.MAP, Kind.SCORE, Kind.OTHER})


def lacking(record: BibRecord) -> tuple[str, ...]:
    """Return what the guidelines ask for and a record has not: nothing is made up in its place."""
    has = {
        "title": record.title is not None and bool(record.title.forms[0].value.strip()),
        "creator": any(next(iter(who.roles), "") in CREATORS for who in record.contributions),
        "date": bool(_issued(record)),
        "identifier": bool(_identifier(record)[0]),
    }
    return tuple(name for name, there in has.items() if not there)


def element_of(record: BibRecord, *, on: date) -> etree._Element:
    """Return the ``resource`` element of a record as it stands on a day; raise ValueError where something is lacking."""
    if gone := lacking(record):
        raise ValueError(f"a record of OpenAIRE needs {', '.join(gone)}")
    found = told(record, on=on) or Told(coar.METADATA_ONLY)
    root = etree.Element(f"{{{NAMESPACE}}}resource", nsmap=_NAMES)
    root.set(f"{{{_NAMES['xsi']}}}schemaLocation", f"{NAMESPACE} {SCHEMA}")
    resource = resource_from(record, on=on)
    described = datacite_element(resource)
    for child in list(described):
        if local(child) in _TAKEN and len(narrowed := _narrowed(child)):
            root.append(narrowed)
    _fundings(root, described)
    _rights(root, record, found)
    for language in record.languages[:1]:
        _put(root, DC, "language", language)
    if resource.publisher and resource.publisher.value != UNKNOWN:
        _put(root, DC, "publisher", resource.publisher.value)
    for said in resource.descriptions:
        _put(root, DC, "description", said.value.replace("\u2028", "\n"), lang=said.lang)
    uri, label = coar.resource_type(record.kind)
    _put(root, NAMESPACE, "resourceType", label, resourceTypeGeneral=_general(record.kind), uri=uri)
    value, kind = _identifier(record)
    _put(root, DATACITE, "identifier", value, identifierType=kind)
    _copy(root, record, found)
    _cited(root, next((link for link in record.links if link.relation is Relation.HOST), None), resource.version)
    return root


def _narrowed(element: etree._Element) -> etree._Element:
    """Return an element of DataCite as kernel 4.1 has it."""
    for name in element.iter(f"{{{DATACITE}}}creatorName", f"{{{DATACITE}}}contributorName"):
        if XML_LANG in name.attrib:
            del name.attrib[XML_LANG]
    for one in list(element.iter(f"{{{DATACITE}}}relatedIdentifier")):
        if one.get("relatedIdentifierType") in _LATER:
            element.remove(one)
        one.set("relationType", _RELATIONS.get(one.get("relationType", ""), one.get("relationType", "")))
    for one in element.iter(f"{{{DATACITE}}}contributor"):
        if one.get("contributorType") not in _CONTRIBUTORS:
            one.set("contributorType", "Other")
    for one in element.iter(f"{{{DATACITE}}}affiliation"):
        one.attrib.clear()
    for one in element.iter(f"{{{DATACITE}}}subject"):
        if "classificationCode" in one.attrib:
            del one.attrib["classificationCode"]
    return element


def _fundings(root: etree._Element, described: etree._Element) -> None:
    for holder in children(described, "fundingReferences"):
        into = _put(root, NAMESPACE, "fundingReferences")
        for given in children(holder):
            one = _put(into, NAMESPACE, "fundingReference")
            for part in children(given):
                attributes = {str(k): str(v) for k, v in part.attrib.items() if k != "schemeURI"}
                _put(one, NAMESPACE, local(part), words_of(part), **attributes)


def _rights(root: etree._Element, record: BibRecord, found: Told) -> None:
    """Write the dates and the access right; of an embargo when it began, which is when the thing came out, and when it ends."""
    dates = _put(root, DATACITE, "dates")
    issued = _issued(record)
    _put(dates, DATACITE, "date", issued, dateType="Issued")
    if found.until:
        _put(dates, DATACITE, "date", issued, dateType="Accepted")
        _put(dates, DATACITE, "date", found.until, dateType="Available")
    uri, label = coar.right(found.right)
    _put(root, DATACITE, "rights", label, rightsURI=uri)


def _copy(root: etree._Element, record: BibRecord, found: Told) -> None:
    """Write the version, the license and the file of the copy."""
    if found.access is None:
        return
    if record.kind in _VERSIONED and (named := coar.version(found.version)):
        _put(root, NAMESPACE, "version", named[1], uri=named[0])
    if (granted := found.license) is not None:
        _put(root, NAMESPACE, "licenseCondition", granted.label, **({"uri": granted.uri} if granted.uri else {}))
    address = urlsplit(found.access.url)
    if address.scheme.lower() in ("http", "https") and not (address.hostname or "").endswith("doi.org"):
        kind = {"mimeType": "application/pdf"} if address.path.lower().endswith(".pdf") else {}
        said = {"accessRightsURI": coar.right(found.right)[0], "objectType": _object(record.kind), **kind}
        _put(root, NAMESPACE, "file", found.access.url, **said)


def _object(kind: Kind) -> str:
    return _OBJECTS.get(kind, "other" if kind in _NOT_TEXT else "fulltext")


def _general(kind: Kind) -> str:
    return _OBJECTS.get(kind, "other research product" if kind in _NOT_TEXT else "literature")


def _cited(root: etree._Element, host: Link | None, edition: str) -> None:
    if host is not None:
        first, _, last = host.pages.partition("-")
        title = host.titles[0].value if host.titles else ""
        for name, words in (
            ("Title", title),
            ("Volume", host.volume),
            ("Issue", host.issue),
            ("StartPage", first),
            ("EndPage", last),
        ):
            if words:
                _put(root, NAMESPACE, f"citation{name}", words)
    if edition:
        _put(root, NAMESPACE, "citationEdition", edition)


def _identifier(record: BibRecord) -> tuple[str, str]:
    """Return the DOI, else the address of the page that describes it here, else any address of it; with the guidelines' word for what it is."""
    doi = next((i.value for i in record.identifiers if i.scheme is Scheme.DOI and i.standing is Standing.VALID), "")
    if doi:
        return doi, "DOI"
    ordered = sorted(record.access, key=lambda access: access.kind is not AccessKind.RELATED)
    return next((a.url for a in ordered if a.url.lower().startswith(("https://", "http://"))), ""), "URL"


def _issued(record: BibRecord) -> str:
    """Return when it came out, to the day where that is known; "" where nobody says."""
    year = record.year
    told = next((words for one in record.dates if one.start == year and (words := iso_date(one))), "")
    return told.partition("/")[0] if told[:4].isdecimal() else f"{year:04}" if year is not None and 1000 <= year <= 2999 else ""


def _put(into: etree._Element, namespace: str, name: str, text: str = "", *, lang: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(into, f"{{{namespace}}}{name}")
    element.text = "".join(sign for sign in text if sign >= " " or sign in "\n\t") or None
    for key, value in attributes.items():
        element.set(key, value)
    if lang:
        element.set(XML_LANG, lang)
    return element
