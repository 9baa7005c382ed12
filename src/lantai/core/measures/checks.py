"""What may be wrong with one description, holding or piece: a table of small pure checks, each with a stable code.

A check returns None where nothing is wrong, else the words it stumbled over ("" where something is missing). What each code
means to a librarian is said where the rules are registered (catalog.rules); ``findings`` asks them all.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, TypeVar

from lantai.core.bib.record import BibRecord, HoldingRecord, ItemRecord

RecordCheck = Callable[[BibRecord, date], str | None]
HoldingCheck = Callable[[HoldingRecord, BibRecord], str | None]
ItemCheck = Callable[[ItemRecord, HoldingRecord], str | None]

records: dict[str, RecordCheck] = {}
holdings: dict[str, HoldingCheck] = {}
items: dict[str, ItemCheck] = {}

Check = TypeVar("Check", bound=Callable[..., Any])


def _register(table: dict[str, Any], code: str) -> Callable[[Check], Check]:
    def register(check: Check) -> Check:
        table[code] = check
        return check

    return register


record_check = partial(_register, records)
"""Decorate a check of a description."""
holding_check = partial(_register, holdings)
"""Decorate a check of a holding; it is told of which description."""
item_check = partial(_register, items)
"""Decorate a check of a piece; it is told of which holding."""
