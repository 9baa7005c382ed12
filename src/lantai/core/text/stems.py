"""Stems: what the forms of one word share, so that "books" finds "book" and «войны» finds «война».

Stemmed first, folded after: rules for endings need the marks that folding takes off. On the questions of XQuAD to paragraphs of
their own language, right first hits without stems / folded first / stemmed first: tr .853/.889/.908, ar .815/.864/.880, es
.926/.926/.930, de .877/.919/.919, ru .831/.916/.916, en .924/.937/.937; of the pairs of Polish forms that meet, folding first loses a third.
A word typed without its marks still meets in most languages (all of de, ru, nl; .97 of fr, pt; .94 of es; .84 of pl, tr); Arabic is
evened out before.

The algorithms are Snowball's. A change of this module is a change of the index: see the engines' fingerprints.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from string import ascii_lowercase, digits

import Stemmer
from babel.core import get_global

from .analysed import analyse, as_one, as_two, given_by, pieces, remember, together
from .fold import CJK, CLUSTERED, MARKS, OPTIONAL_MARKS, SAME_WORD, composed, fold, words
from .scripts import script_of
from .spellings import elided

_ALGORITHMS = {
    "ar": "arabic", "arz": "arabic", "apc": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "cs": "czech", "da": "danish",
    "nl": "dutch", "en": "english", "eo": "esperanto", "et": "estonian", "fi": "finnish", "fr": "french", "de": "german", "el": "greek",
    "hi": "hindi", "hu": "hungarian", "id": "indonesian", "ms": "indonesian", "ga": "irish", "it": "italian", "lt": "lithuanian",
    "ne": "nepali", "no": "norwegian", "nb": "norwegian", "nn": "norwegian", "fa": "persian", "pl": "polish", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sr": "serbian", "hr": "serbian", "bs": "serbian", "sh": "serbian", "cnr": "serbian", "st": "sesotho",
    "es": "spanish", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""Primary tag -> Snowball's name. The Serbian rules were made for Croatian, and know both scripts."""

_BY_SCRIPT = {"Latn": "en", "Cyrl": "ru", "Arab": "ar", "Grek": "el", "Deva": "hi", "Armn": "hy", "Taml": "ta"}
"""What words are taken for of which the script alone is known: the language of most books in it."""

_HELPED = frozenset(("portuguese", "spanish", "turkish"))
"""Algorithms whose endings we mend in plain words too."""

_SYNONYMS = frozenset(SAME_WORD.values())
_NO_LANGUAGE = frozenset(("", "und", "mul", "zxx", "mis"))
_DOTS_ITS_I = frozenset(("tr", "az"))
_TWO_SCRIPTS = frozenset(("sr", "hr", "bs", "sh", "cnr"))
_SHORTEST = 4
_SHORTEST_OF = {"en": 3}
"""Letters of a word that is stemmed; shorter ones lose more than an ending. In English ties must meet tie, and cries cry."""

_LEAST = 3
"""Letters that must be left: of "ties" French rules leave "ti", which is a word of its own."""

LONGEST_REMEMBERED = 100
"""Characters of a text whose stems are worth remembering: headings and standing phrases come again and again."""

_MOST_KNOWN = 60_000
"""Words of one language whose stems are remembered: some 10 MB. Then all are forgotten, and the frequent ones soon back."""

