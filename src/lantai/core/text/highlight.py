"""Marking of found words in the original text, right in every script.

The text is folded with offsets, its tokens compared with those of the query: no engine needs to store or read it again.
"""

from collections.abc import Collection

from .segment import Span, is_cjk, spans
from .stems import stem


def highlight(
    text: str, tokens: Collection[str], *, prefixes: Collection[str] = (), stems: Collection[str] = (), lang: str = ""
) -> list[tuple[str, bool]]:
    """Return the pieces of ``text`` in order, True where one of ``tokens``, or a word that begins with one of ``prefixes``, stands.

    Joined, the pieces are ``text`` again. Overlapping matches (pairs of Han) are one piece. A single Han character as a
    prefix marks itself only. Words whose stem in ``lang``, the language of the text, is one of ``stems`` are marked too.
    """
    wanted, beginnings = frozenset(tokens), tuple(prefixes)
    found = list(spans(text))
    matches = [match for span in found if (match := _match(span, wanted, beginnings)) is not None]
    if stems:
        matches += [(s.start, s.end) for s in found if not is_cjk(s.token) and stem(text[s.start : s.end], lang) in stems]
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


def _joined(matches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(matches):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
