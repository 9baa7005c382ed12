"""The stems of a work: of its titles, and of its series and notes, each text in its own language; those of subjects stand in ``subjects``.

Imprints, names and call numbers have none: nobody looks for another form of them. ``tokens`` takes, text by text, the index tokens that come along:
words and stems of a long text are looked up at once.
"""

from collections.abc import Callable, Iterable, Sequence

from lantai.core.bib.record import BibRecord, Relation, TitleForm
from lantai.core.text.stems import analysed_with_stems

from .document import texts

SAME_WORK = (Relation.ORIGINAL, Relation.TRANSLATION, Relation.EARLIER, Relation.LATER)
"""Relations of a work to itself under other titles, by which it is found."""

Words = tuple[str, str]
"""A text and its BCP 47 language, "" unknown."""


def titles(records: Sequence[BibRecord], tokens: dict[str, str]) -> str:
    """Return the stems of the first title as one value, those of all others as another; each stem once."""
    first, *more = (*_each_text(records, _titles, tokens), "")
    return texts((each_once((first,)), each_once(more)))


def others(records: Sequence[BibRecord], tokens: dict[str, str]) -> list[str]:
    """Return the stems of series and notes."""
    return _each_text(records, _others, tokens)


def whole(form: TitleForm) -> str:
    """Return a title with its subtitle and part."""
    return " ".join(filter(None, (form.value, form.rest, form.part))) if form.rest or form.part else form.value


def each_once(values: Iterable[str]) -> str:
    """Return the stems of several texts, each stem once."""
    return " ".join(dict.fromkeys(" ".join(values).split()))


def _each_text(records: Sequence[BibRecord], words: Callable[[BibRecord], list[Words]], tokens: dict[str, str]) -> list[str]:
    """Return the stems of texts, each text once; one of no known language is in the record's first."""
    known = dict.fromkeys([(text, lang or record.language) for record in records for text, lang in words(record)])
    found = []
    for text, lang in known:
        tokens[text], stems = analysed_with_stems(text, lang)
        found.append(stems)
    return found


def _titles(record: BibRecord) -> list[Words]:
    found = [(whole(form), form.lang) for title in record.titles for form in title.forms]
    if record.links:
        found += [(form.value, form.lang) for link in record.links if link.relation in SAME_WORK for form in link.titles]
    return found


def _others(record: BibRecord) -> list[Words]:
    return [(form.value, form.lang) for statement in (*record.series, *record.notes) for form in statement.forms]
