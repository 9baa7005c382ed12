"""Tables: what staff decided about translations, what readers suggest, and the trainings of the tables."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy


class Verdict(models.TextChoices):
    """What was decided about a translation."""

    ACCEPTED = "accepted", pgettext_lazy("translation", "Accepted")
    BLOCKED = "blocked", pgettext_lazy("translation", "Blocked")


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Filters over decisions."""

    def standing(self) -> "DecisionQuerySet":
        """Keep those that were not taken back."""
        return self.filter(undone_at=None)


class Decision(models.Model):
    """That ``word`` of ``source`` is, or is not, ``text`` in ``target``; languages are primary tags. Undone ones stay.

    ``key``: of the word, as tables hold it (core.bilingual.words). ``folded``: of the text; spellings of one text are decided together.
    ``changed``: number of the change that made or undid it; the newest is the revision of all.
    """

    source = models.CharField(max_length=12)
    word = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    target = models.CharField(max_length=12)
    text = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)
    verdict = models.CharField(max_length=8, choices=Verdict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    changed = models.BigIntegerField(db_index=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "key", "target", "folded"], condition=Q(undone_at=None), name="vocab_one_decision_standing"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["-at", "-id"], name="vocab_newest_decision")]

    def __str__(self) -> str:
        return f"{self.source}:{self.word} - {self.target}:{self.text} {self.verdict}"


class SuggestionState(models.TextChoices):
    """What became of a suggestion."""

    OPEN = "open", pgettext_lazy("suggestion", "Open")
    ACCEPTED = "accepted", pgettext_lazy("suggestion", "Accepted")
    CHANGED = "changed", pgettext_lazy("suggestion", "Accepted with another word")
    REFUSED = "refused", pgettext_lazy("suggestion", "Refused")


class Suggestion(models.Model):
    """A reader's better translation. ``shown``: the one the page had, "" none. ``language``: of the page, in which an answer is read best.

    ``mail``: only if the reader gave it, and only while it is open. ``sender``: a digest of the address it came from, for an hour.
    """

    source = models.CharField(max_length=12)
    word = models.CharField(max_length=200)
    target = models.CharField(max_length=12)
    shown = models.CharField(max_length=200, blank=True)
    text = models.CharField(max_length=200)
    note = models.CharField(max_length=500, blank=True)
    mail = models.EmailField(blank=True)
    language = models.CharField(max_length=20, blank=True)
    sender = models.CharField(max_length=64, blank=True, db_index=True)
    state = models.CharField(max_length=8, choices=SuggestionState, default=SuggestionState.OPEN)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "-made_at"], name="vocab_open_first")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None) | (~Q(state="open") & Q(closed_at__isnull=False, mail="")),
                name="vocab_no_mail_once_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}:{self.word} - {self.target}:{self.text}"

    @property
    def is_open(self) -> bool:
        """Say whether somebody still has to look at it."""
        return self.state == SuggestionState.OPEN


class TrainingState(models.TextChoices):
    """Where a training stands."""

    WAITING = "waiting", pgettext_lazy("training", "Waiting")
    RUNNING = "running", pgettext_lazy("training", "Running")
    FINISHED = "finished", pgettext_lazy("training", "Finished")
    SAME = "same", pgettext_lazy("training", "Nothing had changed")
    FAILED = "failed", pgettext_lazy("training", "Failed")


class Training(models.Model):
    """One making of the tables of translations. ``change``: every change of the catalog up to it was learned from.

    ``phase``: what it does now ("read", "learn zh en", "write"), ``done`` of ``total`` (0: unknown). ``counts``: what came of it. ``tables``: the file.
    """

    state = models.CharField(max_length=8, choices=TrainingState, default=TrainingState.WAITING)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    full = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    phase = models.CharField(max_length=60, blank=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    change = models.BigIntegerField(default=0)
    counts = models.JSONField(default=dict)
    tables = models.CharField(max_length=60, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state__in=["waiting", "running"]), name="vocab_one_training_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"training {self.pk} ({self.state})"

    @property
    def is_under_way(self) -> bool:
        """Say whether it is still to come to its end."""
        return self.state in (TrainingState.WAITING, TrainingState.RUNNING)

    @property
    def percent(self) -> int:
        """Return how far the phase at hand has come, in whole percent."""
        return min(99, 100 * self.done // self.total) if self.total else 0
