"""MODS 3, both ways: the Library of Congress's schema, alone, in a collection, or inside OAI-PMH and SRU records.

What the elements mean stands in mods_elements.py, how they are written in mods_write.py.
"""

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec
from lxml import etree

from lantai.core.bib.record import BibRecord, TitleKind
from lantai.core.text.messages import N_

from .draft import Draft
from .envelope import opened
from .errors import Unreadable
from .mods_elements import ELEMENTS, give_statement, keep, read_language
from .mods_pieces import Elements
from .mods_write import write_mods
from .protocol import Chunk, Profile
from .xmlstream import NO_RECORD, split_elements
from .xmltree import children, local, parse, xml_encoding

NOTHING_TO_FIND = N_("The record has no title and no identifier: there is nothing to find it by.")


def sniff(head: bytes, filename: str) -> float:
    """Return how surely the file holds ``mods`` elements."""
    if re.search(rb"<(?:[\w.-]+:)?mods(?:Collection)?[\s>]", head):
        return 0.97 if b"<titleInfo" in head or b":titleInfo" in head or b"/mods/v3" in head else 0.6
    return 0.0


def examine(head: bytes, profile: Profile) -> Profile:
    """Return the profile with the encoding of the file."""
    return msgspec.structs.replace(profile, format="mods", encoding=profile.encoding or xml_encoding(head))


def split(stream: BinaryIO, profile: Profile) -> Iterator[Chunk]:
    """Yield the ``mods`` elements, or the ``record`` elements around them."""
    for chunk in split_elements(stream, frozenset({"record", "mods"}), encoding=profile.encoding):
        if not (chunk.refused == NO_RECORD and b"<modsCollection" in chunk.raw):
            yield chunk


def read(raw: bytes, profile: Profile) -> BibRecord:
    """Return the record of one element."""
    root, repairs = parse(raw, profile.encoding)
    around = opened(root, "mods")
    draft = Draft("mods")
    draft.repairs.extend(repairs)
    draft.control, draft.deleted = around.identifier, around.deleted or profile.deletions
    draft.keep("datestamp", around.datestamp)
    draft.keep("setSpec", *around.sets)
    if around.description is None:
        return draft.build()
    for language in children(around.description, "language"):
        read_language(draft, [language])
    for group in _groups(around.description):
        ELEMENTS.get(local(group[0]), keep)(draft, group)
    give_statement(draft, around.description)
    draft.titles.sort(key=lambda title: title.kind is not TitleKind.PROPER)
    if not (draft.titles or draft.identifiers):
        raise Unreadable(NOTHING_TO_FIND)
    return draft.build()


def write(records: Iterable[BibRecord], stream: BinaryIO) -> None:
    """Write a ``modsCollection``."""
    write_mods(records, stream)


def _groups(parent: etree._Element) -> Iterator[Elements]:
    """Yield the child elements, those of the same name and altRepGroup together."""
    groups: dict[tuple[str, str], Elements] = {}
    for number, element in enumerate(children(parent)):
        key = element.get("altRepGroup")
        groups.setdefault((local(element), f"group {key}" if key else str(number)), []).append(element)
    yield from groups.values()
