"""How alike two titles in lists are: journals are told apart by a letter, a number or one word, and written in many ways.

Enter at ``likeness``. What tells two titles apart however alike they look ("Series A", "Supplement", "Letters") is ``apart``.
"""

import re
from enum import StrEnum
from functools import lru_cache
from unicodedata import normalize

from lantai.core.text.fold import key, words

_PARALLEL = re.compile(r"\s+[=/|]\s*|\s*[=|]\s+|(?<=[^\W\d_]{3})/(?=[^\W\d_]{3,}\s)")
_SUBTITLE = re.compile(r"\s*[:：;]\s+|\s+[-–—]\s+|\s*[（(\[][^）)\]]*[）)\]]\s*$")
_BRACKETS = re.compile(r"\s*[（(\[](?!.*(?:series|section|part|suppl|\b[A-H]\b|\d))[^）)\]]*[）)\]]", re.IGNORECASE)
_ARTICLES = frozenset({"the", "a", "an", "le", "la", "les", "der", "die", "das", "el", "los", "il"})
_LITTLE = _ARTICLES | {
    "of",
    "and",
    "in",
    "for",
    "on",
    "de",
    "des",
    "du",
    "y",
    "e",
    "to",
    "at",
    "zur",
    "fur",
    "von",
    "di",
    "del",
    "et",
    "und",
    "with",
}

PARTS = frozenset(
    {
        "supplement", "supplements", "supplementary", "suppl", "supplementum", "letters", "series", "serie", "section", "part", "abstracts",
        "proceedings", "index",
    }
)  # fmt: skip
"""Words that make a subtitle the name of another journal."""

TELLING = PARTS | frozenset(
    {
        "reviews", "review", "annual", "bulletin", "transactions", "newsletter", "reports", "communications", "advances", "express", "new",
        "international", "european", "american", "british", "asian", "african", "australian", "canadian", "chinese", "applied",
        "theoretical", "experimental", "clinical", "quarterly", "monthly", "weekly", "yearbook", "north", "south", "east", "west",
        "online", "print", "open", "case", "research", "education", "policy", "practice", "today", "world", "general", "information",
    }
)  # fmt: skip
"""Words of which one more or less makes another journal. Gathered from near-equal titles of different ISSN in the lists of four publishers."""

LEAST_KEPT = 0.7
"""Share of a text's signs that an older encoding leaves; Turkish and Romanian titles keep nine in ten, Cyrillic ones none."""

LEAST_ABBREVIATED = 3
"""Words of a title that is looked up by their beginnings; two are shared by too many."""

_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "x": "10"}


@lru_cache(maxsize=65_536)
def forms(title: str) -> tuple[str, ...]:
    """Return the keys under which a title may stand elsewhere: whole, without its article, each of its parallel titles."""
    found = [title, *_PARALLEL.split(title)] if _PARALLEL.search(title) else [title]
    found += [_BRACKETS.sub("", each) for each in found if "(" in each or "[" in each or "（" in each]
    found += [lost for each in found if not each.isascii() and (lost := with_letters_lost(each)) != each]
    keys = [key(without) for each in found for without in (each, _without_article(each))]
    return tuple(dict.fromkeys(k for k in keys if k))


def with_letters_lost(text: str) -> str:
    """Return a Latin text as lists have it that went through an older encoding: "Društvo" as "Drutvo"; unchanged where little would be left."""
    if text.isascii():
        return text
    composed = normalize("NFC", text)
    kept = composed.encode("latin-1", "ignore").decode("latin-1")
    return kept if len(kept) >= LEAST_KEPT * len(composed) else text


def names(title: str) -> tuple[str, ...]:
    """Return the keys under which a title is looked up: its forms, that without a subtitle, and the beginnings of its words, which an
    abbreviated title shares ("Proc. Natl. Acad. Sci." and "Proceedings of the National Academy of Sciences": "~prnaacsc")."""
    found = dict.fromkeys(forms(title))
    short = _SUBTITLE.split(title)[0]
    if short and short != title:
        found |= dict.fromkeys(forms(short))
    for each in _variants(title):
        telling = said(each)
        if len(telling) >= LEAST_ABBREVIATED:
            found["~" + "".join(word[:2] for word in telling)] = None
    return tuple(found)


def book_titles(title: str) -> tuple[str, ...]:
    """Return the titles under which a book is looked up: whole, without its subtitle, without what stands in brackets behind it."""
    return tuple(
        dict.fromkeys(filter(None, (title, _without_article(title), *(_SUBTITLE.split(title)[:1]), _BRACKETS.sub("", title))))
    )


