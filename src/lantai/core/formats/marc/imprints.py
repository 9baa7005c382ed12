"""Imprints: places, publishers and dates of publication, production, distribution and manufacture."""

from collections.abc import Callable, Sequence

from lantai.core.bib.dates import parse_dates
from lantai.core.bib.record import Date, DateKind, Forms, Imprint, Precision

from .draft import Draft
from .rules import Given, Reading

Read = Callable[[Given], Reading]

_FUNCTIONS = {"0": "production", "1": "publication", "2": "distribution", "3": "manufacture", "4": "copyright"}
_UNIMARC_FUNCTIONS = {"0": "publication", "1": "production", "2": "distribution", "3": "manufacture", "4": "copyright"}


def imprint(places: str = "a", publishers: str = "b", date: str = "c") -> Read:
    """Return the reader of a field that is about publication."""
    return _reader(places, publishers, date, {})


def imprint_by_function(places: str = "a", publishers: str = "b", date: str = "c", *, unimarc: bool = False) -> Read:
    """Return the reader of a field whose second indicator says which function it is about."""
    return _reader(places, publishers, date, _UNIMARC_FUNCTIONS if unimarc else _FUNCTIONS)


def _reader(places: str, publishers: str, date: str, functions: dict[str, str]) -> Read:
    def read(given: Given) -> Reading:
        function = functions.get(given.mark2, "publication")
        words = given.joined(date, by=" ")
        found = Imprint(
            places=_each(given, places), publishers=_each(given, publishers), date=words, function=function, at=given.at
        )
        if not (found.places or found.publishers or words):
            return None
        if words:
            _add_dates(given, words, function)
        return found

    return read


def _each(given: Given, codes: str) -> tuple[Forms, ...]:
    """Return each of the subfields in all scripts, the n-th of one script beside the n-th of the other."""
    values = given.each(codes)
    if len(given.scripts) == 1:
        return tuple([(given.text(value),) for value in values])
    columns: Sequence[Sequence[str]] = [script.each(codes) for script in given.scripts]
    if len({len(column) for column in columns}) == 1:
        return tuple([tuple(given.text(value) for value in row) for row in zip(*columns, strict=True)])
    given.keep(codes)
    return tuple([(given.text(value),) for column in columns for value in column][: max(map(len, columns))])


_KINDS = {"publication": DateKind.PUBLISHED, "copyright": DateKind.COPYRIGHT}


def _add_dates(given: Given, words: str, function: str) -> None:
    """Add the dates of publication and copyright; those of printing and distribution stand in the imprint alone."""
    kind = _KINDS.get(function, DateKind.CREATED if function == "production" else None)
    if kind is not None:
        for date in parse_dates(words, kind=kind, at=given.at):
            given.draft.add("dates", date)


def settle_dates(draft: Draft, coded: Sequence[Date]) -> None:
    """Put the coded dates (008, UNIMARC 100) before those of the imprint, without saying the same twice.

    Where both give the same years, the words of the imprint are kept, for they know more: brackets, eras, months.
    """
    stated = [date for date in draft.parts("dates") if isinstance(date, Date)]
    said = {(date.start, date.end) for date in stated if date.start is not None}
    kept = [date for date in coded if (date.start, date.end) not in said]
    if any(date.start is not None for date in kept):
        stated = [date for date in stated if date.precision is not Precision.UNKNOWN]
    if kept or stated:
        draft.lists["dates"] = [*kept, *stated]
