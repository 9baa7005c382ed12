"""What the index of suggestions keeps of each."""

import hashlib
from functools import cache

import msgspec
import tantivy

from lantai.core.text.analysed import analyse

from .terms import TIERS, Terms

VERSION = 4
"""Raise it when suggestions are indexed differently though the fields are the same."""

_PROBE = "Straße ÅRSBOK l'été e-mail Тёплый أحمد ۱۲ 國語辞典 ひらカタ 한국어"


class Columns:
    """Names of the fields of terms."""

    FORM = "form"
    START = "start"
    WORD = "word"
    GRAM = "gram"
    INITIAL = "initial"
    HAS = "has"


@cache
def schema() -> tantivy.Schema:
    """Return the schema. ``key`` is the suggestion's own; ``has``: keys of the headings that a work has; ``number``: the work's, none of headings."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", tokenizer_name="raw", index_option="basic", stored=True)
    for name in (Columns.FORM, Columns.HAS, Columns.START, Columns.WORD, Columns.GRAM, Columns.INITIAL):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    builder.add_integer_field("number", fast=True)
    builder.add_integer_field("place", fast=True)
    builder.add_bytes_field("kept", stored=True, indexed=False)
    return builder.build()


class Row(msgspec.Struct, omit_defaults=True, gc=False):
    """One suggestion as the index takes it; see ``schema``. Texts are terms parted by spaces."""

    key: str
    place: int
    form: str = ""
    start: str = ""
    word: str = ""
    gram: str = ""
    initial: str = ""
    has: str = ""
    number: int = 0
    kept: bytes = b""


_encode = msgspec.json.Encoder().encode


def row(key: str, terms: Terms, place: int, *, number: int = 0, has: str = "", kept: bytes = b"") -> bytes:
    """Return the row of one suggestion as a line of JSON: tantivy reads it in half the time that values of Python take."""
    own = tier(place)
    starts, grams = _in_tier(own, terms.starts), _in_tier(own, terms.grams)
    return _encode(Row(key, place, terms.forms, starts, terms.words, grams, terms.initials, has, number, kept))


def _in_tier(tier: str, found: str) -> str:
    return " ".join([found, *[tier + term for term in found.split()]]) if tier else found


def first(number: int, nth: int = 0) -> int:
    """Return a number that grows with what came in: of a work, or of the ``nth`` heading of the work that was the first to name it."""
    return min(number, _MOST_WORKS) * _MOST_HEADINGS + min(nth, _MOST_HEADINGS - 1)


def place(weight: int, came: int) -> int:
    """Return by what suggestions are put in order, the highest first: their weight, and of equal ones what came in first."""
    return min(weight, _MOST_WEIGHT) * _MOST_WORKS * _MOST_HEADINGS - came


def tier(place: int) -> str:
    """Return in which tier of the order a suggestion stands, one of ``TIERS``; "" for the last, of all that are in no other."""
    weight = -(-place // (_MOST_WORKS * _MOST_HEADINGS))
    if weight > len(_CAME):
        return TIERS[sum(weight < least for least in _LEAST)]
    came = (weight * _MOST_WORKS * _MOST_HEADINGS - place) // _MOST_HEADINGS
    at = len(_LEAST) + 1 + (len(_CAME) - weight) * (len(_EARLY) + 1) + sum(came >= early for early in _EARLY)
    return TIERS[at] if at < len(TIERS) else ""


_LEAST = (256, 64, 16, 8)
"""Works, or editions and copies, from which on a suggestion stands in one of the first tiers."""
_CAME = (1, 2, 3)
"""Nearly all suggestions have so many; they are parted by the number of the work that named them first."""
_EARLY = (1 << 14, 1 << 17)

_MOST_HEADINGS, _MOST_WORKS, _MOST_WEIGHT = 1 << 7, 1 << 32, (1 << 23) - 1
"""What fits into the 63 bits of a place."""


def fingerprint(*more: str) -> str:
    """Return what changes with the schema, with how text is folded and cut, and with ``more``."""
    version: str = tantivy.__version__  # type: ignore[attr-defined]  # missing from tantivy's own stub
    told = (str(VERSION), version.rpartition(" ")[2], analyse(_PROBE), *more)
    return hashlib.blake2b("\n".join(told).encode(), digest_size=6).hexdigest()
