"""What the desk keeps of its own: what the rules found and when they were asked, and the lists that people saved."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CheckState(models.TextChoices):
    """Where a round of checks stands."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    FINISHED = "finished", _("Finished")


class Check(models.Model):
    """One round in which every rule was asked: of all rows (``since`` None), or of those changed since a mark.

    ``marks``: sweep -> its mark when the round began, from which the next one goes on. ``done``: sweeps and rules that were asked
    already; ``at`` and ``place``: the one at hand, and how far it has come; so that an interrupted round goes on.
    """

    state = models.CharField(max_length=8, choices=CheckState, default=CheckState.WAITING)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    whole = models.BooleanField(default=True)
    since = models.JSONField(default=dict)
    marks = models.JSONField(default=dict)
    done = models.JSONField(default=list)
    at = models.CharField(max_length=60, blank=True)
    place = models.BigIntegerField(default=0)
    seen = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["state"], condition=Q(state="running"), name="check_one_runs"),
            models.UniqueConstraint(fields=["state"], condition=Q(state="waiting"), name="check_one_waits"),
        ]

    def __str__(self) -> str:
        return f"check {self.pk} ({self.state})"


class Tally(models.Model):
    """How many rows a rule had found at the end of one round; for trends. ``new`` and ``solved``: in this round."""

    check_round = models.ForeignKey(Check, on_delete=models.CASCADE, related_name="tallies")
    rule = models.CharField(max_length=60)
    standing = models.PositiveIntegerField(default=0)
    aside = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    solved = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["rule", "check_round"], name="tally_once_a_round")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.standing}"


class FindingState(models.TextChoices):
    """What became of a finding."""

    STANDING = "standing", _("To do")
    ASIDE = "aside", _("Set aside")
    SOLVED = "solved", _("Solved")


class Finding(models.Model):
    """One row that a rule found (infra.rules.Finding, kept). It is the same finding as long as rule and subject are the same.

    ``found_in`` and ``solved_in``: the round that first, or again, found it, and that no longer did. Set aside, it stays aside however
    often it is found.
    """

    rule = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    owner = models.BigIntegerField(default=0)
    work = models.BigIntegerField(default=0)
    url = models.CharField(max_length=200, blank=True)
    detail = models.TextField(blank=True)
    source = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=35, blank=True)
    kind = models.CharField(max_length=12, blank=True)
    location = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=FindingState, default=FindingState.STANDING)
    found_at = models.DateTimeField()
    found_in = models.ForeignKey(Check, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    solved_at = models.DateTimeField(null=True, blank=True)
    solved_in = models.ForeignKey(Check, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    aside_at = models.DateTimeField(null=True, blank=True)
    aside_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    aside_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["rule", "subject"], name="finding_once")]
        indexes: ClassVar = [
            models.Index(fields=["owner", "rule"], name="finding_of_owner"),
            models.Index(fields=["rule", "state", "id"], name="finding_list"),
            # What a list can be narrowed by is read from the index alone: 200,000 findings of one rule took 0.9 s a page without.
            models.Index(fields=["rule", "state", "source", "language", "kind", "location"], name="finding_traits"),
            models.Index(fields=["found_in", "rule", "state"], name="finding_new"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.subject}"


class SavedView(models.Model):
    """A filtered list of the desk under a name. ``listing``: which list (lists.py); ``query``: its filters, as in its address."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(_("name"), max_length=80)
    listing = models.CharField(max_length=70)
    query = models.CharField(max_length=2_000, blank=True)
    shared = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["owner", "name"], name="saved_view_named_once")]

    def __str__(self) -> str:
        return self.name


class RunState(models.TextChoices):
    """Where a change of many rows stands: proposed until somebody has looked and said yes."""

    PROPOSED = "proposed", _("Proposed")
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    FINISHED = "finished", _("Finished")
    UNDOING = "undoing", _("Being taken back")
    UNDONE = "undone", _("Taken back")


class RowOutcome(models.TextChoices):
    """What became, or would become, of a row."""

    CHANGED = "changed", pgettext_lazy("outcome", "Changed")
    CREATED = "created", pgettext_lazy("outcome", "New")
    SAME = "same", pgettext_lazy("outcome", "Same")
    REFUSED = "refused", pgettext_lazy("outcome", "Refused")


class RowsRun(models.Model):
    """One change of many rows of a staff list (infra.lists), from a form or from a file. ``said``: what is done, in words."""

    listing = models.CharField(max_length=60)
    said = models.CharField(max_length=300)
    file_name = models.CharField(max_length=255, blank=True)
    state = models.CharField(max_length=8, choices=RunState, default=RunState.PROPOSED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["listing", "-made_at"], name="rows_runs_of_list")]

    def __str__(self) -> str:
        return f"rows run {self.pk} ({self.listing})"


class RowChange(models.Model):
    """One row of a run. ``place``: its line in the file, or its number; ``subject``: the key of the row, "" of one to be made.

    ``before`` and ``after``: column -> value as columns.coded keeps it; ``problems``: [column, value, rule] of what was refused.
    ``done``: whether it was reached; before that ``outcome`` is what a trial said, "" where none was made.
    """

    run = models.ForeignKey(RowsRun, on_delete=models.CASCADE, related_name="rows")
    place = models.PositiveIntegerField()
    subject = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=300, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    outcome = models.CharField(max_length=8, choices=RowOutcome, blank=True)
    problems = models.JSONField(default=list)
    done = models.BooleanField(default=False)
    undone = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["run", "outcome", "place"], name="row_change_by_outcome"),
            models.Index(fields=["run", "done", "place"], name="row_change_to_do"),
            models.Index(fields=["subject", "run"], name="row_change_of_row"),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.outcome}"
