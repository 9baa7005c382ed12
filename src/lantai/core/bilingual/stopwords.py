"""Function words and question words by language: words that say nothing of what a text is about, and teach wrong translations."""

from functools import cache
from importlib.resources import files

from lantai.core.text.fold import fold


@cache
def stopwords(lang: str) -> frozenset[str]:
    """Return the function and question words of a language, folded (not stemmed); none for languages we have no list of."""
    return frozenset(fold(word) for word in _lists().get(lang.partition("-")[0], "").split())


def stops_in(word: str) -> frozenset[str]:
    """Return the languages in which a folded word is a function or question word."""
    return _languages().get(word, frozenset())


def listed_languages() -> tuple[str, ...]:
    """Return the languages of which there is a list."""
    return tuple(_lists())


@cache
def _languages() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for lang in _lists():
        for word in stopwords(lang):
            found.setdefault(word, set()).add(lang)
    return {word: frozenset(langs) for word, langs in found.items()}


@cache
def _lists() -> dict[str, str]:
    """Read ``data/stopwords.txt``: a line "en:" begins a language, # a comment."""
    found: dict[str, str] = {}
    lang = ""
    for line in files("lantai.core.bilingual").joinpath("data/stopwords.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        if line.endswith(":"):
            lang = line[:-1]
        else:
            found[lang] = f"{found.get(lang, '')} {line}"
    return found
