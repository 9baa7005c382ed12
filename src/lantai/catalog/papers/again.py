"""Papers described again from their kept bytes: once, after an update that taught a format to keep more (authors' institutions, funders)."""

from collections.abc import Callable, Sequence

from django.db import transaction

from lantai.catalog import derive
from lantai.catalog.known import live
from lantai.catalog.models import SourceRecord
from lantai.catalog.tables import next_change

FORMATS = ("openalex", "crossref", "jats", "datacite", "mods")
"""Formats that say where authors worked, or who paid."""

PIECE = 500


def describe_again(*, progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Describe every edition again that has a record in one of FORMATS; return how many. Broken off, it is simply begun again."""
    records = SourceRecord.objects.filter(live(), harvest__profile__format__in=FORMATS, instance__isnull=False)
    total, done = records.values("instance").distinct().count(), 0
    after = 0
    while piece := _piece(after):
        with transaction.atomic():
            derive.instances(piece, change=next_change(), anew=True)
        after = piece[-1]
        progress(done := done + len(piece), total)
    return done


def _piece(after: int) -> Sequence[int]:
    records = SourceRecord.objects.filter(live(), harvest__profile__format__in=FORMATS, instance__gt=after)
    return list(records.values_list("instance", flat=True).distinct().order_by("instance")[:PIECE])
