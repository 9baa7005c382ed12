"""ISO 2709, the exchange format of MARC, read so that damage in one record never harms its neighbour.

``split`` finds the records (``resync`` says how when lengths lie), ``read`` takes one apart: by its directory where that
is right, else tags from the directory and values by their terminators. Every repair stands in the record. The chunks of a
file are the file: record padding (CR LF, NUL, a byte order mark) stays with its record, other junk comes as refused.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from lantai.core.bib.record import BibRecord, Repair
from lantai.core.formats.errors import Unreadable, WrongProfile
from lantai.core.formats.marc import damage, encoding
from lantai.core.formats.marc import dialect as dialects
from lantai.core.formats.marc.fields import Field, MarcRecord
from lantai.core.formats.marc.resync import bounds, chunks, has_leader, starts_like_a_record
from lantai.core.formats.marc.sample import examined, first_chunks
from lantai.core.formats.marc.write import to_marc21
from lantai.core.formats.protocol import Chunk, Profile
from lantai.core.text.messages import N_

_ENTRY = 12


def sniff(head: bytes, filename: str) -> float:
    """Return how surely the file is ISO 2709: it starts with a leader, or has one and the terminators."""
    if starts_like_a_record(head):
        return 0.99
    if b"\x1e" in head and b"\x1f" in head and has_leader(head):
        return 0.9
    return 0.3 if filename.endswith((".mrc", ".iso", ".marc", ".dat")) and b"\x1e" in head else 0.0


def examine(head: bytes, profile: Profile) -> Profile:
    """Return the profile with character encoding and dialect as the first records show them."""
    if b"\x1e" not in head:
        raise WrongProfile("this is no ISO 2709 file: it has no field terminators (0x1E)")
    raws = first_chunks(split, head, profile)
    profile = encoding.examine(raws, profile)
    return examined(raws, read_marc, profile)


def split(stream: BinaryIO, profile: Profile) -> Iterator[Chunk]:
    """Yield the records of the stream; what is no record comes as refused, in its place."""
    return chunks(stream)


def read(raw: bytes, profile: Profile) -> BibRecord:
    """Return the record in these bytes; raise Unreadable."""
    record = read_marc(raw, profile)
    return dialects.to_bib(record, profile.dialect or dialects.guess([record]))


def read_marc(raw: bytes, profile: Profile) -> MarcRecord:
    """Return leader and fields, every repair listed; raise Unreadable when no field can be told apart."""
    repairs: list[Repair] = []
    body = _without_padding(raw, repairs)
    leader = body[:24]
    tags, data = _well_formed(body) or _wrapped(body, repairs) or damage.mend(body, repairs)
    text = encoding.decode(data, leader, tags, profile, repairs)
    fields = _fields(tags, text.split("\x1e") if tags else [], repairs)
    if not fields:
        raise Unreadable(N_("no field can be told apart in this record"))
    return MarcRecord(leader.decode("ascii", "replace"), fields, tuple(repairs))


def _without_padding(raw: bytes, repairs: list[Repair]) -> bytes:
    if raw[-1:] == b"\x1d" and raw[:1].isdigit():
        return raw
    start, end = bounds(raw)
    padding = raw[:start] + raw[end:]
    if b"\xef\xbb\xbf" in padding:
        repairs.append(Repair(code="bom", detail=N_("a byte order mark before the record")))
    if b"\0" in padding:
        repairs.append(Repair(code="nul", detail=N_("NUL bytes beside the record")))
    if b"\r" in padding or b"\n" in padding:
        repairs.append(Repair(code="crlf", detail=N_("a line break beside the record")))
    return raw[start:end]


def _well_formed(body: bytes) -> tuple[list[str], bytes] | None:
    """Return tags and the fields' bytes when leader, directory and terminators agree in everything; else None."""
    base_digits = body[12:17]
    if body[:5] != b"%05d" % len(body) or not base_digits.isdigit():
        return None
    base = int(base_digits)
    if body[base - 1 : base] != b"\x1e" or body[-2:] != b"\x1e\x1d" or base < 25:
        return None
    directory = body[24 : base - 1]
    data = body[base:-2]
    values = data.split(b"\x1e")
    if len(directory) != _ENTRY * len(values) or b"\x1d" in data:
        return None
    if not directory.isascii():
        return None
    entries = directory.decode("ascii")
    tags = [entries[i : i + 3] for i in range(0, len(entries), _ENTRY)]
    expected, start = [], 0
    for tag, value in zip(tags, values, strict=True):
        length = len(value) + 1
        expected.append("%s%04d%05d" % (tag, length, start))  # noqa: UP031  # twice as fast as an f-string's format specs
        start += length
    return (tags, data) if "".join(expected) == entries else None


