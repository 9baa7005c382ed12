"""Where a question looks, and what counts for how much: one table for all engines, so that they rank alike.

Words are scored by BM25 per column; a word takes its best column and a little of the others, words add up.
"""

import json
from collections.abc import Mapping
from importlib.resources import files

from lantai.core.query.tree import Field, Term

from .document import GAP, Document

K1, B = 1.2, 0.75
"""BM25 as tantivy and OpenSearch have it by default."""

Weights = Mapping[str, Mapping[str, float]]


def packaged() -> Weights:
    """Return the weights that come with Lantai: ``weights.json``, which benchmarks/calibrate_weights.py finds (decision 0070)."""
    told: Weights = json.loads(files("lantai.search").joinpath("weights.json").read_text(encoding="utf-8"))
    return told


def looked_in_by(weights: Weights) -> Mapping[Field, Mapping[str, float]]:
    """Return columns and weights by the field of a term. Identifiers are looked up whole, not scored."""
    every = weights["columns"]
    return {
        Field.ANY: every,
        Field.IDENTIFIER: {},
        **{field: {name: every[name] for name in names} for field, names in _COLUMNS_OF.items()},
    }


_COLUMNS_OF = {
    Field.TITLE: ("title", "titles"), Field.NAME: ("names",), Field.SUBJECT: ("subjects",), Field.SERIES: ("series",),
    Field.CALL_NUMBER: ("call_numbers",),
}  # fmt: skip

_PACKAGED = packaged()

TIE = _PACKAGED["phrases"]["tie"]
"""Share of a word's other columns beside its best one."""

LOOKED_IN: Mapping[Field, Mapping[str, float]] = looked_in_by(_PACKAGED)

ALTERNATIVES: Mapping[str, float] = {"title": 3.0, "titles": 2.5, "subjects": 1.5, "body": 1.0}
"""Where words of other languages are looked for that the reader did not type, unless they are stems. Forty of them in all columns
would cost twice as much."""


def stems_by(weights: Weights) -> Mapping[Field, Mapping[str, float]]:
    """Return the same for stems. Beside its subject's words as typed a stem weighs as they do."""
    every = weights["stems"]
    titles = {name: every[name] for name in ("title_stems", "titles_stems")}
    return {Field.ANY: every, Field.TITLE: titles, Field.SUBJECT: {"subject_stems": weights["columns"]["subjects"]}}


STEMS: Mapping[Field, Mapping[str, float]] = stems_by(_PACKAGED)
"""Columns and weights of stems, of the reader's own words and of others. A title says in fewer words what another language may say in other ones, so it
counts for less than as typed: ChinaXiv, three keywords, Chinese to English, R@1 and R@10 with titles at 3 .744 and .919, at 2 .771 and .946, at 1.4
.771 and .933."""

HEARD = "heard"
"""What ``origin`` says of a term that is a token of core.romanise: a question by its sound."""

SOUNDS: Mapping[str, float] = {"romanised": 1.0, "romanised_others": 0.8}
"""The columns of such tokens: of the first title, and of all else. A title that sounds like the question comes after one that has its words, before notes that
have them."""

COLUMNS = tuple(LOOKED_IN[Field.ANY])
"""Every column of words as written. ``title`` holds the first title alone, ``titles`` the rest: else a work with forty translations
would count as one with a very long title, and lose to the study about it."""

STEM_COLUMNS = tuple(STEMS[Field.ANY])
"""Every column of stems: no phrase is found there."""

SOUND_COLUMNS = tuple(SOUNDS)

MATCHED: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "titles", "title_stems", "titles_stems"),
    "author": ("names",),
    "subject": ("subjects", "subject_stems"),
    "series": ("series",),
    "call_number": ("call_numbers",),
    "body": ("body", "stems"),
    "romanised": ("romanised", "romanised_others"),
}
"""What a hit's ``matched`` calls the columns."""

IDENTIFIER_FIRST = 20_000.0
EXACT_TITLE_FIRST = 2_000.0
AUTHOR_AND_TITLE_FIRST = 1_000.0
"""Added to the score. Words seldom come to more than 50 each; above 2**15 a 32-bit score would lose its thousandths."""

FIRST = 300.0
"""Added to the score of what matches the first half of a Then: more than words come to, less than an exact title."""

START = "\x02"
"""Stands before every title, so that a phrase can ask for the beginning. No analysed text holds it."""

TITLE_BEGINS = _PACKAGED["phrases"]["title_begins"]
"""Weight of the question standing at the beginning of the title, as a phrase; "Hamlet, prince of Denmark" before "On Hamlet"."""

TITLE_PHRASE = _PACKAGED["phrases"]["title_phrase"]
"""Weight of the question's words standing side by side in the title."""

SCORE_DIGITS = 3
"""Scores that are equal after rounding are ties: the order of addition differs between segments of one index."""


def use(weights: Weights) -> None:
    """Rank by other weights from now on, in this process; for calibration alone."""
    global LOOKED_IN, STEMS, TIE, TITLE_BEGINS, TITLE_PHRASE
    LOOKED_IN, STEMS = looked_in_by(weights), stems_by(weights)
    phrases = weights["phrases"]
    TIE, TITLE_BEGINS, TITLE_PHRASE = phrases["tie"], phrases["title_begins"], phrases["title_phrase"]


def looked_in(term: Term) -> Mapping[str, float]:
    """Return the columns in which a term is looked for, with their weights."""
    if term.origin == HEARD:
        return SOUNDS
    if term.stem:
        return STEMS.get(term.field, {})
    return ALTERNATIVES if term.lang and term.field is Field.ANY else LOOKED_IN[term.field]


NAMES = tuple(LOOKED_IN[Field.NAME])
"""The columns of those who made a work."""


def alternatives(*, stem: bool, names: bool = False, sounds: bool = False) -> tuple[str, ...]:
    """Return the columns in which words that the reader did not type are looked for: names among those who made works too. ``names``: these alone;
    ``sounds``: those of sounds."""
    return SOUND_COLUMNS if sounds else NAMES if names else tuple(STEMS[Field.ANY]) if stem else (*ALTERNATIVES, *NAMES)


def columns(document: Document) -> dict[str, list[str]]:
    """Return the values of each text column that has any, titles with START before them."""
    found: dict[str, list[str]] = {}
    if document.title:
        found["title"], found["titles"] = _parted([f"{START} {title}" for title in document.title.split(GAP) if title])
    if document.title_stems:
        found["title_stems"], found["titles_stems"] = _parted(document.title_stems.split(GAP))
    if document.romanised:
        found["romanised"], found["romanised_others"] = _parted(document.romanised.split(GAP))
    for name in _WHOLE:
        text: str = getattr(document, name)
        if text:
            found[name] = text.split(GAP)
    return {name: values for name, values in found.items() if values}


def _parted(values: list[str]) -> tuple[list[str], list[str]]:
    """Return the first value, and the others."""
    return values[:1], values[1:]


_WHOLE = (*COLUMNS[2:], *STEM_COLUMNS[2:])
