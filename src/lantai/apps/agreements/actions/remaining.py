"""What stays readable after an agreement, worked out title by title; readers are told of it once the agreement has ended."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from lantai.apps.agreements import queries
from lantai.apps.agreements.models import Agreement, RemainingRight
from lantai.apps.holdings import actions as holdings
from lantai.apps.holdings.models import Basis
from lantai.core.measures.rights import first_day
from lantai.infra import audit
from lantai.people.models import Account

from .allowing import allow


def work_out_rights(*, by: Account | None, agreement: Agreement, now: datetime) -> int:
    """Work out what stays readable, as if it ended now or when it does end; keep the list in place of the last one. Return how many titles."""
    allow(by)
    with transaction.atomic():
        row = Agreement.objects.select_for_update().get(pk=agreement.pk)
        RemainingRight.objects.filter(agreement=row).delete()
        made = [
            RemainingRight(
                agreement=row, package_title=left.title, platform=left.platform,
                first_month=None if span.start is None else first_day(span.start),
                end_month=None if span.end is None else first_day(span.end),
            )
            for left in queries.rights_left(row, today=now.date())
            for span in left.spans
        ]  # fmt: skip
        RemainingRight.objects.bulk_create(made, batch_size=1_000)
        Agreement.objects.filter(pk=row.pk).update(rights_at=now)
        _tell_readers(row, made, now=now)
        audit.record(by=by, action="agreements.rights", subject=row, now=now)
    return len({right.package_title_id for right in made})


def tell_of_rights(*, now: datetime) -> int:
    """Let the readers' lists have what stays after agreements that ended before such years were kept there; return of how many agreements.

    What was worked out when they were cancelled counts, and nothing is worked out anew: packages may have changed since.
    """
    told = 0
    for row in queries.untold_rights():
        with transaction.atomic():
            locked = Agreement.objects.select_for_update().get(pk=row.pk)
            rights = locked.rights.select_related("package_title__package", "platform")
            _tell_readers(locked, rights, now=now)
            audit.record(by=None, action="agreements.rights", subject=locked, now=now)
        told += 1
    return told


def _tell_readers(agreement: Agreement, rights: Iterable[RemainingRight], *, now: datetime) -> None:
    """Let the readers' lists have the years that stay, from the day on which the agreement ends; while it runs, none."""
    kept: dict[tuple[int, int | None], list[dict[str, str]]] = defaultdict(list)
    for right in rights:
        title = right.package_title
        own = title.platform_id or title.package.platform_id
        place = None if right.platform_id == own else right.platform_id
        kept[title.pk, place].append(_statement(right.first_month, right.end_month))
    holdings.keep_years(
        by=None, basis=Basis.AGREEMENT, key=f"rights:{agreement.pk}", kept=kept, from_date=agreement.ends_on, now=now
    )


def _statement(first: date | None, end: date | None) -> dict[str, str]:
    last = None if end is None else end - timedelta(days=1)
    return {name: f"{day:%Y-%m}" for name, day in (("first", first), ("last", last)) if day}
