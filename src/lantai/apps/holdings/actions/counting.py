"""Openings of databases counted: how many in a month, never whose."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from lantai.apps.holdings.models import Database, DatabaseOpenings


@transaction.atomic
def count_opening(*, database: Database, times: int = 1, now: datetime) -> None:
    """Count that a database was opened, ``times`` times, in the month of ``now``.

    Nothing else is kept, neither in the row nor in the audit log: there is no reader to name.
    """
    month = localdate(now).replace(day=1)
    DatabaseOpenings.objects.get_or_create(database=database, month=month)
    DatabaseOpenings.objects.filter(database=database, month=month).update(times=F("times") + times)
