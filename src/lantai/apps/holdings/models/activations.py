"""From when until when readers have something, and by what right."""

from collections.abc import Collection
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from .databases import Database
from .shelf import Package, Platform
from .titles import PackageTitle


class Basis(models.TextChoices):
    """By what right readers have it."""

    AGREEMENT = "agreement", pgettext_lazy("basis", "Agreement")
    TRIAL = "trial", pgettext_lazy("basis", "Trial")
    FREE = "free", pgettext_lazy("basis", "Free to all")
    MANUAL = "manual", pgettext_lazy("basis", "Set by staff")


class ActivationQuerySet(models.QuerySet["Activation"]):
    """Filters over activations."""

    def covering(self, on: date) -> "ActivationQuerySet":
        """Keep those in force on a day."""
        begun = Q(from_date=None) | Q(from_date__lte=on)
        return self.filter(begun & (Q(until_date=None) | Q(until_date__gt=on)))

    def whole(self) -> "ActivationQuerySet":
        """Keep those that give all years of what they are about."""
        return self.filter(years=[])

    def of_titles(self, titles: Collection[PackageTitle]) -> "ActivationQuerySet":
        """Keep those of these titles themselves or of their packages."""
        return self.filter(Q(package_title__in=[t.pk for t in titles]) | Q(package__in={t.package_id for t in titles}))

    def of_databases(self, databases: Collection[Database]) -> "ActivationQuerySet":
        """Keep those of these databases themselves or of their packages."""
        packages = {d.package_id for d in databases if d.package_id}
        return self.filter(Q(database__in=[d.pk for d in databases]) | Q(package__in=packages))


class Activation(models.Model):
    """That readers have a package, a title or a database from ``from_date`` (None: ever) on, before ``until_date`` (None: no end).

    ``basis`` and ``key``: who says so ("entitlement:17", "trial:3"); the same basis and key say one thing of one target. ``in_force``: whether
    the index was last told that it is; what is true on a day say ``covering`` and the dates. ``years``: to which years the right is limited, as
    statements {"first", "last"} like those of a title; none: whatever the title has. So rights that outlive a cancellation are kept, whether
    the package still lists the title or not. ``platform``: where, when that is not the title's own.
    """

    package = models.ForeignKey(Package, null=True, blank=True, on_delete=models.PROTECT, related_name="activations")
    package_title = models.ForeignKey(PackageTitle, null=True, blank=True, on_delete=models.PROTECT, related_name="activations")
    database = models.ForeignKey(Database, null=True, blank=True, on_delete=models.PROTECT, related_name="activations")
    basis = models.CharField(max_length=9, choices=Basis)
    key = models.CharField(max_length=200, blank=True)
    from_date = models.DateField(null=True, blank=True)
    until_date = models.DateField(null=True, blank=True)
    years = models.JSONField(default=list, blank=True)
    platform = models.ForeignKey(Platform, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    in_force = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    objects = ActivationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(package__isnull=False, package_title=None, database=None)
                | Q(package=None, package_title__isnull=False, database=None)
                | Q(package=None, package_title=None, database__isnull=False),
                name="activation_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(from_date=None) | Q(until_date=None) | Q(from_date__lt=F("until_date")), name="activation_lasts"
            ),
            models.UniqueConstraint(
                fields=["package", "basis", "key"], condition=Q(package__isnull=False), name="activation_once_a_package"
            ),
            models.UniqueConstraint(
                fields=["package_title", "basis", "key"], condition=Q(package_title__isnull=False), name="activation_once_a_title"
            ),
            models.UniqueConstraint(
                fields=["database", "basis", "key"], condition=Q(database__isnull=False), name="activation_once_a_database"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["until_date"], name="activation_ending"),
            models.Index(fields=["from_date"], name="activation_beginning"),
        ]

    def __str__(self) -> str:
        return f"{self.target} ({self.basis})"

    @property
    def target(self) -> Package | PackageTitle | Database | None:
        """Return what it is about."""
        return self.package or self.package_title or self.database
