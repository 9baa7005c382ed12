"""A list of notices taken in: what is new and changed written set by set, what left the list deleted, the papers touched."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from lantai.catalog.actions import touch_numbered
from lantai.catalog.tables import insert, update
from lantai.core.openness.journals import RefusedRow
from lantai.core.openness.retraction_watch import DescribedNotice
from lantai.core.openness.taken import MOST_GONE_SHARE, Taken, TooManyGone
from lantai.infra import audit
from lantai.infra.pieces import pieces

from ..models import ListedNotice

PIECE = 500
_FIELDS = ("about", "nature", "day", "doi", "reasons", "title")


@transaction.atomic
def take_notices(
    *, source: str, notices: Iterable[DescribedNotice | RefusedRow], now: datetime, confirmed: bool = False
) -> Taken:
    """Take a source's whole list of notices in; raise TooManyGone. The same list again changes nothing.

    While a row is refused nobody knows which notice it is, and none is deleted.
    """
    stand = {
        key: (pk, tuple(rest)) for key, pk, *rest in ListedNotice.objects.filter(source=source).values_list("key", "pk", *_FIELDS)
    }
    taken, said = Taken(), set[str]()
    new: list[DescribedNotice] = []
    changed: list[tuple[int, DescribedNotice]] = []
    for one in taken.good(notices):
        said.add(one.key)
        if one.key not in stand:
            new.append(one)
        elif stand[one.key][1] != _values(one):
            changed.append((stand[one.key][0], one))
        else:
            taken.same += 1
    gone = [] if taken.refused else [key for key in stand if key not in said]
    if len(gone) > MOST_GONE_SHARE * len(stand) and not confirmed:
        raise TooManyGone(f"{len(gone):,} of {len(stand):,} known notices are not in this list; confirm that it is whole")
    taken.new, taken.changed, taken.gone = len(new), len(changed), len(gone)
    insert(ListedNotice, ("source", "key", *_FIELDS), ((source, one.key, *_values(one)) for one in new))
    update(ListedNotice, _FIELDS, ((*_values(one), pk) for pk, one in changed))
    for piece in pieces(gone, PIECE):
        ListedNotice.objects.filter(source=source, key__in=piece).delete()
    before = [stand[key][1][0] for key in (*gone, *(one.key for _, one in changed))]
    if about := {*before, *(one.about for one in new), *(one.about for _, one in changed)}:
        touch_numbered("doi", about)
        audit.record(by=None, action="openaccess.take_notices", subject=ListedNotice(pk=0), now=now)
    return taken


def _values(one: DescribedNotice) -> tuple[object, ...]:
    return (one.about[:255], one.nature.value, one.day, one.doi[:255], list(one.reasons), one.title)
