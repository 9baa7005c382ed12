"""What holdings does by itself."""

from datetime import datetime

from django.utils import timezone

from lantai.infra.jobs import every, job

from .actions import carry_out, check, follow_the_day
from .models import Package, Run

HOUR = 3_600


@every(HOUR)
def begin_and_end() -> None:
    """Have discovery follow what began or ended by the date alone."""
    follow_the_day(now=timezone.now())


@job("holdings.check")
def check_list(run: int) -> None:
    """Read a list and say what it would change."""
    check(Run.objects.select_related("package").get(pk=run), now=timezone.now())


@job("holdings.apply")
def apply_list(run: int) -> None:
    """Carry out what was asked to be applied; a second time does nothing."""
    carry_out(Run.objects.select_related("package").get(pk=run), now=timezone.now())


@job("holdings.describe")
def describe_titles(package: int, since: str) -> None:
    """Bring what is new in a package into the catalog."""
    from .cataloging import describe

    describe(Package.objects.get(pk=package), since=datetime.fromisoformat(since))
