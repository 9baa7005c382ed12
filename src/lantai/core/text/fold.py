"""Folding: the one form that spellings of a word share, so that any of them finds the others.

For finding, never for display or sorting: å finds a, 國 finds 国, ة finds ه. The rules are the tables below; enter at ``fold``, ``words``
and ``key``. Index time and query time use the same code.
"""

import re
import unicodedata
from functools import lru_cache

from . import han

LETTERS = {
    **dict(zip("øđłıŧħɓƀɖɗƙƴɲŋɛɔɩʋəǝĸȼɨʉɫ", "odlithbbddkynneoivee" + "qciul", strict=True)),
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ð": "d",
    "ß": "ss",
    "ſ": "s",
    "ﬀ": "ff",
    **dict.fromkeys("ёѐ", "е"),
    "ѝ": "и",
    **dict.fromkeys("آأإٱٲٳ", "ا"),
    **dict.fromkeys("ىیۍ", "ي"),
    **dict.fromkeys("کڪ", "ك"),
    **dict.fromkeys("ةۀەہھۃۂ", "ه"),
    "ۓ": "ے",
    "װ": "וו",
    "ױ": "וי",
    "ײ": "יי",
    "ँ": "ं",
    "゛": "\u3099",
    "゜": "\u309a",
    **dict.fromkeys('[](){}"#+·・•‧･', " "),
    "♯": "-sharp",
    "♭": "-flat",
    "⁺": "-plus",
}
"""Letters that are another one for finding, after case folding: Latin, Cyrillic, Arabic, Yiddish, Devanagari; and signs that are read as words."""

APOSTROPHES = frozenset("'`´’‘‛ʼʻʽʾʿʹʺˈˊˋ′″՚׳״ߴߵ＇¨¯¸˘˙˚˛˜˝΄᾽᾿῾")
"""Signs within words that one writes and another leaves out: dropped. Spacing accents stand for apostrophes in old records."""

HYPHENS = frozenset("-‐‑‒–−־֊﹣－")

OPTIONAL_MARKS = (
    (0x0300, 0x036F),  # Latin, Greek, Cyrillic
    (0x0483, 0x0489),  # Old Cyrillic
    (0x0591, 0x05BD), (0x05BF, 0x05BF), (0x05C1, 0x05C2), (0x05C4, 0x05C5), (0x05C7, 0x05C7),  # Hebrew points; between them lies maqaf, a hyphen
    (0x0610, 0x061A), (0x0640, 0x0640), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06DC), (0x06DF, 0x06E8),  # Arabic, tatweel
    (0x06EA, 0x06ED), (0x08D3, 0x08FF),
    (0x0711, 0x0711), (0x0730, 0x074A),  # Syriac
    (0x07EB, 0x07F3),  # N'Ko tones
    (0x093C, 0x093C),  # Devanagari nukta; elsewhere in India it makes letters
    (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0x2DE0, 0x2DFF), (0xA66F, 0xA67D),
    (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xE0100, 0xE01EF),  # variation selectors, ligature halves
)  # fmt: skip
"""Marks that readers leave out. The vowel signs and viramas of India and South-East Asia are no such marks: they spell."""

MARKS = (
    "\u05c1\u05c2\u0711\u07a6-\u07b0\u0816-\u082d\u0859-\u085b\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u09d7"
    "\u09e2\u09e3\u0a01-\u0a51\u0a70\u0a71\u0a75\u0a81-\u0a83\u0abc-\u0acd\u0ae2\u0ae3\u0afa-\u0b03\u0b3c-\u0b57\u0b62\u0b63\u0b82\u0bbe-\u0bcd\u0bd7"
    "\u0c00-\u0c04\u0c3c-\u0c56\u0c62\u0c63\u0c81-\u0c83\u0cbc-\u0cd6\u0ce2\u0ce3\u0d00-\u0d03\u0d3b-\u0d4d\u0d57\u0d62\u0d63\u0d81-\u0d83"
    "\u0dca-\u0ddf\u0df2\u0df3\u0f18\u0f19\u0f35\u0f37\u0f39\u0f3e\u0f3f\u0f71-\u0f84\u0f86\u0f87\u0f8d-\u0fbc\u135d-\u135f\u1712-\u1714"
    "\u1885\u1886\u18a9\u1a17-\u1a1b\u1b00-\u1b04\u1b34-\u1b44\u3099\u309a\ua802\ua806\ua80b\ua823-\ua827\uabe3-\uabea"
)
"""Marks that spell, as the inside of a character class: they go on with the word. Those of South-East Asia are in CLUSTERED."""

AND = "and"

SAME_WORD = {
    **dict.fromkeys(("&", "et", "und"), AND),
    "dept": "department",
    "depts": "departments",
    **dict.fromkeys(("violoncello", "violincello"), "cello"),
    **dict.fromkeys(("koran", "coran", "qoran", "alcoran"), "quran"),
}
"""Words that are another one for finding. The sign & is read as any word for "and"; then what RDA spells otherwise in headings than the
cataloguing rules before it (AACR2), so that old and new records of one library are found alike."""

