"""By what a suggestion is found: how its forms begin, whole forms, words inside them, how they sound and the first letters of that.

Beginnings of up to ``GRAMS`` letters are terms of their own, so that the best of a hundred thousand titles that begin so are one look-up;
longer ones are looked for among the forms themselves, where few are left; words inside from three letters on. Every term begins with the mark of its kind.
"""

from collections.abc import Callable, Iterable, Iterator

import msgspec

from lantai.core.text.analysed import analyse
from lantai.core.text.fold import key
from lantai.core.text.segment import is_cjk, sequence

from .described import Kind

GRAMS = 5
MOST_INITIALS = 8
SHORTEST_INSIDE = 3
LONGEST_FORM = 32
MOST_WORDS = 80

MARKS = {Kind.TITLE: "t", Kind.PERSON: "p", Kind.SUBJECT: "s"}


class Sound(msgspec.Struct, frozen=True):
    """How a form in another script is written by readers with a Latin keyboard: whole, in one or several ways, and by initials ("hlm")."""

    spelled: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()


Sounds = Callable[[str, str], Sound]
"""(a form, its language) -> how it sounds; nothing for Latin letters."""


def silent(text: str, lang: str) -> Sound:
    """Return nothing: where no romanisation is at hand."""
    return Sound()


class Terms(msgspec.Struct, frozen=True):
    """Terms of one suggestion, column by column."""

    forms: tuple[str, ...]
    starts: tuple[str, ...]
    words: tuple[str, ...]
    grams: tuple[str, ...]
    initials: tuple[str, ...]


def terms(kind: Kind, forms: Iterable[tuple[str, str]], *, beside: Iterable[str] = (), sounds: Sounds = silent) -> Terms:
    """Return the terms of something with these forms (text, language). ``beside``: words by which it is found as well."""
    mark = MARKS[kind]
    forms = list(forms)
    heard = [sounds(text, lang) for text, lang in forms]
    whole = _unique(
        key(text)[:LONGEST_FORM] for text in (*(text for text, _ in forms), *(s for one in heard for s in one.spelled))
    )
    words = _unique(word for text, _ in forms for word in analyse(text).split())[:MOST_WORDS]
    others = _unique(word for text in beside for word in analyse(text).split())[:MOST_WORDS]
    return Terms(
        forms=_marked(mark, whole),
        starts=_marked(mark, (start for form in whole for start in _beginnings(form, GRAMS))),
        words=_marked(mark, (*words, *others)),
        grams=_marked(mark, (word[:n] for word in words if not is_cjk(word) for n in range(SHORTEST_INSIDE, min(len(word), GRAMS) + 1))),
        initials=_marked(mark, (start for one in heard for letters in one.initials for start in _beginnings(letters, MOST_INITIALS))),
    )  # fmt: skip


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


def _beginnings(text: str, longest: int) -> Iterator[str]:
    first = 1 if is_cjk(text[:1]) else 2
    return (text[:n] for n in range(first, min(len(text), longest) + 1))


def _unique(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, found)))


def _marked(mark: str, found: Iterable[str]) -> tuple[str, ...]:
    return tuple(mark + term for term in dict.fromkeys(found))
