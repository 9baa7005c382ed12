"""A string of affiliation taken apart: its words in parts between commas, what joins them, and the countries that it says."""

import re

import msgspec

from lantai.core.text.fold import fold

from .words import SAME, SMALL, STATES, TOKEN, countries, country_words, key

_SEGMENTS = re.compile(r"[,;，；、،؛|\n/]| [-–—] |(?<=[a-z])\. |#(?:TAB|N|R)#|(?<=[a-z]) \d{1,2} (?=[A-Z,])")
_ACRONYM = re.compile(r"\b[A-Z][A-Za-z0-9&]*[A-Z0-9][A-Za-z0-9]*")
_DOTTED = re.compile(r"(?<![\w.])(?:[A-Z]\. ?){2,}[A-Z]\.?(?=\s*(?:[,;)]|$))")
"""An acronym with full stops that ends a part: M.I.T.; initials have a name behind them."""
_JOINING = frozenset(
    {"of", "for", "at", "de", "du", "des", "del", "della", "do", "da", "di", "der", "fur", "von", "zu", "affiliated"}
)
_OTHERS_BEFORE = frozenset({"new", "south", "north", "west", "east"})
_LONGEST_COUNTRY = 4
MOST_WORDS = 120
"""Words of a string that are looked at; what is longer is no affiliation."""

MOST_SIGNS = 5_000
_CONTROL = dict.fromkeys((*range(9), *range(14, 32), 127), " ") | dict.fromkeys((11, 12, 0x85, 0x2028, 0x2029), "\n")


class Text(msgspec.Struct, frozen=True, gc=False):
    """``segment``: the part of each word; ``sizes``: how many words each part has; ``joined``: whether a word like "of" stands before it;
    ``countries``: ISO codes that are said; ``capitals``: what is written as an acronym, folded."""

    words: tuple[str, ...]
    segment: tuple[int, ...]
    sizes: tuple[int, ...]
    joined: tuple[bool, ...]
    countries: frozenset[str]
    capitals: frozenset[str]


def taken_apart(text: str) -> Text:
    """Take a string apart."""
    words: list[str] = []
    segment: list[int] = []
    sizes: list[int] = []
    joined: list[bool] = []
    text = text[:MOST_SIGNS].translate(_CONTROL)
    text = _DOTTED.sub(lambda found: found[0].replace(".", "").replace(" ", ""), text)
    capitals = {fold(found) for found in _ACRONYM.findall(text)}
    for part in _SEGMENTS.split(text):
        before, size = False, 0
        for word in TOKEN.findall(fold(part)):
            if word in SMALL:
                before = before or word in _JOINING
                continue
            words.append(SAME.get(word, word))
            joined.append(before)
            before, size = False, size + 1
            if size >= MOST_WORDS:
                break
        if size:
            segment += [len(sizes)] * size
            sizes.append(size)
            if len(words) >= MOST_WORDS:
                break
    return Text(tuple(words), tuple(segment), tuple(sizes), tuple(joined), _countries(words, sizes, joined), frozenset(capitals))


def _countries(words: list[str], sizes: list[int], joined: list[bool]) -> frozenset[str]:
    """Return the countries that parts end with: "New South Wales" and the "University of Georgia" say none."""
    known, parts, found, end = countries(), country_words(), set[str](), 0
    for size in sizes:
        end += size
        if words[end - 1] not in parts and size > 2:
            continue
        for length in range(min(size, _LONGEST_COUNTRY), 0, -1):
            code = known.get(key(tuple(words[end - length : end])))
            if not code:
                continue
            if length == size or (words[end - length - 1] not in _OTHERS_BEFORE and not joined[end - length]):
                found.add(code)
            break
        else:
            if words[end - size] in STATES and size <= 2 and end > size:
                found.add("US")
    if "GE" in found and (len(found) > 1 or sizes[-1] == 1):
        found.add("US")
    return frozenset(found)
