"""An ISO 2709 record whose leader, directory and terminators contradict each other, taken apart as far as it goes.

Enter at ``mend``. Measured on 891 records damaged in 18 ways: terminators are right far more often than lengths, and tags are
in the order of their fields; lengths decide only where the numbers of tags and of fields differ.
"""

import re
from itertools import pairwise

from lantai.core.bib.record import Repair
from lantai.core.formats.errors import Unreadable
from lantai.core.text.messages import N_

UNKNOWN_TAG = "???"
"""What a field is called whose entry in the directory is lost."""

LOST = b"\x1a"
"""Stands for a byte that is lost, as the control character SUBSTITUTE is meant to; encoding.py shows U+FFFD for it."""

_ENTRY = 12
_LOST_CODE = re.compile(rb"^([^\x1f]{0,3})\x1f\x1d")
_LOST_SPACE = re.compile(rb"(?<=[,;:.)/])\x1d|\x1d(?=[A-Z][a-z-])")
_DIRECTORY = re.compile(rb"(?:[0-9A-Za-z]{3}[0-9]{9})*")
_MAX_FIELDS = 100_000


def mend(body: bytes, repairs: list[Repair]) -> tuple[list[str], bytes]:
    """Return the tags and the fields' bytes joined by 0x1E, as many fields as tags; raise Unreadable."""
    said = body[:5]
    if said != b"%05d" % len(body) and not (said == b"99999" and len(body) > 99_999):
        repairs.append(Repair(code="length", detail=N_("the record is not as long as its leader says")))
    directory, data = _cut(body, repairs)
    values = _values(data, repairs)
    if len(values) > _MAX_FIELDS:
        raise Unreadable(N_("more than {limit} fields"), values={"limit": _MAX_FIELDS})
    entries = [directory[i : i + _ENTRY] for i in range(0, len(directory), _ENTRY) if len(directory) - i >= 3]
    if not entries:
        raise Unreadable(N_("the record has no directory"))
    values = _matched(entries, values, repairs)
    values = [_without_stray_end(v, e, repairs) for v, e in zip(values, entries + [b"???"] * len(values), strict=False)]
    tags = [e[:3].decode("ascii", "replace") for e in entries[: len(values)]]
    tags += [UNKNOWN_TAG] * (len(values) - len(tags))
    return tags, b"\x1e".join(values)


def _cut(body: bytes, repairs: list[Repair]) -> tuple[bytes, bytes]:
    """Return the directory and everything behind it."""
    end = body.find(b"\x1e", 24)
    if end < 0:
        raise Unreadable(N_("the record has no field terminator"))
    flawless = _DIRECTORY.match(body, 24)
    base = int(body[12:17]) if body[12:17].isdigit() else 0
    if base != end + 1:
        if flawless and flawless.end() < end and base in (flawless.end(), flawless.end() + 1):
            repairs.append(Repair(code="terminator", detail=N_("the directory is not terminated")))
            return body[24 : flawless.end()], body[base:]
        repairs.append(Repair(code="base", detail=N_("the fields do not begin where the leader says")))
    return body[24:end], body[end + 1 :]


def _values(data: bytes, repairs: list[Repair]) -> list[bytes]:
    if not data.endswith(b"\x1d"):
        repairs.append(Repair(code="terminator", detail=N_("the record is not terminated")))
    elif not data.endswith(b"\x1e\x1d"):
        repairs.append(Repair(code="terminator", detail=N_("the last field is not terminated")))
    data = data.removesuffix(b"\x1d").removesuffix(b"\x1e")
    return data.split(b"\x1e") if data else []


def _without_stray_end(value: bytes, entry: bytes, repairs: list[Repair]) -> bytes:
    """Return a field without the record terminator inside it.

    Where the directory says that the field is one byte shorter, it was put in; else it stands for a byte that is lost: a
    subfield code (the first is nearly always $a), a space behind punctuation or before a capital, or a letter.
    """
    if b"\x1d" not in value:
        return value
    repairs.append(
        Repair(code="terminator", detail=N_("a record terminator inside a field"), at=entry[:3].decode("ascii", "replace"))
    )
    put_in = entry[3:7].isdigit() and int(entry[3:7]) == len(value) + 1 - value.count(b"\x1d")
    if put_in:
        return value.replace(b"\x1d", b"")
    value = _LOST_CODE.sub(b"\\1\x1fa", value)
    return _LOST_SPACE.sub(b" ", value).replace(b"\x1d", LOST)


def _matched(entries: list[bytes], values: list[bytes], repairs: list[Repair]) -> list[bytes]:
    """Return the values in the order of the entries, joined or split where the lengths of the directory say so."""
    pointed = _by_directory(entries, values)
    if pointed is not None:
        return pointed
    repairs.append(Repair(code="directory", detail=N_("the directory does not fit the fields")))
    if len(values) != len(entries):
        values = _aligned(entries, values)
    if len(values) < len(entries):
        repairs.append(Repair(code="truncated", detail=N_("fields at the end of the record are lost")))
    elif len(values) > len(entries):
        repairs.append(Repair(code="directory", detail=N_("the directory lacks the tags of fields")))
    return values


def _by_directory(entries: list[bytes], values: list[bytes]) -> list[bytes] | None:
    """Return each entry's value where every entry points at exactly one whole value, in whatever order; else None."""
    found, start = {}, 0
    for value in values:
        found[b"%04d%05d" % (len(value) + 1, start)] = value
        start += len(value) + 1
    pointed = [found.get(e[3:]) for e in entries]
    if len(entries) != len(values) or len({e[3:] for e in entries}) != len(entries):
        return None
    whole = [v for v in pointed if v is not None]
    return whole if len(whole) == len(entries) else None


def _aligned(entries: list[bytes], values: list[bytes]) -> list[bytes]:
    """Return the values with those joined that a stray terminator cut, those cut that lack one; lengths decide."""
    sizes = [int(e[3:7]) - 1 if e[3:7].isdigit() else -1 for e in entries]
    done: list[bytes] = []
    rest = list(reversed(values))
    for size, following in pairwise([*sizes, -1]):
        if not rest:
            break
        value = rest.pop()
        joined = value + b"\x1e" + rest[-1] if rest else value
        if len(value) != size and rest and len(joined) == size:
            rest.pop()
            value = joined.replace(b"\x1e", b"")
        elif 0 <= size < len(value) and len(value) - size - following in (0, 1) and following > 0:
            rest.append(value[-following:])
            value = value[:size]
        done.append(value)
    return done + rest[::-1]
