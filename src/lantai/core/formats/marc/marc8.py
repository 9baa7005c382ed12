"""MARC-8 and ISO 5426: one-byte sets in which a diacritic stands before its letter, and EACC, three bytes a character.

``from_marc8`` and ``from_iso5426`` return the text and how many characters are undefined (U+FFFD stands for each). The tables
of MARC-8 are pymarc's. State is reset at every field and subfield, as LC's specification has it.
"""

import re
from collections.abc import Mapping

from pymarc.marc8_mapping import CODESETS, ODD_MAP

_ASCII, _ANSEL, _EACC = 0x42, 0x45, 0x31
_ESCAPE = re.compile(rb"\x1b(?:(?P<one>[gbps])|\$?(?P<half>[(,)-]?)!?(?P<set>[1-4BENQS]))")
_SHORT = {b"g": 0x67, b"b": 0x62, b"p": 0x70, b"s": _ASCII}
_REFERENCE = re.compile(r"&#x([0-9A-Fa-f]{4,6});")
_PLAIN = re.compile(rb"[ -~]+")
_SEPARATORS = re.compile(rb"([\x1e\x1f])")
_CONTROLS = {0x88: "\x98", 0x89: "\x9c", 0x8D: "\u200d", 0x8E: "\u200c"}  # non-sorting begin and end, joiner, non-joiner
_UNDEFINED = ("\ufffd", False)

Table = Mapping[int, tuple[int, int]]

_ISO5426: Table = {
    **dict(zip(range(0xA1, 0xB3), ((ord(c), 0) for c in "¡„£$¥†§′‘“«♭©℗®ʻʼ‚"), strict=True)),
    **dict(zip(range(0xB6, 0xC0), ((ord(c), 0) for c in "‡·″’”»♯ʹʺ¿"), strict=True)),
    **dict(
        zip(
            range(0xC0, 0xE0),
            (
                (mark, 1)
                for mark in (
                    *(0x309, 0x300, 0x301, 0x302, 0x303, 0x304, 0x306, 0x307, 0x308, 0x308, 0x30A, 0x315, 0x312, 0x30B, 0x31B),
                    *(0x30C, 0x327, 0x31C, 0x326, 0x328, 0x325, 0x32E, 0x323, 0x324, 0x332, 0x333, 0x329, 0x32D, 0x32D),
                    *(0xFE20, 0xFE21, 0xFE23),
                )
            ),
            strict=True,
        )
    ),
    **{code: (ord(c), 0) for code, c in zip(b"\xe1\xe2\xe6\xe8\xe9\xea\xec", "ÆĐĲŁØŒÞ", strict=True)},
    **{code: (ord(c), 0) for code, c in zip(b"\xf1\xf2\xf3\xf5\xf6\xf8\xf9\xfa\xfb\xfc", "æđðıĳłøœßþ", strict=True)},
}


def from_marc8(data: bytes) -> tuple[str, int]:
    """Return the text of whole fields, separators in place, and the number of undefined characters or escapes."""
    pieces, undefined = [], 0
    for piece in _SEPARATORS.split(data):
        text, bad = _marc8(piece)
        pieces.append(text)
        undefined += bad
    return _REFERENCE.sub(_referenced, "".join(pieces)), undefined


def from_iso5426(data: bytes) -> tuple[str, int]:
    """Return the text of whole fields, separators in place, and the number of undefined characters."""
    pieces, undefined = [], 0
    for piece in _SEPARATORS.split(data):
        text = _Text()
        for byte in piece:
            text.add(*_looked_up(_ISO5426, byte) if byte > 0x7E else (chr(byte), False))
        pieces.append(text.finished())
        undefined += text.undefined
    return "".join(pieces), undefined


class _Text:
    """Characters as they come, a diacritic kept back until its letter is there."""

    def __init__(self) -> None:
        self.undefined = 0
        self._done: list[str] = []
        self._marks = ""

    def add(self, character: str, is_mark: bool) -> None:
        if is_mark:
            self._marks += character
            return
        self.undefined += character == "\ufffd"
        self._done.append(character + self._marks)
        self._marks = ""

    def plain(self, run: str) -> None:
        self._done.append(run[0] + self._marks + run[1:] if self._marks else run)
        self._marks = ""

    def finished(self) -> str:
        self.undefined += bool(self._marks)  # a diacritic without a letter
        return "".join(self._done) + self._marks


def _marc8(piece: bytes) -> tuple[str, int]:
    if piece.isascii() and b"\x1b" not in piece:
        return piece.decode("ascii"), 0
    text = _Text()
    g0, g1, at, size = _ASCII, _ANSEL, 0, len(piece)
    while at < size:
        byte = piece[at]
        if byte == 0x1B:
            found = _ESCAPE.match(piece, at)
            if found:
                g0, g1 = _designated(found, g0, g1)
            else:
                text.add(*_UNDEFINED)
            at = found.end() if found else at + 1
        elif g0 == _ASCII and (run := _PLAIN.match(piece, at)):
            text.plain(run.group().decode("ascii"))
            at = run.end()
        elif byte <= 0x20 or byte == 0x7F:
            text.plain(chr(byte))
            at += 1
        elif g0 == _EACC and byte < 0x80:
            text.add(*_looked_up(CODESETS[_EACC], int.from_bytes(piece[at : at + 3].ljust(3, b"\0"), "big")))
            at += 3
        else:
            text.add(*_looked_up(CODESETS[g1 if byte > 0x7F else g0], byte))
            at += 1
    return text.finished(), text.undefined


def _designated(found: "re.Match[bytes]", g0: int, g1: int) -> tuple[int, int]:
    """Return the sets in use after an escape sequence."""
    if found["one"]:
        return _SHORT[found["one"]], g1
    code = found["set"][-1]
    if code not in CODESETS:
        return g0, g1
    return (g0, code) if found["half"] in (b")", b"-") else (code, g1)


def _looked_up(table: Table, code: int) -> tuple[str, bool]:
    if code in _CONTROLS and code not in table:
        return _CONTROLS[code], False
    entry = table.get(code) or table.get(code ^ 0x80)
    if entry is None or entry[0] < 0x20:
        return (chr(ODD_MAP[code]), False) if code in ODD_MAP else _UNDEFINED
    return chr(entry[0]), bool(entry[1])


def _referenced(found: "re.Match[str]") -> str:
    """Return the character of a numeric reference, which MARC-8 allows for what it lacks."""
    number = int(found[1], 16)
    return chr(number) if 0x20 <= number < 0x110000 and not 0xD800 <= number < 0xE000 else found[0]
