"""Packed bytes: zstd with a dictionary, whose number is the first byte, so that old blobs stay readable for ever.

A record that describes an instance alone is packed together with its description, which says the same in other words: both take a quarter
less room than apart. Nearly all of a library's bytes lie so; therefore nothing is kept there that can be told again: what zstd says of itself,
and the directory of MARC.

Dictionaries are files of the package (``data/dictionary-N.zdict``), trained on the demo library by ``tools/train_dictionary.py``, or, from
``OWN`` on, the library's own (``dictionaries``). They are never changed or taken out; 0 means none.
"""

import threading
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files

import msgspec
import zstandard

from lantai.core.formats.marc.directory import with_directory, without_directory

OWN = 16
"""From this number on a dictionary is one that the library made of its own records."""

TOGETHER, CLOSER, CLOSEST = 15, 14, 13
"""First byte of received bytes and their description packed together; the second is the dictionary's number. Of the later ones zstd's own mark is left
out, and of the last the directory of a MARC record."""

DOCUMENTS = 1
"""The dictionary for BibRecords as JSON."""

LEVEL, LEVEL_TOGETHER, LEVEL_LARGE = 3, 5, 2
"""9 saves a tenth of the room and costs five times the time (docs/decisions/0002); what is packed together, 5 packs by a twentieth smaller
(docs/decisions/0166)."""

LARGE = 8_192
"""Bytes of a record, papers mostly, from which on it is packed together at ``LEVEL_LARGE``: at 3 the 26 kB of a paper take two fifths more time and are
a fifteenth smaller, at 5 three times the time (docs/decisions/0164, 0185)."""

_MARK = b"\x28\xb5\x2f\xfd"
"""How all that zstd packs begins."""

_mine = threading.local()


class Packing(msgspec.Struct, frozen=True):
    """Which dictionaries descriptions, received bytes, and both together are packed with. ``own``: those of the library among them, with their
    bytes, for processes that have no database."""

    documents: int = DOCUMENTS
    received: int = 0
    together: int = DOCUMENTS
    own: tuple[tuple[int, bytes], ...] = ()


def own_from(find: Callable[[int], bytes | None]) -> None:
    """Look for the library's own dictionaries there from now on, and forget those of another one."""
    global _find, _mine
    _find, _mine = find, threading.local()
    _own.clear()


def learn(own: tuple[tuple[int, bytes], ...]) -> None:
    """Take the library's own dictionaries as they are handed over."""
    for number, data in own:
        if number not in _own:
            _own[number] = zstandard.ZstdCompressionDict(data)


def _find(_: int) -> bytes | None:
    return None


_own: dict[int, zstandard.ZstdCompressionDict] = {}


def pack(data: bytes, *, dictionary: int = 0) -> bytes:
    """Return ``data`` compressed; ``dictionary`` is used if the package, or the library, has it."""
    number = _there(dictionary)
    return bytes((number,)) + _tools(number)[0].compress(data)


def pack_together(received: bytes, description: bytes, *, dictionary: int = 0) -> bytes:
    """Return received bytes and their description compressed together. ``description``: JSON, in which no line ends."""
    number, short = _there(dictionary), without_directory(received)
    kept, way = (received, CLOSER) if short is None else (short, CLOSEST)
    packer = _tools(number)[2 if len(received) >= LARGE else 1]
    return bytes((way, number)) + packer.compress(b"%b\n%b" % (kept, description))[len(_MARK) :]


def unpack(blob: bytes) -> bytes:
    """Return what ``pack`` was given, and of what was packed together the received bytes; raise zstandard.ZstdError for damaged bytes, or
    where their dictionary is lost."""
    received = _parted(blob)[0]
    return with_directory(received) if blob[0] == CLOSEST else received


def description(blob: bytes) -> bytes:
    """Return what ``pack`` was given, and of what was packed together the description; raise the same."""
    return _parted(blob)[-1]


def whole(blob: bytes) -> bytes:
    """Return all that was packed, as it was packed: dictionaries are trained on it."""
    return b"\n".join(_parted(blob))


def _parted(blob: bytes) -> Sequence[bytes]:
    blob = bytes(blob)
    way = blob[0] if CLOSEST <= blob[0] <= TOGETHER else 0
    number = blob[1] if way else blob[0]
    if number and not _dictionary(number):
        raise zstandard.ZstdError(f"the dictionary {number} is not there")
    unpacker = _tools(number)[-1]
    if not way:
        return (unpacker.decompress(blob[1:]),)
    return unpacker.decompress(blob[2:] if way == TOGETHER else _MARK + blob[2:]).rsplit(b"\n", 1)


def _there(dictionary: int) -> int:
    return dictionary if dictionary and _dictionary(dictionary) else 0


Tools = tuple[zstandard.ZstdCompressor, zstandard.ZstdCompressor, zstandard.ZstdCompressor, zstandard.ZstdDecompressor]


def _tools(number: int) -> Tools:
    """Return this thread's own tools for a dictionary, to pack apart, together, and large ones together, and to unpack: none may serve two threads at once."""
    tools: dict[int, Tools] = _mine.__dict__.setdefault("tools", {})
    if number not in tools:
        words = _dictionary(number)
        tools[number] = (
            zstandard.ZstdCompressor(LEVEL, dict_data=words),
            zstandard.ZstdCompressor(LEVEL_TOGETHER, dict_data=words, write_dict_id=False),
            zstandard.ZstdCompressor(LEVEL_LARGE, dict_data=words, write_dict_id=False),
            zstandard.ZstdDecompressor(dict_data=words),
        )
    return tools[number]


def _dictionary(number: int) -> zstandard.ZstdCompressionDict | None:
    if number < OWN:
        return _packaged(number)
    if number not in _own and (data := _find(number)):
        learn(((number, data),))
    return _own.get(number)


@cache
def _packaged(number: int) -> zstandard.ZstdCompressionDict | None:
    if not number:
        return None
    file = files("lantai.catalog") / "data" / f"dictionary-{number}.zdict"
    return zstandard.ZstdCompressionDict(file.read_bytes()) if file.is_file() else None
