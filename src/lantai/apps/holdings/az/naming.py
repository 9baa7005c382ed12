"""What a journal is called, where it stands in the list, and by which words it is found: folded as the catalog folds."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from lantai.core.romanise import chinese
from lantai.core.romanise.forms import romanised
from lantai.core.text import fold
from lantai.core.text.initials import OTHER, filed, initials
from lantai.core.text.scripts import script_of

SortKeys = Callable[[Sequence[str], str], list[bytes]]

LONGEST_SORT = 60
"""Characters of a title that decide its place."""

LONGEST_WORDS = 4_000
SCRIPTS = ("Hani", "Latn", "Arab", "Cyrl", "Jpan", "Kore", "Hebr", "Grek", "Deva", "Thai")
"""Scripts in the order in which their letters are offered; others follow, digits and signs last."""

_ORDERS = {
    "Hani": "zh", "Latn": "en", "Arab": "ar", "Cyrl": "ru", "Jpan": "ja", "Kore": "ko", "Hebr": "he", "Grek": "el", "Deva": "hi", "Thai": "th",
}  # fmt: skip
"""In the order of which language the titles of a script stand: one list a script, as readers look, not one a language."""

_OF_READERS = {
    "zh": "Hani", "ar": "Arab", "fa": "Arab", "ur": "Arab", "ru": "Cyrl", "uk": "Cyrl", "ja": "Jpan", "ko": "Kore", "he": "Hebr", "el": "Grek",
    "hi": "Deva", "th": "Thai",
}  # fmt: skip
_ONE = {"Hira": "Jpan", "Kana": "Jpan", "Hang": "Kore"}


@dataclass(frozen=True, slots=True)
class Named:
    """A title with its language and what it is: "proper", "former", "abbreviated", … ``nonfiling``: characters that sorting skips."""

    value: str
    lang: str
    kind: str
    nonfiling: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a title stands."""

    script: str
    initial: str
    sort: bytes


def first_script(lang: str) -> str:
    """Return the script whose titles a reader of a language is shown first."""
    return _OF_READERS.get(lang.partition("-")[0], "Latn")


def places(titles: Sequence[Named], sort_keys: SortKeys) -> list[Place]:
    """Return for each title its script, the letter it stands under, and its key in the order of that script."""
    found: dict[int, Place] = {}
    by_script: dict[str, list[int]] = {}
    for n, title in enumerate(titles):
        by_script.setdefault(script(title.value, title.lang), []).append(n)
    for code, numbers in by_script.items():
        order = _ORDERS.get(code, "en")
        words = [filed(titles[n].value, titles[n].nonfiling, titles[n].lang.partition("-")[0])[:LONGEST_SORT] for n in numbers]
        keys, letters = sort_keys(words, order), initials(words, order, sort_keys)
        for n, key, letter in zip(numbers, keys, letters, strict=True):
            found[n] = Place(OTHER if letter == OTHER else code, letter[:4], key[:200])
    return [found[n] for n in range(len(titles))]


def script(title: str, lang: str) -> str:
    """Return the script of the first letter of a title; kanji and hanja stand with the script of their language."""
    first = next((c for c in title if c.isalpha()), "")
    code = _ONE.get(found := script_of(first) if first else "", found)
    if code == "Hani":
        return {"ja": "Jpan", "ko": "Kore"}.get(lang.partition("-")[0], code)
    return code or OTHER


def words_of(titles: Iterable[Named], numbers: Iterable[str]) -> tuple[str, str]:
    """Return the words by which a journal is found, each after a space, and the sound of its Chinese titles in one piece.

    Every title as it is and romanised; ISSNs with and without their hyphen; the first letters of pinyin, as readers type to be quick.
    """
    found: list[str] = []
    sound: list[str] = []
    for title in titles:
        found.append(_folded(title.value))
        found += [_folded(form.text) for form in romanised(title.value[:120], title.lang)]
        if short := chinese.initials(title.value[:60]):
            found.append(short)
            sound.append("".join(fold.words(chinese.pinyin(title.value[:120]))))
    for number in numbers:
        found += [number.replace("-", "").casefold(), number.casefold()]
    return " " + " ".join(dict.fromkeys(filter(None, found)))[:LONGEST_WORDS], " ".join(dict.fromkeys(filter(None, sound)))[
        :1_000
    ]


def asked(text: str) -> list[str]:
    """Return the words of a question, as ``words_of`` has them; an ISSN in one piece."""
    plain = text.strip().replace("\u2010", "-").replace("\u2013", "-")
    if len(plain) == 9 and plain[4] == "-" and plain.replace("-", "")[:7].isdecimal():
        return [plain.casefold()]
    return fold.words(text)[:8]


def _folded(text: str) -> str:
    return " ".join(fold.words(text))
