"""MARC-in-JSON, and the other ways in which MARC records are put into JSON: an array, JSON lines, or objects in a row.

``{"leader": …, "fields": [{"245": {"ind1": …, "ind2": …, "subfields": [{"a": …}]}}]}`` is the common form; the order of repeated tags is kept.
Read too: fields as ``{"tag": …}`` objects, as ``["245", "1", "0", [["a", …]]]`` lists, and Koha's ``controlfield``/``datafield`` lists.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from lantai.core.bib.record import BibRecord, Repair
from lantai.core.formats.charset import encoding_of
from lantai.core.formats.errors import Unreadable
from lantai.core.formats.jsonstream import loaded, split_values
from lantai.core.formats.marc import dialect as dialects
from lantai.core.formats.marc.encoding import spelled
from lantai.core.formats.marc.fields import Field, MarcRecord
from lantai.core.formats.marc.sample import examined, first_chunks
from lantai.core.formats.marc.shape import control_field, data_field, leader_of, one_line, tag_of
from lantai.core.formats.protocol import Chunk, Profile
from lantai.core.text.messages import N_

_ENVELOPES = frozenset({("records",), ("record",), ("collection",), ("collection", "record"), ("docs",)})
_TEXTS = ("data", "value", "text", "$t", "content")


def sniff(head: bytes, filename: str) -> float:
    """Return how surely the file holds MARC in JSON: a leader and fields by those names."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start not in (b"{", b"[") or b'"leader"' not in head:
        return 0.0
    return 0.95 if b'"fields"' in head or b'"datafield' in head or b'"controlfield' in head else 0.2


def examine(head: bytes, profile: Profile) -> Profile:
    """Return the profile with encoding and dialect as the first records show them."""
    if not profile.encoding:
        encoding = encoding_of(head)
        if not encoding.startswith("utf-8"):
            profile = msgspec.structs.replace(profile, encoding=encoding)
    else:
        profile = msgspec.structs.replace(profile, encoding=spelled(profile.encoding, own=False))
    return examined(first_chunks(split, head, profile), read_marc, profile)


def split(stream: BinaryIO, profile: Profile) -> Iterator[Chunk]:
    """Yield the objects of the stream, inside an array or an envelope or not."""
    return split_values(stream, _ENVELOPES, encoding=profile.encoding)


def read(raw: bytes, profile: Profile) -> BibRecord:
    """Return the record in this object; raise Unreadable."""
    record = read_marc(raw, profile)
    return dialects.to_bib(record, profile.dialect or dialects.guess([record]))


def read_marc(raw: bytes, profile: Profile) -> MarcRecord:
    """Return leader and fields in order, every repair listed; raise Unreadable."""
    value, mended = loaded(raw, profile.encoding)
    repairs = list(mended)
    fields = tuple(_field(str(tag), body, repairs) for tag, body in _entries(value))
    if not fields:
        raise Unreadable(N_("no field can be told apart in this record"), field="fields")
    return MarcRecord(leader_of(_text(value.get("leader")), repairs), fields, tuple(repairs))


def _entries(value: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    """Yield (tag, the rest) for every field, in order."""
    for name in ("controlfield", "controlfields", "datafield", "datafields", "fields"):
        fields = value.get(name)
        for entry in fields if isinstance(fields, list) else [fields]:
            if isinstance(entry, list) and entry:
                yield entry[0], entry[1:]
            elif isinstance(entry, dict) and isinstance(entry.get("tag"), str | int):
                yield entry["tag"], entry
            elif isinstance(entry, dict):
                for tag, body in entry.items():
                    yield from ((tag, one) for one in (body if isinstance(body, list) else [body]))


def _field(tag: str, body: Any, repairs: list[Repair]) -> Field:
    tag = tag_of(tag, repairs)
    if isinstance(body, list) and len(body) >= 3 and isinstance(body[-1], list):
        return data_field(tag, [_text(mark) for mark in body[:-1]], _subfields(body[-1]), "", repairs)
    if isinstance(body, dict):
        parts = body.get("subfields", body.get("subfield"))
        if parts is not None:
            return data_field(tag, _marks(body), _subfields(parts), "", repairs)
        body = next((body[name] for name in _TEXTS if name in body), "")
    text = _text(body[0] if isinstance(body, list) and body else body)
    if tag < "010" or not tag.isdigit():
        return control_field(tag, text)
    return data_field(tag, (), (), text, repairs)


def _marks(body: dict[str, Any]) -> list[str]:
    both = body.get("indicators", body.get("ind"))
    if isinstance(both, list | str):
        return [_text(mark) for mark in both]
    return [_text(body.get("ind1", " ")), _text(body.get("ind2", " "))]


def _subfields(parts: Any) -> list[tuple[str, str]]:
    """Return (code, value) of subfields given as objects, pairs, or one object with all of them."""
    found: list[tuple[str, str]] = []
    for part in parts if isinstance(parts, list) else [parts]:
        if isinstance(part, list) and len(part) == 2:
            found.append((_text(part[0]), _text(part[1])))
        elif isinstance(part, dict) and "code" in part:
            found.append((_text(part["code"]), _text(next((part[name] for name in _TEXTS if name in part), ""))))
        elif isinstance(part, dict):
            found += [(code, _text(one)) for code, body in part.items() for one in (body if isinstance(body, list) else [body])]
        else:
            found.append(("", _text(part)))
    return found


def _text(value: Any) -> str:
    return one_line(value) if isinstance(value, str) else "" if value is None else str(value)
