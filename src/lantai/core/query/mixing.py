"""What several tables say of one word, made into one short list: mixed by evidence, pruned, without senses that the library lacks.

What a table learned from the library's own records counts for as much as the records that speak: lambda = c / (c + 8), c being how often the
word was expected in training (a flat .7 for a table of 1,000 sentences lowered right first hits by .05; by evidence it did not).
"""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

import msgspec

from lantai.core.bilingual.entry import Origin
from lantai.core.bilingual.stopwords import stops_in
from lantai.core.text.fold import fold
from lantai.core.text.scripts import script_of
from lantai.core.text.segment import sequence
from lantai.core.text.stems import stems

from .expansion import Alternative, Found
from .han_pairs import pairs_of_han

LEAST = 0.02
MASS = 0.95
MOST = 5
"""Pruning: the smallest probability, how much probability is enough, and translations of a word into one language at most. Top 3, 5, 8 and 15
were measured alike (within .004)."""

CONSIDERED = 12
"""Translations of a word into one language that are looked for in the index before the best are taken."""

ALONE = 0.8
"""Weight of what a single record taught, beside what an authority, a dictionary or several records say."""

THROUGH_PIVOT = 0.8
"""Weight of what was reached through a third language."""

ELSEWHERE = 0.85
"""Weight of a word that an authority gives and that says nothing in another language, where most texts that have it are: Turkish "din",
religion, is Romanian "from". What was learned from texts, or stands in a dictionary, is not weighed so: that cost right answers."""

LEARNED_HALF = 8.0
"""Times a word is expected in training until what was learned counts for half."""

AUTHORITY = 0.5
"""Share of authorities beside what the other tables say: Turkey is a country and a bird."""

_TRUST = {origin: place for place, origin in enumerate(Origin)}

_PAIRED = frozenset(("zh", "ja", "ko", "th", "lo", "km", "my", "yue", "wuu", "lzh"))
"""Languages that the index holds in pairs of characters; of all others it holds stems."""


class _Told(msgspec.Struct):
    """A translation with all that is said for it."""

    best: Found
    share: float
    layers: tuple[str, ...]
    evidence: int
    records: tuple[int, ...]

    def add(self, row: Found, share: float) -> None:
        """Count what is said for it once more."""
        self.share += share
        if row.layer not in self.layers:
            self.layers += (row.layer,)
        self.evidence = max(self.evidence, row.evidence)
        self.records += row.records
        if _trust(row) < _trust(self.best):
            self.best = row


MOST_REMEMBERED = 4_096
"""Words and languages whose translations are remembered mixed, some 20 MB: questions share most of their words with those before."""


def mixed(found: Iterable[Found]) -> tuple[Alternative, ...]:
    """Return the translations of one word or phrase into one language, best first; ``weight``: probability, 0..1, adding up to 1. Those that are kept
    have codes, see ``pruned``."""
    return _mixed(tuple(found))


@lru_cache(maxsize=MOST_REMEMBERED)
def _mixed(found: tuple[Found, ...]) -> tuple[Alternative, ...]:
    by_layer: dict[str, list[Found]] = {}
    for one in _without_guesses(found):
        by_layer.setdefault(one.layer, []).append(one)
    shares = _shares(by_layer)
    told: dict[tuple[tuple[str, ...], bool], _Told] = {}
    for layer, rows in by_layer.items():
        total = sum(row.weight for row in rows)
        if not shares[layer] or not total:
            continue
        for row in rows:
            tokens, stem = (
                index_tokens(row.text, row.lang) if row.origin is not Origin.NAME else (tuple(sequence(row.text)), False)
            )
            if not tokens:
                continue
            share = shares[layer] * row.weight / total
            if before := told.get((tokens, stem)):
                before.add(row, share)
            else:
                told[tokens, stem] = _Told(row, share, (row.layer,), row.evidence, row.records)
    alternatives = (_alternative(one, tokens, stem) for (tokens, stem), one in told.items())
    return tuple(sorted(alternatives, key=lambda a: (-a.weight, a.text)))


def without_guesses(found: Sequence[Found]) -> Sequence[Found]:
    """Return what is known of a word or phrase in all languages. Of the title of a work that the library has in several languages, what a single record
    taught is left out: a word of a title is not the title.
    """
    if not any(one.origin is Origin.AUTHORITY and one.records for one in found):
        return found
    return [one for one in found if not is_guess(one)]


def is_guess(found: Found | Alternative) -> bool:
    """Say whether a single record is all that speaks for a translation."""
    return found.origin is Origin.LEARNED and found.evidence < 2


