"""What was changed, by whom and why; and the secret addresses of calendars."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from .deals import Agreement


class ValueChange(models.Model):
    """One value of one row, before and after. ``field`` "": the row came (``before`` empty) or went (``after`` empty).

    ``subject``: the row, as the audit log names it; ``title``: what it was called then.
    """

    agreement = models.ForeignKey(Agreement, null=True, on_delete=models.SET_NULL, related_name="changes")
    subject = models.CharField(max_length=80, db_index=True)
    title = models.CharField(max_length=300)
    field = models.CharField(max_length=40, blank=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    why = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["agreement", "-at"], name="value_change_newest")]

    def __str__(self) -> str:
        return f"{self.subject} {self.field}"


class CalendarFeed(models.Model):
    """A secret address under which one person's calendar asks for deadlines; only its digest is kept."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    used_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"calendar {self.pk}"
