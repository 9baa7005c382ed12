"""What a work sounds like: tokens of its titles, series and names in other scripts, and of romanised titles that have no such form.

A form that a cataloguer romanised is taken as it is; only what has none is romanised here. Works in Latin letters have none of this.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from lantai.core.bib.record import BibRecord, Text, TitleForm
from lantai.core.romanise.sounding import FAMILIES, has_other_script, tokens

from .document import texts

MOST = 400
"""Tokens of one work."""

MOST_NAMES = 8
"""Contributors of a record whose names are read."""


def sounds(records: Sequence[BibRecord]) -> str:
    """Return the tokens of a work by which it is found in romanised form, each once: those of its first title as one value, all others as another."""
    first: tuple[str, ...] = ()
    found: dict[str, None] = {}
    for text in (text for record in records for text in _texts(record)):
        tokens = _remembered(*text[:4])
        if not first and text.whole and text.first:
            first = tokens
        found.update(dict.fromkeys(tokens))
        if len(found) >= MOST:
            break
    others = [token for token in list(found)[:MOST] if token not in set(first)] if found else []
    return texts((" ".join(first), " ".join(others)))


class _Said(NamedTuple):
    """``alone``: it stands in Latin letters only; ``whole``: as a title would be asked for; ``first``: of the title."""

    text: str
    lang: str
    alone: bool = False
    whole: bool = True
    first: bool = False


def _texts(record: BibRecord) -> Iterator[_Said]:
    language = record.language.partition("-")[0]
    for title in record.titles:
        yield from (said._replace(first=title is record.titles[0]) for said in _one_of(title.forms, language))
    for statement in record.series:
        yield from _one_of(statement.forms, language)
    for agent in record.contributions[:MOST_NAMES]:
        if any(not form.value.isascii() and has_other_script(form.value) for form in agent.forms):
            yield from _one_of(agent.forms, language)


def _one_of(forms: Sequence[Text], language: str) -> Iterator[_Said]:
    """Yield what is romanised already, else what is to be; a title with its subtitle as well as by itself."""
    others = [form for form in forms if not form.value.isascii() and has_other_script(form.value)]
    romanised = [form for form in forms if form not in others and (form.lang or language).partition("-")[0] in FAMILIES]
    for form in romanised or others:
        lang = (form.lang or language).partition("-")[0]
        yield _Said(form.value, lang, alone=not others)
        if isinstance(form, TitleForm) and (form.rest or form.part):
            whole = " ".join(filter(None, (form.value, form.rest, form.part)))
            yield _Said(whole, lang, alone=not others, whole=False)


@lru_cache(maxsize=16_384)
def _remembered(text: str, lang: str, alone: bool, whole: bool) -> tuple[str, ...]:
    return tuple(tokens(text, lang, alone=alone, whole=whole))
