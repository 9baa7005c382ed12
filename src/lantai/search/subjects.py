"""What the subjects of a work give to its document: words, stems and keys.

Topics and headings come again and again, in thousands of works: what a form gives is remembered as a whole.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from lantai.core.bib import headings
from lantai.core.bib.record import BibRecord, Subject
from lantai.core.text.analysed import analyse

from .stemmed import in_language

MOST = 30
"""Subjects of one record, and subject facet values of one work, that count; a record with hundreds would only blur the list."""


class Given(NamedTuple):
    """Analysed texts, stems of texts in their languages, and keys of headings, in the order of the subjects; some more than once, or empty."""

    words: list[str]
    stems: list[str]
    keys: list[str]


def given(records: Sequence[BibRecord]) -> Given:
    """Return what the subjects of a work's records give; one of no known language is in its record's first."""
    found = Given([], [], [])
    for record in records:
        language = record.language
        for number, subject in enumerate(record.subjects):
            if len(subject.forms) > 1 or subject.subdivisions:
                _put_divided(found, subject, language, is_key=number < MOST)
                continue
            form = subject.forms[0]
            words, stems, key = _form(form.value, form.lang or language)
            found.words.append(words)
            found.stems.append(stems)
            if number < MOST:
                found.keys.append(key)
    return found


@lru_cache(maxsize=32_768)
def _form(text: str, lang: str) -> tuple[str, str, str]:
    return *in_language(text, lang), headings.heading_key(text)


def _put_divided(found: Given, subject: Subject, language: str, *, is_key: bool) -> None:
    first, *others = subject.forms
    found.words.append(analyse(" ".join((first.value, *subject.subdivisions))))
    found.words.extend([analyse(form.value) for form in others])
    found.stems.extend([in_language(form.value, form.lang or language)[1] for form in subject.forms])
    found.stems.extend([in_language(text, first.lang or language)[1] for text in subject.subdivisions])
    if is_key:
        found.keys.extend(headings.subjects(subject))
