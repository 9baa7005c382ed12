"""Index tokens by which a romanised question finds a title in its own script, and the other way round; enter at ``tokens`` and ``asked``.

Six families, each with a first letter of its own: z, syllables of Chinese in pairs; j and k, units of Japanese and Korean in pairs; w, words of
scripts with an alphabet; x and h, consonants of words in Arabic and in Hebrew script. In capitals the same of titles that a record has in Latin letters
alone: a question in the title's own script looks only for these, for it finds the others by its characters.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from itertools import pairwise, product

import msgspec

from lantai.core.text.fold import fold, words
from lantai.core.text.scripts import script_of

from . import abjads, hebrew, japanese, kana, korean, units
from . import letters as alphabets
from .chinese import read
from .spoken import syllables
from .syllables import by_wade_giles, cut, with_u
from .units import Unit

VERSION = 4
"""Raise it when texts sound differently though they are written alike."""

FINGERPRINT = (str(VERSION), "japanese" if find_spec("sudachipy") else "kana")
"""What changes with the tokens: an index made without the extra finds no title with kanji."""

MOST_PARTS = 24
"""Pairs or words of a question that are looked for."""

FEWEST_CONSONANTS = 4
"""Consonants of a question without which only whole titles are found by them."""

MOST_READINGS = 4
MOST_ALTERNATIVES = 12
_UNIT_SEPARATOR = "."
_SIGNS = "".join(map(chr, range(33, 48))) + ":;<=>?@[\\]^_`{|}~«»“”„…·"
_LETTERS_OR_NUMBER = re.compile(r"[a-z]+(?=[1-5](?!\d))|[a-z]+|(?<![a-z])\d+|\d{2,}")
_ASSIMILATED = re.compile(r"\b[wf]?[aeiu]?(?:sh|th|dh|[ltdrzsn])-", re.IGNORECASE)
"""The article before t, d, r, n, s, sh, z, as it sounds, and with "and": wat-tabyin."""

_VOWEL_OR_NUMBER = re.compile(r"[aeiouyw\d]")
_LATIN = re.compile("[A-Za-zªºÀ-ÖØ-öø-ʸḀ-ỿ]+")

_AFTER_LATIN = "\u0370"
"""The first letter of another script: Greek."""

_ALPHABETIC = "ru uk be bg sr mk kk ky tg mn tt uz el ka hy hi mr ne sa bn ta te"
FAMILIES = {
    "zh": "z",
    "ja": "j",
    "ko": "k",
    **dict.fromkeys(["ar", "fa", "ur", "ota", "ps"], "x"),
    "he": "h",
    "yi": "h",
} | dict.fromkeys(_ALPHABETIC.split(" "), "w")
"""Which family a language is of that has another script than Latin, by primary tag."""

LETTERS = frozenset("zjkwxhZJKWXH")
"""What tokens begin with."""

BY_WORDS = "wxh"
"""Families whose tokens are words; those of the others are pairs."""

WADE_WEIGHT = 0.8


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """A way to understand a question by its sound. ``parts``: tokens of which one must be there, for each part; ``least``: how many parts must match.

    ``ends``: tokens of the beginning and of the end of a whole title. ``sure``: so long that no words of another language sound like it.
    """

    parts: tuple[tuple[str, ...], ...]
    ends: tuple[tuple[str, ...], tuple[str, ...]]
    least: int
    weight: float = 1.0
    sure: bool = True


def tokens(text: str, lang: str, *, alone: bool = False, whole: bool = True) -> list[str]:
    """Return the tokens of a title or name in a language (a primary tag, "" unknown), each once; none where nothing is to be romanised.

    ``alone``: the record has no form of it in another script, so that questions in such a script must find it too. ``whole``: it is a whole title, whose
    beginning and end are marked.
    """
    script = _script(text)
    found = _in_latin(text, lang) if script == "Latn" else _in_own_script(text, lang, script)
    every = list(dict.fromkeys(token for family, chain in found for token in _indexed(family, chain, whole=whole)))
    return every + [token[0].upper() + token[1:] for token in every] if alone and script == "Latn" else every


def asked(text: str, letters: Collection[str] = LETTERS) -> list[Heard]:
    """Return the ways to understand a question of words by their sound; none where there is nothing to sound.

    ``letters``: those that any token of the library's begins with; in other families nothing is looked for.
    """
    script = _script(text)
    if script == "Latn":
        return [heard for family, chain, weight in _readings(text, letters) if (heard := _heard(family, chain, weight))]
    found = _in_own_script(text, "", script, asking=True, wanted=[letter.lower() for letter in letters if letter.isupper()])
    return [heard for family, chain in found if (heard := _heard(family.upper(), chain, 1.0))]


def has_other_script(text: str) -> bool:
    """Say whether any of a text is in another script than Latin."""
    return not text.isascii() and max(text) >= _AFTER_LATIN and script_of(_LATIN.sub("", text)) != ""


Chain = Sequence[Unit]


def _in_own_script(
    text: str, lang: str, script: str, *, asking: bool = False, wanted: Collection[str] = LETTERS
) -> Iterator[tuple[str, Chain]]:
    if script == "Hani" and lang == "ko":
        script = "Kore"
    if "j" in wanted and (script == "Jpan" or (script == "Hani" and (asking or lang == "ja"))):
        yield from (("j", chain) for chain in _japanese(text))
    if "z" in wanted and script == "Hani" and lang != "ja":
        yield "z", syllables(text) if asking else [(one,) for one in _syllables(text)]
    if "k" in wanted and (script == "Kore" or (asking and script == "Hani")):
        for form in dict.fromkeys((korean.revised(text), korean.mccune(text), korean.as_written(text))):
            yield "k", units.korean(form)[0]
    if "x" in wanted and script == "Arab":
        yield "x", [found for word in words(text) if (found := abjads.arabic(word))]
    if "h" in wanted and script == "Hebr":
        yield "h", [found for word in words(text.replace("-", " ")) if (found := hebrew.hebrew(word))]
    if "w" in wanted and script in alphabets.SCRIPTS:
        yield "w", [alphabets.written(word, lang) for word in _words(text)]


def _in_latin(text: str, lang: str) -> Iterator[tuple[str, Chain]]:
    """Yield the units of a romanised title of a language that has another script."""
    family = FAMILIES.get(lang, "")
    for chain, _ in _READERS[family](text) if family else ():
        yield family, [unit[:1] for unit in chain] if family in BY_WORDS else chain


def _readings(text: str, wanted: Collection[str]) -> Iterator[tuple[str, Chain, float]]:
    """Yield a text in Latin letters as each family may understand it."""
    for family, reader in _READERS.items():
        if family not in wanted:
            continue
        yield from ((family, chain, weight) for chain, weight in reader(text))


def _spelled(read: Callable[[str], tuple[list[Unit], int]]) -> Callable[[str], Iterator[tuple[Chain, float]]]:
    def reader(text: str) -> Iterator[tuple[Chain, float]]:
        chain, sounding = read(text)
        if sounding * 2 > len(text):
            yield chain, 1.0

    return reader


def _alphabetic(text: str) -> Iterator[tuple[Chain, float]]:
    yield [alphabets.keys(word) for word in _words(text)], 1.0


def _has_vowels(text: str) -> bool:
    """Say whether a text is spelled as romanisations are, with vowels: of consonants alone, zzzxqv, anything may be made that has some of them."""
    return bool(_VOWEL_OR_NUMBER.search(fold(text)))


def _consonants(text: str) -> Iterator[tuple[Chain, float]]:
    if not _has_vowels(text):
        return
    found = words(_ASSIMILATED.sub(" ", text).replace("-", " "))
    yield [consonants for word in found if word not in abjads.ARTICLES and (consonants := abjads.latin(word))], 1.0


def _words(text: str) -> list[str]:
    return [found for word in text.replace("-", " ").split() if (found := word.strip(_SIGNS)) and fold(found).strip()]


def _script(text: str) -> str:
    """Return the script of what is not in Latin letters, where anything is not."""
    return (script_of(_LATIN.sub("", text)) if not text.isascii() else "") or script_of(text)


def _chinese(text: str) -> Iterator[tuple[Chain, float]]:
    """Yield the syllables of a text in pinyin, then as Wade and Giles would mean it; tones written as numbers are left out."""
    every = words(with_u(text.replace("-", " ")))
    found = [piece for word in every for piece in _LETTERS_OR_NUMBER.findall(word) or [word]]
    seen: set[Chain] = set()
    for wade in (False, True):
        ways = [cut(word, wade=wade) if word.isalpha() and word.isascii() else () for word in found]
        cuttable = sum(len(word) for word, way in zip(found, ways, strict=True) if way)
        if cuttable * 2 <= sum(map(len, found)) or (wade and not all(ways)):
            continue
        meant = by_wade_giles()
        for chosen in _some(product(*(way or ((word,),) for word, way in zip(found, ways, strict=True)))):
            chain = tuple((meant.get(one, (one,)) if wade else (one,)) for way in chosen for one in way)
            if chain not in seen:
                seen.add(chain)
                yield chain, WADE_WEIGHT if wade else 1.0


def _hebrew(text: str) -> Iterator[tuple[Chain, float]]:
    if not _has_vowels(text):
        return
    found = words(text.replace("-", " "))
    yield [consonants for word in found if word not in hebrew.PARTICLES and (consonants := hebrew.latin(word))], 1.0


_READERS: Mapping[str, Callable[[str], Iterator[tuple[Chain, float]]]] = {
    "z": _chinese,
    "j": _spelled(units.japanese),
    "k": _spelled(units.korean),
    "w": _alphabetic,
    "x": _consonants,
    "h": _hebrew,
}


def _some(ways: Iterable[tuple[tuple[str, ...], ...]]) -> list[tuple[tuple[str, ...], ...]]:
    return [way for _, way in zip(range(MOST_READINGS), ways, strict=False)]


def _syllables(text: str) -> list[str]:
    return [piece.text.replace("v", "u") if piece.is_read else fold(piece.text) for piece in read(text)]


def _japanese(text: str) -> Iterator[Chain]:
    """Yield the units of a text as it is read, and as words that have two readings may be read instead."""
    found = japanese.read(text)
    readings = [[word.reading for word in found]]
    if any(word.others for word in found):
        readings.append([word.others[0] if word.others else word.reading for word in found])
    for chosen in readings:
        spelled = [kana.hepburn(reading) if reading else word.text for word, reading in zip(found, chosen, strict=True)]
        if spelled:
            yield units.japanese(" ".join(spelled))[0]


def _indexed(family: str, chain: Chain, *, whole: bool) -> Iterator[str]:
    if not chain:
        return
    if family in BY_WORDS:
        yield from (family + one for unit in chain for one in unit)
    else:
        yield from (pair for one, other in pairwise(chain) for pair in _pairs(family, one, other))
    if not whole:
        return
    yield from (f"{family}<{one}" for one in chain[0])
    yield from (f"{family}{one}>" for one in chain[-1])


def _heard(family: str, chain: Chain, weight: float) -> Heard | None:
    if not chain:
        return None
    by_words = family.lower() in BY_WORDS
    if by_words:
        parts = [tuple(family + one for one in unit) for unit in chain]
    else:
        parts = [tuple(_pairs(family, one, other)) for one, other in pairwise(chain)]
    parts = list(dict.fromkeys(parts))[:MOST_PARTS]
    ends = (tuple(f"{family}<{one}" for one in chain[0]), tuple(f"{family}{one}>" for one in chain[-1]))
    sure = len(parts) > 1 if by_words or family in "zZ" else len(parts) > 3
    if family.lower() in "xh" and (consonants := sum(len(part[0]) - 1 for part in parts)) < FEWEST_CONSONANTS:
        if consonants < 2:
            return None
        parts, sure = [], False
    return Heard(parts=tuple(parts) or ends, ends=ends, least=_least(len(parts), family), weight=weight, sure=sure)


def _pairs(family: str, one: Unit, other: Unit) -> list[str]:
    return [f"{family}{before}{_UNIT_SEPARATOR}{after}" for before in one for after in other][:MOST_ALTERNATIVES]


def _least(parts: int, family: str) -> int:
    """Return how many parts must match: all of a few; of many one in four may be read otherwise (a third in Japanese), or stand in another title."""
    share = 3 if family in "jJ" else 4
    return (parts or 2) - (parts // share if parts >= 4 else 0)
