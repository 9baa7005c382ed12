"""Files that readers see from a day on: setting the day, and telling the index when it has come."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from lantai.catalog.actions import touch
from lantai.infra import audit
from lantai.people.models import Account

from ..models import FullText


def embargo(shown_from: date | None, *, on: date) -> dict[str, date | bool | None]:
    """Return what a row says of the first day on which readers see its file; a day that has come is kept, too, and nothing waits for it."""
    return {"shown_from": shown_from, "waits": shown_from is not None and shown_from > on}


@transaction.atomic
def set_embargo(*, by: Account, full_text: FullText, shown_from: date | None, now: datetime) -> None:
    """Set the first day on which readers see a file, None for from now on."""
    if not by.has_perm("fulltext.change_fulltext"):
        raise PermissionDenied
    rows = FullText.objects.filter(pk=full_text.pk).exclude(shown_from=shown_from)
    if rows.update(**embargo(shown_from, on=localdate(now))):
        audit.record(by=by, action="fulltext.embargo", subject=full_text, now=now)
        touch([full_text.work_id])


@transaction.atomic
def end_embargoes(*, on: date) -> int:
    """Have the index look again at the works of files whose day has come; return how many files. Pages go by the day themselves."""
    due = dict(FullText.objects.filter(waits=True, shown_from__lte=on).values_list("pk", "work_id"))
    FullText.objects.filter(pk__in=due).update(waits=False)
    touch(set(due.values()))
    return len(due)
