"""Titles in packages: each one title on one platform in one package, with the years it covers."""

from collections.abc import Collection
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantai.catalog.models import Instance

from .shelf import Package, Platform


class TitleKind(models.TextChoices):
    """What a title is, by KBART's publication_type; other words of providers are kept raw in ``more``."""

    SERIAL = "serial", pgettext_lazy("title", "Serial")
    MONOGRAPH = "monograph", pgettext_lazy("title", "Monograph")
    OTHER = "other", pgettext_lazy("title", "Other")


class Access(models.TextChoices):
    """Who may read a title at the provider's."""

    UNSAID = "", pgettext_lazy("access", "Not said")
    FREE = "F", pgettext_lazy("access", "Free to read")
    PAID = "P", pgettext_lazy("access", "Paid")


class MatchState(models.TextChoices):
    """How a title came to the instance it is tied to."""

    MATCHED = "matched", _("Matched by the rules")
    DECIDED = "decided", _("Decided by staff")
    QUEUED = "queued", _("Waits for a decision")
    NEW = "new", _("New to the catalog")


class PackageTitleQuerySet(models.QuerySet["PackageTitle"]):
    """Filters over titles in packages."""

    def current(self) -> "PackageTitleQuerySet":
        """Keep those that were not removed from their package."""
        return self.filter(removed_at=None)

    def of_instances(self, instances: Collection[int]) -> "PackageTitleQuerySet":
        """Keep those tied to one of these instances."""
        return self.filter(instance__in=instances)

    def of_works(self, works: Collection[int]) -> "PackageTitleQuerySet":
        """Keep those tied to an instance of one of these works."""
        return self.filter(instance__work__in=works)

    def available(self, on: date) -> "PackageTitleQuerySet":
        """Keep those that readers have on a day with all their years: not removed, and an activation covers the title or its package."""
        from .activations import Activation

        covering = Activation.objects.covering(on).whole()
        by_package = covering.filter(package__isnull=False).values("package")
        by_title = covering.filter(package_title__isnull=False).values("package_title")
        return self.current().filter(Q(package__in=by_package) | Q(pk__in=by_title))


class PackageTitle(models.Model):
    """A title in a package, as its provider lists it. Removal never deletes: ``removed_at`` says since when it is gone.

    ``key``: by which the next list names it again (title_id, else an identifier, else the title), unique in the package.
    ``coverage``: statements, several where there are gaps, each {"first", "last" (yyyy[-mm[-dd]], "" to the present),
    "first_volume", "first_issue", "last_volume", "last_issue", "embargo", "depth", "note"}, what is empty left out; a statement's
    own embargo, depth and note count before the title's. ``first_year``: the least of them. ``more``: columns that KBART does not know.
    ``sort_title``: folded, to list and to look it up by. ``reasons``: why it is tied to ``instance``, [code, detail] each;
    ``candidates``: what it may be instead, {"instance", "score", "reasons"} each, while it is queued. ``digest``: of all that its row
    says, so that the next list need not be compared where nothing changed; 0: not known.
    """

    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="titles", db_index=False)
    platform = models.ForeignKey(Platform, null=True, blank=True, on_delete=models.PROTECT, related_name="titles")
    instance = models.ForeignKey(Instance, null=True, blank=True, on_delete=models.SET_NULL, related_name="package_titles")
    key = models.CharField(max_length=300)
    title = models.TextField()
    sort_title = models.CharField(max_length=300)
    kind = models.CharField(max_length=9, choices=TitleKind, default=TitleKind.SERIAL)
    print_identifier = models.CharField(max_length=40, blank=True)
    online_identifier = models.CharField(max_length=40, blank=True)
    title_id = models.CharField(max_length=300, blank=True)
    url = models.TextField(blank=True)
    publisher = models.TextField(blank=True)
    first_author = models.TextField(blank=True)
    first_editor = models.TextField(blank=True)
    volume = models.CharField(max_length=200, blank=True)
    edition = models.CharField(max_length=200, blank=True)
    print_date = models.CharField(max_length=10, blank=True)
    online_date = models.CharField(max_length=10, blank=True)
    parent_title_id = models.CharField(max_length=300, blank=True)
    preceding_title_id = models.CharField(max_length=300, blank=True)
    access = models.CharField(max_length=1, choices=Access, default=Access.UNSAID, blank=True)
    embargo = models.CharField(max_length=40, blank=True)
    depth = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    coverage = models.JSONField(default=list)
    first_year = models.IntegerField(null=True, blank=True)
    more = models.JSONField(default=dict)
    state = models.CharField(max_length=7, choices=MatchState)
    reasons = models.JSONField(default=list)
    candidates = models.JSONField(default=list)
    row = models.BigIntegerField(default=0)
    digest = models.BigIntegerField(default=0)
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    last_seen_at = models.DateTimeField()

    objects = PackageTitleQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["package", "key"], name="package_title_once")]
        indexes: ClassVar = [
            models.Index(fields=["package", "sort_title"], name="package_title_listed"),
            models.Index(fields=["sort_title"], name="package_title_named"),
            models.Index(fields=["online_identifier"], name="package_title_online"),
            models.Index(fields=["print_identifier"], name="package_title_print"),
            models.Index(fields=["id"], condition=Q(state="queued", removed_at=None), name="package_title_queue"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_current(self) -> bool:
        """Say whether its package still has it."""
        return self.removed_at is None

    @property
    def other_title(self) -> str:
        """Return what else its list calls it, in a column that KBART does not have and DOAJ does; "" where it says nothing."""
        return str(self.more.get("Alternative title", "")).strip()
