"""MARC as lines of text: MARCMaker (.mrk), Aleph sequential, and the plain lines that Chinese and other systems exchange.

One field a line; which mark stands before a subfield code is told per file (``delimiter``), wrapped lines are joined again.
Written is MARCMaker. PICA+ is not read: it is another dialect, not another carrier.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec

from lantai.core.bib.record import BibRecord, Repair
from lantai.core.formats.charset import decoded
from lantai.core.formats.errors import Unreadable
from lantai.core.formats.linestream import OUTSIDE, Records, lines
from lantai.core.formats.marc import dialect as dialects
from lantai.core.formats.marc import mnemonics
from lantai.core.formats.marc.encoding import OWN_CODECS, spelled
from lantai.core.formats.marc.evidence import as_text, encoding_of_lines
from lantai.core.formats.marc.fields import Field, MarcRecord
from lantai.core.formats.marc.sample import examined, first_chunks
from lantai.core.formats.marc.shape import control_field, data_field, leader_of, one_line
from lantai.core.formats.marc.write import to_marc21
from lantai.core.formats.protocol import Chunk, Profile
from lantai.core.text.messages import N_

DELIMITERS = "▼ǂ‡ⓐ\x1f@|$^"
"""The marks that have been met before a subfield code; Aleph writes $$."""

_BOM = b"\xef\xbb\xbf"
_MRK = re.compile(r"=(?P<tag>LDR|[0-9A-Za-z]{3})(?:  ?|$)")
_ALEPH = re.compile(r"(?P<number>[0-9]{9}) (?P<tag>[0-9A-Z]{3})(?P<marks>.{2}) (?P<script>[A-Z])(?: |$)")
_PLAIN = re.compile(r"(?P<tag>LEADER|LDR|00[0-9](?![,;|\"])|(?!00)[0-9]{3}|[A-Z]{3}(?=[ \t]))(?P<gap>\t| ?)(?=.)")
_BARE_LEADER = re.compile(r"[0-9 *]{5}[a-z ][a-z][a-z0-9 |#-][ -~]{12,16}\s*$")
_SEPARATOR = re.compile(r"\s*(?:[*=_-]{3,}|\x1d)?\s*$")
_LEADERS = frozenset({"LEADER", "LDR", "000"})
_FIXED = frozenset({"006", "007", "008"})
_CODED = re.compile(  # a bar alone parts the columns of many a table: before it there must be indicators
    r"[ \t0-9#_\\^]{0,6}?(?:(\$\$|[▼ǂ‡ⓐ\x1f@$^])|(?<=[ \t0-9#_]{2})(\|))(?=[0-9A-Za-z])"
)
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uff00-\uffef]")


def sniff(head: bytes, filename: str) -> float:
    """Return how surely the file is MARC in lines: most of its lines begin with a tag and have coded subfields."""
    found = [line for line in _text_of(head, "").splitlines()[:400] if line.strip()]
    known = Counter(map(_kind, found))
    best = max(known["mrk"], known["aleph"], known["plain"])
    if best < 2 or best < len(found) / 3 or not (known["aleph"] or any(_CODED.match(line, 3) for line in found)):
        return 0.0
    return 0.9 if known["plain"] < best else 0.85


def examine(head: bytes, profile: Profile) -> Profile:
    """Return the profile with encoding, delimiter and dialect as the first records show them."""
    encoding = spelled(profile.encoding) if profile.encoding else encoding_of_lines(head)
    profile = msgspec.structs.replace(profile, encoding="" if encoding.startswith("utf-8") else encoding)
    if not profile.delimiter:
        profile = msgspec.structs.replace(profile, delimiter=_delimiter(_text_of(head, profile.encoding).splitlines()))
    return examined(first_chunks(split, head, profile), read_marc, profile)


def _text_of(head: bytes, encoding: str) -> str:
    return as_text(head, encoding or encoding_of_lines(head))[0].removeprefix("\ufeff")


def _kind(line: str) -> str:
    """Return how a line is written: "mrk", "aleph", "plain", or "" where it is no field of its own."""
    if _MRK.match(line):
        return "mrk"
    if _ALEPH.match(line):
        return "aleph"
    found = _PLAIN.match(line)
    if found and (found["tag"] in _LEADERS or found["tag"].startswith("00") or _CODED.match(line, found.end("tag"))):
        return "plain"
    return "plain" if _BARE_LEADER.match(line) else ""


def _delimiter(text_lines: Iterable[str]) -> str:
    counts: Counter[str] = Counter()
    for line in text_lines:
        found = _CODED.match(line, 3)
        counts.update([found[1] or found[2]] if found else [])
    return counts.most_common(1)[0][0] if counts else "$"


def split(stream: BinaryIO, profile: Profile) -> Iterator[Chunk]:
    """Yield the records: each from its leader on, or behind a blank line, or while Aleph's number stays the same."""
    encoding = profile.encoding if profile.encoding.startswith(("utf-16", "utf-32")) else ""
    return _Splitter(Records(), profile.encoding).run(lines(stream, encoding))


