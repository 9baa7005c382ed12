"""Which characters the bytes of a record are: decided per file, checked per record, doubtful cases said, none garbled in silence.

``examine`` looks at the first records of a file, ``decode`` turns one record's bytes into text. The order of trust: what is
valid UTF-8; what the profile says; what the leader says (MARC 21); what makes sense (evidence.py). Text comes composed (NFC)
and without control characters but U+0098 and U+009C, the marks around what sorting skips; the bytes as received are kept.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterable, Sequence

import msgspec

from lantai.core.bib.record import Repair
from lantai.core.formats.errors import WrongProfile
from lantai.core.formats.marc.evidence import UTF8_WIDE, as_text, ranking, score
from lantai.core.formats.protocol import Profile
from lantai.core.text.messages import N_

OWN_CODECS = frozenset({"marc8", "iso5426"})
"""What a profile may name beside Python's codecs."""

_SENSIBLE = 0.8  # right guesses measured 0.85 and more, but short Latin texts
_LIKELY = 0.5
_MARGIN = 0.15
_UNIMARC = frozenset({"unimarc", "cnmarc"})
_LATIN = re.compile(rb"[\xa0-\xfd]")  # what a letter of Latin-1 may be; 0x80-0x9F, 0xFE and 0xFF alone are broken characters
_PIECES = re.compile(rb"([\x1e\x1f])")
_UTF8_PAIR = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_BREAKS = re.compile(rb"[ \t]*[\r\n][ \t\r\n]*|\t+")
_EDGE_SPACE = re.compile(rb"(\x1f[!-~]) ")
_CONTROLS = bytes(set(range(0x20)) - {0x1A, 0x1B, 0x1E, 0x1F}) + b"\x7f"
_ODD = _CONTROLS + b"\x1a\x1b"
_C1 = re.compile("[\x80-\x97\x99-\x9b\x9d-\x9f\x1b]+")
_SPELLED = {
    "utf8": "utf-8",
    "utf-8-sig": "utf-8",
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "gb18030": "gb18030",
    "cp936": "gb18030",
}
_SPELLED |= {"big5": "big5", "cp950": "big5", "big5hkscs": "big5", "marc-8": "marc8", "iso-5426": "iso5426", "latin-1": "cp1252"}


def examine(raws: Iterable[bytes], profile: Profile) -> Profile:
    """Return the profile with the encoding of the file where its records do not tell it themselves; a note says why."""
    if profile.encoding:
        return msgspec.structs.replace(profile, encoding=spelled(profile.encoding))
    raws = list(raws)
    legacy = b"\x1e".join(raw for raw in raws if not raw.isascii() and not _is_utf8(raw))
    if not legacy or _mostly_utf8(legacy):
        return profile
    unimarc = profile.dialect in _UNIMARC or sum(_looks_unimarc(raw) for raw in raws) > len(raws) / 2
    if not unimarc and score(legacy, "marc8") >= _SENSIBLE:
        return profile
    (best, codec), (second, rival) = ranking(legacy, without="marc8" if unimarc else "iso5426")[:2]
    if best < _LIKELY:
        note = N_("The characters of this file are in no encoding that Lantai can tell; name one in the profile.")
        return msgspec.structs.replace(profile, notes=(*profile.notes, note))
    note = N_("The characters are read as {codec}, by the look of the first records.").format(codec=codec)
    if best - second < _MARGIN:
        note += " " + N_("They could also be {rival}; name the encoding in the profile if names look wrong.").format(rival=rival)
    return msgspec.structs.replace(profile, encoding=codec, notes=(*profile.notes, note))


