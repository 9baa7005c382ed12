"""Packed bytes: zstd with a dictionary, whose number is the first byte, so that old blobs stay readable for ever.

Dictionaries are files of the package (``data/dictionary-N.zdict``) and are never changed or taken out; 0 means none.
They are trained on the demo library by ``tools/train_dictionary.py``.
"""

import threading
from functools import cache
from importlib.resources import files

import zstandard

DOCUMENTS = 1
"""The dictionary for BibRecords as JSON."""

LEVEL = 3
"""9 saves a tenth of the room and costs five times the time (docs/decisions/0002)."""

_mine = threading.local()


def pack(data: bytes, *, dictionary: int = 0) -> bytes:
    """Return ``data`` compressed; ``dictionary`` is used if the package has it."""
    number = dictionary if dictionary and _dictionary(dictionary) else 0
    return bytes((number,)) + _tools(number)[0].compress(data)


def unpack(blob: bytes) -> bytes:
    """Return what ``pack`` was given; raise zstandard.ZstdError for damaged bytes."""
    blob = bytes(blob)
    return _tools(blob[0])[1].decompress(blob[1:])


def _tools(number: int) -> tuple[zstandard.ZstdCompressor, zstandard.ZstdDecompressor]:
    """Return this thread's own pair for a dictionary: neither may be used by two threads at once."""
    tools: dict[int, tuple[zstandard.ZstdCompressor, zstandard.ZstdDecompressor]] = _mine.__dict__.setdefault("tools", {})
    if number not in tools:
        words = _dictionary(number)
        tools[number] = (zstandard.ZstdCompressor(LEVEL, dict_data=words), zstandard.ZstdDecompressor(dict_data=words))
    return tools[number]


@cache
def _dictionary(number: int) -> zstandard.ZstdCompressionDict | None:
    if not number:
        return None
    file = files("lantai.catalog") / "data" / f"dictionary-{number}.zdict"
    return zstandard.ZstdCompressionDict(file.read_bytes()) if file.is_file() else None
