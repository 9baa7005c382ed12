"""Trials as readers and staff see them."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from lantai.apps.holdings.models import Database, Package

from .models import Audience, Question, Questionnaire, Trial, TrialState

ENDING_DAYS = 7
"""How long before its end staff are told that a trial ends."""


def trials() -> QuerySet[Trial]:
    """Return trials with how many answers each has, the latest first."""
    found = Trial.objects.select_related("package", "database", "platform", "responsible").annotate(answer_count=Count("answers"))
    return found.order_by("-from_date", "-pk")


def running(on: date) -> QuerySet[Trial]:
    """Return the trials that readers can try on a day, those that end first before the others."""
    found = Trial.objects.filter(state=TrialState.OPEN, from_date__lte=on, until_date__gt=on).exclude(audience=Audience.STAFF)
    return found.select_related("package", "database", "platform", "questionnaire").order_by("until_date", "pk")


def activated(trial: Trial) -> list[Package | Database]:
    """Return what readers get by a trial: the package or database itself; of a platform all that stands on it."""
    if trial.platform_id:
        packages = list(Package.objects.filter(platform=trial.platform_id).order_by("pk"))
        return [*packages, *Database.objects.filter(platform=trial.platform_id).order_by("pk")]
    return [one for one in (trial.package, trial.database) if one is not None]


def packages_of(trial: Trial) -> list[int]:
    """Return the packages whose titles are tried."""
    if trial.platform_id:
        return list(Package.objects.filter(platform=trial.platform_id).values_list("pk", flat=True))
    found = trial.package_id or (trial.database.package_id if trial.database else None)
    return [found] if found else []


def others_of_the_same(trial: Trial, first: date, end: date) -> QuerySet[Trial]:
    """Return the other trials of the same thing, prepared or open, that run on one of the days from ``first`` on, before ``end``."""
    same = Q(pk=None)
    for name in ("package", "database", "platform"):
        if number := getattr(trial, f"{name}_id"):
            same |= Q(**{name: number})
    found = Trial.objects.filter(same, from_date__lt=end, until_date__gt=first, state__in=(TrialState.PREPARED, TrialState.OPEN))
    return found.exclude(pk=trial.pk).order_by("from_date", "pk")


def asked_in(trial: Trial) -> list[Question]:
    """Return the questions that a trial asks now, in their order."""
    return list(trial.questionnaire.questions.filter(retired=False))


def questionnaires() -> QuerySet[Questionnaire]:
    """Return all questionnaires with their questions."""
    return Questionnaire.objects.prefetch_related("questions")


def ending(on: date) -> QuerySet[Trial]:
    """Return the open trials that end within a week of a day."""
    return Trial.objects.filter(state=TrialState.OPEN, until_date__gt=on, until_date__lte=on + timedelta(days=ENDING_DAYS))


def without_report(on: date) -> QuerySet[Trial]:
    """Return the trials whose last day is over and whose report nobody has signed."""
    return Trial.objects.filter(state__in=(TrialState.OPEN, TrialState.ENDED), until_date__lte=on).order_by("until_date")


def chosen(numbers: Sequence[int]) -> list[Trial]:
    """Return trials in the order of their numbers as given; one that is no more is left out."""
    found = trials().in_bulk(list(numbers))
    return [found[number] for number in dict.fromkeys(numbers) if number in found]
