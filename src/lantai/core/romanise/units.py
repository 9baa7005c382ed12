"""What a romanised text sounds like, in small units that its spellings share, whoever divided its words.

Japanese and Korean are taken letter by letter across spaces: a consonant with its vowels is a unit, or a consonant alone. ``japanese`` reads Hepburn,
kunrei and what is typed without marks; ``korean`` the Revised Romanisation, McCune-Reischauer and what is typed without breves. Long vowels, doubled
consonants and what one system voices and another does not are one.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from lantai.core.text.fold import words

Unit = tuple[str, ...]
"""What may stand here, likeliest first; one in most cases."""

_JAPANESE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("oh(?![aiueoy])", "o"),
        ("cch|tch", "ty"),
        ("shi", "si"), ("chi", "ti"), ("sh", "sy"), ("ch", "ty"), ("ts", "t"), ("f", "h"), ("ji", "zi"), ("jy?", "zy"), ("dzu?|dy?(?=[ui])", "z"),
        ("v", "b"), ("l", "r"), ("w(?=[ieu])", "u"), ("wo", "o"), ("ye", "e"), ("kwa", "ka"), ("gwa", "ga"), ("m(?=[bpm])", "n"),
        (r"([^aiueon])\1", r"\1"),
        ("([aiueo])\\1+|(o)u+", r"\1\2"),
    )
)  # fmt: skip
_JAPANESE_WORD = re.compile(r"(?:[kgsztdnhbpmr]?y?[aiueo]|wa|n)+")
_JAPANESE_UNIT = re.compile(r"[kgsztdnhbpmrw]?y?[aiueo]+|n")
_PARTICLES = {"ha": "wa", "he": "e", "wo": "o"}

_KOREAN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("tch|jj|ch", "c"), ("sh", "s"), ("oo|eu|woo", "u"), ("ee", "i"), ("eo", "o"), ("[kgq]h?", "k"), ("[dt]h?", "t"), ("[bp]h?|f", "p"), ("j", "c"),
        ("l", "r"),
        ("rn|nr", "r"),
        (r"([^aiueonm])\1+", r"\1"),
    )
)  # fmt: skip
_KOREAN_WORD = re.compile(r"(?![aeiouyw]*$)(?:[kntpcsmrh]?[aeiouyw]+[kntpmr]{0,2})+|[aeiouyw]{1,3}")
_KOREAN_UNIT = re.compile(r"[kntpcsmrh]?[aeiouyw]+|[kntpcsmrh]")


def japanese(text: str) -> tuple[list[Unit], int]:
    """Return the units of a text as romanised Japanese, and how many letters sound so; other words and numbers are units as they are."""
    return _chained([_PARTICLES.get(word, word) for word in _words(text)], _japanese, _JAPANESE_WORD, _JAPANESE_UNIT)


def korean(text: str) -> tuple[list[Unit], int]:
    """Return the same of a text as romanised Korean."""
    return _chained(_words(text), _korean, _KOREAN_WORD, _KOREAN_UNIT)


def plain(letters: str, rules: Sequence[tuple[re.Pattern[str], str]]) -> str:
    """Return a run of folded letters with the rules carried out, in order."""
    for pattern, sound in rules:
        letters = pattern.sub(sound, letters)
    return letters


def _words(text: str) -> list[str]:
    return words(text.replace("-", " "))


@lru_cache(maxsize=65_536)
def _japanese(letters: str) -> str:
    return plain(letters, _JAPANESE)


@lru_cache(maxsize=65_536)
def _korean(letters: str) -> str:
    return plain(letters, _KOREAN)


def _chained(
    found: Sequence[str], spell: Callable[[str], str], word: re.Pattern[str], unit: re.Pattern[str]
) -> tuple[list[Unit], int]:
    chain: list[Unit] = []
    sounding = 0
    for run, sounds in _runs(found, lambda one: one.isascii() and one.isalpha() and word.fullmatch(spell(one)) is not None):
        if sounds:
            units = unit.findall(spell(run))
            sounding += len(run)
            chain += [(one,) for one in units]
        else:
            chain.append((run,))
    return chain, sounding


def _runs(found: Sequence[str], sounds: Callable[[str], bool]) -> Iterator[tuple[str, bool]]:
    """Yield the words, those that sound joined to one where they stand beside each other."""
    run = ""
    for one in found:
        if sounds(one):
            run += one
            continue
        if run:
            yield run, True
        run = ""
        yield one, False
    if run:
        yield run, True