_LETTER = rf"[^\W_{CJK}{CLUSTERED}]"
_INSIDE = MARKS + "".join(f"{chr(low)}-{chr(high)}" for low, high in OPTIONAL_MARKS)
_WORD = re.compile(rf"{_LETTER}+(?:[{_INSIDE}]+{_LETTER}*|['’\u200c]{_LETTER}+)*")
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+(?:'[A-Za-z0-9]+)*")
_ASCII_PARTED = bytes(ord(low) if (low := chr(code).lower()) in ascii_lowercase + digits else 32 for code in range(128)) + bytes(
    128
)
"""Where no apostrophe is, splitting does the same in a fifth of the time; in lower case, so that a word is met once."""

_LATIN_WORD = re.compile("[A-Za-zÀ-ÖØ-öø-ʸḀ-ỿ]+")
"""A word of Latin letters alone: its script is known, and it has no apostrophe or article to look for."""

_AROUND = '.,;:?!()[]"'
"""Signs around a word that say nothing of it."""

_INNER = "'’\u200c"
_APOSTROPHE = re.compile(f"([{_INNER}])")
_ARABIC_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
_ARABIC_LETTERS = str.maketrans("آأإٱ", "اااا")
_ARABIC_ARTICLE = re.compile(r"^(?:[وف]?[بك]?ال|[وف]?لل)(?=\w\w)")
_ARABIC_RELATED = re.compile(r"(?<=\w{3})اني$")
_ARABIC_PLURAL = re.compile(r"(?<=\w{3})ات(?:ها?)?$")
_DOTTED_I = str.maketrans({"İ": "i", "I": "ı"})
_PORTUGUESE_ENDINGS = re.compile("c(?:ao|oes)$")
_SPANISH_I = re.compile("(?<=.{4})i$")
_RESTORED = {"cao": "ção", "coes": "ções"}
_NOUNS_IN_AI = re.compile("(?:кит|уругв|парагв|шанх|алт|дун|син|случ|обыч|урож|р|трамв|попуг|никол|горност)ая")
"""Russian nouns in -ай, whose genitive looks like an adjective: Китая is of Китай, not of кит, a whale."""


def stem(word: str, lang: str) -> str:
    """Return the folded stem of one word in a BCP 47 language.

    The folded word itself where the language has no stemmer, and of short words and those with digits; never empty for a word with letters.
    Of several words the stems, with spaces between.
    """
    known = _known(lang)
    return known[word] if word in known else " ".join(stems(word, lang)) or fold(word)


def stems(text: str, lang: str) -> list[str]:
    """Return the stems of every word of a text, in order; Han, kana, Hangul and the scripts of South-East Asia are left out.

    Words in another script than is usual for the language are taken for ones of the language that is most common in their script, as all are
    of a language unknown ("", "und") and of one that the tag says is written unusually ("ru-Latn").
    """
    known = _known(lang)
    if text.isascii():
        if "'" in text or known.dots_its_i:
            return [found for word in _ASCII_WORD.findall(text) if (found := known[word])]
        return list(map(known.__getitem__, text.encode().translate(_ASCII_PARTED).decode().split()))
    return [found for word in _WORD.findall(composed(text)) if (found := known[word])]


def both_stems(text: str, lang: str) -> str:
    """Return the stems of every word of a text, parted by spaces, as the index has them: of a word with marks also the stem that it has without them.

    Rules for endings differ with the marks (French: matinée, matinee), and whoever leaves them out asks for the same works. By both the right
    first hits of XQuAD's questions asked without marks are those of ``stems`` asked with them: tr .897 and .897, es .937, de .911, ar .888 and .884.
    """
    return _remembered(text, lang) if len(text) <= LONGEST_REMEMBERED else _both_stems(text, lang)


@lru_cache(maxsize=32_768)
def _remembered(text: str, lang: str) -> str:
    return _both_stems(text, lang)


def analysed_with_stems(text: str, lang: str) -> tuple[str, str]:
    """Return what ``analyse`` and ``both_stems`` make of a text. Each piece of a long one is looked up once for both, which takes half of the time."""
    if len(text) <= LONGEST_REMEMBERED:
        return analyse(text), _remembered(text, lang)
    known = _known(lang)
    if known.dots_its_i and text.isascii():
        return analyse(text), " ".join(stems(text, lang))
    given, found = as_two(b"".join(map(known.pieces, pieces(text))))
    return together(given), found[:-1]


def _both_stems(text: str, lang: str) -> str:
    known = _known(lang)
    if text.isascii() and (known.dots_its_i or ("'" not in text and len(text) <= LONGEST_REMEMBERED)):
        return " ".join(stems(text, lang))
    if len(text) <= LONGEST_REMEMBERED:
        both = known.both
        return " ".join([found for word in _WORD.findall(composed(text)) for found in both[word]])
    return analysed_with_stems(text, lang)[1]


def unmarked(word: str) -> str:
    """Return a word folded, but for the apostrophes inside it: they part an article or an ending from it."""
    return fold(word) if word.isalpha() else "".join(part if part in _INNER else fold(part) for part in _APOSTROPHE.split(word))


def has_stemmer(lang: str) -> bool:
    """Tell whether words of a language have stems other than themselves."""
    return lang.partition("-")[0] in _ALGORITHMS


class _Known(dict[str, str]):
    """Word as written -> stem, of one language ("" unknown); made when a word is first met."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.scripts = ("Latn", "Cyrl") if lang in _TWO_SCRIPTS else (_usual_script(lang),)
        self._reduced, self._reduced_plain = _reducer(lang), _plain_reducer(lang)
        self._shortest = _SHORTEST_OF.get(lang, _SHORTEST)
        self.dots_its_i = lang in _DOTS_ITS_I
        self.is_plain = "Latn" in self.scripts and not self.dots_its_i
        self.both = _Both(self)
        self.pieces = _Pieces(self).__getitem__

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        if word.isascii() and word.isalnum() and not self.dots_its_i:  # most words: what folding does is then known
            if not word.isalpha():
                made = word.lower()  # with digits
            elif self.is_plain:
                made = self._made_plain(word.lower())
            else:
                made = _known(_BY_SCRIPT["Latn"])[word]
            self[word] = made
            return made
        if self.is_plain and _LATIN_WORD.fullmatch(word):
            self[word] = made = self._made(word, self._reduced_plain)
            return made
        other = "" if (script := script_of(word)) in self.scripts else _BY_SCRIPT.get(script, "")
        self[word] = made = _known(other)[word] if other and other != self.lang else self._made(word, self._reduced)
        return made

    def _made_plain(self, word: str) -> str:
        word = SAME_WORD.get(word, word)
        made = self._reduced_plain(word) if len(word) >= self._shortest else word
        if not made.isascii():
            made = _folded(made)
        return SAME_WORD.get(made, made) if len(made) >= _LEAST else word

    def _made(self, word: str, reduced: Callable[[str], str]) -> str:
        folded = _folded(word)
        if len(folded) < self._shortest or (not folded.isalpha() and any(map(str.isdigit, folded))):
            return folded
        if folded in _SYNONYMS:
            word = folded
        made = _folded(reduced(word.translate(_DOTTED_I).lower() if self.dots_its_i else word.lower()))
        return made if len(made) >= _LEAST else folded


class _Both(dict[str, tuple[str, ...]]):
    """Word as written -> its stem and, where that is another, the stem that it has without marks."""

    def __init__(self, known: _Known) -> None:
        self._known = known

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        if word.isascii() and word.isalnum() and not self._known.dots_its_i:
            found: tuple[str, ...] = (self._known[word],)  # it has no marks to be left out
        else:
            found = tuple(filter(None, dict.fromkeys((self._known[word], self._known[unmarked(word)]))))
        self[word] = found
        return found


class _Pieces(dict[str, bytes]):
    """A piece of a text between spaces -> what ``analysed`` has of it, and the stems of its words, each with a space after it, as one: to look pieces up
    and join what they give are steps of the interpreter's, to look for words takes longer."""

    def __init__(self, known: _Known) -> None:
        self._known = known
        self._before: dict[str, bytes] = {}

    def __missing__(self, piece: str) -> bytes:
        found = self._before.pop(piece, None) or self._made(piece)
        remember(self, self._before, piece, found)
        return found

    def _made(self, piece: str) -> bytes:
        bare = piece.strip(_AROUND)
        if bare.isascii() and bare.isalnum() and not self._known.dots_its_i:
            stems = f"{self._known[bare.lower()]} "
        else:
            both = self._known.both
            stems = "".join([f"{stem} " for word in _WORD.findall(piece) for stem in both[word]])
        return as_one(given_by(piece), stems)


def _folded(word: str) -> str:
    folded = fold(word)
    if folded.isalpha() and folded.isascii():  # as words() has it
        return SAME_WORD.get(folded, folded)
    return "".join(words(word))


@cache
def _known(lang: str) -> _Known:
    """Return what is known of a tag's language; tags of one language share it."""
    primary, *rest = lang.replace("_", "-").split("-")
    script = next((part.title() for part in rest if len(part) == 4), "")
    unusual = script in _BY_SCRIPT and script != _usual_script(primary) and primary not in _TWO_SCRIPTS
    if unusual or primary in _NO_LANGUAGE:
        primary = ""
    return _Known(primary) if primary == lang else _known(primary)


def _usual_script(primary: str) -> str:
    likely = str(get_global("likely_subtags").get(primary, "")) if primary else ""
    return next((part for part in likely.split("_") if len(part) == 4), "")


def _reducer(lang: str) -> Callable[[str], str]:
    """Return what takes the endings off a word in lower case."""
    name = _ALGORITHMS.get(lang)
    if name is None:
        return str
    snowball = Stemmer.Stemmer(name, 0)
    if name == "arabic":
        return lambda word: snowball.stemWord(_bare_arabic(word))
    if name == "portuguese":
        return lambda word: snowball.stemWord(_PORTUGUESE_ENDINGS.sub(lambda ending: _RESTORED[ending[0]], word))
    if name == "spanish":  # añadió and anadio, añade: the unmarked past would keep its i
        return lambda word: _SPANISH_I.sub("", snowball.stemWord(elided(word) or word))
    if name == "english":
        return lambda word: snowball.stemWord(word.replace("’", "'"))
    if name == "russian":
        return lambda word: snowball.stemWord(f"{word[:-1]}й" if _NOUNS_IN_AI.fullmatch(word) else word)
    if name == "turkish":  # an apostrophe parts a name from its endings: Ankara'nın
        return lambda word: _until_stable(snowball.stemWord, word.replace("’", "'").partition("'")[0])
    return lambda word: snowball.stemWord(elided(word) or word)


def _plain_reducer(lang: str) -> Callable[[str], str]:
    """Return the same for words of ASCII letters alone, in which there is no apostrophe or article to look for."""
    name = _ALGORITHMS.get(lang)
    if name is None or name in _HELPED:
        return _reducer(lang)
    stem_plain: Callable[[str], str] = Stemmer.Stemmer(name, 0).stemWord
    return stem_plain


def _until_stable(stemmed: Callable[[str], str], word: str) -> str:
    """Stem again what was stemmed: Snowball takes one ending more off ormanlar (orman) than off orman (orma), and the two would not meet.

    Measured on XQuAD: R@10 of Turkish questions on Turkish paragraphs .989 to .997, on English ones by the same lexicons .864 to .896.
    """
    while len(shorter := stemmed(word)) >= _SHORTEST and shorter != word:
        word = shorter
    return shorter if len(shorter) > 2 else word


def _bare_arabic(word: str) -> str:
    """والمكتبات, بالمكتبات, للمكتبات: مكتب; with alef and the last ya as readers type them. Snowball takes off what else there is; of what belongs to a country
    in ان- it would take the end of the country too, of ياباني unlike يابانية."""
    plain = _ARABIC_MARKS.sub("", word).translate(_ARABIC_LETTERS)
    plain = f"{plain[:-1]}ي" if plain.endswith("ى") else plain
    return _ARABIC_RELATED.sub("انية", _ARABIC_PLURAL.sub("", _ARABIC_ARTICLE.sub("", plain)))
