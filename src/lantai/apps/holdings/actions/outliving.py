"""Years of titles that readers keep after what gave them has ended, in place of what was said of them before."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from lantai.apps.holdings.models import Activation, Basis
from lantai.apps.holdings.queries import works_of
from lantai.infra import jobs
from lantai.people.models import Account

from .allowing import allow
from .shelving import touch

Years = Sequence[Mapping[str, str]]
"""Statements {"first", "last"} in KBART's dates."""


@transaction.atomic
def keep_years(
    *,
    by: Account | None,
    basis: Basis,
    key: str,
    kept: Mapping[tuple[int, int | None], Years],
    from_date: date | None,
    now: datetime,
) -> int:
    """Let readers have years of titles from a day on, in place of all that ``basis`` and ``key`` kept before; return of how many titles.

    ``kept``: (title, platform; None: its own) -> years. Nothing kept, or no day: what was kept is taken back.
    """
    allow(by, "holdings.change_activation")
    before = Activation.objects.filter(basis=basis, key__startswith=f"{key}:").exclude(years=[])
    titles, works = set(before.values_list("package_title", flat=True)), works_of(before)
    before.delete()
    begun = from_date is not None and from_date <= localdate(now)
    made = [
        Activation(
            package_title_id=title, basis=basis, key=f"{key}:{platform or ''}", from_date=from_date, years=list(years), platform_id=platform,
            in_force=begun, made_at=now,
        )
        for (title, platform), years in kept.items()
        if from_date is not None and years
    ]  # fmt: skip
    Activation.objects.bulk_create(made, batch_size=500)
    touch(works | works_of(Activation.objects.filter(basis=basis, key__startswith=f"{key}:")))
    if titles := sorted(titles | {each.package_title_id for each in made}):
        jobs.enqueue("holdings.list_titles", titles=titles)
    return len({each.package_title_id for each in made})
