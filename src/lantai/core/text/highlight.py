"""Marking of found words in the original text, right in every script.

The text is folded with offsets, its tokens compared with those of the query: no engine needs to store or read it again.
"""

from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from .fold import AND
from .segment import Span, is_cjk, spans
from .stems import stem, unmarked


def highlight(
    text: str,
    tokens: Collection[str],
    *,
    prefixes: Collection[str] = (),
    phrases: Collection[tuple[str, ...]] = (),
    stems: Collection[tuple[str, ...]] = (),
    lang: str = "",
) -> list[tuple[str, bool]]:
    """Return the pieces of ``text`` in order, True where one of ``tokens``, or a word that begins with one of ``prefixes``, stands.

    Joined, the pieces are ``text`` again. Overlapping matches (pairs of Han) are one piece. A single Han character as a
    prefix marks itself only. Tokens of ``phrases`` are marked where they stand side by side, and so are words whose stems in ``lang``, the
    language of the text, are one of ``stems``, in any order.
    """
    wanted, beginnings = frozenset(tokens), tuple(prefixes)
    found = list(spans(text))
    matches = [match for span in found if (match := _match(span, wanted, beginnings)) is not None]
    if phrases:
        matches += _side_by_side(found, phrases)
    if stems:
        matches += _by_stem(text, found, stems, lang)
    pieces: list[tuple[str, bool]] = []
    done = 0
    for start, end in _joined(matches):
        if start > done:
            pieces.append((text[done:start], False))
        pieces.append((text[start:end], True))
        done = end
    if done < len(text):
        pieces.append((text[done:], False))
    return pieces


def _match(span: Span, wanted: frozenset[str], beginnings: tuple[str, ...]) -> tuple[int, int] | None:
    if span.token in wanted:
        return span.start, span.end
    if not span.token.startswith(beginnings):
        return None
    if is_cjk(span.token):
        return span.start, max(span.start + 1, span.end - 1)
    return span.start, span.end


def _side_by_side(found: list[Span], phrases: Collection[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """Yield where whole phrases stand. Other spellings of a word begin where it does, and count as it; "and" parts no phrase."""
    found = [span for span in found if span.token != AND]
    tokens = {span.token for span in found}
    possible = [phrase for phrase in phrases if tokens.issuperset(phrase)]
    if not possible:
        return
    places = [{span.token: span.end for span in same} for _, same in groupby(found, key=attrgetter("start"))]
    starts = list(dict.fromkeys(span.start for span in found))
    for at, start in enumerate(starts):
        for phrase in possible:
            there = places[at : at + len(phrase)]
            if len(there) == len(phrase) and all(token in here for token, here in zip(phrase, there, strict=True)):
                yield start, there[-1][phrase[-1]]


def _by_stem(text: str, found: list[Span], stems: Collection[tuple[str, ...]], lang: str) -> Iterator[tuple[int, int]]:
    """Yield where words with these stems stand: of several stems, runs of words that have them all."""
    firsts = {span.start: span for span in reversed(found)}
    said = [
        (span, () if is_cjk(span.token) else _stems_of(text[start : span.end], lang)) for start, span in sorted(firsts.items())
    ]
    made = {each for _, both in said for each in both}
    for wanted in stems:
        if not made.issuperset(wanted):
            continue
        for is_wanted, run in groupby(said, key=lambda word: any(each in wanted for each in word[1])):
            words = list(run)
            if is_wanted and {each for _, both in words for each in both}.issuperset(wanted):
                yield words[0][0].start, words[-1][0].end


@lru_cache(maxsize=1 << 14)
def _stems_of(word: str, lang: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((stem(word, lang), stem(unmarked(word), lang))))


def _joined(matches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(matches):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
