"""Other spellings of single words, which the index holds besides the words themselves.

Folding makes spellings one where that loses nothing; here are those where it would: the joined and the parted form both
exist, or a letter is dropped only by some. Each rule is a pattern and what to index in addition; enter at ``other_spellings``.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from .fold import CJK, CLUSTERED, MARKS, VIRAMAS, fold


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
_NOTE = re.compile("([a-g])(?:-flat|b)")
_ELISION = re.compile(rf"\b(?:[cdjlmnst]|qu|un|all|dall|dell|nell|sull|jusqu|lorsqu|puisqu)['’]({_LETTER}{{3,}})", re.IGNORECASE)
_ARABIC_ARTICLE = re.compile(r"(?<!\w)(?:[وفبك]?ال|لل)(\w{3,})")
_VOWELS = frozenset("aeiouyhàâäéèêëîïôöùûüœæAEIOUYHÀÂÄÉÈÊËÎÏÔÖÙÛÜŒÆ")
_POSSESSIVE = re.compile(rf"({_LETTER}{{2,}})['’]s(?!{_LETTER})", re.IGNORECASE)
_UMLAUT = re.compile(rf"{_LETTER}*[äöüåøÄÖÜÅØ]{_LETTER}*")
_WRITTEN_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "ae", "Ö": "oe", "Ü": "ue", "Ø": "oe", "Å": "aa"}
)
_CYRILLIC = re.compile(r"[а-џ]*[йїўѓќ][а-џ]*")
_PLAIN_CYRILLIC = str.maketrans("йїўѓќ", "иіугк")
_INDIC = re.compile(rf"(?![{MARKS}])[\u0900-\u0dff](?:[\u0900-\u0dff]|[{MARKS}])*")
_WITHOUT_VIRAMA = str.maketrans(dict.fromkeys(VIRAMAS, ""))
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
    """l'homme: homme; Gulliver's: gulliver; والكتاب: كتاب."""
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


@dataclass(frozen=True, slots=True, eq=False)  # looked up by identity: the hash of a pattern is slow
class Rule:
    """``signs``: only words with one of them are looked at; most texts have none. ``needs``: what all of these signs hold, the fastest to look for."""

    signs: re.Pattern[str]
    pattern: re.Pattern[str]
    spell: Callable[[re.Match[str]], Iterator[str]]
    needs: str


def _rule(signs: str, pattern: re.Pattern[str], spell: Callable[[re.Match[str]], Iterator[str]], *, needs: str = "") -> Rule:
    return Rule(re.compile(signs), pattern, spell, needs)


_IN_ASCII = (
    _rule("-", _compound(_ASCII), _joined, needs="-"),
    _rule("-flat", _FLAT, _flat, needs="-flat"),
    _rule(r"\.\w\.", _abbreviation(_ASCII), _joined, needs="."),
)
_IN_FOLDED = (
    _rule("-", _compound(_LETTER), _joined, needs="-"),
    _rule("-flat", _FLAT, _flat, needs="-flat"),
    _rule(r"\.\w\.", _abbreviation(_LETTER), _joined, needs="."),
    _rule("ال|لل", _ARABIC_ARTICLE, _rest, needs="ل"),
    _rule("[йїўѓќ]", _CYRILLIC, _plain_cyrillic),
    _rule(f"[{VIRAMAS}\u0902]", _INDIC, _indic),
)
_IN_TEXT = (
    _rule("['’]", _ELISION, _rest),
    _rule("['’]s", _POSSESSIVE, _rest),
    _rule("[äöüåøÄÖÜÅØ]", _UMLAUT, _written_out),
)

_DOTTED = re.compile(r"\.\w\.")
_SIGN = re.compile(f"[-.'’äöüåøÄÖÜÅØйїўѓќل{VIRAMAS}\u0902]")
"""Every rule wants one of these: one search for all is a fifth of one a rule."""


def may_be_in(text: str, folded: str) -> bool:
    """Tell whether a text can have other spellings at all: most have none of the signs that every rule wants."""
    if text.isascii():
        return "-" in folded or "'" in text or ("." in folded and _DOTTED.search(folded) is not None)
    return _SIGN.search(folded) is not None or _SIGN.search(text) is not None


def of(text: str, folded: str) -> list[str]:
    """Return the other spellings in a text, given as written (NFC) and folded."""
    return [token for _, token in by_rule(text, folded)]


def by_rule(text: str, folded: str) -> list[tuple[int, str]]:
    """Return the same, each with the number of its rule."""
    if " " not in folded and " " not in text:
        return _by_rule_of_one(text, folded)
    return [
        (number, spelling.token)
        for rules, first, looked_at in ((_rules(folded), 0, folded), (_IN_TEXT, len(_IN_FOLDED), text))
        for number, rule in enumerate(rules, start=first)
        if rule.needs in looked_at
        for _, piece in _pieces_with(rule.signs, looked_at)
        for spelling in _of_piece(rule, piece)
    ]


def _by_rule_of_one(text: str, folded: str) -> list[tuple[int, str]]:
    """Return the same of what has no space in it: there are no pieces to be looked for."""
    return [
        (number, token)
        for rules, first, looked_at in ((_rules(folded), 0, folded), (_IN_TEXT, len(_IN_FOLDED), text))
        for number, rule in enumerate(rules, start=first)
        if rule.needs in looked_at and rule.signs.search(looked_at)
        for match in rule.pattern.finditer(looked_at)
        for token in rule.spell(match)
    ]


def in_folded(folded: str) -> Iterator[Spelling]:
    """Yield the other spellings that a folded text shows: hyphens, dots, й, viramas."""
    yield from _placed(_rules(folded), folded)


def in_text(text: str) -> Iterator[Spelling]:
    """Yield the other spellings that only the text as written (NFC) shows: apostrophes and umlauts."""
    yield from _placed(_IN_TEXT, text)


def elided(text: str) -> str:
    """Return the folded word without the article that it is written with: homme of l'homme, كتاب of الكتاب; "" when there is none."""
    if arabic := _ARABIC_ARTICLE.fullmatch(fold(text)):
        return arabic[1]
    match = _ELISION.match(text)
    return fold(match[1]) if match and match[1][0] in _VOWELS else ""


def note(text: str) -> str:
    """Return the note that a word names as flattened: e of E♭, E-flat and Eb; "" of other words."""
    match = _NOTE.fullmatch(fold(text))
    return match[1] if match else ""


def _rules(folded: str) -> tuple[Rule, ...]:
    return _IN_ASCII if folded.isascii() else _IN_FOLDED


def _placed(rules: tuple[Rule, ...], text: str) -> Iterator[Spelling]:
    for rule in rules:
        for start, piece in _pieces_with(rule.signs, text):
            for found in _of_piece(rule, piece):
                yield found._replace(start=start + found.start, end=start + found.end)


@lru_cache(maxsize=16384)
def _of_piece(rule: Rule, piece: str) -> tuple[Spelling, ...]:
    """Words come again and again: looked up, they cost a third."""
    return tuple(
        Spelling(token, match.start(), match.end(), rule.spell is _joined)
        for match in rule.pattern.finditer(piece)
        for token in rule.spell(match)
    )


def _pieces_with(signs: re.Pattern[str], text: str) -> Iterator[tuple[int, str]]:
    """Yield the pieces between spaces that have one of ``signs``, and where they begin: patterns over whole abstracts are slow."""
    sign = signs.search(text)
    while sign:
        end = text.find(" ", sign.start())
        end = len(text) if end < 0 else end
        start = text.rfind(" ", 0, sign.start()) + 1
        yield start, text[start:end]
        sign = signs.search(text, end)
