"""How a form in another script is typed on a Latin keyboard: romanised by rules in every way readers know, and by the first letters of its pinyin."""

from lantai.core.romanise.chinese import initials
from lantai.core.romanise.forms import romanised
from lantai.core.text.scripts import script_of

from .terms import Sound

OTHERS = ("ja", "ko")
"""Languages that read Han otherwise."""


def sound(text: str, lang: str) -> Sound:
    """Return how a form of this language sounds; nothing for Latin letters. Loads readings of characters: for what indexes, not for what answers."""
    if text.isascii() or script_of(text) in ("Latn", ""):
        return Sound()
    is_chinese = script_of(text) == "Hani" and lang.partition("-")[0] not in OTHERS
    letters = initials(text) if is_chinese else ""
    return Sound(tuple(form.text for form in romanised(text, lang)), (letters,) if len(letters) > 1 else ())
