"""A title word by word in another language, for readers who know neither its language nor another title of the work.

Made from the same tables as the translations of a question, and from nothing else: what they do not know stands as it was written, and
where they know too little there is no gloss.
"""

from collections.abc import Iterator, Mapping, Sequence

from lantai.core.bilingual.entry import Origin
from lantai.core.bilingual.words import Word, cut, is_stop, joined

from .expansion import Found, Span

ENOUGH = 0.75
"""Share of the words of a title, function words apart, that must be known. Chosen by reading glosses of the demo library, not measured."""

LEAST = 0.15
"""Weight below which a translation is one meaning among many, and no gloss."""

LONGEST_PHRASE = 4
MOST_WORDS = 20

Known = Mapping[Span, Sequence[Found]]


def spans(text: str, lang: str) -> set[Span]:
    """Return what must be looked up to gloss a text: its words, and runs of two to four of them."""
    return {span for _, _, span in _runs(_words(text, lang), lang)}


def gloss(text: str, lang: str, known: Known) -> str:
    """Return the text word by word as ``known`` has it (all of one target language); "" where too little of it is known."""
    words = _words(text, lang)
    counted = [word for word in words if _counts(word, lang)]
    if not counted or len(words) == MOST_WORDS:
        return ""
    said, covered = _said(words, lang, known)
    return " ".join(said) if covered >= ENOUGH * len(counted) else ""


def _said(words: Sequence[Word], lang: str, known: Known) -> tuple[list[str], int]:
    """Return what stands for each word in order, longest runs first, and how many words that count are known."""
    best = {(first, last): found for first, last, span in _runs(words, lang) if (found := _best(known.get(span, ())))}
    said: list[str] = []
    covered = at = 0
    while at < len(words):
        end = next((end for end in range(min(at + LONGEST_PHRASE, len(words)), at, -1) if (at, end) in best), 0)
        if end:
            covered += sum(_counts(word, lang) for word in words[at:end])
            said.append(best[at, end])
        elif _counts(words[at], lang) or words[at].text.isdigit():
            said.append(words[at].text)
        at = end or at + 1
    return said, covered


def _words(text: str, lang: str) -> list[Word]:
    return cut(text, lang)[:MOST_WORDS]


def _runs(words: Sequence[Word], lang: str) -> Iterator[tuple[int, int, Span]]:
    """Yield words and runs of words that neither begin nor end with a function word, with their places."""
    stops = [is_stop(word, lang) for word in words]
    for first in range(len(words)):
        for last in range(first + 1, min(first + LONGEST_PHRASE, len(words)) + 1):
            if not stops[first] and not stops[last - 1]:
                yield first, last, Span(lang.partition("-")[0], joined([word.key for word in words[first:last]], lang))


def _counts(word: Word, lang: str) -> bool:
    return not is_stop(word, lang) and not word.text.isdigit()


def _best(found: Sequence[Found]) -> str:
    trusted = [one for one in found if one.origin in (Origin.AUTHORITY, Origin.LEARNED) and one.weight >= LEAST]
    others = [one for one in found if one.weight >= LEAST]
    return max(trusted or others, key=lambda one: one.weight).text if others else ""