def _wrapped(body: bytes, repairs: list[Repair]) -> tuple[list[str], bytes] | None:
    """Return tags and fields of a record that is sound but for line breaks put in every so many bytes."""
    parted = _well_formed(body.replace(b"\r", b"").replace(b"\n", b"")) if b"\n" in body[:100] else None
    if parted:
        repairs.append(Repair(code="crlf", detail=N_("line breaks inside the record were taken out")))
    return parted


def _fields(tags: list[str], values: list[str], repairs: list[Repair]) -> tuple[Field, ...]:
    """Return the fields; ``tags`` and ``values`` are of one length."""
    fields = []
    for tag, value in zip(tags, values, strict=True):
        marks, *parts = value.split("\x1f")
        if tag < "010" and not parts:
            fields.append(Field(tag, value))
        elif len(marks) == 2 and parts and "" not in parts:
            fields.append(Field(tag, "", marks, tuple([(part[0], part[1:]) for part in parts])))
        else:
            fields.append(_odd_field(tag, marks, parts, repairs))
    return tuple(fields)


def _odd_field(tag: str, marks: str, parts: list[str], repairs: list[Repair]) -> Field:
    """Return a field that lacks indicators or subfield codes, or has too many indicators."""
    if not parts and not tag.isdigit():
        return Field(tag, marks)
    if not parts:
        repairs.append(Repair(code="subfields", detail=N_("a field without subfields"), at=tag))
        if len(marks) <= 2:
            return Field(tag, "", (marks + "  ")[:2])
        has_marks = all(c in " 0123456789|#" for c in marks[:2])
        return Field(tag, "", marks[:2] if has_marks else "  ", (("a", marks[2:] if has_marks else marks),))
    if len(marks) != 2 and tag >= "010":
        repairs.append(Repair(code="indicators", detail=N_("not two indicators"), at=tag))
    if "" in parts:
        repairs.append(Repair(code="subfields", detail=N_("a subfield without code"), at=tag))
    return Field(tag, "", (marks + "  ")[:2], tuple([(part[0], part[1:]) for part in parts if part]))


def write(records: Iterable[BibRecord], stream: BinaryIO) -> None:
    """Write the records as MARC 21 in UTF-8."""
    for record in records:
        stream.write(to_bytes(to_marc21(record)))


def to_bytes(record: MarcRecord) -> bytes:
    """Return the record in UTF-8, with length, base address and directory.

    What is longer than the digits can say (a field over 9,999 bytes, a record over 99,999) gets nines, as YAZ and MarcEdit
    do: readers that go by the terminators read it.
    """
    directory, data = bytearray(), bytearray()
    for field in record.fields:
        start = len(data)
        if field.ind:
            data += (field.ind + "  ")[:2].encode()
            for code, value in field.subfields:
                data += f"\x1f{code[:1]}{value.translate(_NO_SEPARATORS)}".encode("utf-8", "replace")
        else:
            data += field.data.translate(_NO_SEPARATORS).encode("utf-8", "replace")
        data += b"\x1e"
        tag = field.tag.encode("ascii", "replace")[:3].ljust(3)
        directory += b"%s%04d%05d" % (tag, min(len(data) - start, 9999), min(start, 99999))
    base = 24 + len(directory) + 1
    length = base + len(data) + 1
    marks = record.leader.ljust(24).encode("ascii", "replace")
    leader = b"%05d%sa22%05d%s4500" % (min(length, 99999), marks[5:9], min(base, 99999), marks[17:20])
    return bytes(leader + directory + b"\x1e" + data + b"\x1d")


_NO_SEPARATORS = str.maketrans("\x1d\x1e\x1f", "   ")
