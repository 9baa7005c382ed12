"""What a person's calendar shows of agreements, and whose a secret address is."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from lantai.apps.agreements.ical import Day
from lantai.apps.agreements.models import CalendarFeed
from lantai.people.models import Account
from lantai.people.roles import Permission

from .days import ending

ALARM_DAYS = 14


def feed_of(digest: str) -> CalendarFeed | None:
    """Return the address that a secret's digest opens: not ended, and of somebody who may still see agreements."""
    row = CalendarFeed.objects.filter(digest=digest, ended_at=None).select_related("account").first()
    if row is None or not row.account.is_active or not row.account.has_perm(Permission.SEE_AGREEMENTS):
        return None
    return row


def open_feed(account: Account) -> CalendarFeed | None:
    """Return a person's address that has not ended."""
    return CalendarFeed.objects.filter(account=account, ended_at=None).first()


def days(*, today: date) -> Iterator[Day]:
    """Yield the days of all agreements in service: review opens, last day to cancel, end of the period."""
    for due in ending(today):
        path = settings.ADDRESS + reverse("agreements:agreement", args=[due.agreement.pk]) if settings.ADDRESS else ""
        name, key, vendor = due.agreement.name, f"agreement-{due.agreement.pk}-{due.period.pk}", due.agreement.vendor.name
        yield Day(f"{key}-review@lantai", due.opens, _("Review opens: %(name)s") % {"name": name}, vendor, path)
        yield Day(
            f"{key}-deadline@lantai", due.deadline, _("Last day to cancel: %(name)s") % {"name": name}, vendor, path, ALARM_DAYS
        )
        if due.period.end_date:
            yield Day(f"{key}-end@lantai", due.period.end_date, _("Period is over: %(name)s") % {"name": name}, vendor, path)
