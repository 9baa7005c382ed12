"""What readers say is wrong."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantai.catalog.models import Work


class Outcome(models.TextChoices):
    """What became of a report."""

    OPEN = "open", pgettext_lazy("report", "Open")
    MENDED = "mended", _("Mended")
    RIGHT = "right", _("It was right as it stood")
    OTHER = "other", _("Not about the catalog")


class ErrorReport(models.Model):
    """One reader's words about one work.

    ``language``: of the page on which it was written, in which an answer is read best. ``mail``: only while it is open.
    ``sender``: a digest of the address it came from, to tell many from one; blank after an hour.
    """

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="error_reports")
    text = models.TextField()
    mail = models.EmailField(blank=True)
    language = models.CharField(max_length=20)
    sender = models.CharField(max_length=64, blank=True, db_index=True)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.OPEN)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["outcome", "-made_at"], name="feedback_open_first")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome="open", closed_at=None) | (~Q(outcome="open") & Q(closed_at__isnull=False, mail="")),
                name="feedback_no_mail_once_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def is_open(self) -> bool:
        """Say whether somebody still has to look at it."""
        return self.outcome == Outcome.OPEN
