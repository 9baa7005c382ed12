"""What a service says of a journal that is open as a whole: its charge, license, review, and since when it is open."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

import msgspec

from .copies import OpenPeriod


class Charge(StrEnum):
    """Whether authors pay."""

    NO = "no"
    YES = "yes"
    SOMETIMES = "sometimes"
    UNKNOWN = ""


class DescribedJournal(msgspec.Struct, frozen=True, kw_only=True):
    """One journal as a service describes it.

    ``issns``: valid ones, print before online. ``open_since``: the year from which everything in it is open. ``amounts``: what authors pay, in
    minor units, a currency each; it is one charge said several times. ``waiver``, ``other_fees``, ``seal``: None where nothing is said of it.
    ``country``: ISO 3166, or as it came. ``languages``: BCP 47, or as they came. ``classes``: LCC numbers. ``page``: of the journal at the service.
    ``row``: heading -> cell, as it stood.
    """

    title: str
    issns: tuple[str, ...]
    open_since: int | None = None
    charge: Charge = Charge.UNKNOWN
    amounts: tuple[tuple[int, str], ...] = ()
    waiver: bool | None = None
    other_fees: bool | None = None
    licenses: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    seal: bool | None = None
    publisher: str = ""
    country: str = ""
    languages: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    preservation: tuple[str, ...] = ()
    page: str = ""
    row: dict[str, str] = {}


class RefusedRow(msgspec.Struct, frozen=True):
    """A row that cannot be used: where it stands (from 1; column 0 the whole row) and why.

    ``issns``, ``page``: of which journal it is all the same; ``is_cut`` False: it could not be cut into cells, so nobody knows.
    """

    line: int
    column: int
    why: str
    issns: tuple[str, ...] = ()
    page: str = ""
    is_cut: bool = True


Span = tuple[int, int | None, str]
"""Years, both included, in which a journal was open as a whole, and whether authors paid (a Charge); None: up to now."""

_PAID: dict[str, bool] = {Charge.NO: False, Charge.YES: True, Charge.SOMETIMES: True}


def spans_after(before: Sequence[Span], *, since: int | None, charge: str, on: date) -> list[Span]:
    """Return the years of a journal after a list of the day ``on`` spoke of it. ``before``: as they stood, [] of one that is new.

    Another charge counts from the year of the list that says so. One that comes back after it left does not fill the years between. A
    journal that does not say since when it is open is open from the year of the list that first had it.
    """
    if not before:
        return [(since or on.year, None, charge)]
    *earlier, (first, last, paid) = before
    spans = list(earlier)
    if last is not None and last < on.year - 1:
        spans += [(first, last, paid), (on.year, None, charge)]
    elif paid == charge:
        spans.append((first, None, paid))
    else:
        spans += [(first, on.year - 1, paid), (max(first, on.year), None, charge)]
    if since is not None:
        spans[0] = (since, *spans[0][1:])
    return [span for span in spans if span[1] is None or span[0] <= span[1]]


def spans_until(before: Sequence[Span], last: date) -> list[Span]:
    """Return the years of a journal that left; ``last``: the day of the last list that had it."""
    ended = [(first, last.year if end is None else end, charge) for first, end, charge in before]
    return [(first, end, charge) for first, end, charge in ended if first <= end]


def periods(spans: Iterable[Span]) -> tuple[OpenPeriod, ...]:
    """Return the years of a journal as verdicts ask for them."""
    return tuple(OpenPeriod(first, last, _PAID.get(charge)) for first, last, charge in spans)
