"""What holdings does by itself."""

from datetime import datetime

from django.utils import timezone

from lantai.infra.jobs import every, job

from .actions import carry_out, check, follow, follow_the_day, list_package, list_titles, remember_names
from .models import Package, Run

HOUR = 3_600


@job("holdings.list_package")
def package_listed(package: int) -> None:
    """Put the journals of a package in the readers' list."""
    list_package(package=package, now=timezone.now())


@job("holdings.list_titles")
def titles_listed(titles: list[int]) -> None:
    """Put some journals in the readers' list."""
    list_titles(titles=titles, now=timezone.now())


@every(15)
def follow_the_catalog() -> None:
    """Have the readers' list of journals show what changed of their descriptions."""
    follow(now=timezone.now())


@every(15)
def follow_the_names() -> None:
    """Know by which names the catalog's serials are asked for."""
    remember_names(now=timezone.now())


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
