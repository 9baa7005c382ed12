"""Papers looked at again when publishing knows something else of them: what was paid, or whether an agreement or a policy might have opened them."""

from collections.abc import Collection

from django.db import transaction

from lantai.apps.publishing.models import PublishingAgreement
from lantai.apps.publishing.queries import papers as queries
from lantai.catalog.actions import touch, touch_numbered
from lantai.infra.jobs import enqueue

MOST_AT_ONCE = 5_000


def paid_otherwise(dois: Collection[str]) -> None:
    """Have the store of papers look again at the papers with these DOIs."""
    touch_numbered("doi", [doi for doi in dois if doi])


def covered_otherwise(agreements: Collection[int]) -> None:
    """Have closed papers that these agreements may have covered looked at again, by a job."""
    if agreements:
        enqueue("publishing.touch_closed", agreements=sorted(agreements))


def policies_changed() -> None:
    """Have closed papers of the library's own institution, and of publishers with a policy, looked at again, by a job."""
    enqueue("publishing.touch_closed", agreements=[])


@transaction.atomic
def touch_closed(*, agreements: Collection[int], after: int) -> int | None:
    """Touch some of the closed papers that agreements may have covered, or policies let be deposited where none are named; return after which work to
    go on, None where there are no more. Where there is no store of papers yet, nothing is to do: it asks when it is made."""
    if agreements:
        known = PublishingAgreement.objects.filter(pk__in=agreements)
        works = queries.closed_under(list(known.values_list("pk", flat=True)), after=after, most=MOST_AT_ONCE)
    else:
        works = queries.closed_by_policy(after=after, most=MOST_AT_ONCE)
    if works:
        touch(works)
    return works[-1] if len(works) == MOST_AT_ONCE else None
