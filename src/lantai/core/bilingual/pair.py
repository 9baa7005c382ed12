"""Pair: the same words in two languages, as one record gives them; what translations are learned from."""

from enum import StrEnum

import msgspec


class PairKind(StrEnum):
    """What the words are, from which learning knows how far to trust them as a whole."""

    TITLE = "title"  # parallel, translated or original title; titles of two editions of a work
    KEYWORD = "keyword"  # one keyword, or a whole list whose order is not known to agree
    ABSTRACT = "abstract"
    LABEL = "label"  # a heading of a controlled vocabulary, of one and the same concept


class Pair(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Two texts that say the same, in two languages (BCP 47 primary tags), the smaller tag first: "en" before "zh".

    ``record``: number of the work that says so (0: no record); the same work counts once as evidence. ``field``: where it stood, "246", "keywords".
    """

    lang: str
    text: str
    other_lang: str
    other: str
    kind: PairKind = PairKind.TITLE
    record: int = 0
    field: str = ""


def pair(
    lang: str, text: str, other_lang: str, other: str, *, kind: PairKind = PairKind.TITLE, record: int = 0, field: str = ""
) -> Pair:
    """Return the pair with its languages in order."""
    if other_lang < lang:
        lang, text, other_lang, other = other_lang, other, lang, text
    return Pair(lang, text, other_lang, other, kind, record, field)
