"""Which characters the bytes of a text format are: told per file, checked again per record, never garbled in silence.

Enter at ``encoding_of`` (a file's head) and ``decoded`` (one record). MARC has rules of its own (marc/encoding.py).
"""

import codecs
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from lantai.core.bib.record import Repair

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# The characters that any page of Chinese, and any library's list of books, is full of, in both orthographies.
_COMMON_HAN = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "這為個國時來們於發對會動說產種後學經題名著者編译譯出版社册冊研究论論文史书書图圖馆館集卷京海北上小说說诗詩王李张張刘劉陈陳"
)
_KANA = re.compile("[\u3041-\u30fa]")
_COMMON_HANGUL = frozenset(
    "이다는의을에가를은하고한로사지서기대자인어도리스시수아전정해그나일부원장문과학와으며선구생주국제조소성용신세보도관연역화회론책간글민한글"
)
_CYRILLIC_WORD = re.compile("[А-Яа-яЁё]{3,}")
_ARABIC_WORD = re.compile("[\u0621-\u064a]{2,}")
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
_WIDE = re.compile(rb"[\xe0-\xf4][\x80-\xbf]{2,3}")
_ENOUGH = 0.12  # of the letters must be known ones; Chinese titles in the right codec reach 0.15 and more, in a wrong one 0.02


def encoding_of(head: bytes) -> str:
    """Return the Python codec of a text: by its byte order mark, as UTF-8 where it is valid, else by what reads as words.

    Of a file in several encodings it is the one of most lines.
    """
    for mark, codec in _BOMS:
        if head.startswith(mark):
            return codec
    wide = _utf16_without_mark(head)
    if wide:
        return wide
    if _valid(head, "utf-8"):
        return "utf-8"
    telling = [line for line in head.splitlines()[:2000] if not line.isascii()]
    others = [line for line in telling if not _valid(line, "utf-8")]
    return "utf-8" if len(others) <= len(telling) / 2 else _legacy(b"\n".join(others))


def _utf16_without_mark(head: bytes) -> str:
    sample = head[:4096]
    if len(sample) < 8 or sample.count(0) < len(sample) // 5:
        return ""
    return "utf-16-be" if sample[::2].count(0) > sample[1::2].count(0) else "utf-16-le"


def _valid(data: bytes, codec: str) -> bool:
    """Whether the bytes are valid; a character cut off at the end is no error."""
    try:
        codecs.getincrementaldecoder(codec)("strict").decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _legacy(head: bytes) -> str:
    scores = {codec: score(head) for codec, score in _LEGACY.items()}
    best = max(scores, key=lambda codec: scores[codec])
    return best if scores[best] >= _ENOUGH else "cp1252"


def _share(head: bytes, codec: str, known: "re.Pattern[str] | frozenset[str]") -> float:
    """Return the share of the letters beyond ASCII that belong to words of the codec's language."""
    text = head.decode(codec, "replace")
    letters = [c for c in text if c > "\x7f"]
    if not letters or text.count("\ufffd") > len(letters) * 0.02:
        return 0.0
    good = sum(c in known for c in letters) if isinstance(known, frozenset) else sum(map(len, known.findall(text)))
    return good / len(letters)


def _cyrillic(head: bytes, codec: str) -> float:
    """As ``_share``, of words whose letters have sensible case: CP866 and CP1251 read each other as letters, too."""
    text = head.decode(codec, "replace")
    words = _CYRILLIC_WORD.findall(text)
    letters = sum(c > "\x7f" for c in text)
    return sum(len(w) for w in words if w[1:].islower() or w.isupper()) / letters if letters else 0.0


_LEGACY: dict[str, Callable[[bytes], float]] = {
    "gb18030": lambda head: _share(head, "gb18030", _COMMON_HAN),
    "big5hkscs": lambda head: _share(head, "big5hkscs", _COMMON_HAN),
    "cp932": lambda head: _share(head, "cp932", _KANA),
    "cp949": lambda head: _share(head, "cp949", _COMMON_HANGUL),
    "cp1251": lambda head: _cyrillic(head, "cp1251") * 0.8,
    "cp866": lambda head: _cyrillic(head, "cp866") * 0.7,
    "cp1256": lambda head: _share(head, "cp1256", _ARABIC_WORD) * 0.5,
}


