"""Notices: what readers are told for a while."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Tone(models.TextChoices):
    """How much a notice matters; each is a shape, a word and a colour."""

    NOTE = "note", _("For your information")
    WARN = "warn", _("Take care")
    STOP = "stop", _("Not possible")


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices by time."""

    def current(self, *, now: datetime) -> "NoticeQuerySet":
        """Keep those that are shown at this moment."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), starts_at__lte=now)


class Notice(models.Model):
    """A notice with its words by language, shown from ``starts_at`` until ``ends_at`` (None: until it is ended)."""

    headings = models.JSONField(default=dict)
    texts = models.JSONField(default=dict, blank=True)
    tone = models.CharField(max_length=8, choices=Tone.choices, default=Tone.NOTE)
    link = models.CharField(max_length=500, blank=True, default="")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_at", "-pk")
        default_permissions = ()
        permissions: ClassVar = [("change_notices", _("Put up notices"))]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")), name="notice_order")
        ]

    def __str__(self) -> str:
        return next(iter(self.headings.values()), "")
