"""When embargoes end: of which works, and that the index then looks at them again, by which facets and filters say what pages say.

Works are followed change by change, those of the time before this was known, too; ``end_embargoes`` is called by a task, again and again.
"""

from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction

from lantai.catalog import actions as catalog
from lantai.catalog import index
from lantai.catalog.models import Counter
from lantai.infra.pieces import pieces

from . import queries
from .models import EmbargoEnd, Opened

MOST = 50_000
"""Works looked at in one call: a second or two of a worker. Where more have changed, the next call goes on, and then embargoes end."""

PIECE = 5_000

_CHANGE, _DAY = "embargoes: change", "embargoes: day"


def end_embargoes(*, on: date) -> int:
    """Have the index look again at works of which an embargo has ended by a day; return how many.

    Ends before the day of the last whole look are left alone: the index has been told of them. So no work is touched twice for one end.
    """
    after = date.fromordinal(max(_counted(_DAY), 1))
    if not _follow(after=after):
        return 0
    with transaction.atomic():
        ends = dict(EmbargoEnd.objects.filter(day__lte=on).values_list("pk", "day"))
        works = list(ends)
        for piece in pieces(works, PIECE):
            _open(piece, ends)
            EmbargoEnd.objects.filter(pk__in=piece).delete()
            catalog.touch(piece)
        _count(_DAY, on.toordinal())
    return len(works)


def _open(works: Collection[int], ends: Mapping[int, date]) -> None:
    """Note those of works that nobody could read on the day before their embargo ended, and everybody can since."""
    Opened.objects.bulk_create(
        (Opened(work_id=work, day=ends[work]) for work in queries.newly_open({work: ends[work] for work in works})),
        update_conflicts=True,
        unique_fields=["work"],
        update_fields=["day"],
    )


def _follow(*, after: date) -> bool:
    """Note the next ends of works that have changed; return whether that was all."""
    reached, last, looked_at = _counted(_CHANGE), index.last_change(), 0
    for works, through in index.pages(reached, last):
        _note(works, after=after, through=through)
        looked_at += len(works)
        if looked_at >= MOST and reached < through < last:  # one change of very many works is looked at as a whole
            return False
    _count(_CHANGE, last)
    return True


@transaction.atomic
def _note(works: Collection[int], *, after: date, through: int) -> None:
    ends = queries.embargo_ends(works, after=after)
    EmbargoEnd.objects.filter(pk__in=set(works) - set(ends)).delete()
    EmbargoEnd.objects.bulk_create(
        (EmbargoEnd(work_id=work, day=day) for work, day in ends.items()),
        update_conflicts=True,
        unique_fields=["work"],
        update_fields=["day"],
    )
    _count(_CHANGE, through)


def _counted(name: str) -> int:
    return Counter.objects.filter(name=name).values_list("value", flat=True).first() or 0


def _count(name: str, value: int) -> None:
    Counter.objects.update_or_create(name=name, defaults={"value": value})
