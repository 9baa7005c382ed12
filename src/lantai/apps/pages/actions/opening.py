"""Opening hours laid down by staff."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.core.exceptions import PermissionDenied
from django.db import transaction

from lantai.apps.pages.models import Place, Span, SpecialDay
from lantai.infra import audit
from lantai.people.models import Account
from lantai.people.roles import Permission


def _allow(by: Account) -> None:
    if not by.has_perm(Permission.CHANGE_HOURS):
        raise PermissionDenied


@transaction.atomic
def add_place(*, by: Account, names: dict[str, str], addresses: dict[str, str], now: datetime) -> Place:
    """Add a place with hours of its own, closed until its hours are said; it stands last."""
    _allow(by)
    place = Place.objects.create(names=names, addresses=addresses, position=Place.objects.count())
    audit.record(by=by, action="pages.place.add", subject=place, now=now)
    return place


@transaction.atomic
def set_hours(
    *,
    by: Account,
    place: Place,
    names: dict[str, str],
    addresses: dict[str, str],
    spans: Sequence[tuple[int, time, time]],
    now: datetime,
) -> None:
    """Lay down what a place is called and its hours of the week: (weekday, opens, closes), in place of those it had."""
    _allow(by)
    place.names, place.addresses = names, addresses
    place.save(update_fields=["names", "addresses"])
    place.spans.all().delete()
    Span.objects.bulk_create(Span(place=place, weekday=day, opens=opens, closes=closes) for day, opens, closes in spans)
    audit.record(by=by, action="pages.hours.change", subject=place, now=now)


@transaction.atomic
def remove_place(*, by: Account, place: Place, now: datetime) -> None:
    """Remove a place and its hours."""
    _allow(by)
    audit.record(by=by, action="pages.place.remove", subject=place, now=now)
    place.delete()


@transaction.atomic
def add_special_day(
    *,
    by: Account,
    place: Place | None,
    first: date,
    last: date,
    opens: time | None,
    closes: time | None,
    reasons: dict[str, str],
    now: datetime,
) -> SpecialDay:
    """Lay down days on which other hours hold, ``opens`` None for closed, in one place or (None) everywhere."""
    _allow(by)
    day = SpecialDay(place=place, first_date=first, last_date=last, opens=opens, closes=closes, reasons=reasons)
    day.full_clean()
    day.save()
    audit.record(by=by, action="pages.special_day.add", subject=day, now=now)
    return day


@transaction.atomic
def remove_special_day(*, by: Account, day: SpecialDay, now: datetime) -> None:
    """Let the week's hours hold again on those days."""
    _allow(by)
    audit.record(by=by, action="pages.special_day.remove", subject=day, now=now)
    day.delete()
