"""What stays readable after an agreement, worked out title by title; readers are told of it once the agreement has ended."""

from datetime import datetime

from django.db import transaction

from lantai.apps.agreements import queries
from lantai.apps.agreements.models import Agreement, RemainingRight
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
        audit.record(by=by, action="agreements.rights", subject=row, now=now)
    return len({right.package_title_id for right in made})
