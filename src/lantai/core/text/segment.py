"""Index tokens: folded words; text of scripts without spaces as overlapping pairs of characters.

``tokens`` is for the index (``analysed`` makes them of whole texts), ``sequence`` for what must stand side by side in a query, ``spans`` for showing
where a token stands in the original.

``tokens`` first holds every word in order, so that phrases match; after them come *other spellings* of single words, each
once: the joined form of a hyphenated word (e-mail: email), an abbreviation without dots (u.s.a.: usa), a word without its
elided article (l'homme: homme), ä ö ü written out, й as и, the last character of a run of Han, which no pair begins with, and the word "and":
"time & money", "time and money" and "time money" are one phrase.
A reader who types any of them finds the word; a phrase across the seam between words and spellings is the only one that
could be found by mistake.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from operator import add, itemgetter
from typing import NamedTuple

from . import spellings
from .fold import AND, ASCII_WORD, CJK, CLUSTERED, MARKS, SAME_WORD, TABLE, ascii_words, fold, prepare, same_words
from .fold import composed as as_nfc
from .spellings import Spelling, in_folded, in_text

_LETTER = rf"[^\W_{CJK}{CLUSTERED}]"
_CHUNK = re.compile(rf"(?P<cjk>[{CJK}]+)|(?P<clustered>[{CLUSTERED}]+)|&|{_LETTER}+(?:[{MARKS}]+{_LETTER}*)*")
_PAST_ARABIC = re.compile("[\u0900-\u1fff\u2c00-\U0010ffff]")  # signs in between, such as quotes and dashes, are no letters
_PLAIN_WORD = re.compile(r"[^\W_]+|&")
"""All that is needed where no mark spells and every script has spaces: four times as fast."""
MODES = frozenset(("major", "minor", "dur", "moll", "majeur", "mineur", "maggiore", "minore"))
"""What follows the note of a key in music: there Eb is E flat."""
_FLAT_NOTE = re.compile("[a-g]b")
_CJK_ONLY = re.compile(rf"[{CJK}]{{1,2}}")
_CLUSTER = re.compile(
    r"[\u0e40-\u0e44\u0ec0-\u0ec4]?."  # the vowels that stand before their consonant, and it
    r"[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb3-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u109d\u17b4-\u17d3]*"
)
_GOES_ON = re.compile(r"[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u0670\u06d6-\u0eff\u0f18-\u109f\u1160-\u135f\u1700-\u1ddf\u20d0-\u20ff"
                      r"\u2de0-\u2dff\u3099-\u309c\ua66f-\uabed\ufe00-\ufe2f\uff9e\uff9f\U00010a01-\U0001ffff\U000e0100-\U000e01ef]")  # fmt: skip
"""Where characters may belong to the one before; elsewhere each stands for itself."""


class Span(NamedTuple):
    """A token and where it stands in the original text."""

    token: str
    start: int
    end: int


_BY_PLACE = itemgetter(1, 2)


def sequence(text: str) -> list[str]:
    """Return the tokens of ``text`` that stand side by side, without other spellings: what a phrase is made of."""
    return _segment(fold(text))[0]


def tokens(text: str) -> list[str]:
    """Return the index tokens of ``text``: its sequence, then other spellings of its words."""
    written, folded = as_nfc(text), fold(text)
    found, others = in_order(folded)
    if spellings.may_be_in(written, folded):
        others += spellings.of(written, folded)
    found, moved = moved_apart(found)
    return [*found, *moved, *dict.fromkeys(others)] if moved or others else found


class Run(NamedTuple):
    """A word, or a stretch without spaces: tokens that stand side by side. ``joined``: the word that it makes with its neighbors.

    ``syllable``: of Tibetan, where a word is several of them.
    """

    tokens: tuple[str, ...]
    text: str
    joined: str = ""
    syllable: bool = False


def runs(text: str) -> Iterator[Run]:
    """Yield the words of a piece of text without spaces, for a query; e-mail gives e and mail, each with email as ``joined``."""
    _, _, folded, places = _with_places(text)
    compounds = [spelling for spelling in in_folded(folded) if spelling.parts]
    for match in _CHUNK.finditer(folded):
        chunk, (start, end) = match.group(), match.span()
        if match.lastgroup is None:
            found = [SAME_WORD.get(chunk, chunk)]
        else:
            found = [pair.token for pair in _pairs(list(chunk) if match.lastgroup == "cjk" else _CLUSTER.findall(chunk), 0)]
        joined = next((spelling.token for spelling in compounds if spelling.start <= start and end <= spelling.end), "")
        original = text[places[start][0] : places[end - 1][1]]
        yield Run(tuple(found), original, joined, _is_tibetan(chunk))


def _is_tibetan(chunk: str) -> bool:
    return "\u0f40" <= chunk[0] <= "\u0fbc"


def is_cjk(token: str) -> bool:
    """Tell whether ``token`` is one or two characters of Han, kana or Hangul."""
    return _CJK_ONLY.fullmatch(token) is not None


def spans(text: str) -> list[Span]:
    """Return the tokens of ``text``, other spellings included, with their places in it, in order of their beginnings."""
    if text.isascii() and len(folded := fold(text)) == len(text):
        return sorted((*_ascii_pieces(folded), *_bare(in_folded(folded)), *_bare(in_text(text))), key=_BY_PLACE)
    composed, text_places, folded, folded_places = _with_places(text)
    found = _placed((*_pieces(folded), *_last_characters(folded), *_bare(in_folded(folded))), folded_places)
    return sorted([*found, *_placed(_bare(in_text(composed)), text_places)], key=_BY_PLACE)


def _segment(folded: str) -> tuple[list[str], list[str], list[str]]:
    """Return the tokens that stand side by side, those that do not (``moved_apart``), and the last character of each run of Han."""
    found, last = in_order(folded)
    return *moved_apart(found), last


def moved_apart(found: list[str]) -> tuple[list[str], list[str]]:
    """Return the tokens that stand side by side, and those of the text that do not: "and" as often as it is there, keys of music as typed."""
    moved: list[str] = []
    if AND in found and (rest := [token for token in found if token != AND]):
        moved = [AND] * (len(found) - len(rest))  # all of them: the length of a text counts in its score
        found = rest
    if not MODES.isdisjoint(found):
        found, keys = _with_keys_of_music(found)
        moved += keys
    return found, moved


def _with_keys_of_music(found: list[str]) -> tuple[list[str], list[str]]:
    """Return the tokens with Eb major as E flat major, and the keys as typed."""
    spelled: list[str] = []
    typed: list[str] = []
    for token, follower in pairwise((*found, "")):
        if follower in MODES and _FLAT_NOTE.fullmatch(token):
            spelled += (token[0], "flat")
            typed.append(token)
        else:
            spelled.append(token)
    return spelled, typed


def in_order(folded: str) -> tuple[list[str], list[str]]:
    """Return the tokens in order, and the last character of each run of Han, kana or Hangul: ``_pieces`` without places, for speed."""
    if folded.isascii():
        return ascii_words(folded), []
    if not _PAST_ARABIC.search(folded):
        return same_words(_PLAIN_WORD.findall(folded)), []
    found = []
    last: list[str] = []
    for match in _CHUNK.finditer(folded):
        chunk = match.group()
        if match.lastgroup is None:
            found.append(SAME_WORD.get(chunk, chunk))
        elif match.lastgroup == "clustered":
            found += (piece.token for piece in _pairs(_CLUSTER.findall(chunk), 0))
        elif len(chunk) == 1:
            found.append(chunk)
        else:
            found += map(add, chunk, chunk[1:])
            last.append(chunk[-1])
    return found, last


def _ascii_pieces(folded: str) -> Iterator[Span]:
    for match in ASCII_WORD.finditer(folded):
        yield Span(SAME_WORD.get(match[0], match[0]), match.start(), match.end())


def _pieces(folded: str) -> Iterator[Span]:
    for match in _CHUNK.finditer(folded):
        chunk = match.group()
        if match.lastgroup is None:
            yield Span(SAME_WORD.get(chunk, chunk), match.start(), match.end())
        else:
            yield from _pairs(list(chunk) if match.lastgroup == "cjk" else _CLUSTER.findall(chunk), match.start())


def _pairs(units: list[str], start: int) -> Iterator[Span]:
    if len(units) == 1:
        yield Span(units[0], start, start + len(units[0]))
    for one, other in pairwise(units):
        yield Span(one + other, start, start + len(one) + len(other))
        start += len(one)


def _last_characters(folded: str) -> Iterator[Span]:
    for match in _CHUNK.finditer(folded):
        if match.lastgroup == "cjk" and len(match.group()) > 1:
            yield Span(folded[match.end() - 1], match.end() - 1, match.end())


def _bare(found: Iterable[Spelling]) -> Iterator[Span]:
    return (Span(spelling.token, spelling.start, spelling.end) for spelling in found)


def _placed(pieces: Iterable[Span], places: list[tuple[int, int]]) -> Iterator[Span]:
    for token, start, end in pieces:
        yield Span(token, places[start][0], places[end - 1][1])


Places = list[tuple[int, int]]


class _Lengths(dict[int, str]):
    """Whether a character folds to exactly one: "." yes, "!" no."""

    def __missing__(self, code: int) -> str:
        self[code] = length = "." if len(TABLE[code]) == 1 else "!"
        return length


_LENGTHS = _Lengths()


def folded_with_places(text: str) -> tuple[str, Places | None]:
    """Return ``text`` folded, and where each character of that stands in ``text``; None when every one stands in its own place."""
    if not _GOES_ON.search(text) and as_nfc(text) == text and "!" not in text.translate(_LENGTHS):
        folded = fold(text)
        if len(folded) == len(text):
            return folded, None
    _, _, folded, places = _with_places(text)
    return folded, places


def _with_places(text: str) -> tuple[str, Places, str, Places]:
    """Return ``text`` composed and folded, each with the place in ``text`` of every character of theirs."""
    clusters = list(_clusters(text))
    composed = [as_nfc(text[start:end]) for start, end in clusters] if len(clusters) < len(text) else list(text)
    prepared = prepare("".join(composed))
    if len(clusters) == len(text) == len(prepared):
        folded = [TABLE[ord(character)] for character in prepared]
    else:
        folded = [fold(prepared[start:end]) for start, end in pairwise(accumulate(map(len, composed), initial=0))]
    return "".join(composed), _spread(composed, clusters), "".join(folded), _spread(folded, clusters)


def _spread(parts: list[str], clusters: Places) -> Places:
    return [place for part, place in zip(parts, clusters, strict=True) for _ in part]


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each character with its marks begins and ends."""
    if not _GOES_ON.search(text):
        yield from pairwise(range(len(text) + 1))
        return
    starts = [0]
    for at, character in enumerate(text[1:], 1):
        if not _belongs_to_the_one_before(character):
            starts.append(at)
            continue
        while len(starts) > 1 and not TABLE[ord(text[starts[-1]])]:
            starts.pop()  # what folding drops does not part a mark from its letter
    yield from pairwise((*starts, len(text)))


def _belongs_to_the_one_before(character: str) -> bool:
    return (
        unicodedata.category(character)[0] == "M"
        or character in "ﾞﾟ゛゜"
        or "\u1160" <= character <= "\u11ff"
        or "\uffa0" <= character <= "\uffdc"
    )
