"""A list of OAI-PMH as a source: pages with the place to go on from, and the records of a page with their names and deletions.

A record is known by its identifier in the protocol, whatever its metadata say: deletions come with no other name.
"""

from collections.abc import Iterator, Sequence

from lxml import etree

from lantai.core.formats.protocol import Chunk
from lantai.sources.protocols.polite import Later, Polite, SourceError
from lantai.sources.protocols.source import Listed, Page, Place, Wanted

from .asking import Asker
from .client import Client
from .replies import Record, read_reply
from .walking import OVERLAP, Walk, instant
from .walking import Wanted as List

FORMATS = {
    "oai_dc": "oai_dc", "dc": "oai_dc", "marcxml": "marcxml", "marc21": "marcxml", "marc": "marcxml", "oai_marc": "marcxml", "unimarc": "marcxml",
    "mods": "mods", "oai_datacite": "datacite", "datacite": "datacite", "oai_openaire_datacite": "datacite", "oai_openaire": "openaire", "arxiv": "arxiv",
}  # fmt: skip
"""Metadata prefixes, in lower case -> the format that reads them."""


def format_of(prefix: str) -> str:
    """Return the format that reads what a prefix stands for, "" where none does. Servers number them: marc21, mods_v3."""
    name = prefix.lower()
    return FORMATS.get(name) or next(
        (found for known, found in FORMATS.items() if name.startswith((f"{known}_", f"{known}-"))), ""
    )


def pages(polite: Polite, wanted: Wanted, place: Place) -> Iterator[Page]:
    """Yield the pages of the list, from its beginning or from ``place``.

    ``place``: "token" with "expires"; "last", the latest datestamp; "began", the server's clock at the first page; "seconds", whether it counts
    them; "deleted", what it says of deletions.
    """
    asker = Asker.by(polite, wanted.address)
    told = dict(place)
    if "seconds" not in told:
        about = Client(asker).identify()
        told |= {"seconds": "1" if about.seconds else "", "deleted": about.deleted}
    walk = Walk(asker, _list(wanted, told))
    said = 0
    for page in walk.pages(token=told.get("token", ""), expires=told.get("expires", "")):
        told |= {
            "token": page.token,
            "expires": page.expires,
            "began": told.get("began") or page.reply.date or polite.now().isoformat(),
        }
        if page.last:
            told["last"] = page.last.isoformat()
        over = page.reply.token is None and not page.reply.truncated
        there, unsaid = _still_there(asker, wanted, page.records) if wanted.beside else ((), ())
        notes, said = (*walk.notes[said:], *unsaid), len(walk.notes)
        beside = tuple(record.raw for record in (*page.alone, *there))
        yield Page(page.reply.raw, dict(told), beside, over=over, notes=notes, size=walk.size or 0)


def _still_there(asker: Asker, wanted: Wanted, records: Sequence[Record]) -> tuple[list[Record], list[str]]:
    """Return, of records that a set tells as deleted, those that the server has in another set of the walk, as some servers mean that they left this one;
    and what could not be asked. Raise Later."""
    found: list[Record] = []
    notes: list[str] = []
    for record in records:
        if not record.deleted or record.refused:
            continue
        try:
            reply = asker.ask(verb="GetRecord", identifier=record.identifier, metadataPrefix=wanted.prefix or "oai_dc")
        except Later:
            raise
        except SourceError as problem:
            notes.append(
                f"{record.identifier} was told as deleted of one set; whether another has it could not be asked: {problem}"
            )
            continue
        found += [one for one in reply.records if one.identifier == record.identifier and _is_in(one, wanted.beside)]
    return found, notes


def _is_in(record: Record, sets: Sequence[str]) -> bool:
    """Say whether a record is there, in one of some sets."""
    return not record.deleted and any(said == chosen or said.startswith(f"{chosen}:") for said in record.sets for chosen in sets)


def listed(polite: Polite, wanted: Wanted, place: Place) -> Iterator[Listed]:
    """Yield the identifiers of all records of a set, page by page. A walk that had to mend something, or to begin again, may lack some: it says so."""
    walk = Walk(
        Asker.by(polite, wanted.address), List(wanted.prefix, wanted.set, seconds=bool(place.get("seconds")), headers_only=True)
    )
    for page in walk.pages(token=place.get("token", ""), expires=place.get("expires", "")):
        names = tuple(record.identifier for record in page.records if record.identifier and not record.deleted)
        told = dict(place) | {"token": page.token, "expires": page.expires}
        over = page.reply.token is None and not page.reply.truncated
        yield Listed(names, told, over=over, size=walk.size or 0, sound=not walk.notes)


def has(polite: Polite, wanted: Wanted, name: str, sets: Sequence[str]) -> bool | None:
    """Tell by GetRecord whether the server has a record: only "idDoesNotExist", or a header that says so, means that it is gone."""
    prefix = wanted.prefix or "oai_dc"
    reply = Asker.by(polite, wanted.address).ask(verb="GetRecord", identifier=name, metadataPrefix=prefix)
    if any(code == "idDoesNotExist" for code, _ in reply.errors):
        return False
    found = next((record for record in reply.records if record.identifier == name), None)
    if found is None:
        return None
    if found.deleted:
        return False
    return True if _is_in(found, sets) or not found.sets or not all(sets) else None


def gone(names: Sequence[str]) -> bytes:
    """Return a page of deleted records, as a server that tells of them would send it."""
    root = etree.Element("OAI-PMH")
    into = etree.SubElement(root, "ListRecords")
    for name in names:
        header = etree.SubElement(etree.SubElement(into, "record"), "header", status="deleted")
        etree.SubElement(header, "identifier").text = name
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _list(wanted: Wanted, told: Place) -> List:
    """Return which list is asked for where there is no token, or none that still holds: again from a day before the last datestamp that came."""
    last = instant(told.get("last", ""))
    since = max(filter(None, (wanted.since, last - OVERLAP))) if last else wanted.since
    return List(wanted.prefix, wanted.set, since, seconds=bool(told.get("seconds")))


def rows(raw: bytes) -> Iterator[Chunk]:
    """Yield the records of a page, or the one that these bytes are, named by their identifiers; turned to UTF-8 where they came otherwise."""
    reply = read_reply(raw if b"OAI-PMH" in raw[:4_000] else b"<OAI-PMH><ListRecords>" + raw + b"</ListRecords></OAI-PMH>")
    for number, record in enumerate(reply.records, start=1):
        yield _chunk(record, number, reply.encoding)


def _chunk(record: Record, number: int, encoding: str) -> Chunk:
    raw = record.raw
    if encoding.replace("-sig", "").replace("_", "-") not in ("utf-8", "utf8", "ascii"):
        raw = raw.decode(encoding, "replace").encode()
    return Chunk(raw, 0, number, refused=record.refused, key=record.identifier, deleted=record.deleted)
