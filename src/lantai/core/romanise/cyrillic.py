"""Cyrillic in Latin letters: by the tables of the Library of Congress, and as English-language maps and newspapers write Russian (BGN/PCGN)."""

import re
import unicodedata
from functools import cache

from anyascii import anyascii

_RUSSIAN = dict(zip("абвгдезиклмнопрстуфыё", "abvgdeziklmnoprstufyë", strict=True)) | {
    "ж": "zh", "й": "ĭ", "х": "kh", "ц": "t͡s", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "ʺ", "ь": "ʹ", "э": "ė", "ю": "i͡u", "я": "i͡a",
    "і": "ī", "ѣ": "i͡e", "ѳ": "ḟ", "ѵ": "ẏ",
}  # fmt: skip
_SERBIAN = dict(zip("ђжјћхцчшѓќ", "đžjćhcčšǵḱ", strict=True)) | {"љ": "lj", "њ": "nj", "џ": "dž", "ѕ": "dz"}
_LANGUAGES = {
    "uk": {"г": "h", "ґ": "g", "є": "i͡e", "ж": "z͡h", "и": "y", "і": "i", "ї": "ï"},
    "be": {"г": "h", "ґ": "g", "ё": "i͡o", "ж": "z͡h", "і": "i", "ў": "ŭ"},
    "bg": {"ъ": "ŭ", "щ": "sht"},
    "sr": _SERBIAN,
    "mk": _SERBIAN,
    "bs": _SERBIAN,
    "kk": {"ә": "ă", "ғ": "gh", "қ": "q", "ң": "ng", "ө": "ȯ", "ұ": "ū", "ү": "u̇", "һ": "ḣ", "і": "ī"},
    "mn": {"ө": "ȯ", "ү": "u̇"},
}
"""What is written otherwise than in Russian."""

_BGN = _RUSSIAN | {"й": "y", "ц": "ts", "ъ": "", "ь": "", "э": "e", "ю": "yu", "я": "ya", "ё": "yo", "і": "i", "ѣ": "e", "ѳ": "f", "ѵ": "i"}  # fmt: skip
_ENDING = re.compile(r"(?:ий|ый)(?![а-яё])", re.IGNORECASE)
REVERSED = frozenset(("ru", "uk", "be", "bg"))
"""Languages whose romanised titles can be taken back: others are written in Latin letters by themselves too."""

_NOT_IN = {"ru": "іѣѳѵ", "uk": "ыёэъѣѳѵ", "be": "ищъѣѳѵ", "bg": "ыэёіѣѳѵ"}
_NUMERAL = r"\b[IVXLCDM]{2,}\b"
_LEFT_OVER = re.compile(rf"(?:{_NUMERAL})|([A-Za-zÀ-ɏ])")
_SOFT_E = re.compile(r"(?:(?<![а-яё])|(?<=[аеёиоуыэюяйъь]))е", re.IGNORECASE)


def loc(text: str, lang: str = "ru") -> str:
    """Return a text by the tables of the Library of Congress, with ligatures: "Russkai͡a literatura"."""
    return _by(_RUSSIAN | _LANGUAGES.get(lang, {}), text)


def bgn(text: str) -> str:
    """Return a Russian text as maps and newspapers write it: "Dostoyevsky"; -ий and -ый end in y."""
    text = _ENDING.sub("ы", text)
    return _by(_BGN, _SOFT_E.sub(lambda match: "Йэ" if match[0] == "Е" else "йэ", text))


def from_loc(text: str, lang: str) -> str:
    """Return a text that stands there by the tables of the Library of Congress in Cyrillic; "" where the tables do not lead there and back."""
    text = unicodedata.normalize("NFC", text.replace("\ufe20", "\u0361").replace("\ufe21", ""))
    spelled, unit = _back(lang)
    back = unit.sub(lambda match: _cased(spelled.get(match[0].lower(), match[0]), match[0]), text)
    led = unicodedata.normalize("NFC", loc(back, lang))
    return back if led.casefold() == text.casefold() and not any(_LEFT_OVER.findall(back)) else ""


@cache
def _back(lang: str) -> tuple[dict[str, str], re.Pattern[str]]:
    table = _RUSSIAN | _LANGUAGES.get(lang, {})
    modern = {latin: letter for letter, latin in table.items() if letter not in _NOT_IN[lang]}
    spelled = {unicodedata.normalize("NFC", latin): letter for latin, letter in modern.items()} | {"ʼ": "ь"}
    units = "|".join(sorted(spelled, key=len, reverse=True))
    return spelled, re.compile(rf"(?-i:{_NUMERAL})|{units}", re.IGNORECASE)


def _cased(letter: str, written: str) -> str:
    return letter.upper() if written[0].isupper() else letter


def _by(table: dict[str, str], text: str) -> str:
    made = []
    for at, letter in enumerate(text):
        low = letter.lower()
        latin = table.get(low)
        if latin is None:
            made.append(anyascii(letter) if "\u0400" <= letter <= "\u052f" else letter)
        elif letter == low or not latin:
            made.append(latin)
        else:
            shouted = text[at + 1 : at + 2].isupper() or (text[at - 1 : at].isupper() and at > 0)
            made.append(latin.upper() if shouted and len(latin) > 1 else latin[0].upper() + latin[1:])
    return "".join(made)
