"""How often readers opened a database from the library's pages, month by month: a number and nothing of who it was."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Sum

from .databases import Database


class DatabaseOpeningsQuerySet(models.QuerySet["DatabaseOpenings"]):
    """Filters over openings."""

    def lately(self, on: date) -> "DatabaseOpeningsQuerySet":
        """Keep the twelve months before a day's month, and that month."""
        return self.filter(month__gte=on.replace(year=on.year - 1, day=1), month__lte=on)

    def counted(self) -> dict[int, int]:
        """Return how often each database was opened, by its key."""
        return dict(self.order_by().values_list("database").annotate(times=Sum("times")))


class DatabaseOpenings(models.Model):
    """How often a database was opened in a month. ``month``: its first day."""

    database = models.ForeignKey(Database, on_delete=models.CASCADE, related_name="openings")
    month = models.DateField()
    times = models.PositiveBigIntegerField(default=0)

    objects = DatabaseOpeningsQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["database", "month"], name="openings_once_a_month")]
        indexes: ClassVar = [models.Index(fields=["month"], name="openings_of_month")]

    def __str__(self) -> str:
        return f"{self.database_id} {self.month:%Y-%m}: {self.times}"
