"""MARCXML: any namespace or none, alone or inside OAI-PMH and SRU answers; UNIMARC and CNMARC in the same dress.

``split`` cuts the outermost elements named record out of the stream (xmlstream.py), so a broken one costs only itself and what
an answer says around a record (its OAI header) stays with it. ``read`` goes by local names; a prefix that was declared
further out needs no declaration. Entities are never read, nothing is fetched.
"""

import codecs
import html
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

import msgspec
from lxml import etree

from lantai.core.bib.record import BibRecord, Repair
from lantai.core.formats.charset import decoded, encoding_of
from lantai.core.formats.errors import Unreadable
from lantai.core.formats.marc import dialect as dialects
from lantai.core.formats.marc.encoding import spelled
from lantai.core.formats.marc.fields import Field, MarcRecord
from lantai.core.formats.marc.sample import examined, first_chunks
from lantai.core.formats.marc.shape import control_field, data_field, leader_of, one_line, tag_of
from lantai.core.formats.marc.write import to_marc21
from lantai.core.formats.protocol import Chunk, Profile
from lantai.core.formats.xmlstream import split_elements
from lantai.core.text.messages import N_

_RECORD = frozenset({"record"})
_SIGN = re.compile(rb"<(?:[\w.-]+:)?(?:controlfield|datafield)\s[^>]*\btag\s*=")
_DECLARED = re.compile(rb"""<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]+)""")
_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)(\w{2,31};)?")
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#(?:[0-8]|1[124-9]|2\\d|3[01]|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]));"
)
_PREFIX = re.compile(r"[<\s]/?([A-Za-z_][\w.-]*):[A-Za-z_]")
_LONGEST_WRAPPED = 16 * 1024 * 1024

NAMESPACE = "http://www.loc.gov/MARC21/slim"


