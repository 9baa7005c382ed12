"""What is asked of packages and titles across tables."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from lantai.catalog.models import Work

from .models import Activation, PackageTitle


def works_of(activations: QuerySet[Activation]) -> set[int]:
    """Return the works that have a current title which one of these activations is about."""
    rows = list(activations.values_list("package", "package_title"))
    packages, titles = {p for p, _ in rows if p}, {t for _, t in rows if t}
    about = PackageTitle.objects.current().filter(Q(package__in=packages) | Q(pk__in=titles), instance__isnull=False)
    return set(about.values_list("instance__work", flat=True).distinct())


def available_works(works: Collection[int], *, on: date) -> set[int]:
    """Return those of ``works`` that readers have a title of on a day."""
    rows = PackageTitle.objects.available(on).filter(instance__work__in=works, instance__live=True)
    return set(rows.filter(instance__work__state=Work.State.LIVE).values_list("instance__work", flat=True).distinct())
