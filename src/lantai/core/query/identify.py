"""Which languages the words of a question may be of: script first, then which tables know the words; the page's language breaks ties.

Statistical identifiers are unreliable on one to three words; a table that knows "livre" is not. Several readings may be live at once.
Enter by ``candidates``, then ``readings`` with what the tables said.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache

from lantai.core.bilingual.stopwords import stops_in
from lantai.core.text.fold import composed, fold

BY_SCRIPT: Mapping[str, str] = {
    "Hani": "zh ja ko", "Cyrl": "ru uk bg sr be mk kk ky mn tg", "Arab": "ar fa ur ps ug ku sd", "Grek": "el grc", "Hebr": "he yi", "Hang": "ko",
    "Deva": "hi mr ne sa", "Beng": "bn as", "Guru": "pa", "Gujr": "gu", "Orya": "or", "Taml": "ta", "Telu": "te", "Knda": "kn", "Mlym": "ml",
    "Sinh": "si", "Thai": "th", "Laoo": "lo", "Tibt": "bo dz", "Mymr": "my", "Geor": "ka", "Armn": "hy", "Ethi": "am ti", "Khmr": "km",
    "Mong": "mn", "Kana": "ja", "Hira": "ja",
}  # fmt: skip
"""Languages by the script they are written in, likeliest first; those of Latin letters are what the tables know."""

_LETTERS = (
    ("Hani", "ja", "\u3041-\u30ff"),
    ("Hani", "ko", "\uac00-\ud7a3"),
    ("Arab", "ur", "ٹڈڑںےھہ"),
    ("Arab", "fa", "پچژگ"),
    ("Cyrl", "uk", "іїєґІЇЄҐ"),
    ("Cyrl", "be", "ўЎ"),
    ("Cyrl", "sr", "ђћЂЋ"),
    ("Cyrl", "mk", "ѓќѕЃЌЅ"),
    ("Cyrl", "kk", "әғқңұһӘҒҚҢҰ"),
    ("Latn", "tr", "ğışĞİŞ"),
    ("Latn", "de", "ßäÄ"),
    ("Latn", "es", "ñ¿¡Ñ"),
    ("Latn", "pt", "ãõÃÕ"),
    ("Latn", "pl", "łąęśżźŁĄĘŚŻŹ"),
    ("Latn", "vi", "ơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"),
    ("Latn", "ro", "țșăȚȘĂ"),
    ("Latn", "cs", "řůěŘŮĚ"),
    ("Latn", "hu", "őűŐŰ"),
    ("Latn", "fr", "œêèàçùîôëïŒÊÈÀÇÙ"),
    ("Latn", "sv", "åÅ"),
)
"""Letters by script that tell a language from others of it; none of these is proof, each is a good reason to look there first."""

_ALONE = (("vi", frozenset("ơưạảấầẩẫậắằẳẵặẻếềểễệỉỏốồổỗộớờởỡợủứừửữựỷƠƯẠẢẤẦẨẪẬẮẰẲẴẶẺẾỀỂỄỆỈỎỐỒỔỖỘỚỜỞỠỢỦỨỪỬỮỰỶ")),)
"""Letters that one language alone writes: of a question with them no word is of another, however many dictionaries have it without its marks: chiến, war, is
no French dog."""

_KANA, _HANGUL = re.compile("[\u3041-\u30ff]"), re.compile("[\uac00-\ud7a3]")

MOST_LOOKED_UP = 40
"""Words times languages that are looked up to find the language: a question of two words is tried in twenty."""

MOST_READINGS = 2

_PRIOR = 0.34
_ENGLISH = 0.1
_STOP = 0.75
_LETTER = 0.8
_SLACK = 0.12
"""Shares of a question's words: what the page's language, letters and function words are worth, and how much less a second reading may know.