def sniff(head: bytes, filename: str) -> float:
    """Return how surely the file is MARCXML: fields with tags, in whatever namespace."""
    plain = head.replace(b"\0", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head
    if _SIGN.search(plain):
        return 0.97
    return 0.4 if b"MARC21/slim" in plain and plain.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n").startswith(b"<") else 0.0


def examine(head: bytes, profile: Profile) -> Profile:
    """Return the profile with the encoding that the XML declaration names and the dialect of the first records."""
    if not profile.encoding:
        encoding = _declared(head) or encoding_of(head)
        profile = msgspec.structs.replace(profile, encoding="" if encoding.startswith("utf-") else encoding)
    else:
        profile = msgspec.structs.replace(profile, encoding=spelled(profile.encoding, own=False))
    return examined(first_chunks(split, head, profile), read_marc, profile)


def _declared(head: bytes) -> str:
    """Return the encoding that the XML declaration names, "" where nobody knows it."""
    found = _DECLARED.search(head[:1000])
    try:
        return codecs.lookup(found[1].decode("ascii")).name if found else ""
    except LookupError:
        return ""


def split(stream: BinaryIO, profile: Profile) -> Iterator[Chunk]:
    """Yield the record elements of the stream; raise LimitExceeded where it declares entities."""
    return split_elements(stream, _RECORD)


def read(raw: bytes, profile: Profile) -> BibRecord:
    """Return the record in this element; raise Unreadable. A record that OAI-PMH says is deleted comes as deleted."""
    repairs: list[Repair] = []
    root = _parsed(raw, profile.encoding, repairs)
    found = _marc_element(root)
    if found is None:
        return _deleted(root, profile)
    record = _record(found, repairs)
    return dialects.to_bib(record, profile.dialect or dialects.guess([record]))


def read_marc(raw: bytes, profile: Profile) -> MarcRecord:
    """Return leader and fields, every repair listed; raise Unreadable."""
    repairs: list[Repair] = []
    found = _marc_element(_parsed(raw, profile.encoding, repairs))
    if found is None:
        raise Unreadable(N_("this element holds no MARC record"))
    return _record(found, repairs)


def _parsed(raw: bytes, encoding: str, repairs: list[Repair]) -> etree._Element:
    if not encoding:
        try:
            return etree.fromstring(raw, _STRICT)
        except etree.XMLSyntaxError:
            pass  # a prefix declared further out is an error here, too: on to the careful way
    text, mended = decoded(raw, encoding)
    repairs += mended
    sound = _AMPERSAND.sub(_entity, _FORBIDDEN.sub(" ", text))
    if sound != text:
        repairs.append(Repair(code="xml", detail=N_("characters that XML does not allow were replaced")))
    prefixes = "".join(f' xmlns:{p}="urn:x:{p}"' for p in sorted(set(_PREFIX.findall(sound)) - {"xml", "xmlns"}))
    wrapped = f"<x{prefixes}>{sound}</x>".encode("utf-8", "replace")
    try:
        return etree.fromstring(wrapped, _STRICT)
    except etree.XMLSyntaxError as problem:
        root = etree.fromstring(wrapped, _LENIENT)
        if root is None:
            raise Unreadable(N_("this is no XML: {problem}"), values={"problem": str(problem)}) from problem
        repairs.append(Repair(code="xml", detail=N_("the XML was broken; what follows the break may be lost")))
        return root


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


_STRICT, _LENIENT = _parser(recover=False), _parser(recover=True)


def _entity(found: "re.Match[str]") -> str:
    """Return what stands for a bare ampersand, or for one of HTML's entities."""
    resolved = html.unescape(found[0])
    return escape(resolved) if found[1] else "&amp;"


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def _name(element: etree._Element) -> str:
    return _local(str(element.tag))


def _text(element: etree._Element) -> str:
    return one_line("".join(map(str, element.itertext())) if len(element) else element.text or "")


def _marc_element(root: etree._Element) -> etree._Element | None:
    """Return the element that has fields, also out of a record that an SRU server packed as a string."""
    for element in root.iter("{*}*"):
        if _name(element) == "record" and any(_name(child) in ("leader", "controlfield", "datafield") for child in element):
            return element
    for element in root.iter("{*}*"):
        text = (element.text or "").strip()
        if _name(element) == "recorddata" and text.startswith("<") and len(text) < _LONGEST_WRAPPED:
            return _marc_element(_parsed(re.sub(r"^<\?xml[^>]*\?>", "", text).encode(), "", []))
    return None


def _deleted(root: etree._Element, profile: Profile) -> BibRecord:
    """Return the withdrawal that an OAI-PMH header states: its control number is the last part of the identifier."""
    for header in root.iter("{*}header"):
        if header.get("status") == "deleted":
            names = [(e.text or "").strip() for e in header if _name(e) == "identifier"]
            return BibRecord(control=re.split("[:/]", names[0])[-1] if names else "", dialect=profile.dialect, deleted=True)
    raise Unreadable(N_("this element holds no MARC record"))


def _record(element: etree._Element, repairs: list[Repair]) -> MarcRecord:
    leader, fields = "", []
    for child in element:
        name, tag = _name(child), tag_of(child.get("tag", ""), repairs)
        if name == "leader":
            leader = _text(child)
        elif name == "controlfield":
            fields.append(control_field(tag, _text(child)))
        elif name == "datafield":
            marks = child.get("ind1", " "), child.get("ind2", " ")
            parts = [(sub.get("code", ""), _text(sub)) for sub in child if _name(sub) == "subfield"]
            fields.append(data_field(tag, marks, parts, one_line(child.text or "") if not parts else "", repairs))
    if not fields:
        raise Unreadable(N_("no field can be told apart in this record"))
    return MarcRecord(leader_of(leader, repairs), tuple(fields), tuple(repairs))


def write(records: Iterable[BibRecord], stream: BinaryIO) -> None:
    """Write the records as a collection of MARC 21."""
    stream.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="{NAMESPACE}">\n'.encode())
    for record in records:
        stream.write(to_xml(to_marc21(record)).encode("utf-8", "replace"))
    stream.write(b"</collection>\n")


def to_xml(record: MarcRecord) -> str:
    """Return the record element, without a namespace of its own."""
    lines = ["<record>", f"  <leader>{_said(record.leader)}</leader>", *map(_field, record.fields), "</record>\n"]
    return "\n".join(lines)


def _field(field: Field) -> str:
    if not field.ind:
        return f"  <controlfield tag={quoteattr(field.tag)}>{_said(field.data)}</controlfield>"
    marks = (field.ind + "  ")[:2]
    subfields = "".join(f"<subfield code={quoteattr(code)}>{_said(value)}</subfield>" for code, value in field.subfields)
    return (
        f"  <datafield tag={quoteattr(field.tag)} ind1={quoteattr(marks[0])} ind2={quoteattr(marks[1])}>{subfields}</datafield>"
    )


def _said(text: str) -> str:
    return escape(_FORBIDDEN.sub(" ", text))
