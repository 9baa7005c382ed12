"""Secret addresses for calendars: made, shown once, ended."""

import secrets
from datetime import date, datetime
from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.db import transaction

from lantai.apps.agreements.models import CalendarFeed
from lantai.infra import audit
from lantai.people.models import Account
from lantai.people.roles import Permission


def make_calendar(*, by: Account, now: datetime) -> tuple[CalendarFeed, str]:
    """Make a person's address, in place of an earlier one; return it with the secret, which is kept nowhere."""
    if not by.has_perm(Permission.SEE_AGREEMENTS):
        raise PermissionDenied(Permission.SEE_AGREEMENTS)
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        CalendarFeed.objects.filter(account=by, ended_at=None).update(ended_at=now)
        feed = CalendarFeed.objects.create(account=by, digest=digest_of(token), made_at=now)
        audit.record(by=by, action="agreements.make_calendar", subject=feed, now=now)
    return feed, token


def end_calendar(*, by: Account, now: datetime) -> bool:
    """End a person's own address; say whether there was one."""
    with transaction.atomic():
        open_ones = list(CalendarFeed.objects.filter(account=by, ended_at=None))
        for feed in open_ones:
            CalendarFeed.objects.filter(pk=feed.pk).update(ended_at=now)
            audit.record(by=by, action="agreements.end_calendar", subject=feed, now=now)
    return bool(open_ones)


def note_calendar_use(*, feed: CalendarFeed, on: date) -> None:
    """Note that an address was used on a day."""
    CalendarFeed.objects.filter(pk=feed.pk).exclude(used_on=on).update(used_on=on)


def digest_of(token: str) -> str:
    """Return what is kept of a secret: 256 random bits need no slow digest."""
    return sha256(token.encode()).hexdigest()
