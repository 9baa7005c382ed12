"""Titles tied again where the catalog has joined or parted what they were tied to."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from lantai.apps.holdings.applying import TIE, tie_of
from lantai.apps.holdings.exporting import listed_of
from lantai.apps.holdings.matching import ties
from lantai.apps.holdings.models import MatchState, PackageTitle
from lantai.catalog.known import in_pieces, live
from lantai.catalog.models import SourceRecord
from lantai.catalog.tables import update
from lantai.core.matching.listed import Tie
from lantai.infra import jobs

from .shelving import touch

TIED = (MatchState.MATCHED, MatchState.DECIDED)


@transaction.atomic
def tie_again(*, works: Collection[int], now: datetime) -> int:
    """Tie the titles of works that changed to the editions that they are of now; return how many moved.

    What the rules tied follows the rules; what staff tied stays while its edition is there. A title with a record of its own goes where that record went.
    One whose edition is gone, with nothing to take its place, waits for a person.
    """
    moved = _after_their_records(works)
    for piece in in_pieces(works):
        rows = (
            PackageTitle.objects.of_works(piece)
            .current()
            .filter(Q(state=MatchState.MATCHED) | Q(state__in=TIED, instance__live=False))
        )
        titles = {
            str(title.pk): title
            for title in rows.exclude(reasons__0__0="decided_new").select_related("instance").defer("instance__document")
        }
        found = ties({name: listed_of(title) for name, title in titles.items()}) if titles else {}
        for name, match in found.items():
            title = titles[name]
            gone = title.instance is None or not title.instance.live
            if (match.tie is Tie.MATCHED and match.key != title.instance_id) or (gone and match.tie is not Tie.MATCHED):
                moved.append((*tie_of(match), title.pk))
    update(PackageTitle, TIE, moved)
    instances = [row[0] for row in moved if row[0]]
    touch(PackageTitle.objects.filter(instance__in=instances).values_list("instance__work", flat=True))
    for package in (
        PackageTitle.objects.filter(pk__in=[row[-1] for row in moved], state=MatchState.NEW, instance=None)
        .values_list("package", flat=True)
        .distinct()
    ):
        jobs.enqueue("holdings.describe", package=package, since=now.isoformat())
    return len(moved)


def _after_their_records(works: Collection[int]) -> list[tuple[object, ...]]:
    """Return the ties of titles with a record of their own whose record describes another edition now."""
    moved: list[tuple[object, ...]] = []
    for piece in in_pieces(works):
        records = SourceRecord.objects.filter(live(), instance__work__in=piece, source__name__startswith="kbart-")
        at = {int(key): instance for key, instance in records.values_list("key", "instance_id") if key.isdecimal()}
        for part in in_pieces(at):
            rows = PackageTitle.objects.filter(pk__in=part).values_list("pk", "instance_id", "state", "reasons", "candidates")
            moved += [(at[pk], state, reasons, others, pk) for pk, instance, state, reasons, others in rows if at[pk] != instance]
    return moved
