"""A received record for people to read: its bytes as text where they are text, and always as hexadecimal."""

import codecs
from dataclasses import dataclass

SHOWN_BYTES = 64_000
PER_LINE = 16
_VISIBLE = str.maketrans({"\x1d": "␝\n", "\x1e": "␞\n", "\x1f": "␟", "\x00": "␀", "\x1b": "␛"})


@dataclass(frozen=True, slots=True)
class Raw:
    """``text``: the bytes read as ``encoding``; ``hexadecimal``: lines of an offset and sixteen bytes."""

    size: int
    text: str
    encoding: str
    hexadecimal: str
    is_cut: bool


def show(data: bytes, *, encoding: str = "") -> Raw:
    """Return the bytes as a page shows them."""
    part = data[:SHOWN_BYTES]
    text, used = _decoded(part, encoding)
    return Raw(len(data), text.translate(_VISIBLE), used, _hexadecimal(part), len(data) > SHOWN_BYTES)


def _decoded(data: bytes, encoding: str) -> tuple[str, str]:
    for name in filter(None, ("utf-8", encoding)):
        try:
            return _whole_characters(data, name), name
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1"), "latin-1"


def _whole_characters(data: bytes, encoding: str) -> str:
    """Decode, letting go of a character that the cut may have halved."""
    return codecs.getincrementaldecoder(encoding)().decode(data)


def _hexadecimal(data: bytes) -> str:
    lines = (data[start : start + PER_LINE] for start in range(0, len(data), PER_LINE))
    return "\n".join(f"{n * PER_LINE:06x}  {line.hex(' ')}" for n, line in enumerate(lines))