def decoded(raw: bytes, encoding: str) -> tuple[str, tuple[Repair, ...]]:
    """Return the text of one record of a file in ``encoding``, with a repair where this record proved to be in another.

    A byte that no codec explains becomes U+FFFD and is said, too.
    """
    if not encoding or encoding.startswith(("utf-8", "utf-16", "utf-32")):  # UTF-16 comes here recoded, see ``blocks``
        encoding = "utf-8"
    elif _WIDE.search(raw) and _valid(raw, "utf-8"):
        return raw.decode("utf-8", "replace"), (Repair(code="charset", detail=f"UTF-8 in a file in {encoding}"),)
    try:
        return raw.decode(encoding).removeprefix("\ufeff"), ()
    except UnicodeDecodeError:
        pass
    if _only_chinese(raw):
        return raw.decode("gb18030", "replace"), (Repair(code="charset", detail=f"gb18030 in a file in {encoding}"),)
    other = _legacy(raw)
    odd = sum(byte > 0x7F for byte in _MULTIBYTE.sub(b"", raw))
    nearly = encoding == "utf-8" and (3 * len(_WIDE.findall(raw)) > odd or len(_MULTIBYTE.findall(raw)) > 4 * odd)
    if nearly or other == "cp1252":
        return _patched(raw, encoding), (Repair(code="charset", detail=f"bytes that are not {encoding} were read as cp1252"),)
    return raw.decode(other, "replace"), (Repair(code="charset", detail=f"{other} in a file in {encoding}"),)


_CHINESE = re.compile(rb"(?:[\x00-\x7f]|[\xa1-\xa9\xb0-\xf7][\xa1-\xfe])*")


def _only_chinese(raw: bytes) -> bool:
    """Return whether all that is not ASCII is pairs of GB 2312, two at least: accented letters of other languages do not come in pairs."""
    pairs = sum(byte > 0x7F for byte in raw) // 2
    return pairs >= 2 and _CHINESE.fullmatch(raw) is not None


def _patched(raw: bytes, encoding: str) -> str:
    """Decode, reading only the bytes that are invalid in the encoding as Windows-1252."""
    pieces: list[str] = []
    while raw:
        try:
            pieces.append(raw.decode(encoding))
            break
        except UnicodeDecodeError as problem:
            pieces.append(raw[: problem.start].decode(encoding))
            pieces.append(raw[problem.start : problem.start + 1].decode("cp1252", "replace"))
            raw = raw[problem.start + 1 :]
    return "".join(pieces)


_DOUBLE_BYTES = re.compile(rb"[\x81-\xfe][\x30-\x39][\x81-\xfe][\x30-\x39]|[\x81-\xfe][\x40-\xfe]")
_DOUBLE_BYTE_CODECS = frozenset({"gb18030", "gbk", "gb2312", "big5", "big5hkscs", "cp950", "cp932", "shift_jis", "cp949"})


def masked(raw: bytes, encoding: str) -> bytes:
    """Return bytes of the same length in which no half of a double-byte character looks like a brace or a delimiter."""
    if encoding.lower() not in _DOUBLE_BYTE_CODECS:
        return raw
    return _DOUBLE_BYTES.sub(lambda found: b"\x80" * len(found[0]), raw)


def blocks(stream: BinaryIO, encoding: str, size: int = 256 * 1024) -> Iterator[bytes]:
    """Yield the stream block by block, in UTF-8 where it is in UTF-16 or UTF-32, otherwise as it is.

    Without an ``encoding`` a byte order mark decides.
    """
    first = stream.read(size)
    encoding = encoding or next((codec for mark, codec in _BOMS if first.startswith(mark)), "")
    if encoding.startswith(("utf-16", "utf-32")):
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        while first:
            yield decoder.decode(first).removeprefix("\ufeff").encode("utf-8", "replace")
            first = stream.read(size)
        yield decoder.decode(b"", final=True).encode("utf-8", "replace")
        return
    while first:
        yield first
        first = stream.read(size)
