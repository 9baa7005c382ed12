"""Other spellings of single words, which the index holds besides the words themselves.

Folding makes spellings one where that loses nothing; here are those where it would: the joined and the parted form both
exist, or a letter is dropped only by some. Each rule is a pattern and what to index in addition; enter at ``other_spellings``.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from .fold import CJK, CLUSTERED, MARKS, fold


class Spelling(NamedTuple):
    """A token to index in addition, and where its word stands in the string that was looked at. ``parts``: it joins several words."""

    token: str
    start: int
    end: int
    parts: bool = False


_LETTER = rf"[^\W_{CJK}{CLUSTERED}]"
_WORD = rf"{_LETTER}(?:{_LETTER}|[{MARKS}])*"

_ASCII = "[a-z0-9]"


def _compound(letter: str) -> re.Pattern[str]:
    return re.compile(rf"{letter}+(?:-{letter}+){{1,3}}(?!-?{letter})")


def _abbreviation(letter: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!{letter})(?:{letter}\.){{2,6}}(?:{letter}(?!{letter}))?")


_FLAT = re.compile(r"(?<![^\W_])([a-g])-flat(?![^\W_])")
_ELISION = re.compile(rf"\b(?:[cdjlmnst]|qu|un|all|dall|dell|nell|sull|jusqu|lorsqu|puisqu)['’]({_LETTER}{{3,}})", re.IGNORECASE)
_VOWELS = frozenset("aeiouyhàâäéèêëîïôöùûüœæAEIOUYHÀÂÄÉÈÊËÎÏÔÖÙÛÜŒÆ")
_POSSESSIVE = re.compile(rf"({_LETTER}{{2,}})['’]s(?!{_LETTER})", re.IGNORECASE)
_UMLAUT = re.compile(rf"{_LETTER}*[äöüåøÄÖÜÅØ]{_LETTER}*")
_WRITTEN_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "ae", "Ö": "oe", "Ü": "ue", "Ø": "oe", "Å": "aa"}
)
_CYRILLIC = re.compile(r"[а-џ]*[йїўѓќ][а-џ]*")
_PLAIN_CYRILLIC = str.maketrans("йїўѓќ", "иіугк")
_VIRAMAS = "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca"
_INDIC = re.compile(rf"(?![{MARKS}])[\u0900-\u0dff](?:[\u0900-\u0dff]|[{MARKS}])*")
_WITHOUT_VIRAMA = str.maketrans(dict.fromkeys(_VIRAMAS, ""))
_NASALS = {"ङ": "कखगघ", "ञ": "चछजझ", "ण": "टठडढ", "न": "तथदध", "म": "पफबभ"}
_NASAL_OF = {follower: nasal for nasal, followers in _NASALS.items() for follower in followers}
_BINDU = re.compile("\u0902([क-भ])")
_NASAL = re.compile("|".join(f"{nasal}\u094d(?=[{followers}])" for nasal, followers in _NASALS.items()))


def _joined(match: re.Match[str]) -> Iterator[str]:
    """e-mail: email; u.s.a.: usa. Not 1920-1960."""
    plain = match.group().replace("-", "").replace(".", "")
    if not plain.isdecimal():
        yield plain


def _flat(match: re.Match[str]) -> Iterator[str]:
    """E♭ and e-flat: eb, as keys of music are typed."""
    yield f"{match.group(1)}b"


def _rest(match: re.Match[str]) -> Iterator[str]:
    """l'homme: homme; Gulliver's: gulliver."""
    yield fold(match.group(1))


def _written_out(match: re.Match[str]) -> Iterator[str]:
    """Müller: mueller."""
    yield fold(match.group().translate(_WRITTEN_OUT))


def _plain_cyrillic(match: re.Match[str]) -> Iterator[str]:
    """толстой: толстои, as whoever has no й types it."""
    yield match.group().translate(_PLAIN_CYRILLIC)


def _indic(match: re.Match[str]) -> Iterator[str]:
    """संस्कृत: संसकृत, as typed without virama; हिन्दी: हिंदी and the other way round, both are right."""
    word = match.group()
    variants = (
        word.translate(_WITHOUT_VIRAMA),
        _NASAL.sub("\u0902", word),
        _BINDU.sub(
            lambda found: _NASAL_OF.get(found[1], "\u0902") + ("\u094d" if found[1] in _NASAL_OF else "") + found[1], word
        ),
    )
    yield from (variant for variant in variants if variant != word)


Rule = tuple[str, re.Pattern[str], Callable[[re.Match[str]], Iterator[str]]]

_IN_ASCII: tuple[Rule, ...] = (("-", _compound(_ASCII), _joined), ("-flat", _FLAT, _flat), (".", _abbreviation(_ASCII), _joined))
_IN_FOLDED: tuple[Rule, ...] = (
    ("-", _compound(_LETTER), _joined),
    ("-flat", _FLAT, _flat),
    (".", _abbreviation(_LETTER), _joined),
    ("й", _CYRILLIC, _plain_cyrillic),
    ("ї", _CYRILLIC, _plain_cyrillic),
    ("ў", _CYRILLIC, _plain_cyrillic),
    *((virama, _INDIC, _indic) for virama in _VIRAMAS),
    ("\u0902", _INDIC, _indic),
)
_IN_TEXT: tuple[Rule, ...] = (
    ("'", _ELISION, _rest),
    ("’", _ELISION, _rest),
    ("'", _POSSESSIVE, _rest),
    ("’", _POSSESSIVE, _rest),
    *((letter, _UMLAUT, _written_out) for letter in "äöüåøÄÖÜÅØ"),
)
"""A rule is tried only where its sign occurs: most texts have none."""


def in_folded(folded: str) -> Iterator[Spelling]:
    """Yield the other spellings that a folded text shows: hyphens, dots, й, viramas."""
    yield from _apply(_IN_ASCII if folded.isascii() else _IN_FOLDED, folded)


def elided(text: str) -> str:
    """Return the folded word without its elided article: homme of l'homme; "" when there is none."""
    match = _ELISION.match(text)
    return fold(match[1]) if match and match[1][0] in _VOWELS else ""


def in_text(text: str) -> Iterator[Spelling]:
    """Yield the other spellings that only the text as written (NFC) shows: apostrophes and umlauts."""
    yield from _apply(_IN_TEXT, text)


def _apply(rules: tuple[Rule, ...], text: str) -> Iterator[Spelling]:
    for sign, pattern, spell in rules:
        for start, end in _pieces_with(sign, text):
            for match in pattern.finditer(text, start, end):
                for token in spell(match):
                    yield Spelling(token, match.start(), match.end(), spell is _joined)


def _pieces_with(sign: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where the pieces between spaces that have ``sign`` begin and end: patterns over whole abstracts are slow."""
    at = text.find(sign)
    while at >= 0:
        end = text.find(" ", at)
        end = len(text) if end < 0 else end
        yield text.rfind(" ", 0, at) + 1, end
        at = text.find(sign, end)
