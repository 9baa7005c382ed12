"""What is asked of packages and titles across tables."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lantai.catalog.models import Instance, Work
from lantai.core.text.fold import fold
from lantai.infra.once import once_a_page
from lantai.infra.worded import worded

from .models import Activation, MatchState, Package, PackageTitle


@once_a_page
def tied(instances: tuple[int, ...]) -> frozenset[int]:
    """Return those of ``instances`` that a title of a package is tied to, now or once: on most pages of a library none, and nothing more is asked."""
    return frozenset(_tied(instances))


@worded
def _tied(instances: Collection[int]) -> QuerySet[PackageTitle, int]:
    return PackageTitle.objects.of_instances(instances).values_list("instance", flat=True).distinct()


def works_of(activations: QuerySet[Activation]) -> set[int]:
    """Return the works that have a title which one of these activations is about; of whole packages the current ones."""
    rows = list(activations.values_list("package", "package_title"))
    packages, titles = {p for p, _ in rows if p}, {t for _, t in rows if t}
    there = Q(package__in=packages, removed_at=None) | Q(pk__in=titles)
    about = PackageTitle.objects.filter(there, instance__isnull=False)
    return set(about.values_list("instance__work", flat=True).distinct())


def available_works(works: Collection[int], *, on: date) -> set[int]:
    """Return those of ``works`` that readers have a title of on a day."""
    rows = PackageTitle.objects.available(on).filter(instance__work__in=works, instance__live=True)
    return set(rows.filter(instance__work__state=Work.State.LIVE).values_list("instance__work", flat=True).distinct())


def works_with_kept_years(works: Collection[int], *, on: date) -> set[int]:
    """Return those of ``works`` of which readers have years that outlived an agreement."""
    kept = Activation.objects.covering(on).exclude(years=[]).filter(package_title__instance__work__in=works)
    return set(kept.values_list("package_title__instance__work", flat=True).distinct())


def packages() -> QuerySet[Package]:
    """Return packages with how many titles each holds (``held``) and how many of those wait for a decision (``waiting``)."""
    current = PackageTitle.objects.current().filter(package=OuterRef("pk")).order_by()
    count = lambda rows: Coalesce(Subquery(rows.values("package").annotate(n=Count("pk")).values("n")), 0)  # noqa: E731
    return Package.objects.select_related("platform").annotate(
        held=count(current), waiting=count(current.filter(state=MatchState.QUEUED))
    )


def titles(package: Package, *, words: str = "", state: str = "", gone: bool = False) -> QuerySet[PackageTitle]:
    """Return the titles of a package in order: those it holds, or those that are gone."""
    found = PackageTitle.objects.filter(package=package, removed_at__isnull=not gone).select_related("instance")
    if words:
        numbers = Q(print_identifier=words) | Q(online_identifier=words) | Q(title_id=words)
        found = found.filter(Q(sort_title__contains=fold(words)) | numbers)
    return (found.filter(state=state) if state else found).order_by("sort_title", "pk")


def queue() -> QuerySet[PackageTitle]:
    """Return the titles that wait for a decision, the oldest first."""
    return PackageTitle.objects.current().filter(state=MatchState.QUEUED).select_related("package").order_by("pk")


def decided() -> QuerySet[PackageTitle]:
    """Return the titles that staff decided about, the newest first."""
    return (
        PackageTitle.objects.current()
        .filter(state=MatchState.DECIDED)
        .select_related("package", "instance")
        .order_by("-changed_at", "-pk")
    )


def proposed(titles: Collection[PackageTitle]) -> dict[int, Instance]:
    """Return the editions that these titles may be, by number, each with its work."""
    pks = {each["instance"] for title in titles for each in title.candidates}
    return {each.pk: each for each in Instance.objects.filter(pk__in=pks).select_related("work").defer("document")}


def activations(package: Package) -> QuerySet[Activation]:
    """Return from when until when readers have a package as a whole."""
    return Activation.objects.filter(package=package).order_by("from_date", "pk")
