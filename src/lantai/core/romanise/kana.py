"""Kana in Latin letters: as Hepburn wrote them, with long vowels marked, and by the system of the Japanese ministry (kunrei)."""

import re

_ROWS = {
    "": "アイウエオ", "k": "カキクケコ", "g": "ガギグゲゴ", "s": "サシスセソ", "z": "ザジズゼゾ", "t": "タチツテト", "d": "ダヂヅデド", "n": "ナニヌネノ",
    "h": "ハヒフヘホ", "b": "バビブベボ", "p": "パピプペポ", "m": "マミムメモ", "r": "ラリルレロ",
}  # fmt: skip
_KUNREI = {kana: row + vowel for row, letters in _ROWS.items() for kana, vowel in zip(letters, "aiueo", strict=True)} | {
    "ヤ": "ya", "ユ": "yu", "ヨ": "yo", "ワ": "wa", "ヲ": "o", "ン": "n", "ヰ": "i", "ヱ": "e", "ヴ": "vu", "ヂ": "zi", "ヅ": "zu",
}  # fmt: skip
_KUNREI |= {
    kana + y: _KUNREI[kana][0] + "y" + vowel
    for kana in "キギシジチヂニヒビピミリ"
    for y, vowel in zip("ャュョ", "auo", strict=True)
}
_HEPBURN = _KUNREI | {"シ": "shi", "チ": "chi", "ツ": "tsu", "フ": "fu", "ジ": "ji", "ヂ": "ji"}
_HEPBURN |= {
    kana + small: spelled + vowel
    for kana, spelled in (("シ", "sh"), ("チ", "ch"), ("ジ", "j"), ("ヂ", "j"))
    for small, vowel in zip("ャュョェ", "auoe", strict=True)
}
_FOREIGN = {
    kana + small: spelled + vowel
    for kana, spelled in (("フ", "f"), ("ヴ", "v"), ("ツ", "ts"), ("ウ", "w"), ("ク", "kw"), ("グ", "gw"))
    for small, vowel in zip("ァィェォ", "aieo", strict=True)
} | {"ティ": "ti", "ディ": "di", "トゥ": "tu", "ドゥ": "du", "デュ": "dyu", "フュ": "fyu", "イェ": "ye"}
_SMALL = dict(zip("ァィゥェォャュョヮ", ("a", "i", "u", "e", "o", "ya", "yu", "yo", "wa"), strict=True))
_UNIT = re.compile("|".join(sorted({*_HEPBURN, *_FOREIGN, *_SMALL, "ッ", "ー", "."}, key=len, reverse=True)), re.DOTALL)
_LONG = (("aa", "ā"), ("uu", "ū"), ("ee", "ē"), ("oo", "ō"), ("ou", "ō"))
_CIRCUMFLEXES = str.maketrans("āīūēō", "âîûêô")
_DOUBLED = frozenset("kgsztdhbpfrcjv")
_MARKED = dict(zip("aiueo", "āīūēō", strict=True))


def katakana(text: str) -> str:
    """Return hiragana as katakana; all else as it is."""
    return "".join([chr(ord(letter) + 0x60) if "ぁ" <= letter <= "ゖ" else letter for letter in text])


def hepburn(kana: str, *, inflected: bool = False) -> str:
    """Return one word of kana in Latin letters; the long vowels of ``inflected`` words stay apart at their end: omou."""
    return _marked(_spelled(katakana(kana), _HEPBURN | _FOREIGN), inflected=inflected)


def kunrei(kana: str, *, inflected: bool = False) -> str:
    """Return one word of kana by the ministry's system, with circumflexes: syôsetu."""
    return _marked(_spelled(katakana(kana), _FOREIGN | _KUNREI), inflected=inflected).translate(_CIRCUMFLEXES)


def _marked(spelled: str, *, inflected: bool) -> str:
    ending = spelled[-2:] if inflected and spelled.endswith("ou") else ""
    made = spelled.removesuffix(ending)
    for written, marked in _LONG:
        made = made.replace(written, marked)
    return made + ending


def _spelled(text: str, table: dict[str, str]) -> str:
    made, doubled, after_n = "", False, False
    for unit in _UNIT.findall(text):
        if unit == "ッ":
            doubled = True
            continue
        if unit == "ー":
            made = made[:-1] + _MARKED.get(made[-1:], made[-1:])
            continue
        spelled = table.get(unit) or _SMALL.get(unit, unit)
        if doubled and spelled[0] in _DOUBLED:
            made += "t" if spelled.startswith("ch") else spelled[0]
        made += "'" + spelled if after_n and spelled[0] in "aiueoy" else spelled
        doubled, after_n = False, unit == "ン"
    return made
