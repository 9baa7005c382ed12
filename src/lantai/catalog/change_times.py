"""When works changed: the number of a change to an instant and back, for harvesters, sitemaps and feeds.

A change has no time of its own: what counts for others is from when on they could see it. So ``note`` runs after the commit, and says
that all changes up to the last one can be seen now. A change that is not noted yet is shown to no harvester: none can fall between
two of its visits, however long the transaction took that made it.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import DateTimeField, OuterRef, Subquery
from django.utils import timezone

from .models import ChangeTime, Counter

AHEAD = timedelta(seconds=1)
"""How far times are set ahead: writing one down takes a moment, in which a harvester must not have passed it."""


def note() -> None:
    """Note that every change up to the last one can be seen; nothing where that is noted already. Call outside a transaction."""
    with transaction.atomic():
        changes = Counter.objects.select_for_update().filter(name="change")
        last = changes.values_list("value", flat=True).first() or 0
        noted = ChangeTime.objects.order_by("-change").first()
        if last <= (noted.change if noted else 0):
            return
        at = _up(timezone.now() + AHEAD)
        ChangeTime.objects.create(change=last, at=max(at, noted.at) if noted else at)


def last_noted() -> int:
    """Return the last change that has a time; 0 for none."""
    return ChangeTime.objects.order_by("-change").values_list("change", flat=True).first() or 0


def first_time() -> datetime | None:
    """Return the time of the oldest change."""
    return ChangeTime.objects.order_by("change").values_list("at", flat=True).first()


def at(change: int) -> datetime | None:
    """Return when a change could be seen; None while it is not noted."""
    return ChangeTime.objects.filter(change__gte=change).order_by("change").values_list("at", flat=True).first()


def before(at: datetime) -> int:
    """Return the last change of an earlier time: all after it are of this time or later."""
    return _last(ChangeTime.objects.filter(at__lt=at))


def until(at: datetime) -> int:
    """Return the last change of this time or an earlier one."""
    return _last(ChangeTime.objects.filter(at__lte=at))


def of_change(reference: str) -> Subquery:
    """Return what annotates rows with the time of the change that the column ``reference`` names; None while it is not noted."""
    times = ChangeTime.objects.filter(change__gte=OuterRef(reference)).order_by("change")
    return Subquery(times.values("at")[:1], output_field=DateTimeField())


def _last(times) -> int:  # type: ignore[no-untyped-def]
    return times.order_by("-at", "-change").values_list("change", flat=True).first() or 0


def _up(at: datetime) -> datetime:
    return at if at.microsecond == 0 else at.replace(microsecond=0) + timedelta(seconds=1)
