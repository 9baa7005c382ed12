"""When places of the library are open: a pattern for the week, and days that differ from it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Place(models.Model):
    """A place with hours of its own; ``names`` and ``addresses`` by language."""

    names = models.JSONField(default=dict)
    addresses = models.JSONField(default=dict, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")
        default_permissions = ()
        permissions: ClassVar = [("change_hours", _("Say when the library is open"))]

    def __str__(self) -> str:
        return next(iter(self.names.values()), "")


class Span(models.Model):
    """Hours of one weekday (0 Monday … 6 Sunday); what closes at or before the hour it opened goes on into the next day."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="spans")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ("weekday", "opens")
        default_permissions = ()
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="span_weekday"),
            models.UniqueConstraint(fields=["place", "weekday", "opens"], name="span_once"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday}: {self.opens:%H:%M}-{self.closes:%H:%M}"


class SpecialDay(models.Model):
    """Days, both included, on which other hours hold: none (closed), or from ``opens`` to ``closes``. ``place`` None: everywhere."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, null=True, blank=True, related_name="special_days")
    first_date = models.DateField()
    last_date = models.DateField()
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    reasons = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("first_date", "pk")
        default_permissions = ()
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(last_date__gte=F("first_date")), name="special_day_order"),
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True) | Q(opens__isnull=False, closes__isnull=False),
                name="special_day_both_hours",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_date} – {self.last_date}"
