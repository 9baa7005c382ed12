"""Where the words of a folded text begin and end, and their keys: by script, then by language."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from lantai.core.text.fold import CLUSTERED, MARKS

_HAN = "\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HANGUL = "\u1100-\u11ff\u3131-\u318f\ua960-\ua97f\uac00-\ud7ff"
_KANA = "\u3041-\u309f\u30a0-\u30ff\u3105-\u312f\u31a0-\u31ff\U0001b000-\U0001b16f"
_LETTER = rf"[^\W_{_HAN}{_HANGUL}{_KANA}{CLUSTERED}]"
_PIECE = re.compile(
    rf"(?P<han>[{_HAN}]+)|(?P<hangul>[{_HANGUL}]+)|(?P<kana>[{_KANA}]+)|(?P<clustered>[{CLUSTERED}]+)|{_LETTER}+(?:[{MARKS}]+{_LETTER}*)*"
)
_PLAIN = re.compile("[a-z0-9]+")
_JAPANESE = re.compile(r"[\u3041-\u309f]+|[\u30a0-\u30ff\uff66-\uff9f]+|[^\u3041-\u309f\u30a0-\u30ff\uff66-\uff9f]+")

_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|un|all|dall|dell|nell|sull|jusqu|lorsqu|puisqu)['’](?=\w{2})", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?<=\w)['’]s\b", re.IGNORECASE)
_SUFFIX = re.compile(r"(?<=\w\w)['’]\w+")
_OPENED = {**dict.fromkeys(("fr", "it", "ca", "oc"), _ELISION), "en": _POSSESSIVE, "tr": _SUFFIX}
"""What an apostrophe parts from its word, by language: in Turkish the endings of names (Ankara'nın)."""

_PARTICLES = (
    "에서부터|으로부터|로부터|에게서|에서는|에서의|으로서|으로써|이라는|과의|까지|께서|라는|로서|로써|마다|보다|부터|에게|에는|"
    "에서|에의|와의|으로|이나|이란|이며|조차|처럼|하고|가|과|나|는|도|로|를|만|에|와|은|을|의|이"
)
_PARTICLE = re.compile(f"(?<=[{_HANGUL}]{{2}})(?:{_PARTICLES})$")
"""Particles are written together with their noun; what is left has two syllables or more."""

Piece = tuple[int, int, str]
"""Where a word begins and ends in the folded text, and its key; "" of one that is to be stemmed as it was written."""


def opened(text: str, lang: str) -> str:
    """Return ``text`` with what an apostrophe parts from a word made spaces, character for character."""
    pattern = _OPENED.get(lang)
    if not pattern or ("'" not in text and "’" not in text):
        return text
    return pattern.sub(lambda match: " " * len(match[0]), text)


def japanese_stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield where stretches of hiragana, of katakana and of neither begin and end: once folded, kana are all alike."""
    return (match.span() for match in _JAPANESE.finditer(text))


def pieces(folded: str) -> Iterator[Piece]:
    """Yield the words of a folded text."""
    if folded.isascii():
        for match in _PLAIN.finditer(folded):
            yield match.start(), match.end(), ""
        return
    for match in _PIECE.finditer(folded):
        start, end = match.span()
        if match.lastgroup == "han":
            yield from _han(match[0], start)
        elif match.lastgroup == "hangul":
            yield start, end, _PARTICLE.sub("", match[0])
        elif match.lastgroup:
            yield start, end, match[0]
        else:
            yield start, end, ""


def _han(run: str, start: int) -> Iterator[Piece]:
    if len(run) == 1:
        yield start, start + 1, run
        return
    for word in _segment()(run):
        yield start, start + len(word), word
        start += len(word)


@cache
def _segment() -> Callable[[str], list[str]]:
    import rjieba  # its dictionary takes 30 MB: only once Chinese is met

    cut: Callable[[str], list[str]] = rjieba.cut
    return cut
