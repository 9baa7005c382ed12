"""Imports of title lists: what each would change, changed and refused."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .shelf import Package
from .titles import PackageTitle


class RunState(models.TextChoices):
    """Where an import of titles stands."""

    WAITING = "waiting", pgettext_lazy("run", "Being read")
    CHECKED = "checked", pgettext_lazy("run", "Waits for a decision")
    APPLYING = "applying", pgettext_lazy("run", "Being applied")
    APPLIED = "applied", pgettext_lazy("run", "Applied")
    DROPPED = "dropped", pgettext_lazy("run", "Not applied")
    FAILED = "failed", pgettext_lazy("run", "Could not be read")


class Run(models.Model):
    """One list of titles for one package: read, compared with what the package holds, and applied when somebody says so.

    ``path``: the file as received, kept under its digest. ``rows_in`` is always ``matched + new + queued + refused`` (rows);
    ``added``, ``changed``, ``gone`` and ``same`` count titles; ``coverage_changes`` those of the changed whose years differ.
    ``notes``: what had to be mended, code -> how many rows. ``preview``: change -> the first titles it would be made to.
    ``mapping``: KBART column -> the file's own, where staff said so.
    """

    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="runs")
    file_name = models.CharField(max_length=255)
    path = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    size = models.BigIntegerField(default=0)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=RunState, default=RunState.WAITING)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    rows_in = models.BigIntegerField(default=0)
    matched = models.BigIntegerField(default=0)
    new = models.BigIntegerField(default=0)
    queued = models.BigIntegerField(default=0)
    refused = models.BigIntegerField(default=0)
    added = models.BigIntegerField(default=0)
    changed = models.BigIntegerField(default=0)
    coverage_changes = models.BigIntegerField(default=0)
    gone = models.BigIntegerField(default=0)
    same = models.BigIntegerField(default=0)
    notes = models.JSONField(default=dict)
    preview = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    error_values = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(rows_in=F("matched") + F("new") + F("queued") + F("refused")), name="run_every_row_has_an_outcome"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["-made_at"], name="run_newest")]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.package_id})"


class Outcome(models.TextChoices):
    """What is said of a row beside its title."""

    REFUSED = "refused", _("Refused")
    MENDED = "mended", _("Mended")
    QUEUED = "queued", pgettext_lazy("row", "Waits for a decision")


class RunRow(models.Model):
    """A row that was refused, mended or waits for a person: which, where, by which rule; ``raw``: the row as it stood in the file."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="rows", db_index=False)
    number = models.BigIntegerField()
    outcome = models.CharField(max_length=7, choices=Outcome)
    column = models.CharField(max_length=80, blank=True)
    value = models.TextField(blank=True)
    rule = models.CharField(max_length=40)
    raw = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["run", "outcome", "number"], name="run_row_listed")]

    def __str__(self) -> str:
        return f"row {self.number}: {self.rule}"


class Change(models.TextChoices):
    """What a run does to a title."""

    ADDED = "added", pgettext_lazy("title", "Added")
    CHANGED = "changed", pgettext_lazy("title", "Changed")
    GONE = "gone", pgettext_lazy("title", "Gone")


class TitleChange(models.Model):
    """What a run changed of a title. ``values``: field -> [before, after] of a changed one."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="changes", db_index=False)
    package_title = models.ForeignKey(PackageTitle, on_delete=models.CASCADE, related_name="changes")
    change = models.CharField(max_length=7, choices=Change)
    values = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["run", "change", "id"], name="title_change_listed")]

    def __str__(self) -> str:
        return f"{self.package_title_id}: {self.change}"
