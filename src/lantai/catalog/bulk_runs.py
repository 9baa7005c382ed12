"""One change made to many records or copies: the run with its counts, and what became of each row."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class BulkState(models.TextChoices):
    """Where a run stands."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    FINISHED = "finished", _("Finished")
    UNDONE = "undone", _("Taken back")


class BulkRun(models.Model):
    """One change of many rows. ``change``: core.bib.changes.Change as JSON; ``chosen``: how the rows were chosen, for people."""

    change = models.JSONField()
    chosen = models.TextField()
    state = models.CharField(max_length=8, choices=BulkState, default=BulkState.WAITING)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    rows = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    changed = models.IntegerField(default=0)
    same = models.IntegerField(default=0)
    refused = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(done=F("changed") + F("same") + F("refused")), name="bulk_every_row_has_an_outcome"
            ),
        ]

    def __str__(self) -> str:
        return f"bulk run {self.pk}"


class BulkRow(models.Model):
    """One row of a run. ``key``: of a copy (core.bib.pieces), "" where the description is changed; ``given``: what it was asked for
    by. ``made``: the record of our own that says it now, ``former``: the one that said something before."""

    run = models.ForeignKey(BulkRun, on_delete=models.CASCADE, related_name="outcomes")
    given = models.CharField(max_length=200)
    instance = models.BigIntegerField(null=True)
    key = models.CharField(max_length=120, blank=True)
    outcome = models.CharField(max_length=8, blank=True)
    reason = models.TextField(blank=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    made = models.ForeignKey("catalog.SourceRecord", null=True, on_delete=models.SET_NULL, related_name="+")
    former = models.ForeignKey("catalog.SourceRecord", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["run", "outcome", "id"], name="bulk_rows_by_outcome")]

    def __str__(self) -> str:
        return f"{self.given}: {self.outcome}"
