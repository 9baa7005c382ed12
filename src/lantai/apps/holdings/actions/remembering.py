"""The names of the catalog's serials kept, so that a list's title is found among them without reading them all."""

from datetime import datetime

from django.db import transaction

from lantai.apps.holdings.models import ListsFollowed, SerialName
from lantai.apps.holdings.serial_names import names_of, upto
from lantai.catalog import listing
from lantai.catalog.tables import insert

ROUNDS = 20
"""Pieces of one call, so that a large import is followed within minutes and no job lasts longer."""


def remember_names(*, now: datetime, most: int = 5_000) -> int:
    """Keep the names of serials as their descriptions have them since this was last done; return how many works were looked at."""
    seen = 0
    for _ in range(ROUNDS):
        count = _remembered(most)
        seen += count
        if count < most:
            break
    return seen


@transaction.atomic
def _remembered(most: int) -> int:
    at = upto()
    works, reached = listing.changed_works(at, most)
    if reached == at:
        return 0
    keys = names_of(works)
    SerialName.objects.filter(work__in=works).delete()
    insert(SerialName, ("key", "work"), ((key, work) for work, of in keys.items() for key in of))
    ListsFollowed.objects.update_or_create(pk=1, defaults={"named": reached})
    return len(works)