class _Splitter:
    """Puts records together from their lines."""

    def __init__(self, records: Records, encoding: str) -> None:
        self._records, self._encoding = records, encoding
        self._number = ""  # Aleph's, of the record at hand
        self._gap = self._led = self._inside = False

    def run(self, source: Iterable[tuple[int, bytes]]) -> Iterator[Chunk]:
        for offset, raw in source:
            line = raw[:200].removeprefix(_BOM).decode("latin-1").rstrip("\r\n")
            kind = _kind(line)
            if kind and self._begins(line, kind):
                yield from self._records.finish("" if self._inside else OUTSIDE)
                self._inside, self._gap = True, False
            self._records.add(offset, raw)
            self._gap = self._gap or bool(_SEPARATOR.match(line))
        yield from self._records.finish("" if self._inside else OUTSIDE)

    def _begins(self, line: str, kind: str) -> bool:
        aleph = _ALEPH.match(line)
        if aleph:
            changed, self._number = aleph["number"] != self._number, aleph["number"]
            return changed
        found = _MRK.match(line) if kind == "mrk" else _PLAIN.match(line)
        leads = found is None or found["tag"] in _LEADERS or bool(_BARE_LEADER.match(line))
        self._led = self._led or leads
        first = not self._led or (found is not None and found["tag"] == "001")
        return leads or not self._inside or (self._gap and first)


def read(raw: bytes, profile: Profile) -> BibRecord:
    """Return the record in these lines; raise Unreadable."""
    record = read_marc(raw, profile)
    return dialects.to_bib(record, profile.dialect or dialects.guess([record]))


def read_marc(raw: bytes, profile: Profile) -> MarcRecord:
    """Return leader and fields in order, every repair listed; raise Unreadable."""
    repairs: list[Repair] = []
    text = _decoded(raw.removeprefix(_BOM), profile.encoding, repairs)
    leader, fields = "", []
    for kind, tag, rest in _unwrapped(text, repairs):
        if tag in _LEADERS:
            leader = rest
            continue
        fields.append(_field(kind, tag, rest, "$$" if kind == "aleph" else profile.delimiter or _delimiter([rest]), repairs))
    if not fields:
        raise Unreadable(N_("no line of this record is a field"))
    return MarcRecord(leader_of(_blanks(leader, all_dashes=" " not in leader), repairs), tuple(fields), tuple(repairs))


def _decoded(raw: bytes, encoding: str, repairs: list[Repair]) -> str:
    if encoding in OWN_CODECS and not raw.isascii():
        text, undefined = as_text(raw, encoding)
        if undefined:
            repairs.append(Repair(code="charset", detail=N_("characters that cannot be read stand as \ufffd")))
        return text
    text, mended = decoded(raw, "utf-8" if encoding in OWN_CODECS else encoding)
    repairs += mended
    return text


def _unwrapped(text: str, repairs: list[Repair]) -> Iterator[tuple[str, str, str]]:
    """Yield (kind, tag, rest) of each field, its wrapped lines joined."""
    field: tuple[str, str, str] | None = None
    for line in text.splitlines():
        kind = _kind(line)
        if not kind and _SEPARATOR.match(line):
            continue
        if not kind and field:
            joined = "" if _WIDE.match(field[2][-1:]) or _WIDE.match(line.strip()) else " "
            field = (field[0], field[1], field[2] + joined + line.strip())
        elif not kind:
            repairs.append(Repair(code="lines", detail=N_("a line before the first field was left out")))
        else:
            if field:
                yield field
            field = _parted(kind, line)
    if field:
        yield field


def _parted(kind: str, line: str) -> tuple[str, str, str]:
    if kind == "aleph":
        found = _ALEPH.match(line)
        assert found
        marks = "" if found["tag"] in _LEADERS or found["tag"] < "010" else found["marks"]
        return kind, found["tag"], marks + line[found.end() :]
    found = (_MRK if kind == "mrk" else _PLAIN).match(line)
    if found is None or (kind == "plain" and _BARE_LEADER.match(line)):
        return kind, "LDR", line
    return kind, found["tag"], line[found.end() :]


def _field(kind: str, tag: str, rest: str, delimiter: str, repairs: list[Repair]) -> Field:
    """Return the field whose indicators, if any, stand before the first delimiter."""
    before, *parts = re.split(re.escape(delimiter) + r"(?=[0-9A-Za-z])", rest)
    if not parts and (tag < "010" or not tag.isdigit()):
        blank = rest.replace("\\", " ") if kind == "mrk" else rest
        return control_field(
            tag, _blanks(blank, all_dashes="-" in rest and " " not in rest) if tag in _FIXED else one_line(blank)
        )
    if not parts:
        before, loose = rest[:2], rest[2:]
    else:
        loose = ""
    said = mnemonics.resolved if kind == "mrk" else one_line
    pairs = [(part[0], said(part[1:].rstrip())) for part in parts]
    return data_field(tag, _marks(before), pairs, loose, repairs)


def _marks(before: str) -> str:
    """Return the two indicators: what stands right before the first subfield, or between spaces."""
    inner = before.strip(" ")
    return inner if len(inner) == 2 and len(before) != 2 else before.ljust(2)[-2:]


def _blanks(text: str, *, all_dashes: bool) -> str:
    """Return coded data with blanks where a system wrote ^ (Aleph) or, if it has no blank at all, a dash."""
    text = text.replace("^", " ").replace("\\", " ")
    return text.replace("-", " ") if all_dashes else text


def write(records: Iterable[BibRecord], stream: BinaryIO) -> None:
    """Write the records as MARCMaker lines in UTF-8."""
    for record in records:
        stream.write(to_lines(to_marc21(record)).encode("utf-8", "replace"))


def to_lines(record: MarcRecord) -> str:
    """Return the record in MARCMaker's lines, with the blank line that ends it."""
    found = [f"=LDR  {record.leader}"]
    for field in record.fields:
        if field.ind:
            subfields = "".join(f"${code}{mnemonics.written(one_line(value))}" for code, value in field.subfields)
            found.append(f"={field.tag}  {field.ind.replace(' ', chr(92))}{subfields}")
        else:
            found.append(f"={field.tag}  {one_line(field.data).replace(' ', chr(92))}")
    return "\n".join([*found, "", ""])
