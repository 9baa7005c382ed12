"""What a service says of a work, whichever service it is."""

from collections.abc import Callable
from typing import Any

from . import openalex, unpaywall
from .copies import Described

_SERVICES: tuple[tuple[Callable[[dict[str, Any]], bool], Callable[[dict[str, Any]], Described]], ...] = (
    (unpaywall.is_record, unpaywall.read),
    (openalex.is_record, openalex.read),
)


class Unknown(ValueError):
    """The object is no record of a service that is read here."""


def work_of(value: dict[str, Any]) -> Described:
    """Return the work that an object describes; raise Unknown."""
    for is_record, read in _SERVICES:
        if is_record(value):
            return read(value)
    raise Unknown("neither a record of Unpaywall (oa_locations) nor a work of OpenAlex (id, open_access)")
