"""A BibRecord while it is being made, and the language that its words are in."""

import re
from functools import lru_cache

from lantai.core.bib.record import Kind, Part, Repair, Verbatim
from lantai.core.text.scripts import script_of, tagged


class Draft:
    """A BibRecord while it is being made."""

    __slots__ = ("_latin", "_others", "agency", "control", "countries", "deleted", "kind", "languages", "lists", "original_languages", "repairs",
                 "speaking", "summary_languages", "verbatim", "whole")  # fmt: skip

    def __init__(self) -> None:
        self.control = ""
        self.agency = ""
        self.kind = Kind.OTHER
        self.deleted = False
        self.languages: list[str] = []
        self.original_languages: list[str] = []
        self.summary_languages: list[str] = []
        self.countries: list[str] = []
        self.lists: dict[str, list[Part]] = {}
        self.verbatim: list[Verbatim] = []
        self.repairs: list[Repair] = []
        self.whole: set[str] = set()  # the places of fields that were kept whole
        self.speaking: dict[str, str] = {}
        self._latin: dict[str, str] = {}
        self._others: tuple[str, ...] = ()

    def add(self, into: str, part: Part) -> None:
        """Append a part to a list of the record."""
        parts = self.lists.get(into)
        if parts is None:
            self.lists[into] = [part]
        else:
            parts.append(part)

    def parts(self, into: str) -> list[Part]:
        """Return the parts of one list so far."""
        return self.lists.get(into, [])

    def doubt(self, code: str, at: str, detail: str) -> None:
        """Note something doubtful."""
        self.repairs.append(Repair(code=code, at=at, detail=detail))

    def speak(self, *, text: str, catalog: str, original: str = "", parallel: str = "") -> None:
        """Lay down which languages the four kinds of words are in ("" unknown)."""
        self.speaking, self._latin = _spoken(text, catalog, original or text, parallel)
        self._others = (text, *self.languages[1:4], *self.original_languages[:2])

    def language_of(self, value: str, use: str) -> str:
        """Return the BCP 47 tag of words, by whose they are and by their script."""
        language = self.speaking[use]
        if value.isascii():
            return self._latin[use] if value[:1].isalpha() or _LATIN_LETTER.search(value) else language  # no letters, no script
        if max(value) < _AFTER_LATIN:
            return self._latin[use] if _LATIN_LETTER.search(value) else language
        return _tag(language, self._others, value)


_LATIN_LETTER = re.compile("[A-Za-zªºÀ-ÖØ-öø-ʸ]")
_AFTER_LATIN = "\u0370"
"""The first letter after Latin, its modifiers and combining marks: Greek."""


@lru_cache(maxsize=4096)
def _spoken(text: str, catalog: str, original: str, parallel: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the language of each kind of words, and the tag of such words in Latin letters; both are shared, never changed."""
    speaking = {"text": text, "catalog": catalog, "original": original, "parallel": parallel}
    return speaking, {use: tagged(language, "abc") if language else "" for use, language in speaking.items()}


@lru_cache(maxsize=8192)
def _tag(language: str, others: tuple[str, ...], value: str) -> str:
    """Give words to the first language that is usually written so; Latin letters are a romanisation if the language is not."""
    script = script_of(value)
    if script == "Latn" and max(value) > "\u2e80" and language in ("zh", "ja", "ko"):
        return language  # 封面英文题名: China Development Report
    if script in ("Latn", ""):
        return tagged(language, value) if language else ""
    for candidate in (language, *others):
        tag = tagged(candidate, value) if candidate else ""
        if tag and not tag.endswith(f"-{script}"):
            return tag
    return tagged("", value)
