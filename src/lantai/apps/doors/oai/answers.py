"""The six answers as XML, and the errors."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from lxml import etree

from lantai.catalog import change_times, changes
from lantai.catalog.changes import Changed
from lantai.catalog.kept_texts import deposits_described
from lantai.catalog.standing import flagged, standings
from lantai.core.bib.work import WorkDocument
from lantai.core.formats.elements import VOCABULARIES, elements, taken

from ..records import is_of_datacite, record_of, unfit
from . import lists, sets, tokens
from .arguments import ProtocolError
from .lists import HEADERS, PREFIXES, RECORDS, Piece

OAI, XSI = "http://www.openarchives.org/OAI/2.0/", "http://www.w3.org/2001/XMLSchema-instance"
IDENTIFIERS = "http://www.openarchives.org/OAI/2.0/oai-identifier"
_LOCATION = f"{{{XSI}}}schemaLocation"


class Site:
    """Where this repository is reached. ``base``: address of this door; ``works``: what stands before the number of a work's page."""

    def __init__(self, base: str, works: str) -> None:
        self.base, self.works = base, works
        self.namespace = urlsplit(settings.ADDRESS or base).hostname or "localhost"

    def identifier(self, number: int) -> str:
        """Return what a work is called in OAI-PMH."""
        return f"oai:{self.namespace}:works/{number}"

    def number(self, identifier: str) -> int:
        """Return the number of a work; raise ProtocolError for what names none of ours."""
        start, _, number = identifier.rpartition("/")
        if start != f"oai:{self.namespace}:works" or not (number.isascii() and number.isdecimal() and len(number) < 16):
            raise ProtocolError("idDoesNotExist", f"ours read {self.identifier(12)}")
        return int(number)


def answer(verb: str, given: Mapping[str, str], site: Site, *, now: datetime) -> bytes:
    """Return the whole answer; raise ProtocolError."""
    root = _root(now)
    request = _put(root, "request", site.base)
    for name, value in {"verb": verb, **given}.items():
        request.set(name, value)
    _ANSWERS[verb](etree.SubElement(root, f"{{{OAI}}}{verb}"), given, site, now)
    return _bytes(root)


def refused(problem: ProtocolError, verb: str, given: Mapping[str, str], site: Site, *, now: datetime) -> bytes:
    """Return the answer to a request that cannot be answered."""
    root = _root(now)
    request = _put(root, "request", site.base)
    if problem.code not in ("badVerb", "badArgument"):
        for name, value in {"verb": verb, **given}.items():
            request.set(name, value)
    _put(root, "error", str(problem)).set("code", problem.code)
    return _bytes(root)


def _identify(into: etree._Element, given: Mapping[str, str], site: Site, now: datetime) -> None:
    _put(into, "repositoryName", settings.LIBRARY_NAME)
    _put(into, "baseURL", site.base)
    _put(into, "protocolVersion", "2.0")
    _put(into, "adminEmail", settings.CONTACT)
    _put(into, "earliestDatestamp", _stamp(change_times.first_time() or now))
    _put(into, "deletedRecord", "persistent")
    _put(into, "granularity", "YYYY-MM-DDThh:mm:ssZ")
    named = etree.SubElement(_put(into, "description"), f"{{{IDENTIFIERS}}}oai-identifier", nsmap={None: IDENTIFIERS})
    named.set(_LOCATION, f"{IDENTIFIERS} http://www.openarchives.org/OAI/2.0/oai-identifier.xsd")
    for name, value in (
        ("scheme", "oai"),
        ("repositoryIdentifier", site.namespace),
        ("delimiter", ":"),
        ("sampleIdentifier", site.identifier(12)),
    ):
        etree.SubElement(named, f"{{{IDENTIFIERS}}}{name}").text = value


def _formats(into: etree._Element, given: Mapping[str, str], site: Site, now: datetime) -> None:
    if "identifier" in given and not _work(given["identifier"], site).live:
        raise ProtocolError("noMetadataFormats", "this work was withdrawn or merged; it is described no more")
    without = _without(site.number(given["identifier"]), site) if "identifier" in given else set()
    for prefix, vocabulary in PREFIXES.items():
        if prefix in without:
            continue
        one = _put(into, "metadataFormat")
        _put(one, "metadataPrefix", prefix)
        _put(one, "schema", VOCABULARIES[vocabulary].schema)
        _put(one, "metadataNamespace", VOCABULARIES[vocabulary].namespace)


def _sets(into: etree._Element, given: Mapping[str, str], site: Site, now: datetime) -> None:
    if "resumptionToken" in given:
        raise ProtocolError("badResumptionToken", "the list of sets comes in one piece")
    for one in sets.every():
        element = _put(into, "set")
        _put(element, "setSpec", one.spec)
        _put(element, "setName", one.name)


