"""Filling: all suggestions of a library at once, in two passes over what its works say, by as many processes as there are.

The first makes the rows of works, and strews what they name over files, so that all of one heading lies in one; the second makes the rows of the
headings of each file. Nothing that is written has to be looked up or written again, and no more than one file is in memory. Pure: runs in reader processes.
"""

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec
import zstandard

from lantai.core.bib.record import Text

from .described import Described, Heading
from .schema import first
from .terms import MARKS, Sounds
from .writer import Kept, KeptForm, OtherNames, best, heading_row, title_row

WORKS_A_FILE, MOST_FILES = 5_000, 256
ASKED_TOGETHER = 500
"""Headings of which other names are looked for together."""

_KINDS = {mark: kind for kind, mark in MARKS.items()}


class Mention(msgspec.Struct, array_like=True, gc=False):
    """A heading as one work names it. ``key``: with the mark of its kind; ``came``: see schema.first."""

    key: str
    came: int
    parts: tuple[str, ...]
    forms: tuple[tuple[str, str], ...]


class Spread(msgspec.Struct, array_like=True, gc=False):
    """What the first pass gives of some works: lines of rows, and the mentions for each file, packed."""

    rows: str
    mentions: tuple[bytes, ...]


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[Mention]).decode
encode_spread = msgspec.msgpack.Encoder().encode
decode_spread = msgspec.msgpack.Decoder(Spread).decode


def files_for(works: int) -> int:
    """Return over how many files the mentions of so many works are spread."""
    return min(max(works // WORKS_A_FILE, 1), MOST_FILES)


def spread(works: Iterable[Described], *, over: int, sounds: Sounds) -> Spread:
    """Return the rows of works, and what they name."""
    rows: list[bytes] = []
    mentions: list[list[Mention]] = [[] for _ in range(over)]
    for work in works:
        rows.append(title_row(work, sounds=sounds))
        for nth, heading in enumerate(work.headings):
            key = MARKS[heading.kind] + heading.key
            forms = tuple([(form.value, form.lang) for form in heading.forms])
            mentions[zlib.crc32(key.encode()) % over].append(Mention(key, first(work.number, nth), heading.parts, forms))
    pack = zstandard.ZstdCompressor(1).compress
    return Spread(b"\n".join(rows).decode(), tuple([pack(_encode(some)) if some else b"" for some in mentions]))


def headings(packed: Iterable[bytes], *, sounds: Sounds, others: OtherNames) -> Iterator[bytes]:
    """Yield the rows of all headings of one file. ``packed``: the mentions of it, as ``spread`` gave them."""
    unpack = zstandard.ZstdDecompressor().decompress
    found: dict[str, list[Mention]] = defaultdict(list)
    for some in packed:
        for mention in _decode(unpack(some)):
            found[mention.key].append(mention)
    every = list(found.values())
    for at in range(0, len(every), ASKED_TOGETHER):
        some_headings = every[at : at + ASKED_TOGETHER]
        firsts = [min(mentions, key=_came) if len(mentions) > 1 else mentions[0] for mentions in some_headings]
        given = [
            Heading(_KINDS[one.key[0]], one.key[1:], one.parts, tuple([Text(*form) for form in one.forms])) for one in firsts
        ]
        for one, heading, mentions, more in zip(firsts, given, some_headings, others.of(given), strict=True):
            kept = Kept(heading.address, _forms(mentions, more), len(mentions), one.came)
            yield heading_row(one.key, heading.kind, kept, sounds=sounds)


def _came(mention: Mention) -> int:
    return mention.came


def _forms(mentions: Sequence[Mention], others: Sequence[Text]) -> list[KeptForm]:
    if len(mentions) == 1 and not others:
        return [KeptForm(text, lang, 1) for text, lang in mentions[0].forms]
    seen = Counter([form for mention in mentions for form in mention.forms])
    seen.update({(form.value, form.lang): 1 for form in others if (form.value, form.lang) not in seen})
    return best([KeptForm(text, lang, count) for (text, lang), count in seen.items()])
