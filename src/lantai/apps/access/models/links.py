"""Addresses that are checked, how they stand, and the manners owed to their hosts."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lantai.apps.holdings.models import Database, PackageTitle, Platform
from lantai.core.faults.kinds import LinkKind

from .faults import Fault
from .names import KIND_NAMES


class Host(models.Model):
    """A host that is asked: what its robots.txt said and when, how often it failed in a row, and until when it is left alone."""

    name = models.CharField(max_length=255, unique=True)
    robots = models.TextField(blank=True)
    robots_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    rest_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Link(models.Model):
    """The address of a title, a database or a platform. ``kind``: what it turned out to be, "" before the first check.

    ``seen``: what the last check saw; it becomes ``kind`` when ``strikes`` checks in a row have seen a fault. ``reasons``: (code, words) of
    the last check. ``since_at``: since when it is of its kind.
    """

    package_title = models.OneToOneField(PackageTitle, null=True, blank=True, on_delete=models.CASCADE, related_name="link")
    database = models.OneToOneField(Database, null=True, blank=True, on_delete=models.CASCADE, related_name="link")
    platform = models.OneToOneField(Platform, null=True, blank=True, on_delete=models.CASCADE, related_name="link")
    address = models.TextField(_("address"))
    host = models.CharField(_("host"), max_length=255, db_index=True)
    kind = models.CharField(_("state"), max_length=24, blank=True, choices=KIND_NAMES.items())
    seen = models.CharField(max_length=24, blank=True, choices=KIND_NAMES.items())
    strikes = models.PositiveSmallIntegerField(default=0)
    confidence = models.FloatField(default=0)
    reasons = models.JSONField(default=list)
    status_code = models.PositiveIntegerField(default=0)
    final_address = models.TextField(blank=True)
    due_at = models.DateTimeField(db_index=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    since_at = models.DateTimeField(null=True, blank=True)
    fault = models.ForeignKey(Fault, null=True, blank=True, on_delete=models.SET_NULL, related_name="links")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(package_title__isnull=False, database=None, platform=None)
                | Q(package_title=None, database__isnull=False, platform=None)
                | Q(package_title=None, database=None, platform__isnull=False),
                name="link_of_one_thing",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "host"], name="link_by_kind")]

    def __str__(self) -> str:
        return self.address

    @property
    def is_faulty(self) -> bool:
        """Say whether checks found a fault, as often as it takes."""
        return self.kind not in ("", LinkKind.SOUND, LinkKind.UNKNOWN)

    @property
    def name(self) -> str:
        """Return what the address is of."""
        return str(self.package_title or self.database or self.platform)


class LinkChange(models.Model):
    """That an address became another kind."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="changes")
    before = models.CharField(max_length=24, blank=True)
    after = models.CharField(max_length=24)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.before} -> {self.after}"