_OTHERWISE_WRITTEN = frozenset(SAME_WORD)

CJK = (
    "\u1100-\u11ff\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3040-\u30ff\u3105-\u318f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
"""Han, kana, Hangul, bopomofo, as the inside of a character class."""

CLUSTERED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u0edc-\u0edf\u1000-\u103f\u1050-\u109f\u1780-\u17d3\ua9e0-\ua9fe\uaa60-\uaa7f"
)
"""Thai, Lao, Burmese, Khmer: no spaces between words either; what counts as a character is one with its marks."""

VIRAMAS = "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca"
_FORGIVEN = str.maketrans("йїўѓќ", "иіугк", VIRAMAS)
_IN_CONTEXT = (
    ("\u200c", re.compile(r"(?<=[\u0620-\u06ff])\u200c(?=[\u0620-\u06ff])"), "-"),
    ('"', re.compile(r'(?<=[\u0590-\u05ea])["“”״](?=[\u05d0-\u05ea])'), "'"),
    ("[", re.compile(r"(?<=\w)\[(?=\w)"), "'"),
    ("]", re.compile(r"(?<=\w)\](?=\w)"), "'"),
    ("(", re.compile(r"(?<=[a-z]{2})\(([a-z]+)\)|(?<!\w)\(([A-Za-z]+)\)(?=[a-z])"), r"'\1\2'"),
    ("#", re.compile(r"(?<=\b[A-Ga-g])#(?!\w)"), "♯"),
    ("+", re.compile(r"(?<=\b[Cc])\+(?=\+(?![\w+]))|(?<=\b[Cc]\+)\+(?![\w+])"), "⁺"),
    ("々", re.compile(r"([\u4e00-\u9fff])([^\w\s]*)々"), r"\1\2\1"),
)
_ANY_IN_CONTEXT = re.compile(
    '[\u200c"“”״\\[\\](#+々ーｰ·・•‧･](?:'
    r"(?<=[\u0620-\u06ff]\u200c)|(?<=[\u0590-\u05ea][\"“”״])|(?<=\w[\[\]])(?=\w)|(?<=[a-z]{2}\()(?=[a-z]+\))|(?<=\()(?=[A-Za-z]+\)[a-z])"
    r"|(?<=[A-Ga-g]#)(?!\w)|(?<=[Cc]\+)|(?<=[々ーｰ·・•‧･]))"
)
"""Whether any of these signs may stand where it means something else: few do, and texts without are ready as they are."""
_LAST_LONG_MARK = re.compile("(?<=[\u3041-\u30fa\u30fc\uff66-\uff9f]{3})[ーｰ]+(?![\u3041-\u30fa\u30fc\uff66-\uff9f])")
_MIDDLE_DOT = re.compile("[·・•‧･]")
_MIDDLE_DOTS = re.compile(r"(?<=[\u3040-\u30ff\u3400-\u9fff])[·・•‧･](?=[\u3040-\u30ff\u3400-\u9fff])")
ASCII_WORD = re.compile(r"[a-z0-9]+|&")
_READ_AS_WORD = re.compile("[&#+]|-flat|-sharp|-plus")
_LONGEST_KNOWN = 24
_MOST_KNOWN = 60_000
"""Characters of a word whose folded form is remembered, and words that are: some 8 MB. Then all are forgotten, and the frequent ones soon back."""
_WORD = re.compile(rf"&|[^\W_](?:[^\W_]|[{MARKS}{CLUSTERED}])*")


def prepare(text: str) -> str:
    """Return ``text`` (composed) with the signs that depend on their neighbors made plain, character for character: offsets stay.

    The half-space of Persian is a hyphen, the quote inside a Hebrew abbreviation an apostrophe, brackets inside a word
    (serie[s], (dis)ability) nothing, # after a note or letter a sharp, the dot between Han or kana nothing, nor the long mark that ends
    a word of kana (コンピューター, コンピュータ).
    """
    if not _ANY_IN_CONTEXT.search(text):
        return text
    for sign, pattern, replacement in _IN_CONTEXT:
        if sign in text:
            text = pattern.sub(replacement, text)
    if "ー" in text or "ｰ" in text:
        text = _LAST_LONG_MARK.sub(lambda marks: "'" * len(marks[0]), text)
    return _MIDDLE_DOTS.sub("'", text) if _MIDDLE_DOT.search(text) else text


