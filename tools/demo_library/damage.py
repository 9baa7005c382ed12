"""Rows damaged on purpose, so that refused and mended rows have something to show; each is a harmed copy of a good row.

``DAMAGES`` is the list that the demo library's README repeats; a row goes in behind the one it is a copy of.
"""

from collections.abc import Callable
from dataclasses import dataclass

from .iso2709 import Record


@dataclass(frozen=True)
class Damage:
    """What is done to a copy of the first row that has the words ``like``. ``outcome``: refused, mended, or read."""

    shelf: str
    like: str
    what: str
    harm: Callable[[bytes], bytes]
    outcome: str


class Harmed(bytes):
    """The bytes of a damaged row, which know what was done to them."""

    damage: Damage

    def __new__(cls, raw: bytes, damage: Damage) -> "Harmed":
        """Return the bytes with their damage."""
        made = super().__new__(cls, raw)
        made.damage = damage
        return made


def _other(raw: bytes) -> bytes:
    """Return the row under a control number and barcodes of its own, of the same length."""
    for old, new in (
        (b"ldl00", b"ldx90"),
        (b"\x1e0000", b"\x1e9990"),
        (b"LDR00", b"LDX90"),
        (b"ldl-ris-", b"ldx-ris-"),
        (b"DEMO", b"DEMX"),
    ):
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


def _without(*tags: str, encoding: str = "utf-8", end: bytes = b"") -> Callable[[bytes], bytes]:
    def harm(raw: bytes) -> bytes:
        record = parse(_other(raw), encoding)
        record.fields = [f for f in record.fields if f[0] not in tags and not (f[0] == "880" and f[2][0][1][:3] in tags)]
        return record.to_bytes(encoding) + end

    return harm


def _bad_isbn(raw: bytes) -> bytes:
    record = parse(_other(raw))
    record.fields = [f for f in record.fields if f[0] != "020"]
    at = next(n for n, f in enumerate(record.fields) if f[0] >= "040")
    record.fields.insert(at, ("020", "  ", [("a", "9780140443876")]))
    return record.to_bytes("utf-8")


def parse(raw: bytes, encoding: str = "utf-8") -> Record:
    """Return a good record of ours as fields again."""
    record = Record(raw[:24].decode())
    base = int(raw[12:17])
    for at in range(24, base - 1, 12):
        tag, length, start = raw[at : at + 3].decode(), int(raw[at + 3 : at + 7]), int(raw[at + 7 : at + 12])
        text = raw[base + start : base + start + length - 1].decode(encoding)
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
    lines = _other(raw).splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith((b'<datafield tag="245"', b'<datafield tag="880"')))


def _ris_bare(raw: bytes) -> bytes:
    return b"".join(line for line in raw.splitlines(keepends=True) if line.startswith((b"TY", b"PY", b"ER", b"\r")))


def _open_brace(raw: bytes) -> bytes:
    return raw.replace(b"title = {{", b"title = {{{", 1).replace(b"n", b"x", 1)


def _ragged(raw: bytes) -> bytes:
    return raw.rstrip() + ",电子书,".encode() + b",,\r\n"


def _formula(_: bytes) -> bytes:
    return '"=HYPERLINK(""http://example.org/"",""打开"")",,+1-2,,@SUM(A1),2020,chi,,I1,,电子书,\r\n'.encode()


def _no_title_cell(raw: bytes) -> bytes:
    return b"," + raw.split(b",", 1)[1].rsplit(b",", 1)[0] + b",\r\n"


DAMAGES = (
    Damage("main", "The story of the stone", "cut off in the middle of the directory", _truncated, "refused"),
    Damage("main", "Tess of the d'Urbervilles", "leader gives a wrong length", _wrong_length, "mended"),
    Damage("main", "Röda rummet", "Latin-1 bytes although the leader says UTF-8", _latin1, "mended"),
    Damage("main", "Vanity fair", "neither title nor names (100, 245, 700 missing)", _without("100", "245", "700"), "refused"),
    Damage("main", "Lord of the flies", "an ISBN with a wrong check digit", _bad_isbn, "mended"),
    Damage("main", "Middlemarch", "the same row twice", _same, "read"),
    Damage("main", "Ivanhoe", "an error page of a web server between two records", _web_page, "refused"),
    Damage("cnmarc", "围城", "half a Chinese character in the title", _half_character, "mended"),
    Damage(
        "cnmarc",
        "子夜",
        "neither title nor names (200, 701 missing)",
        _without("200", "701", encoding="gb18030", end=b"\r\n"),
        "refused",
    ),
    Damage("unimarc", "La Fayette", "leader gives a wrong length", _wrong_length, "mended"),
    Damage("marcxml", "رباعيات الخيام", "no title (245 missing), its 880 fields missing too", _xml_without_title, "mended"),
    Damage("ris", "Fuzzy sets", "nothing but type and year", _ris_bare, "refused"),
    Damage("bibtex", "Mendel", "a brace that is never closed", _open_brace, "refused"),
    Damage("ebooks", "Moby-Dick", "more cells than headings", _ragged, "refused"),
    Damage("ebooks", "Jane Eyre", "formulas in cells", _formula, "read"),
    Damage("ebooks", "Treasure Island", "no title", _no_title_cell, "refused"),
)


def spread(rows: dict[str, list[bytes]]) -> list[tuple[str, int, Damage]]:
    """Put the damaged rows into the lists of rows; return shelf, row (counted as the list counts, from 1) and damage."""
    for damage in DAMAGES:
        part = rows[damage.shelf]
        words = damage.like.encode("gb18030" if damage.shelf == "cnmarc" else "utf-8")
        at = next(n for n, raw in enumerate(part) if words in raw)
        part.insert(at + 1, Harmed(damage.harm(part[at]), damage))
    return [(shelf, n, raw.damage) for shelf, part in rows.items() for n, raw in enumerate(part, 1) if isinstance(raw, Harmed)]
