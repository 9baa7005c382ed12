"""How a form in another script is typed on a Latin keyboard: romanised by rules in every way readers know, and by the first letters of its pinyin."""

from lantai.core.romanise import chinese
from lantai.core.romanise.forms import romanised
from lantai.core.romanise.readings import LONGEST as LONGEST_PHRASE
from lantai.core.romanise.syllables import wade_giles
from lantai.core.text.scripts import script_of

from .terms import LONGEST_FORM, Sound

OTHERS = ("ja", "ko")
"""Languages that read Han otherwise."""

_WORDS = frozenset("&#+♯♭")
"""Signs that are read as words (core.text.fold)."""


def sound(text: str, lang: str) -> Sound:
    """Return how a form of this language sounds; nothing for Latin letters. Loads readings of characters: for what indexes, not for what answers."""
    if text.isascii() or (script := script_of(text)) in ("Latn", ""):
        return Sound()
    if script == "Hani" and lang.partition("-")[0] not in OTHERS:
        return _chinese(text[: LONGEST_FORM + LONGEST_PHRASE], lang)
    return Sound(_romanised(text, lang))


def _romanised(text: str, lang: str) -> tuple[str, ...]:
    return tuple(form.text for form in romanised(text, lang))


def _chinese(text: str, lang: str) -> Sound:
    """Return the same of Chinese, as far as it counts: characters are read once, and only letters are kept of pinyin and Wade-Giles."""
    pieces = chinese.read(text)
    letters = "".join([one if one.isdecimal() else one[0] for one, _, _, _ in pieces]).casefold()
    initials = (letters,) if len(letters) > 1 and any(piece.is_read for piece in pieces) else ()
    if not _WORDS.isdisjoint(text):
        return Sound(_romanised(text, lang), initials)
    pinyin = [one.replace("v", "u") if is_read else one for one, _, _, is_read in pieces]
    wade = [wade_giles(one) if piece.is_read else one for one, piece in zip(pinyin, pieces, strict=True)]
    return Sound((" ".join(pinyin), " ".join(wade)), initials)