def composed(text: str) -> str:
    """Return ``text`` in Unicode's form NFC."""
    return text if text.isascii() or unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return ``text`` in the form that its spellings share: case, width, marks, letters, digits, Han forms, apostrophes.

    Hyphens are all "-", spaces, brackets and quotes " "; other punctuation stays. ``fold(fold(x)) == fold(x)``.
    """
    if text.isascii():
        text = prepare(text)
        if text.isascii():
            return text.encode().translate(_ASCII_TABLE, ASCII_DROPPED).decode()
    elif text.isalpha() and (folded := _BY_WORD[text]).isascii():
        return folded  # one word of letters: there are no signs that could mean more
    else:
        text = prepare(composed(text))
    folded = " ".join([_BY_WORD[word] for word in text.split(" ")])
    while (again := composed(folded)) != folded:
        folded = again.translate(TABLE)  # characters came together in folding, such as half-width kana and their marks
    return folded


def words(text: str) -> list[str]:
    """Return the folded words of ``text`` in order, those of scripts without spaces in one piece; "&", "et" and "und" are "and"."""
    folded = fold(text)
    if folded.isalpha() and folded.isascii():
        return [SAME_WORD.get(folded, folded)]
    return ascii_words(folded) if folded.isascii() else same_words(_WORD.findall(folded))


def ascii_words(folded: str) -> list[str]:
    """Return the words of a folded text in ASCII; splitting takes a fifth of what a pattern takes."""
    if "&" in folded:
        folded = folded.replace("&", " & ")
    return same_words(folded.encode().translate(_WORDS_PARTED).decode().split())


def same_words(found: list[str]) -> list[str]:
    """Return the words with those of SAME_WORD replaced; few texts have one."""
    return found if _OTHERWISE_WRITTEN.isdisjoint(found) else [SAME_WORD.get(word, word) for word in found]


def key(text: str) -> str:
    """Return ``text`` folded, without spaces and punctuation: titles with one key are one title. Of signs alone: the signs.

    In a whole title even й and и, and a virama more or less, do not tell two titles apart.
    """
    return letters(text) or "".join(fold(text).split())


@lru_cache(maxsize=8_192)  # a title is asked for by three, parts come again
def letters(text: str) -> str:
    """Return the same of letters and digits alone: what two texts give is what they give together, with a space between."""
    return letters_once(text)


def letters_once(text: str) -> str:
    """Return the same, remembering nothing: for texts whose results are remembered elsewhere."""
    if text.isascii() and not _READ_AS_WORD.search(text):
        return "".join(same_words(text.encode().translate(ASCII_PARTED, ASCII_DROPPED).decode().split()))
    joined = "".join(words(text))
    return joined if joined.isascii() else joined.translate(_FORGIVEN)


class _Table(dict[int, str]):
    """What every character folds to; made when a character is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


def _is_optional_mark(character: str) -> bool:
    return any(low <= ord(character) <= high for low, high in OPTIONAL_MARKS)


def _fold_character(character: str) -> str:
    if character in APOSTROPHES or _is_optional_mark(character):
        return ""
    if character in HYPHENS:
        return "-"
    if character in LETTERS:
        return LETTERS[character]
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category in ("Zs", "Zl", "Zp") or character in "\t\n\v\f\r\x85":
        return " "
    if category in ("Cc", "Cf", "Cs") or "\u02b9" <= character <= "\u02ff":
        return ""
    return _fold_letter(character)


def _fold_letter(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    if plain != character:
        return "".join(_fold_character(part) for part in plain)
    if character in han.forms():
        return han.forms()[character]
    if "ァ" <= character <= "ヶ" or character in "ヽヾ":
        return chr(ord(character) - 0x60)
    if "\u2d00" <= character <= "\u2d25":  # Georgian church letters
        return chr(ord(character) - 0x2D00 + 0x10D0)
    if not ("\u0400" <= character <= "\u052f" or "\u0620" <= character <= "\u06ff" or character >= "\u3040"):
        parts = unicodedata.normalize("NFD", character)
        plain = unicodedata.normalize("NFC", "".join(part for part in parts if not _is_optional_mark(part)))
        if plain != character:
            return "".join(_fold_character(part) for part in plain)
    lowered = character.casefold()
    if lowered == character:
        return character
    return "".join(_fold_character(part) for part in unicodedata.normalize("NFC", lowered))


TABLE = _Table()
"""Code point -> what it folds to by itself."""

_ASCII_TABLE = bytes(ord(TABLE[code] or " ") if code < 128 else code for code in range(256))
ASCII_DROPPED = bytes(code for code in range(128) if not TABLE[code])
"""The same for bytes of ASCII, of which none folds to several."""

_WORDS_PARTED = bytes(code if chr(code) in "&0123456789abcdefghijklmnopqrstuvwxyz" else 32 for code in range(256))
ASCII_PARTED = _ASCII_TABLE.translate(_WORDS_PARTED)
"""Both steps at once: ASCII as written -> its folded words parted by spaces."""


class _ByWord(dict[str, str]):
    """What each word of a text folds to, remembered: characters one by one cost three times as much."""

    def __missing__(self, word: str) -> str:
        folded = word.translate(TABLE)
        if len(word) <= _LONGEST_KNOWN:  # a run of Han is not met again
            if len(self) >= _MOST_KNOWN:
                self.clear()
            self[word] = folded
        return folded


_BY_WORD = _ByWord()
