"""When the store of papers is to be brought up to date: soon after works changed, but not again and again while an import goes on."""

from datetime import datetime, timedelta

from lantai.catalog import index
from lantai.catalog.models import Harvest, HarvestState

from .store import Standing, standing

WHILE_IMPORTING = timedelta(minutes=15)
"""How old the store may grow while works are being imported: each time the buckets of what arrived are written anew."""


def is_due(*, now: datetime) -> bool:
    """Say whether it is time; cheap enough to ask every minute."""
    known = standing()
    if not is_behind(known, now=now):
        return False
    importing = Harvest.objects.filter(state=HarvestState.RUNNING).exists()
    return not importing or known.made_at is None or now - known.made_at > WHILE_IMPORTING


def is_behind(known: Standing, *, now: datetime) -> bool:
    """Say whether works changed since, or a day began on which embargoes may end."""
    return known.made_at is None or index.last_change() > known.reached or known.made_at.date() < now.date()