def _record(into: etree._Element, given: Mapping[str, str], site: Site, now: datetime) -> None:
    prefix = lists.checked_prefix(given["metadataPrefix"])
    work = _work(given["identifier"], site)
    if work.live and prefix in _without(work.number, site):
        raise ProtocolError(
            "cannotDisseminateFormat", f"this work has not all that {prefix} asks for; ListMetadataFormats names what it comes in"
        )
    _records_into(into, [work], prefix, site)


def _identifiers(into: etree._Element, given: Mapping[str, str], site: Site, now: datetime) -> None:
    piece = lists.piece(given, HEADERS, now=now, unfit=_unfit(site))
    specs = sets.specs_of(piece.works)
    for work in piece.works:
        _header(into, work, specs[work.number], site)
    _token(into, piece)


def _records(into: etree._Element, given: Mapping[str, str], site: Site, now: datetime) -> None:
    piece = lists.piece(given, RECORDS, now=now, unfit=_unfit(site))
    _records_into(into, piece.works, piece.prefix, site)
    _token(into, piece)


_ANSWERS: dict[str, Callable[[etree._Element, Mapping[str, str], Site, datetime], None]] = {
    "Identify": _identify,
    "ListMetadataFormats": _formats,
    "ListSets": _sets,
    "GetRecord": _record,
    "ListIdentifiers": _identifiers,
    "ListRecords": _records,
}


def _records_into(into: etree._Element, works: list[Changed], prefix: str, site: Site) -> None:
    """Write works with their descriptions, those that are no more with their headers alone."""
    found = flagged(changes.described([work.number for work in works if work.live and not work.left]))
    specs = sets.specs_of(works)
    here = [work for work in works if work.number in found]
    described = dict(zip((w.number for w in here), _described(here, found, prefix, site), strict=True))
    for work in works:
        record = _put(into, "record")
        _header(record, work, specs[work.number], site)
        if work.number in described:
            _put(record, "metadata").append(described[work.number])


def _described(works: list[Changed], found: Mapping[int, WorkDocument], prefix: str, site: Site) -> list[etree._Element]:
    """Return the description of each work; of what was deposited here that of the library's own copy, where DataCite is spoken."""
    name, numbers = PREFIXES[prefix], [work.number for work in works]
    own = deposits_described(numbers, lambda n: f"{site.works}{n}/") if is_of_datacite(name) else {}
    stand = standings(found.values()) if VOCABULARIES[name].asks else {}
    others = [n for n in numbers if n not in own]
    records = [record_of(found[n], name, f"{site.works}{n}/", stand.get(n)) for n in others]
    made = dict(zip(others, elements(name, records), strict=True)) if records else {}
    return [taken(name, own[n]) if n in own else made[n] for n in numbers]


def _unfit(site: Site) -> lists.Unfit:
    """Return what says which works cannot be described in a vocabulary."""

    def told(works: Sequence[Changed], vocabulary: str) -> set[int]:
        return unfit(changes.described([work.number for work in works if work.live]), vocabulary, site.works)

    return told


def _without(number: int, site: Site) -> set[str]:
    """Return the prefixes of formats in which a work cannot be described."""
    found = changes.described([number])
    return {prefix for prefix, name in PREFIXES.items() if number in unfit(found, name, site.works)}


def _work(identifier: str, site: Site) -> Changed:
    found = changes.one(site.number(identifier))
    if found is None:
        raise ProtocolError("idDoesNotExist", "there is no such work")
    return found


def _header(into: etree._Element, work: Changed, specs: list[str], site: Site) -> None:
    header = _put(into, "header")
    if not work.live or work.left:
        header.set("status", "deleted")
    _put(header, "identifier", site.identifier(work.number))
    _put(header, "datestamp", _stamp(work.at))
    for spec in specs:
        _put(header, "setSpec", spec)


def _token(into: etree._Element, piece: Piece) -> None:
    if piece.whole:
        return
    element = _put(into, "resumptionToken", tokens.written(piece.token) if piece.token else "")
    element.set("completeListSize", str(piece.size))
    element.set("cursor", str(piece.cursor))
    if piece.token:
        element.set("expirationDate", _stamp(piece.token.expires_at))


def _root(now: datetime) -> etree._Element:
    root = etree.Element(f"{{{OAI}}}OAI-PMH", nsmap={None: OAI, "xsi": XSI})
    root.set(_LOCATION, f"{OAI} {OAI}OAI-PMH.xsd")
    _put(root, "responseDate", _stamp(now))
    return root


def _put(into: etree._Element, name: str, text: str = "") -> etree._Element:
    element = etree.SubElement(into, f"{{{OAI}}}{name}")
    element.text = text or None
    return element


def _stamp(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)
