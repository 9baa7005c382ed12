"""What a service says of a journal that is open as a whole: its charge, license, review, and since when it is open."""

from enum import StrEnum

import msgspec


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
