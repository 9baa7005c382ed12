"""OpenAIRE's resources as a format of records: in from answers of OAI-PMH; out, a list of them.

What it shares with DataCite is read by DataCite's reader; how open it is stands at the addresses, as every source's word does (decision 0130).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import BinaryIO

import msgspec
from lxml import etree

from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import AccessKind, BibRecord, Openness, Scheme
from lantai.core.formats import coar
from lantai.core.formats.datacite import resource_of
from lantai.core.formats.datacite.coding import words_of
from lantai.core.formats.datacite.model import NAMESPACE as DATACITE
from lantai.core.formats.datacite.model import Resource
from lantai.core.formats.datacite.records import NOTHING_TO_FIND
from lantai.core.formats.datacite.records import put as put_resource
from lantai.core.formats.draft import Draft
from lantai.core.formats.envelope import opened
from lantai.core.formats.errors import Unreadable
from lantai.core.formats.protocol import Chunk, Profile
from lantai.core.formats.xmlstream import split_elements
from lantai.core.formats.xmltree import XML_LANG, children, local, parse, xml_encoding

from .writing import NAMESPACE, element_of, lacking

BY = "OpenAIRE"
_HEAD, _TAIL = b'<?xml version="1.0" encoding="UTF-8"?>\n<resources>\n', b"</resources>\n"
_SHARED = frozenset({
    "titles", "creators", "contributors", "alternateIdentifiers", "relatedIdentifiers", "dates", "sizes", "subjects", "geoLocations", "identifier",
    "language", "publisher",
})  # fmt: skip
_AROUND = {"description": ("descriptions", {"descriptionType": "Abstract"}), "format": ("formats", {})}
_KEPT = ("source", "coverage", "audience", "citationConferencePlace", "citationConferenceDate")
_WEB = ("https://", "http://")


def sniff(head: bytes, filename: str) -> float:
    """Return how surely these are resources of OpenAIRE; they hold DataCite's namespace too."""
    return 0.98 if NAMESPACE.encode() in head and b"resource" in head else 0.0


def examine(head: bytes, profile: Profile) -> Profile:
    """Return the profile with the encoding that the bytes show."""
    return msgspec.structs.replace(profile, format="openaire", encoding=profile.encoding or xml_encoding(head))


def split(stream: BinaryIO, profile: Profile) -> Iterator[Chunk]:
    """Yield the resources, with the record of OAI-PMH around them where there is one."""
    return split_elements(stream, frozenset({"record", "resource"}), encoding=profile.encoding)


def read(raw: bytes, profile: Profile) -> BibRecord:
    """Return the record of one resource; raise Unreadable."""
    root, repairs = parse(raw, profile.encoding)
    around = opened(root, "resource")
    draft = Draft("openaire")
    draft.repairs.extend(repairs)
    draft.deleted = around.deleted or profile.deletions
    draft.control = around.identifier
    if around.description is None:
        return draft.build()
    _put(draft, around.description)
    if not (draft.titles or draft.identifiers):
        raise Unreadable(NOTHING_TO_FIND)
    return draft.build()


def write(records: Iterable[BibRecord], stream: BinaryIO) -> None:
    """Write the records as ``resource`` elements in a plain list, as they stand today; one that the guidelines cannot hold has none."""
    stream.write(_HEAD)
    today = datetime.now(UTC).date()
    for record in records:
        if not record.deleted and not lacking(record):
            stream.write(etree.tostring(element_of(record, on=today), encoding="utf-8", pretty_print=True))
    stream.write(_TAIL)


def _put(draft: Draft, given: etree._Element) -> None:
    shared, said = etree.Element(f"{{{DATACITE}}}resource"), dict[str, list[etree._Element]]()
    for child in children(given):
        said.setdefault(local(child), []).append(child)
    known = {*_SHARED, *_AROUND, *_KEPT, "fundingReferences", "resourceType", "rights", "licenseCondition", "version", "file"}
    if odd := [name for name in said if name not in known and not name.startswith("citation")]:
        draft.repair("unknown", f"the guidelines have no {', '.join(odd)}", "resource")
    draft.keep("fundingStream", *(words_of(e) for e in given.iter() if isinstance(e.tag, str) and local(e) == "fundingStream"))
    for name, some in said.items():
        _share(shared, name, some)
    resource, unknown = resource_of(shared)
    if rest := [one for one in unknown if "fundingStream" not in one]:
        draft.repair("unknown", f"the kernel has no {', '.join(rest)}", "resource")
    put_resource(draft, replace(_hosted(draft, resource, said), year=_year(resource)))
    uri = next((e.get("uri") or "" for e in said.get("resourceType", [])), "")
    draft.kind = coar.kind_of(uri)
    draft.keep("resourceType", *(filter(None, (uri, *(words_of(e) for e in said.get("resourceType", []))))))
    for name in _KEPT:
        draft.keep(name, *(words_of(e) for e in said.get(name, [])))
    draft.edition(_text(said, "citationEdition") or ("" if _version(said) else _text(said, "version")), "version")
    _open(draft, resource, said)


