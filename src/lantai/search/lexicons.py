"""The library's shelf of lexicons: what is installed with Lantai, and what a librarian added (DATA/lexicons, one folder each).

``installed`` is all that training needs. An added lexicon keeps its files as they were given and a small ``lexicon.json`` beside them.
"""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

import msgspec

from lantai.core.bilingual.lexicons import About, Files, Lexicon, LexiconError, lexicon, packaged
from lantai.core.formats.unpack import Limits, unpacked

CARD = "lexicon.json"
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
LIMITS = Limits(unpacked_bytes=4 * 1024 * 1024 * 1024)
"""The largest known dictionary (FreeDict deu-eng) has 100 MB unpacked, all of a big national thesaurus two thousand."""


class Card(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What stands beside the files of an added lexicon. ``digest``: SHA-256 over the files in the order of their names."""

    name: str
    reader: str
    main: str
    about: About
    digest: str
    entries: int = 0
    refused: int = 0


def installed(directory: Path) -> list[Lexicon]:
    """Return every lexicon there is: those that come with Lantai, then those in ``directory`` (DATA/lexicons) by name.

    Raises LexiconError for a folder whose card is damaged.
    """
    return [*packaged(), *(opened(directory / card.name, card) for card in cards(directory))]


def cards(directory: Path) -> Iterator[Card]:
    """Yield the cards of the added lexicons, by name."""
    for place in sorted(directory.glob(f"*/{CARD}")):
        try:
            yield msgspec.json.decode(place.read_bytes(), type=Card)
        except msgspec.DecodeError as problem:
            raise LexiconError(
                str(place), f"this file is damaged ({problem}); remove its folder and add the lexicon again"
            ) from problem


def opened(place: Path, card: Card) -> Lexicon:
    """Return the lexicon whose files lie in a folder."""
    return lexicon(
        card.name, card.reader, files_of(card.main, [p for p in sorted(place.iterdir()) if p.name != CARD]), card.about
    )


def files_of(main: str, paths: list[Path]) -> Files:
    """Return files that are opened, and unpacked, when they are read."""
    return Files(main=main, openers={path.name: partial(_open, path) for path in paths})


def _open(path: Path) -> BinaryIO:
    return unpacked(path.open("rb"), LIMITS)
