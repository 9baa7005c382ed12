"""ORCID records read: JSON as the interface and the page give them, XML of the schemas, whole records, activities, lists of works; packed or not.

XML is first given the shape that ORCID's JSON has, so that there is one reading of both.
"""

import re
import zlib
from collections.abc import Iterator
from typing import Any

import msgspec
from lxml import etree

from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import Scheme, Standing
from lantai.core.formats.errors import LimitExceeded, Unreadable
from lantai.core.formats.jsonfields import member, objects, text
from lantai.core.formats.jsonstream import loaded
from lantai.core.formats.xmltree import children, local, parse, xml_encoding
from lantai.core.text.messages import N_

from .model import OrcidId, OrcidPost, OrcidRecord, OrcidRefusal, OrcidWork

MOST_BYTES = 20_000_000
"""Of an unpacked record: ORCID allows 10,000 works."""

NO_RECORD = N_("This is no ORCID record: it has neither a person, nor works, nor employments.")
NO_TITLE = N_("This work has no title.")
NO_BODY = N_("This employment names no organization.")
TOO_LARGE = N_("The record is larger than is read (limit: 20 MB unpacked).")

_DECLARATION = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,200}\?>")
_EMPLOYMENTS = frozenset({"employment-summary", "employment"})
_WORKS = frozenset({"work-summary", "work"})


def read(raw: bytes) -> OrcidRecord:
    """Return what a record says; raise Unreadable, LimitExceeded."""
    bare = _unpacked(raw)
    tree = _tree(bare)
    entries = [(name, entry, group) for name, entry, group in _entries(tree, None)]
    if not entries and not isinstance(member(tree, "person"), dict):
        raise Unreadable(NO_RECORD)
    works, posts = list[OrcidWork](), list[OrcidPost]()
    refused, seen, grouped = list[OrcidRefusal](), dict[int, int](), 0
    for name, entry, group in entries:
        if name in _EMPLOYMENTS and (post := _post(entry)):
            posts.append(post)
        elif name in _EMPLOYMENTS:
            refused.append(OrcidRefusal(_number(entry), "employment/organization", NO_BODY))
        elif (work := _work(entry)) is None:
            refused.append(OrcidRefusal(_number(entry), "work/title", NO_TITLE))
        elif group is not None and id(group) in seen:
            at = seen[id(group)]
            works[at] = msgspec.structs.replace(works[at], ids=tuple(dict.fromkeys((*works[at].ids, *work.ids))))
            grouped += 1
        else:
            seen[id(group)] = len(works)
            works.append(work)
    return OrcidRecord(
        orcid=_orcid(tree), names=tuple(_names(member(tree, "person"))), works=tuple(works), posts=tuple(posts), refused=tuple(refused),
        entries=len(entries), grouped=grouped,
    )  # fmt: skip


def _unpacked(raw: bytes) -> bytes:
    if raw[:2] != b"\x1f\x8b":
        if len(raw) > MOST_BYTES:
            raise LimitExceeded(TOO_LARGE)
        return raw
    unpacker = zlib.decompressobj(wbits=31)
    try:
        bare = unpacker.decompress(raw, MOST_BYTES)
    except zlib.error as problem:
        raise Unreadable(NO_RECORD) from problem
    if unpacker.unconsumed_tail:
        raise LimitExceeded(TOO_LARGE)
    return bare


def _tree(bare: bytes) -> dict[str, Any]:
    if bare.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"<":
        return loaded(bare)[0]
    encoding = xml_encoding(bare[:65_536])
    root = parse(_DECLARATION.sub(b"", bare), encoding)[0]
    found = _as_json(root)
    return {local(root): found} if local(root) not in ("record", "activities-summary") else _whole(local(root), found)


def _whole(name: str, found: Any) -> dict[str, Any]:
    ready = found if isinstance(found, dict) else {}
    return ready if name == "record" else {"activities-summary": ready}