def _share(into: etree._Element, name: str, some: list[etree._Element]) -> None:
    """Put what is DataCite's, or can be said with its elements, where DataCite's reader finds it."""
    if name in _SHARED or name == "fundingReferences":
        into.extend(some)
    elif name in _AROUND:
        holder, attributes = _AROUND[name]
        around = etree.SubElement(into, f"{{{DATACITE}}}{holder}")
        for one in some:
            inside = etree.SubElement(around, f"{{{DATACITE}}}{name}", attributes)
            inside.text = words_of(one)
            if lang := one.get(XML_LANG):
                inside.set(XML_LANG, lang)


def _hosted(draft: Draft, resource: Resource, said: dict[str, list[etree._Element]]) -> Resource:
    """Give the draft the journal or book that the thing stands in, its numbers too; return the resource without these."""
    title = _text(said, "citationTitle")
    pages = "-".join(filter(None, (_text(said, "citationStartPage"), _text(said, "citationEndPage"))))
    volume, issue = _text(said, "citationVolume"), _text(said, "citationIssue")
    if not (title or volume or pages):
        return resource
    draft.host(title, "citationTitle")
    draft.numbering("citation", volume=volume, issue=issue, pages=pages)
    rest = []
    for other in resource.related:
        if other.relation == "IsPartOf" and other.kind.upper() in ("ISSN", "EISSN", "ISBN"):
            scheme = Scheme.ISBN if other.kind.upper() == "ISBN" else Scheme.ISSN
            draft.host_identifiers.append(identify(scheme, other.value, at="relatedIdentifiers"))
        else:
            rest.append(other)
    return replace(resource, related=tuple(rest))


def _year(resource: Resource) -> str:
    """Return when it came out: of a thing under embargo that does not say so, when that began."""
    told = {one.kind: one.value[:4] for one in reversed(resource.dates)}
    return next((told[kind] for kind in ("Issued", "Accepted", "Available", "Created") if told.get(kind, "").isdecimal()), "")


def _open(draft: Draft, resource: Resource, said: dict[str, list[etree._Element]]) -> None:
    """Say of each file how open it is; of a thing without files that is open, of its address."""
    main = next((e.get("rightsURI") or "" for e in said.get("rights", [])), "")
    license_ = next(((e.get("uri") or words_of(e)) for e in said.get("licenseCondition", [])), "")
    until = next((one.value for one in resource.dates if one.kind == "Available"), "")
    address = resource.identifier.value if resource.identifier and resource.identifier.value.startswith(_WEB) else ""
    version = _version(said)
    files = said.get("file", [])
    for file in files:
        if (url := words_of(file)).startswith(_WEB):
            draft.url(
                url, "file", openness=_openness(file.get("accessRightsURI") or main, version, license_, until, is_file=True)
            )
    doi = next((i.value for i in draft.identifiers if i.scheme is Scheme.DOI), "")
    if address:
        draft.url(address, "identifier", kind=AccessKind.RESOURCE if not files else AccessKind.RELATED,
                  openness=None if files else _openness(main, version, license_, until))  # fmt: skip
    elif doi and not files and (told := _openness(main, version, license_, until)):
        draft.url(f"https://doi.org/{doi}", "identifier", openness=told)
    for granted in said.get("licenseCondition", []):
        draft.keep(
            "licenseCondition", *filter(None, (granted.get("uri") or "", words_of(granted), granted.get("startDate") or ""))
        )
    draft.keep("rights", *(filter(None, (main, *(words_of(e) for e in said.get("rights", []))))))


def _openness(right: str, version: str, license_: str, until: str, *, is_file: bool = False) -> Openness | None:
    """Return what an access right says of a copy; nothing where only metadata are promised or no right is said."""
    concept = right.rstrip("/").rpartition("/")[2]
    if concept == coar.OPEN[0]:
        return Openness(by=BY, host="", version=version, license=license_, free=True, is_file=is_file)
    if concept == coar.EMBARGOED[0] and until:
        return Openness(by=BY, host="", version=version, license=license_, free=True, until=until[:10], is_file=is_file)
    if concept in (coar.RESTRICTED[0], coar.EMBARGOED[0]):
        return Openness(by=BY, host="", version=version, license=license_, is_file=is_file)
    return None


def _version(said: dict[str, list[etree._Element]]) -> str:
    """Return the version in the words of Openness; "" for a number of a version, or none."""
    found = next((coar.version_of(uri) for e in said.get("version", []) if (uri := e.get("uri"))), None)
    return f"{found}Version" if found else ""


def _text(said: dict[str, list[etree._Element]], name: str) -> str:
    return next((words for e in said.get(name, []) if (words := words_of(e))), "")