def is_own_word(found: Found, text: str, typed: Collection[str], *, is_here: bool) -> bool:
    """Say whether a form of a name is nothing new to the question: it has only words that were typed, or merely sounds like a text of the same script of
    which the library has a word (``is_here``): demonstration is no other spelling of administration.

    ``text``: what was looked up; ``typed``: the folded words of the question as they stood between spaces: who typed Einstein'ın has not typed Einstein.
    """
    if found.origin is not Origin.NAME:
        return False
    misheard = is_here and not found.records and script_of(text) == script_of(found.text)
    return misheard or all(fold(word) in typed for word in found.text.split())


def pruned(alternatives: Sequence[Alternative], *, most: int = MOST) -> tuple[Alternative, ...]:
    """Return the best of the translations into one language, their weights now beside the best one's, and less where little speaks for them."""
    kept: list[Alternative] = []
    total = sum(one.weight for one in alternatives)
    reached = 0.0
    for one in alternatives:
        if len(kept) == most or one.weight < LEAST * total or reached >= MASS * total:
            break
        kept.append(one)
        reached += one.weight
    best = kept[0].weight if kept else 1.0
    return tuple(msgspec.structs.replace(one, weight=round(_beside(one, best), 4), code=code(one.text, one.lang)) for one in kept)


@lru_cache(maxsize=65_536)
def index_tokens(text: str, lang: str) -> tuple[tuple[str, ...], bool]:
    """Return the tokens by which the index knows a translation, and whether they are stems."""
    primary = lang.partition("-")[0]
    if primary not in _PAIRED and (found := stems(text, primary)):
        return tuple(found), True
    return pairs_of_han(text) or tuple(sequence(text)), False


@lru_cache(maxsize=65_536)
def code(text: str, lang: str) -> str:
    """Return what an address carries to drop a translation."""
    return f"{lang}:{' '.join(fold(text).split())}"


def dropped(codes: Iterable[str]) -> frozenset[tuple[str, tuple[str, ...]]]:
    """Return the languages and index tokens of codes: whatever form of a word was dropped, all its forms are."""
    parted = (code.partition(":") for code in codes)
    return frozenset(
        (lang, tokens)
        for lang, _, text in parted
        if lang and text
        for tokens in (index_tokens(text, lang)[0], tuple(sequence(text)))
    )


def _without_guesses(found: Sequence[Found]) -> Sequence[Found]:
    """Return what is said without what a single record let us learn of something that an authority knows: a word of a title is not the title."""
    if not any(one.origin is Origin.AUTHORITY for one in found):
        return found
    return [one for one in found if not is_guess(one)]


def _shares(by_layer: dict[str, list[Found]]) -> dict[str, float]:
    """Return how much each layer counts: authorities beside the rest, learned against lexicons by evidence, layers of one kind alike."""
    kinds: dict[Origin, list[str]] = {}
    for layer, rows in by_layer.items():
        kinds.setdefault(rows[0].origin, []).append(layer)
    worth = dict.fromkeys(kinds, 0.0)
    if Origin.LEARNED in kinds and Origin.LEXICON in kinds:
        expected = max(row.expected for layer in kinds[Origin.LEARNED] for row in by_layer[layer])
        worth[Origin.LEARNED] = expected / (expected + LEARNED_HALF)
        worth[Origin.LEXICON] = 1 - worth[Origin.LEARNED]
    else:
        worth |= {kind: 1.0 for kind in (Origin.LEARNED, Origin.LEXICON) if kind in kinds}
    others = any(worth.values())
    for kind in (Origin.AUTHORITY, Origin.NAME, Origin.SERVICE):
        if kind in kinds:
            worth[kind] = AUTHORITY / (1 - AUTHORITY) if others and kind is Origin.AUTHORITY else 0.0 if others else 1.0
            others = True
    return {layer: worth[kind] / len(layers) for kind, layers in kinds.items() for layer in layers}


def _beside(one: Alternative, best: float) -> float:
    """Return the weight of a translation beside the best of its language; a name is worth what speaks for it, however little else there is."""
    return one.likely if one.origin is Origin.NAME else one.weight / best * _confidence(one)


def _confidence(one: Alternative) -> float:
    elsewhere = one.origin is Origin.AUTHORITY and stops_in(fold(one.text)) - {one.lang.partition("-")[0]}
    return (ELSEWHERE if elsewhere else 1.0) * (ALONE if is_guess(one) else 1.0) * (THROUGH_PIVOT if one.via else 1.0)


def _trust(found: Found) -> tuple[int, float]:
    return _TRUST[found.origin], -found.weight


def _alternative(told: _Told, tokens: tuple[str, ...], stem: bool) -> Alternative:
    best = told.best
    return Alternative(
        text=best.text, lang=best.lang, weight=told.share, tokens=tokens, origin=best.origin, stem=stem, layers=told.layers,
        evidence=told.evidence, records=tuple(dict.fromkeys(told.records))[:3], via=best.via,
        likely=best.weight if best.origin is Origin.NAME else 1.0,
    )  # fmt: skip
