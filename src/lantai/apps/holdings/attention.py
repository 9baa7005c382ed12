"""What of packages and databases needs attention this week: access that ends, titles whose match waits, databases that nobody can open."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lantai.infra import lists
from lantai.infra.attention import AHEAD, Attention, Pressing, attention

from .models import Activation, Database, DatabaseStatus, MatchState, PackageTitle

MOST = 50
BACK = timedelta(days=7)


@attention("holdings.ending", permission="holdings.view_activation")
def ending(now: datetime) -> Iterable[Attention]:
    """Say which access ends within a week, or has ended within the last, a line each."""
    today = localdate(now)
    rows = Activation.objects.filter(until_date__gt=today - BACK, until_date__lte=today + AHEAD + timedelta(days=1))
    for row in rows.select_related("package", "package_title", "database").order_by("until_date")[:MOST]:
        last_day = row.until_date - timedelta(days=1)
        reason = (
            _("Readers’ access ends on this day (%(basis)s).")
            if last_day >= today
            else _("Readers’ access has ended (%(basis)s).")
        )
        url = (
            reverse("holdings:database", args=[row.database_id])
            if row.database_id and last_day >= today
            else lists.address("holdings.titles")
        )
        yield Attention(label=str(row.target), reason=reason % {"basis": row.get_basis_display()}, url=url, due_date=last_day)


@attention("holdings.queue", permission="holdings.view_packagetitle")
def queue(now: datetime) -> Iterable[Attention]:
    """Say how many titles wait for somebody to say which they are."""
    waiting = PackageTitle.objects.filter(state=MatchState.QUEUED, removed_at=None)
    if count := waiting.count():
        yield Attention(
            count=count,
            label=ngettext("title whose match waits for a decision", "titles whose match waits for a decision", count),
            reason=_("The rules were not sure which work of the catalog it is."),
            url=lists.address("holdings.titles", state=MatchState.QUEUED),
            since=waiting.order_by("pk").values_list("added_at", flat=True)[0],
        )


@attention("holdings.no_address", permission="holdings.view_database")
def no_address(now: datetime) -> Iterable[Attention]:
    """Say how many databases are shown that no link opens."""
    count = Database.objects.filter(status=DatabaseStatus.SHOWN, address="").count()
    if count:
        yield Attention(
            count=count,
            label=ngettext("database without an address", "databases without an address", count),
            reason=_("Readers see it in the list and cannot open it."),
            url=lists.address("holdings.databases", status=DatabaseStatus.SHOWN, address="-"),
            pressing=Pressing.NOW,
        )
