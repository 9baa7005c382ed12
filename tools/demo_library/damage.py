"""Rows damaged on purpose, so that refused and mended rows have something to show; each is a harmed copy of a good row.

``DAMAGES`` is the list that the demo library's README repeats; a row goes in behind the one it is a copy of.
"""

from collections.abc import Callable
from dataclasses import dataclass

from .iso2709 import Record


@dataclass(frozen=True)
class Damage:
    """What is done to a copy of the row ``like`` of a file. ``outcome``: refused, mended, or read."""

    shelf: str
    like: int
    what: str
    harm: Callable[[bytes], bytes]
    outcome: str


@dataclass(frozen=True)
class Harmed:
    """Where a damaged row went: its number in the file, from 1."""

    file: str
    row: int
    what: str
    outcome: str


def _other(raw: bytes) -> bytes:
    """Return the row under a control number and barcodes of its own, of the same length."""
    for old, new in ((b"ldl000", b"ldx900"), (b"\x1e0000", b"\x1e9990"), (b"LDR000", b"LDX900"), (b"ldl-ris-", b"ldx-ris-"), (b"DEMO", b"DEMX")):
        raw = raw.replace(old, new)
    return raw


def _truncated(raw: bytes) -> bytes:
    return _other(raw)[: len(raw) * 2 // 5]


def _wrong_length(raw: bytes) -> bytes:
    return b"00399" + _other(raw)[5:]


def _latin1(raw: bytes) -> bytes:
    """The text in Latin-1 while the leader still says UTF-8; directory and lengths are those of the Latin-1 text."""
    parsed = parse(_other(raw))
    record = Record(parsed.leader)
    record.fields = parsed.fields
    return record.to_bytes("latin-1")


def _without(*tags: str) -> Callable[[bytes], bytes]:
    def harm(raw: bytes) -> bytes:
        record = parse(_other(raw))
        record.fields = [f for f in record.fields if f[0] not in tags and not (f[0] == "880" and f[2][0][1][:3] in tags)]
        return record.to_bytes("utf-8")

    return harm


def _bad_isbn(raw: bytes) -> bytes:
    record = parse(_other(raw))
    record.fields = [f for f in record.fields if f[0] != "020"]
    at = next(n for n, f in enumerate(record.fields) if f[0] >= "040")
    record.fields.insert(at, ("020", "  ", [("a", "9780140443876")]))
    return record.to_bytes("utf-8")


def parse(raw: bytes) -> Record:
    """Return a good record of ours as fields again."""
    record = Record(raw[:24].decode())
    base = int(raw[12:17])
    for at in range(24, base - 1, 12):
        tag, length, start = raw[at : at + 3].decode(), int(raw[at + 3 : at + 7]), int(raw[at + 7 : at + 12])
        text = raw[base + start : base + start + length - 1].decode()
        parts = text.split("\x1f")
        record.fields.append((tag, "", text) if tag < "010" else (tag, parts[0], [(p[0], p[1:]) for p in parts[1:]]))
    return record


def _half_character(raw: bytes) -> bytes:
    """Cut a Chinese character in two in the title: its second byte is gone."""
    raw = _other(raw)
    at = raw.index(b"\x1fA", raw.index(b"1 \x1fa")) - 1
    return raw[:at] + b" " + raw[at + 1 :]


def _same(raw: bytes) -> bytes:
    return raw


def _web_page(_: bytes) -> bytes:
    return b"<html><head><title>502 Bad Gateway</title></head><body>The export was interrupted.</body></html>\r\n"


def _xml_without_title(raw: bytes) -> bytes:
    lines, keep, out = _other(raw).decode().splitlines(keepends=True), True, []
    for line in lines:
        if "<datafield" in line:
            keep = 'tag="245"' not in line and 'tag="880"' not in line
        out.append(line if keep else "")
        keep = keep or "</datafield>" in line
    return "".join(out).encode()


def _ris_without_title(raw: bytes) -> bytes:
    return b"".join(line for line in _other(raw).splitlines(keepends=True) if not line.startswith((b"TI", b"DO", b"ID")))


def _open_brace(raw: bytes) -> bytes:
    return raw.replace(b"title = {{", b"title = {{{", 1).replace(b"n", b"x", 1)


def _ragged(raw: bytes) -> bytes:
    return raw.rstrip() + ",电子书,".encode() + b",,\r\n"


def _formula(_: bytes) -> bytes:
    return '"=HYPERLINK(""http://example.org/"",""打开"")",,+1-2,,@SUM(A1),2020,chi,,I1,,电子书,\r\n'.encode()


def _no_title_cell(raw: bytes) -> bytes:
    return b"," + raw.split(b",", 1)[1].rsplit(b",", 1)[0] + b",\r\n"


DAMAGES = (
    Damage("main", 12, "cut off in the middle", _truncated, "mended"),
    Damage("main", 25, "leader gives a wrong length", _wrong_length, "mended"),
    Damage("main", 40, "Latin-1 bytes although the leader says UTF-8", _latin1, "mended"),
    Damage("main", 60, "no title (245 missing)", _without("245"), "refused"),
    Damage("main", 75, "an ISBN with a wrong check digit", _bad_isbn, "mended"),
    Damage("main", 90, "the same row twice", _same, "read"),
    Damage("main", 110, "an error page of a web server between two records", _web_page, "refused"),
    Damage("cnmarc", 20, "half a Chinese character in the title", _half_character, "mended"),
    Damage("cnmarc", 45, "no title (200 missing)", _without("200"), "refused"),
    Damage("unimarc", 30, "leader gives a wrong length", _wrong_length, "mended"),
    Damage("marcxml", 15, "no title (245 missing)", _xml_without_title, "refused"),
    Damage("ris", 10, "no title (TI missing)", _ris_without_title, "refused"),
    Damage("bibtex", 9, "a brace that is never closed", _open_brace, "refused"),
    Damage("ebooks", 8, "more cells than headings", _ragged, "refused"),
    Damage("ebooks", 14, "formulas in cells", _formula, "read"),
    Damage("ebooks", 20, "no title", _no_title_cell, "refused"),
)


def spread(rows: dict[str, list[bytes]]) -> list[Harmed]:
    """Put the damaged rows into the lists of rows; return where they went."""
    from .build import NAMES

    harmed = []
    for damage in sorted(DAMAGES, key=lambda d: (d.shelf, -d.like)):
        part = rows[damage.shelf]
        part.insert(damage.like + 1, _harm(damage, part[damage.like]))
    for shelf in dict.fromkeys(d.shelf for d in DAMAGES):
        for before, damage in enumerate(d for d in DAMAGES if d.shelf == shelf):
            headings = 1 if shelf == "ebooks" else 0
            harmed.append(Harmed(NAMES[shelf], damage.like + before + 2 - headings, damage.what, damage.outcome))
    return harmed


def _harm(damage: Damage, raw: bytes) -> bytes:
    if damage.shelf == "cnmarc":
        if damage.harm is _half_character:
            return _half_character(raw)
        return damage.harm(raw.rstrip(b"\r\n").decode("gb18030").encode()) + b"\r\n"
    return damage.harm(raw)
