"""What is harvested regularly, what is kept of it, and the pages as they came."""

from typing import ClassVar

import msgspec
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lantai.core.bib.selection import Selection


class Schedule(models.TextChoices):
    """How often a harvest is begun by itself."""

    OFF = "off", _("Only when asked")
    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Every week")
    MONTHLY = "monthly", _("Every month")


class SelectionProfile(models.Model):
    """Which records of a source the library wants (core.bib.selection), under a name. ``selection``: that Selection as JSON.

    ``said``: the institutions as staff wrote them, one a line; ``selection`` has what they stand for.
    """

    name = models.CharField(max_length=120, unique=True)
    selection = models.JSONField(default=dict)
    said = models.TextField(blank=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    @property
    def wanted(self) -> Selection:
        """Return the selection."""
        return msgspec.convert(self.selection, Selection)


class HarvestPlan(models.Model):
    """An outside source that is harvested, and how: what staff set up. Each run of it is a ``Harvest``.

    ``kind``: name in ``sources.registry``. ``sets``: one a line, each walked through in turn; none: all. ``since``: where the first run begins.
    ``filters``: in the service's own words. ``reached``: the server's clock at the beginning of the last run that came to its end, "" before; the next
    begins there. ``next_at``: when it is due, None for never. ``compared_at``: when the server's whole list was last compared with what is here
    (catalog.comparing); ``list_changed_at``: since when it is set up as it is, None since it was made.
    """

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40)
    address = models.URLField(max_length=1_000)
    prefix = models.CharField(max_length=60, blank=True)
    sets = models.TextField(blank=True)
    since = models.DateField(null=True, blank=True)
    filters = models.CharField(max_length=1_000, blank=True)
    selection = models.ForeignKey(SelectionProfile, null=True, blank=True, on_delete=models.PROTECT, related_name="plans")
    source = models.ForeignKey("catalog.Source", on_delete=models.PROTECT, related_name="plans")
    schedule = models.CharField(max_length=8, choices=Schedule, default=Schedule.OFF)
    next_at = models.DateTimeField(null=True, blank=True, db_index=True)
    reached = models.CharField(max_length=40, blank=True)
    compared_at = models.DateTimeField(null=True, blank=True)
    list_changed_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    @property
    def all_sets(self) -> tuple[str, ...]:
        """Return the sets in their order; one without a name stands for the whole."""
        return tuple(self.sets.split()) or ("",)

    @property
    def wanted(self) -> Selection:
        """Return which records are kept."""
        return self.selection.wanted if self.selection else Selection()


class HarvestPage(models.Model):
    """One page as it came, kept until its run is long over. ``rows``: records on it; ``beside``: records that had to be fetched by themselves.

    ``raw``, ``beside``: packed (see ``blobs``).
    """

    harvest = models.ForeignKey("catalog.Harvest", on_delete=models.CASCADE, related_name="pages", db_index=False)
    number = models.IntegerField()
    rows = models.IntegerField()
    raw = models.BinaryField()
    beside = models.BinaryField()
    came_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["harvest", "number"], name="harvest_page_once")]

    def __str__(self) -> str:
        return f"page {self.number} of harvest {self.harvest_id}"


class HarvestListed(models.Model):
    """Names of records that a server said it has, a page of its list (catalog.comparing). ``names``: packed (see ``blobs``)."""

    harvest = models.ForeignKey("catalog.Harvest", on_delete=models.CASCADE, related_name="listed", db_index=False)
    number = models.IntegerField()
    names = models.BinaryField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["harvest", "number"], name="harvest_listed_once")]

    def __str__(self) -> str:
        return f"page {self.number} of the list of harvest {self.harvest_id}"
