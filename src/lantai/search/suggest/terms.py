"""By what a suggestion is found: how its forms begin, whole forms, words inside them, how they sound and the first letters of that.

Beginnings of up to ``GRAMS`` letters are terms of their own, so that the best of a hundred thousand titles that begin so are one look-up;
longer ones are looked for among the forms themselves, where few are left; words inside from three letters on. Every term begins with the mark of its kind.
Beginnings stand a second time with their tier before it: of a beginning that a hundred thousand have, the best are those of the first tiers, and the
others need not be looked at.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

import msgspec

from lantai.core.text.analysed import analyse
from lantai.core.text.fold import key, letters
from lantai.core.text.segment import MODES, is_cjk, sequence

from .described import Kind

GRAMS = 5
MOST_INITIALS = 8
SHORTEST_INSIDE = 3
LONGEST_FORM = 32
MOST_WORDS = 80

_UNSPACED = "\u2e80"
"""From this character on most scripts have no spaces: no piece of them is met again."""

MARKS = {Kind.TITLE: "t", Kind.PERSON: "p", Kind.SUBJECT: "s"}

TIERS = "0123456789ABC"
"""The parts of the order, the best first (schema.tier); no mark of a kind is among them."""


class Sound(msgspec.Struct, frozen=True):
    """How a form in another script is written by readers with a Latin keyboard: whole, in one or several ways, and by initials ("hlm")."""

    spelled: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()


Sounds = Callable[[str, str], Sound]
"""(a form, its language) -> how it sounds; nothing for Latin letters."""


def silent(text: str, lang: str) -> Sound:
    """Return nothing: where no romanisation is at hand."""
    return Sound()


class Terms(msgspec.Struct, frozen=True, gc=False):
    """Terms of one suggestion, column by column, parted by spaces; none has one inside."""

    forms: str
    starts: str
    words: str
    grams: str
    initials: str


def terms(kind: Kind, forms: Sequence[tuple[str, str]], *, beside: Iterable[str] = (), sounds: Sounds = silent) -> Terms:
    """Return the terms of something with these forms (text, language). ``beside``: words by which it is found as well."""
    mark = MARKS[kind]
    whole: dict[str, None] = {}
    words: dict[str, None] = {}
    initials: list[str] = []
    for text, lang in forms:
        found, own = _read(text)
        whole[found[:LONGEST_FORM]] = None
        words.update(dict.fromkeys(own))
        if not text.isascii():
            heard = sounds(text, lang)
            whole.update(dict.fromkeys([key(spelled)[:LONGEST_FORM] for spelled in heard.spelled]))
            initials += [_beginnings(mark, letters, MOST_INITIALS) for letters in heard.initials]
    own_words = [*filter(None, words)][:MOST_WORDS]
    others = [word for text in beside for word in _read(text)[1] if word]
    return Terms(
        forms=_marked(mark, filter(None, whole)),
        starts=" ".join([_beginnings(mark, start, GRAMS) for start in {form[:GRAMS]: None for form in whole}]),
        words=_marked(mark, own_words + [*dict.fromkeys(others)][:MOST_WORDS] if others else own_words),
        grams=" ".join([_grams(mark, word) for word in own_words]),
        initials=" ".join(initials),
    )


def _read(text: str) -> tuple[str, Sequence[str]]:
    """Return the key and the words of a text. Those of plain words are put together of what was found of each of them before."""
    if text[:1] >= _UNSPACED:
        return key(text), analyse(text).split()
    plain = [_plain(piece) for piece in text.split(" ")]
    if None in plain or not (found := "".join(plain)):  # type: ignore[arg-type]  # there is no None among them
        return key(text), analyse(text).split()
    return found, plain  # type: ignore[return-value]


@lru_cache(maxsize=65_536)
def _plain(piece: str) -> str | None:
    """Return the word of a piece of a text between spaces that is its key too, "" of signs; None where it is more, or means more beside others."""
    found = analyse(piece)
    return found if found == letters(piece) and found not in MODES else None


class Typed(msgspec.Struct, frozen=True):
    """What somebody has typed so far. ``key``: of all of it; ``words``: those that are whole, ``last``: how one begins that may go on."""

    key: str
    words: tuple[str, ...]
    last: str


def typed(text: str) -> Typed:
    """Return what a text means that may still go on."""
    tokens = sequence(text)
    goes_on = bool(tokens) and text[-1:].isalnum() and not (is_cjk(tokens[-1]) and len(tokens[-1]) > 1)
    return Typed(key(text) if tokens else "", tuple(tokens[:-1] if goes_on else tokens), tokens[-1] if goes_on else "")


def is_enough(text: str) -> bool:
    """Say whether so much was typed that something can be suggested: two letters, or one character of Han, kana or Hangul."""
    found = key(text)
    return len(found) > 1 or is_cjk(found)


@lru_cache(maxsize=65_536)
def _beginnings(mark: str, text: str, longest: int) -> str:
    """Return the beginnings of a text, parted by spaces."""
    first = 1 if is_cjk(text[:1]) else 2
    return " ".join([mark + text[:n] for n in range(first, min(len(text), longest) + 1)])


@lru_cache(maxsize=65_536)
def _grams(mark: str, word: str) -> str:
    """Return how a word begins; the same few thousand words make nearly all headings."""
    return "" if is_cjk(word) else " ".join([mark + word[:n] for n in range(SHORTEST_INSIDE, min(len(word), GRAMS) + 1)])


def _marked(mark: str, found: Iterable[str]) -> str:
    return " ".join([mark + term for term in found])