class Relation(StrEnum):
    """How two titles may be one: the same in one of their forms, but for a subtitle, or one with its words cut short."""

    SAME = "same"
    SUBTITLE = "subtitle"
    ABBREVIATED = "abbreviated"


def relation(one: str, other: str) -> Relation | None:
    """Return how two titles may be one, None where they are not; what tells parts apart is never passed over."""
    if not set(forms(one)).isdisjoint(forms(other)):
        return Relation.SAME
    if _same_but_subtitle(one, other):
        return Relation.SUBTITLE
    pairs = ((said(a), said(b)) for a in _variants(one) for b in _variants(other))
    if any(len(a) == len(b) >= LEAST_ABBREVIATED and all(map(_one_word, a, b)) for a, b in pairs):
        return Relation.ABBREVIATED
    return None


def _one_word(one: str, other: str) -> bool:
    """Say whether two words are one, perhaps cut short as titles are in citations: "proc", "natl", "j"."""
    short, long = sorted((one, other), key=len)
    if short == long or not short.isalpha() or not long.isalpha():
        return short == long
    if short == "j":
        return long in ("journal", "journals")
    return len(short) >= 3 and short[:2] == long[:2] and len(short) < len(long) and _in_order(short, long)


def _in_order(short: str, long: str) -> bool:
    """Say whether the letters of a word stand in another in that order."""
    rest = iter(long)
    return all(letter in rest for letter in short)


def _without_article(title: str) -> str:
    first, _, rest = title.strip().partition(" ")
    return rest if rest and first.casefold() in _ARTICLES else title


@lru_cache(maxsize=65_536)
def said(title: str) -> tuple[str, ...]:
    """Return the words of a title that say something, numbers as digits."""
    found = [word for word in words(title) if word not in _LITTLE]
    return tuple(_ROMAN.get(word, word) if n else word for n, word in enumerate(found))


def likeness(one: str, other: str) -> float:
    """Return 0..1: 1 the same title, 0.9 the same but for a subtitle, else the share of words in common; words cut short count."""
    if one == other:
        return 1.0
    if not set(forms(one)).isdisjoint(forms(other)):
        return 1.0
    if _same_but_subtitle(one, other):
        return 0.9
    if apart(one, other):
        return min(0.4, _shared(said(one), said(other)))
    return max(_shared(said(a), said(b)) for a in _variants(one) for b in _variants(other))


def _same_but_subtitle(one: str, other: str) -> bool:
    """Say whether the titles are the same before their subtitles, and no subtitle makes it a part of the other."""
    short, long = (_SUBTITLE.split(one)[0], _SUBTITLE.split(other)[0])
    if key(_without_article(short)) != key(_without_article(long)):
        return False
    if short not in (one, "") and long not in (other, ""):  # "ESAIM: Probability" and "ESAIM: Control" are two
        return False
    beyond = set(said(one)) ^ set(said(other))
    return not any(
        word in PARTS or (word.isdigit() and len(word) < 4) or (len(word) == 1 and word.isascii() and word.isalpha())
        for word in beyond
    )


def _variants(title: str) -> list[str]:
    return [title, *_PARALLEL.split(title)] if _PARALLEL.search(title) else [title]


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    if not one or not other:
        return 0.0
    left = list(other)
    common = 0
    for word in one:
        found = next((w for w in left if w == word), None) or next((w for w in left if _cut_short(word, w)), None)
        if found is not None:
            common += 1
            left.remove(found)
    return common / (len(one) + len(other) - common)


def _cut_short(one: str, other: str) -> bool:
    """Say whether a word is the other's beginning, as abbreviations are: "chem" and "chemistry", not "art" and "arts" of two letters."""
    short, long = sorted((one, other), key=len)
    return len(short) >= 3 and long.startswith(short) and short.isalpha()


def apart(one: str, other: str) -> bool:
    """Say whether a letter, a number or a telling word stands in one title alone; of parallel titles, in those most alike."""
    pairs = [(said(a), said(b)) for a in _variants(one) for b in _variants(other)]
    a, b = max(pairs, key=lambda pair: _shared(*pair))
    return any(_tells(word) for word in set(a) ^ set(b))


def _tells(word: str) -> bool:
    return word in TELLING or word.isdigit() or (len(word) == 1 and word.isalpha() and word.isascii())
