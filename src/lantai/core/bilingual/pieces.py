"""What a word that no table knows may be made of: the parts of a compound, or what is left of it without its endings.

German compounds and Turkish suffixes are one problem: the word is new, its pieces are not. XQuAD to English by lexicons alone, R@10 without
pieces and with them: tr .864 and .900, ar .864 and .884, ru .899 and .908, de .960 and .967; in Romance languages unknown words are mostly names,
and pieces harm (es .975 and .968). Look up ``candidates`` at once, then take ``pieces``.
"""

from collections.abc import Container, Iterator

from .words import Word, keys

_LINKS = {
    "de": ("", "s", "es", "n", "en", "er", "e"), "nl": ("", "s", "en", "e", "n"), "sv": ("", "s", "e"), "da": ("", "s", "e"), "nb": ("", "s", "e"),
    "nn": ("", "s", "e"), "no": ("", "s", "e"), "is": ("", "s", "ar", "a", "u"), "fi": ("", "n"), "et": ("",), "hu": ("",),
}  # fmt: skip
"""Languages that write compounds in one word -> letters that may stand between the parts."""

_ENDINGS = {
    **dict.fromkeys(("tr", "az"), 9), **dict.fromkeys(("fi", "hu"), 8), **dict.fromkeys(("et", "eu"), 7), "ar": 3,
    **dict.fromkeys(("ru", "uk", "be", "bg", "sr", "hr", "pl", "cs", "sk", "el", "fa"), 4),
}  # fmt: skip
"""Letters that endings may take which the stemmer of the language did not know."""

_BEFORE = {"ar": ("و", "ف", "ب", "ك", "ل", "س", "وب", "ول", "فل"), "he": ("ה", "ו", "ב", "כ", "ל", "מ", "ש", "וה", "שה", "מה")}
"""Words of one letter that are written together with the next one."""

_RELATED = {"ru": "ск", "sr": "ск", **dict.fromkeys(("pl", "hr", "bs"), "sk")}
"""How stems of adjectives end that are made of a noun: исламский is of ислам."""

SHORTEST = 4
"""Letters of a piece as it is written."""

LEAST_SHARE = 0.4
"""Share of the word's letters that the key of a piece must have: with .6, half of what is won in Turkish is lost."""

LONGEST = 40
"""Letters of a word that is taken apart."""


def candidates(word: Word, lang: str) -> set[str]:
    """Return the keys of all that ``pieces`` may ask for."""
    return {piece.key for way in _ways(word, lang) for piece in way}


def pieces(word: Word, lang: str, known: Container[str]) -> tuple[Word, ...]:
    """Return the known pieces of a word that is not known itself, in order; none when it cannot be taken apart."""
    return next((way for way in _ways(word, lang) if all(piece.key in known for piece in way)), ())


def _ways(word: Word, lang: str) -> Iterator[tuple[Word, ...]]:
    """Yield ways to take a word apart, the likeliest first: two parts; less of its beginning or end; its last part alone."""
    lang = lang.partition("-")[0]
    if not SHORTEST < len(word.text) <= LONGEST or not word.text.isalpha():
        return
    yield from _two_parts(word, lang)
    ending = _RELATED.get(lang)
    if ending and word.key.endswith(ending) and len(word.key) - len(ending) >= SHORTEST:
        yield (word._replace(key=_key(word.key.removesuffix(ending), lang)),)
    least = max(3.0, LEAST_SHARE * len(word.text))
    yield from ((one,) for one in _shortened(word, lang) if len(one.key) >= least)


def _two_parts(word: Word, lang: str) -> Iterator[tuple[Word, Word]]:
    for at in range(SHORTEST, len(word.text) - SHORTEST + 1):
        for link in _LINKS.get(lang, ()):
            end = at - len(link)
            if end >= SHORTEST and word.text.endswith(link, end, at):
                one, other = _key(word.text[:end], lang), _key(word.text[at:], lang)
                if min(len(one), len(other)) >= SHORTEST - 1:
                    middle = word.start + at
                    yield Word(word.text[:at], one, word.start, middle), Word(word.text[at:], other, middle, word.end)


def _shortened(word: Word, lang: str) -> Iterator[Word]:
    text = word.text
    for before in _BEFORE.get(lang, ()):
        if text.startswith(before) and len(text) - len(before) >= SHORTEST - 1:
            yield word._replace(key=_key(text[len(before) :], lang))
    for size in range(len(text) - 1, max(SHORTEST, len(text) - _ENDINGS.get(lang, 0)) - 1, -1):
        yield word._replace(key=_key(text[:size], lang))
        if size < len(word.key):
            yield word._replace(key=word.key[:size])
    if lang in _LINKS:
        for at in range(SHORTEST, len(text) - SHORTEST):
            yield word._replace(key=_key(text[at:], lang))


def _key(text: str, lang: str) -> str:
    return "".join(keys(text, lang))
