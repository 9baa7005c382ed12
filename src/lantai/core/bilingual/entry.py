"""What a table of translations says: entries and labels, each with where it comes from, so that a reader can be told.

A *layer* is one table with one provenance: what was learned from the catalog, CC-CEDICT, a thesaurus. Layers come in two shapes:
``Row`` (this word of this language is that one of another, with a probability) and ``Label`` (one concept, its names in many languages).
"""

from enum import StrEnum

import msgspec


class Origin(StrEnum):
    """Where a translation was found, in order of trust."""

    AUTHORITY = "authority"  # an authority record, a thesaurus, CLDR, or accepted by staff
    NAME = "name"  # another form of a name: known to be one, or alike by sound and spelling
    LEARNED = "learned"  # from the library's own bilingual records
    LEXICON = "lexicon"  # a dictionary that is installed or was added
    SERVICE = "service"  # a translation service that the library configured


class Layer(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One table and what must be said of it. ``name``: short and stable ("learned", "cc-cedict"); ``title``, ``licence``, ``version``: for people."""

    name: str
    origin: Origin
    title: str
    licence: str = ""
    version: str = ""


class Row(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One translation in one direction. ``key``: core.bilingual.words key of the source word or phrase.

    ``text``: the translation as it is shown and searched. ``weight``: probability of it given the source, 0..1. ``evidence``: records
    (or lexicon entries) that say so; ``expected``: how often the source word was seen in training, for mixing. ``records``: numbers of at
    most three of them; ``via``: the word of the pivot language it was reached through, "en:book".
    """

    source: str
    key: str
    target: str
    text: str
    weight: float
    evidence: int = 1
    expected: float = 0.0
    records: tuple[int, ...] = ()
    via: str = ""


OF_WORK = "work:"
"""What the number of a concept begins with that is a work of this library, by whose titles it is named."""


class Label(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One name of a concept. ``concept``: its number or address within the layer; ``preferred``: not a mere variant."""

    concept: str
    lang: str
    text: str
    preferred: bool = True
