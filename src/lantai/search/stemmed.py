"""The stems of a work: of its titles, its subjects, and its series and notes, each text in its own language.

Imprints, names and call numbers have none: nobody looks for another form of them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from lantai.core.bib.record import BibRecord, Relation
from lantai.core.text.segment import LONGEST_REMEMBERED
from lantai.core.text.stems import both_stems

from .document import texts

SAME_WORK = (Relation.ORIGINAL, Relation.TRANSLATION, Relation.EARLIER, Relation.LATER)
"""Relations of a work to itself under other titles, by which it is found."""

Words = tuple[str, str]
"""A text and its BCP 47 language, "" unknown."""


def titles(records: Sequence[BibRecord]) -> str:
    """Return the stems of the first title as one value, those of all others as another; each stem once."""
    first, *more = (*_each_text(records, _titles), "")
    return texts((_each_once((first,)), _each_once(more)))


def subjects(records: Sequence[BibRecord]) -> str:
    """Return the stems of subjects, each once."""
    return _each_once(_each_text(records, _subjects))


def others(records: Sequence[BibRecord]) -> Iterator[str]:
    """Yield the stems of series and notes."""
    return _each_text(records, _others)


def _each_once(values: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(" ".join(values).split()))


def _each_text(records: Sequence[BibRecord], words: Callable[[BibRecord], Iterable[Words]]) -> Iterator[str]:
    """Yield the stems of texts, each text once; one of no known language is in the record's first."""
    known = dict.fromkeys((text, lang or record.language) for record in records for text, lang in words(record))
    return (_remembered(*pair) if len(pair[0]) <= LONGEST_REMEMBERED else " ".join(both_stems(*pair)) for pair in known)


@lru_cache(maxsize=16_384)
def _remembered(text: str, lang: str) -> str:
    return " ".join(both_stems(text, lang))


def _titles(record: BibRecord) -> Iterator[Words]:
    for title in record.titles:
        for form in title.forms:
            yield " ".join(filter(None, (form.value, form.rest, form.part))), form.lang
    for link in record.links:
        if link.relation in SAME_WORK:
            yield from ((form.value, form.lang) for form in link.titles)


def _subjects(record: BibRecord) -> Iterator[Words]:
    for subject in record.subjects:
        yield from ((form.value, form.lang) for form in subject.forms)
        yield from ((text, subject.forms[0].lang) for text in subject.subdivisions)


def _others(record: BibRecord) -> Iterator[Words]:
    for statement in (*record.series, *record.notes):
        yield from ((form.value, form.lang) for form in statement.forms)
