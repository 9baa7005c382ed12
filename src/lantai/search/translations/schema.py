"""What a file of translations holds, and how its entries are packed.

``words``: for a key and a pair of languages of one layer, all translations in one blob; the key stands first, so that all that is known of a word
lies side by side. ``named`` leads from the key of a label to its concepts, ``concepts`` hold their labels in every language, ``labeled`` counts
them. ``facts``: what the tables were made from. Nothing in the file tells the hour: the same input gives the same bytes.
"""

from collections.abc import Sequence

import msgspec

from lantai.core.bilingual.entry import Row

APPLICATION = 0x4C54_5452
"""Marks the file as ours ("LTTR"): what SQLite calls application_id."""

FORMAT = 1
"""Counted up whenever an older file can no longer be read; what SQLite calls user_version."""

TABLES = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE layers (id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL, origin TEXT NOT NULL, title TEXT NOT NULL,
                     licence TEXT NOT NULL, version TEXT NOT NULL);
CREATE TABLE pairs (id INTEGER PRIMARY KEY, layer INTEGER NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL,
                    heads INTEGER NOT NULL, entries INTEGER NOT NULL);
CREATE TABLE words (key TEXT, pair INTEGER, entries BLOB NOT NULL, PRIMARY KEY (key, pair)) WITHOUT ROWID;
CREATE TABLE concepts (id INTEGER PRIMARY KEY, layer INTEGER NOT NULL, code TEXT NOT NULL, labels BLOB NOT NULL);
CREATE TABLE labeled (layer INTEGER, lang TEXT, labels INTEGER NOT NULL, PRIMARY KEY (layer, lang)) WITHOUT ROWID;
CREATE TABLE named (key TEXT, lang TEXT, concept INTEGER, PRIMARY KEY (key, lang, concept)) WITHOUT ROWID;
"""

FULL_WEIGHT = 255
"""A weight of 1 as it is stored; steps of .004 are finer than any that were measured to matter."""

TENTHS = 10
"""How often a word was expected in training is kept to a tenth."""


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One translation of a head as it is stored; what stands at its default at the end is left out."""

    text: str
    weight: int
    evidence: int = 1
    records: tuple[int, ...] = ()
    via: str = ""


class Head(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """All translations of one key in one layer and language, best first; ``expected`` in tenths."""

    expected: int
    entries: tuple[Entry, ...]


class Name(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One label of a concept as it is stored."""

    lang: str
    text: str
    preferred: bool = True


_encode = msgspec.msgpack.Encoder().encode
decode_head = msgspec.msgpack.Decoder(Head).decode
decode_names = msgspec.msgpack.Decoder(tuple[Name, ...]).decode


def primary(lang: str) -> str:
    """Return the language of a tag without its script: "zh" of "zh-Hant"; keys are the same in both."""
    return lang.partition("-")[0]


def pack_entry(row: Row) -> bytes:
    """Return what is kept of a row beside its key and languages."""
    values = (row.text, max(1, round(min(row.weight, 1.0) * FULL_WEIGHT)), row.evidence, row.records, row.via)
    length = 5 if row.via else 4 if row.records else 3 if row.evidence != 1 else 2
    return _encode(values[:length])


def pack_head(expected: float, entries: Sequence[bytes]) -> bytes:
    """Return a head from packed entries."""
    return _encode((round(expected * TENTHS), [msgspec.Raw(entry) for entry in entries]))


def pack_names(names: Sequence[tuple[str, str, bool]]) -> bytes:
    """Return the labels of a concept: language, text, whether it is the preferred one."""
    return _encode([(lang, text) if preferred else (lang, text, False) for lang, text, preferred in names])
