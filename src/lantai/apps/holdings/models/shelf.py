"""Platforms, and the packages that stand on them."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlatformStatus(models.TextChoices):
    """Whether readers are led to a platform."""

    IN_USE = "in_use", pgettext_lazy("platform", "In use")
    PLANNED = "planned", pgettext_lazy("platform", "Planned")
    CLOSED = "closed", pgettext_lazy("platform", "Closed")


class Platform(models.Model):
    """A site on which a provider offers titles. ``address``: its front page."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    provider = models.CharField(_("provider"), max_length=200, blank=True)
    address = models.URLField(_("address"), max_length=1000, blank=True)
    status = models.CharField(_("status"), max_length=8, choices=PlatformStatus, default=PlatformStatus.IN_USE)
    note = models.TextField(_("note"), blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class PackageKind(models.TextChoices):
    """What a package mostly holds."""

    JOURNALS = "journals", pgettext_lazy("package", "Journals")
    BOOKS = "books", pgettext_lazy("package", "Books")
    DATABASES = "databases", pgettext_lazy("package", "Databases")
    MIXED = "mixed", pgettext_lazy("package", "Mixed")
    MEDIA = "media", pgettext_lazy("package", "Media")


class PackageSource(models.TextChoices):
    """From where its list of titles comes."""

    KBART = "kbart", _("KBART lists of the provider")
    DOAJ = "doaj", "DOAJ"
    CUSTOM = "custom", _("A table of the library’s own")
    FREE = "free", _("A free collection")


class PackageStatus(models.TextChoices):
    """Where a package stands for the library."""

    EXPECTED = "expected", pgettext_lazy("package", "Expected")
    CURRENT = "current", pgettext_lazy("package", "Current")
    RETIRED = "retired", pgettext_lazy("package", "Retired")


class PackageQuerySet(models.QuerySet["Package"]):
    """Filters over packages."""

    def available(self, on: date) -> "PackageQuerySet":
        """Keep those that readers have as a whole on a day."""
        from .activations import Activation

        return self.filter(pk__in=Activation.objects.covering(on).filter(package__isnull=False).values("package"))


class Package(models.Model):
    """A bundle of titles of one provider. ``reference``: by which files and other systems name it, never used again.

    ``descriptions``: language -> words for readers. A retired package keeps its titles.
    """

    platform = models.ForeignKey(Platform, null=True, blank=True, on_delete=models.PROTECT, related_name="packages")
    name = models.CharField(_("name"), max_length=300)
    provider = models.CharField(_("provider"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=9, choices=PackageKind, default=PackageKind.MIXED)
    source = models.CharField(_("source"), max_length=6, choices=PackageSource, default=PackageSource.KBART)
    reference = models.CharField(_("reference"), max_length=200, unique=True)
    status = models.CharField(_("status"), max_length=8, choices=PackageStatus, default=PackageStatus.CURRENT)
    descriptions = models.JSONField(_("descriptions"), default=dict, blank=True)
    note = models.TextField(_("note"), blank=True)
    made_at = models.DateTimeField()

    objects = PackageQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(reference=""), name="package_has_a_reference")]

    def __str__(self) -> str:
        return self.name
