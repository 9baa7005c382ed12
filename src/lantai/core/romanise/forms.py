"""What a text in another script is written like in Latin letters: the form that catalogues hold first, then what else readers type."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import msgspec
from anyascii import anyascii

from lantai.core.text.scripts import script_of

from . import chinese, cyrillic, greek, japanese, korean


class Romanised(msgspec.Struct, frozen=True):
    """A text in Latin letters. ``lang``: its BCP 47 tag, "zh-Latn-pinyin"; ``scheme``: "pinyin", "wade-giles", "hepburn", "kunrei", "mccune-reischauer",
    "revised", "loc" (the tables of the Library of
    Congress, which lead both ways), "bgn", or "letters" (letter by letter, where no table is ours)."""

    text: str
    lang: str
    scheme: str


LONGEST = 500
"""Characters of a text beside which a form is shown."""

_BY_LETTERS = frozenset(("Geor", "Armn", "Deva", "Beng", "Guru", "Gujr", "Taml", "Telu", "Knda", "Mlym", "Orya", "Sinh", "Ethi"))
"""Scripts that write their vowels and words apart, so that letter by letter gives something to read."""


@lru_cache(maxsize=4096)
def romanised(text: str, lang: str = "") -> tuple[Romanised, ...]:
    """Return the forms of a text of this language ("" unknown: Han is taken as Chinese), made by rules; the first is the one to show.

    None for a text in Latin letters, and for one whose sound its writing does not tell: Arabic without vowels, kanji without the extra ``japanese``.
    """
    primary, script = lang.partition("-")[0], script_of(text)
    if script == "Hani":
        script = {"ja": "Jpan", "ko": "Kore"}.get(primary, script)
    makers = _MAKERS.get(script)
    if makers is None:
        return _by_letters(text, primary, script) if script in _BY_LETTERS else ()
    return tuple(form for make in makers if (form := make(text, primary)).text)


def shown(text: str, lang: str = "") -> Romanised | None:
    """Return the form to show beside a text; None where there is none."""
    return next(iter(romanised(text, lang)), None)


def beside(forms: Sequence[tuple[str, str]], lang: str = "") -> Romanised | None:
    """Return the form that a text lacks, made by rules: in Latin letters, or in Cyrillic where it is there only by the tables of the Library of Congress.

    ``forms``: each with its BCP 47 tag, "" unknown; ``lang``: of the record. None where nothing is lacking or nothing can be told.
    """
    text, tag = forms[0]
    if len(text) > LONGEST:
        return None
    primary = (tag or lang).partition("-")[0]
    scripts = {script_of(form) for form, _ in forms}
    if "Latn" not in scripts:
        return shown(text, primary)
    if scripts == {"Latn"} and primary in cyrillic.REVERSED and (back := cyrillic.from_loc(text, primary)):
        return Romanised(back, primary, "loc")
    return None


def _by_letters(text: str, lang: str, script: str) -> tuple[Romanised, ...]:
    return (Romanised(str(anyascii(text)), f"{lang or 'und'}-Latn", "letters"),)


_MAKERS: Mapping[str, Sequence[Callable[[str, str], Romanised]]] = {
    "Hani": (
        lambda text, _: Romanised(chinese.pinyin(text), "zh-Latn-pinyin", "pinyin"),
        lambda text, _: Romanised(chinese.wade(text), "zh-Latn-wadegile", "wade-giles"),
    ),
    "Jpan": (
        lambda text, _: Romanised(japanese.hepburn(text), "ja-Latn-hepburn", "hepburn"),
        lambda text, _: Romanised(japanese.kunrei(text), "ja-Latn", "kunrei"),
    ),
    "Kore": (
        lambda text, _: Romanised(korean.mccune(text), "ko-Latn", "mccune-reischauer"),
        lambda text, _: Romanised(korean.revised(text), "ko-Latn", "revised"),
    ),
    "Cyrl": (
        lambda text, lang: Romanised(cyrillic.loc(text, lang or "ru"), f"{lang or 'und'}-Latn-alalc97", "loc"),
        lambda text, lang: Romanised(cyrillic.bgn(text) if lang in ("", "ru") else "", f"{lang or 'und'}-Latn", "bgn"),
    ),
    "Grek": (lambda text, lang: Romanised(greek.loc(text), f"{lang or 'el'}-Latn-alalc97", "loc"),),
}