def _as_json(element: etree._Element) -> Any:
    """Return an element as ORCID's JSON would have it: texts as {"value": …}, attributes beside, repeated elements as lists."""
    found: dict[str, Any] = {local_name(name): value for name, value in element.attrib.items()}
    inside = children(element)
    if not inside:
        return {**found, "value": (element.text or "").strip()}
    for child in inside:
        name, value = local(child), _as_json(child)
        if name in found:
            found[name] = [*found[name], value] if isinstance(found[name], list) else [found[name], value]
        else:
            found[name] = value
    return found


def local_name(name: object) -> str:
    """Return an attribute's name without its namespace."""
    return str(name).rpartition("}")[2]


def _entries(tree: Any, group: Any) -> Iterator[tuple[str, dict[str, Any], Any]]:
    """Yield works and employments wherever they stand, with the group of works that each is in."""
    if isinstance(tree, list):
        for each in tree:
            yield from _entries(each, group)
    if not isinstance(tree, dict):
        return
    for name, value in tree.items():
        if name in _WORKS | _EMPLOYMENTS:
            yield from ((name, entry, group) for entry in _each(value))
        elif name == "group":
            for each in _each(value):
                yield from _entries(each, each)
        else:
            yield from _entries(value, group)


def _each(value: Any) -> list[dict[str, Any]]:
    return objects(value if isinstance(value, list) else [value])


def _said(value: Any, *path: str) -> str:
    """Return a text, whether it stands by itself or as {"value": …}."""
    found = member(value, *path)
    return text(found.get("value")) if isinstance(found, dict) else text(found)


def _number(entry: dict[str, Any]) -> str:
    return _said(entry, "put-code")


def _orcid(tree: dict[str, Any]) -> str:
    for given in (_said(tree, "orcid-identifier", "path"), text(tree.get("path"))):
        found = identify(Scheme.ORCID, given)
        if given and found.standing is Standing.VALID:
            return found.value
    return ""


def _names(person: Any) -> Iterator[tuple[str, str]]:
    name = member(person, "name")
    seen_by = text(member(name, "visibility")) or "public"
    given, family, credit = (_said(name, part) for part in ("given-names", "family-name", "credit-name"))
    if credit:
        yield credit, seen_by
    if given or family:
        yield (f"{family}, {given}" if family and given else family or given), seen_by
    for other in _each(member(person, "other-names", "other-name")):
        if said := _said(other, "content"):
            yield said, text(other.get("visibility")) or "public"


def _work(entry: dict[str, Any]) -> OrcidWork | None:
    title = _said(entry, "title", "title")
    if not title:
        return None
    return OrcidWork(
        title=title,
        subtitle=_said(entry, "title", "subtitle"),
        number=_number(entry),
        path=text(entry.get("path")),
        visibility=(text(entry.get("visibility")) or "public").lower(),
        kind=_said(entry, "type").lower().replace("_", "-"),
        journal=_said(entry, "journal-title"),
        year=_year(entry, "publication-date"),
        ids=tuple(_ids(entry)),
        url=_said(entry, "url"),
        people=tuple(name for one in _each(member(entry, "contributors", "contributor")) if (name := _said(one, "credit-name"))),
    )


def _ids(entry: dict[str, Any]) -> Iterator[OrcidId]:
    for one in _each(member(entry, "external-ids", "external-id")):
        kind, value = (
            _said(one, "external-id-type").lower(),
            _said(one, "external-id-normalized") or _said(one, "external-id-value"),
        )
        if kind and value:
            yield OrcidId(kind, value, _said(one, "external-id-relationship").lower().replace("_", "-") or "self")


def _post(entry: dict[str, Any]) -> OrcidPost | None:
    name = _said(entry, "organization", "name")
    if not name:
        return None
    body = member(entry, "organization", "disambiguated-organization")
    return OrcidPost(
        organization=name,
        identifier=_said(body, "disambiguated-organization-identifier"),
        role=_said(entry, "role-title"),
        began=_year(entry, "start-date"),
        ended=_year(entry, "end-date"),
        number=_number(entry),
        visibility=(text(entry.get("visibility")) or "public").lower(),
    )


def _year(entry: dict[str, Any], field: str) -> int | None:
    said = _said(entry, field, "year")
    return int(said) if said.isdecimal() and len(said) == 4 else None