def _mostly_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 with something broken: in GBK one byte in six is so by chance, in Latin letters none."""
    return sum(map(len, _UTF8_PAIR.findall(data))) > 0.4 * sum(b > 0x7F for b in data)


def _partly_utf8(data: bytes) -> bool:
    """Whether some fields are UTF-8: most of them, or whole fields of characters that take three bytes."""
    return _mostly_utf8(data) or any(UTF8_WIDE.search(field) and _is_utf8(field) for field in data.split(b"\x1e"))


def _looks_unimarc(raw: bytes) -> bool:
    directory = raw[24 : raw.find(b"\x1e")]
    tags = {directory[i : i + 3] for i in range(0, len(directory), 12)}
    return b"200" in tags and b"245" not in tags


def spelled(codec: str, *, own: bool = True) -> str:
    """Return the name under which Lantai knows an encoding; raise WrongProfile for one that nobody knows.

    ``own``: whether MARC-8 and ISO 5426 will do, which no XML or JSON is in.
    """
    name = codec.lower().replace("_", "-")
    name = _SPELLED.get(name, name)
    if name in OWN_CODECS and own:
        return name
    try:
        known = codecs.lookup(name).name
    except LookupError as problem:
        raise WrongProfile(f"no encoding is named {codec!r}; examples: utf-8, gb18030, big5, marc8, iso5426, cp1251") from problem
    known = _SPELLED.get(known, known)
    return known.replace("-", "_") if known.startswith(("koi8", "euc")) else known


def decode(data: bytes, leader: bytes, tags: Sequence[str], profile: Profile, repairs: list[Repair]) -> str:
    """Return the text of all fields, their separators in place; ``repairs`` gets what was doubtful."""
    plain = len(data.translate(None, _ODD)) == len(data)
    if not plain and len(data.translate(None, _CONTROLS)) != len(data):
        data = _without_controls(data, repairs)
    if data.isascii() and (plain or b"\x1b" not in data):
        return data.decode("ascii") if plain else data.decode("ascii").replace("\x1a", "\ufffd")
    text = _utf8(data, profile)
    if text is None:
        text = _Record(data, leader, tags, profile, repairs).text()
    text = text.replace("\x1a", "\ufffd")
    if _C1.search(text):
        text = _C1.sub("", text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _without_controls(data: bytes, repairs: list[Repair]) -> bytes:
    """Return the data with its lines joined (files were wrapped and indented) and other control characters left out."""
    joined = _BREAKS.sub(b" ", data)
    if joined != data:
        repairs.append(Repair(code="crlf", detail=N_("line breaks inside fields were taken out")))
        joined = _EDGE_SPACE.sub(rb"\1", joined)
    cleaned = joined.translate(None, _CONTROLS)
    if len(cleaned) != len(joined):
        repairs.append(Repair(code="control", detail=N_("control characters were left out")))
    return cleaned


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _utf8(data: bytes, profile: Profile) -> str | None:
    """Return the text of what is surely UTF-8, else None.

    A few two-byte characters may by chance be valid under a profile that says otherwise: then sense decides.
    """
    if data.isascii():
        return None  # with escape sequences
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    by_chance = profile.encoding not in ("", "utf-8") and not UTF8_WIDE.search(data)
    return None if by_chance and score(data, profile.encoding) >= _SENSIBLE else text


class _Record:
    """The bytes of one record that are not plainly UTF-8."""

    def __init__(self, data: bytes, leader: bytes, tags: Sequence[str], profile: Profile, repairs: list[Repair]) -> None:
        self._data, self._tags, self._repairs = data, tags, repairs
        unimarc = profile.dialect in _UNIMARC or ("200" in tags and "245" not in tags)
        self._said_by_leader = "" if unimarc else "utf-8" if leader[9:10] == b"a" else "marc8"
        self._declared = profile.encoding or self._said_by_leader
        self._without = "marc8" if unimarc else "iso5426"
        self._by_profile = bool(profile.encoding)

    def text(self) -> str:
        if self._declared == "utf-8" and (_partly_utf8(self._data) or not _LATIN.search(self._data)):
            return self._field_by_field()
        codec = self._codec(self._data)
        return self._read(self._data, codec)

    def _codec(self, data: bytes) -> str:
        """Return the encoding that makes the most sense, what is declared first; a doubt goes to the repairs."""
        declared = self._declared if self._declared != "utf-8" else ""
        own = score(data, declared) if declared else 0.0
        if own >= _SENSIBLE:
            self._say_if_ambiguous(data, own)
            return declared
        best, codec = ranking(data, without=self._without)[0]
        if declared and (own >= max(_LIKELY, best - _MARGIN) or (self._by_profile and best < _SENSIBLE)):
            self._say(N_("read as {codec}, which is doubtful"), declared)
            return declared
        if best < _LIKELY:
            codec = declared or "cp1252"
            self._say(N_("in no encoding that can be told; read as {codec}"), codec)
        elif self._declared or best < _SENSIBLE:
            self._say(N_("read as {codec}, by what makes sense"), codec)
        return codec

    def _say_if_ambiguous(self, data: bytes, own: float) -> None:
        """Few diacritics may make sense both before their letter (MARC-8) and as letters of Windows-1252."""
        if self._by_profile or self._declared != "marc8" or b"\x1b" in data:
            return
        if score(data, "cp1252") > own - 0.05:
            self._say(N_("read as {codec}; it could also be Windows-1252"), "marc8")

    def _read(self, data: bytes, codec: str) -> str:
        shown = data.replace(b"\x88", b"\x01").replace(b"\x89", b"\x02") if codec == "cp1252" else data
        text, bad = as_text(shown, codec)
        if (bad or text.count("\x1e") != data.count(b"\x1e")) and codec not in OWN_CODECS:
            text = "".join(
                piece.decode("ascii") if n % 2 else _inside(piece, codec) for n, piece in enumerate(_PIECES.split(shown))
            )
        if bad:
            self._repairs.append(Repair(code="charset", detail=N_("characters that cannot be read stand as \ufffd")))
        return text.replace("\x01", "\x98").replace("\x02", "\x9c") if codec == "cp1252" else text

    def _field_by_field(self) -> str:
        """Return the text of a record that is UTF-8 but in some fields."""
        fields = []
        for number, field in enumerate(self._data.split(b"\x1e")):
            if _is_utf8(field):
                fields.append(field.decode("utf-8"))
                continue
            at = self._tags[number] if number < len(self._tags) else ""
            if _mostly_utf8(field) or not _LATIN.search(field):
                self._repairs.append(Repair(code="charset", detail=N_("a broken UTF-8 character"), at=at))
                fields.append(field.decode("utf-8", "lantai.broken"))
            else:
                best, codec = ranking(field, without=self._without)[0]
                codec = codec if best >= _SENSIBLE else "cp1252"
                detail = N_("not UTF-8 as the rest of the record; read as {codec}").format(codec=codec)
                self._repairs.append(Repair(code="charset", detail=detail, at=at))
                fields.append(as_text(field, codec)[0])
        return "\x1e".join(fields)

    def _say(self, detail: str, codec: str) -> None:
        self._repairs.append(Repair(code="charset", detail=detail.format(codec=codec)))


def _inside(piece: bytes, codec: str) -> str:
    """Return what stands between two separators; a broken character must not swallow the next one."""
    return as_text(piece, codec)[0].replace("\x1e", "\ufffd").replace("\x1f", "\ufffd")


def _broken(problem: UnicodeError) -> tuple[str, int]:
    """Return what stands for a byte that is not UTF-8: a Latin-1 letter between ASCII ones is one, all else is lost."""
    if not isinstance(problem, UnicodeDecodeError):
        raise problem
    start, data = problem.start, problem.object
    alone = data[start + 1 : start + 2].isascii() and 0xC0 <= data[start] < 0xFE
    return (data[start : start + 1].decode("latin-1"), start + 1) if alone else ("\ufffd", problem.end)


codecs.register_error("lantai.broken", _broken)
