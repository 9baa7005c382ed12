"""What a work sounds like: tokens of its titles, series and names in other scripts, and of romanised titles that have no such form.

A form that a cataloguer romanised is taken as it is; only what has none is romanised here. Works in Latin letters have none of this.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from lantai.core.bib.record import BibRecord, Text, TitleForm
from lantai.core.romanise.sounding import FAMILIES, has_other_script, tokens

from . import stemmed
from .document import texts

MOST = 400
"""Tokens of one work."""

MOST_NAMES = 8
"""Contributors of a record whose names are read."""


def sounds(records: Sequence[BibRecord]) -> str:
    """Return the tokens of a work by which it is found in romanised form, each once: those of its first title as one value, all others as another."""
    first: tuple[str, ...] = ()
    found: dict[str, None] = {}
    for said, is_first in (told for record in records for told in _texts(record)):
        tokens = _remembered(*said)
        if not first and said[3] and is_first:
            first = tokens
        found.update(dict.fromkeys(tokens))
        if len(found) >= MOST:
            break
    others = [token for token in list(found)[:MOST] if token not in set(first)] if found else []
    return texts((" ".join(first), " ".join(others)))


Said = tuple[str, str, bool, bool]
"""A text, its language, whether it stands in Latin letters only, and whether it is whole, as a title would be asked for."""


def _texts(record: BibRecord) -> Iterator[tuple[Said, bool]]:
    """Yield what is read, and whether it is of the first title."""
    language = record.language.partition("-")[0]
    for n, title in enumerate(record.titles):
        yield from ((said, n == 0) for said in _one_of(title.forms, language))
    for statement in record.series:
        yield from ((said, False) for said in _one_of(statement.forms, language))
    for agent in record.contributions[:MOST_NAMES]:
        if any(not form.value.isascii() and has_other_script(form.value) for form in agent.forms):
            yield from ((said, False) for said in _one_of(agent.forms, language))


def _one_of(forms: Sequence[Text], language: str) -> list[Said]:
    """Return what is romanised already, else what is to be; a title with its subtitle as well as by itself."""
    others: list[Text] = []
    latin: list[Text] = []
    for form in forms:
        (latin if form.value.isascii() or not has_other_script(form.value) else others).append(form)
    romanised = [form for form in latin if (form.lang or language).partition("-")[0] in FAMILIES]
    found: list[Said] = []
    for form in romanised or others:
        lang = (form.lang or language).partition("-")[0]
        found.append((form.value, lang, not others, True))
        if isinstance(form, TitleForm) and (form.rest or form.part):
            found.append((stemmed.whole(form), lang, not others, False))
    return found


@lru_cache(maxsize=16_384)
def _remembered(text: str, lang: str, alone: bool, whole: bool) -> tuple[str, ...]:
    return tuple(tokens(text, lang, alone=alone, whole=whole))