The page's language outweighs one known word in three: readers mostly type the language they read. Calibrated on the XQuAD questions and single
subject words of seven languages; benchmarks/crosslanguage.py counts the readings that were wrong.
"""


def candidates(words: Sequence[str], script: str, *, prior: str, known: Sequence[str]) -> list[str]:
    """Return the languages worth looking the words up in, likeliest first.

    ``prior``: primary tag of the page; ``known``: languages that the tables translate from, in order of how much of the collection is
    written in them.
    """
    if script == "Latn" and (
        alone := next((lang for lang, letters in _ALONE if not letters.isdisjoint(composed("".join(words)))), "")
    ):
        return [alone]
    if script == "Latn" or not script:
        possible = dict.fromkeys(lang for lang in ("en", *known) if lang not in _NOT_LATIN)
    else:
        possible = dict.fromkeys(BY_SCRIPT.get(script, "").split())
    told = _told(possible, words, script, prior)
    ordered = sorted(possible, key=lambda lang: -told[lang])
    most = max(2, min(len(ordered), MOST_LOOKED_UP // max(len(words), 1)))
    if script == "Hani":
        ordered = [lang for lang in ordered if told[lang] > 0] or ordered[:1]
        return ordered[:MOST_READINGS]
    return [lang for lang in ordered if lang in known or told[lang] > 0][:most] or ordered[:1]


AS_A_WHOLE = 1.05
"""Worth of knowing a question in Han as one word where another language knows only its parts: 言語学 is Japanese."""


def readings(found: Mapping[str, float], words: Sequence[str], script: str, *, prior: str) -> tuple[str, ...]:
    """Return the languages that the words are taken for, likeliest first. ``found``: share of the words that each language's tables know, 0..1."""
    if not found:
        return ()
    told = _told(found, words, script, prior)
    worth = {lang: share + told[lang] for lang, share in found.items()}
    ordered = sorted(worth, key=lambda lang: -worth[lang])
    best = worth[ordered[0]]
    return tuple(lang for lang in ordered if worth[lang] >= best - _SLACK and (found[lang] > 0 or lang == ordered[0]))[
        :MOST_READINGS
    ]


def _told(langs: Iterable[str], words: Sequence[str], script: str, prior: str) -> dict[str, float]:
    """Return what letters, function words and the page say for each language."""
    text = "".join(words)
    told = {lang: _PRIOR if lang == prior else _ENGLISH if lang == "en" else 0.0 for lang in langs}
    if script == "Hani":
        return {lang: before + _han(lang, text, prior) for lang, before in told.items()}
    written = frozenset("" if text.isascii() else text)
    marks = [lang for where, lang, letters in _LETTERS if where == script and not written.isdisjoint(letters)] if written else []
    for lang in marks:
        if lang in told:
            told[lang] += _LETTER / len(marks)
    for lang, count in _stops_by_language(tuple(words)) if len(words) > 1 else ():
        if lang in told:
            told[lang] += _STOP * count / len(words)
    return told


@lru_cache(maxsize=64)  # asked before the tables are, and after
def _stops_by_language(words: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    """Return how many of the words are function words of each language that has any."""
    return tuple(Counter(lang for word in words for lang in stops_in(fold(word))).items())


def _han(lang: str, text: str, prior: str) -> float:
    kana, hangul = _KANA.search(text), _HANGUL.search(text)
    if kana or hangul:
        return 2.0 if lang == ("ja" if kana else "ko") else -1.0
    japanese = any(map(_is_japanese_form, text))
    if lang == "ja" and japanese:
        return 1.5
    usual = "ja" if prior == "ja" else "zh"
    return 1.0 if lang == usual else 0.05 if lang in ("zh", "ja") else 0.0


@cache
def _is_japanese_form(character: str) -> bool:
    """Say whether only Japanese writes a Han character so (図, 経, 働): its standard has it, those of simplified and traditional Chinese do not."""
    return (
        character > "\u3400" and _is_in("shift_jis", character) and not (_is_in("gb2312", character) or _is_in("big5", character))
    )


def _is_in(standard: str, character: str) -> bool:
    try:
        return bool(character.encode(standard))
    except UnicodeEncodeError:
        return False


_NOT_LATIN: Collection[str] = frozenset(lang for langs in BY_SCRIPT.values() for lang in langs.split())
