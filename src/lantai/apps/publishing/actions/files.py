"""A file of whichever registry taken in."""

from datetime import date, datetime
from pathlib import Path

from lantai.apps.publishing import reading
from lantai.apps.publishing.reading import FileKind
from lantai.core.openness.publishing import agreements, lists, openapc
from lantai.core.openness.publishing.sheets import Sheet
from lantai.core.openness.taken import Taken
from lantai.people.models import Account

from .listing import take_lists
from .taking import take_agreements, take_charges, take_contracts, take_institutions, take_numbers


def take_file(*, by: Account | None, path: Path, on: date, now: datetime, confirmed: bool = False) -> Taken:
    """Take a file of a day in; raise UnknownFormat, ListError. What it is, its headings tell."""
    with reading.opened(path) as sheet:
        return _take(by, sheet, on, now, confirmed)


def _take(by: Account | None, sheet: Sheet, on: date, now: datetime, confirmed: bool) -> Taken:
    kind = reading.kind_of(sheet)
    if kind is FileKind.AGREEMENTS:
        return take_agreements(by=by, rows=agreements.read(sheet), on=on, now=now)
    if kind is FileKind.LISTS:
        return take_lists(by=by, source=lists.BY, rows=lists.read(sheet), on=on, now=now, confirmed=confirmed)
    if kind is FileKind.NUMBERS:
        return take_numbers(by=by, rows=lists.read_families(sheet), now=now)
    if kind is FileKind.CONTRACTS:
        return take_contracts(by=by, rows=openapc.read_contracts(sheet), on=on, now=now)
    if kind is FileKind.INSTITUTIONS:
        return take_institutions(by=by, rows=openapc.read_institutions(sheet), now=now)
    rows = openapc.read_books(sheet) if kind is FileKind.BOOKS else openapc.read_charges(sheet)
    return take_charges(by=by, rows=rows, on=on, now=now)
