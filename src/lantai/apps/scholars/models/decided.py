"""What people decided about scholars: which works are theirs, which profiles are one person's, who may look after one. No rebuild changes it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantai.catalog.models import Work

from .scholars import Scholar


class Verdict(models.TextChoices):
    """Whether a work is a scholar's."""

    MINE = "mine", pgettext_lazy("work", "Theirs")
    NOT = "not", pgettext_lazy("work", "Not theirs")


class WorkDecision(models.Model):
    """That somebody said whether a work is a scholar's, when and why. Undone ones stay.

    ``work``: as it was numbered then; where works were merged since, that to which it leads counts. ``mark``: see ScholarWork. ``reasons``: for which a
    machine had proposed it, [code, points].
    """

    scholar = models.ForeignKey(Scholar, on_delete=models.CASCADE, related_name="decisions")
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=300, blank=True)
    verdict = models.CharField(max_length=5, choices=Verdict)
    why = models.TextField(blank=True)
    score = models.FloatField(null=True)
    reasons = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_scholar = models.BooleanField(default=False)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scholar", "work"], condition=Q(undone_at=None), name="work_decision_one_standing")
        ]
        indexes: ClassVar = [models.Index(fields=["-at"], name="work_decision_newest")]

    def __str__(self) -> str:
        return f"{self.verdict}: work {self.work_id}, scholar {self.scholar_id}"


class Pairing(models.Model):
    """That somebody said whether two profiles are one person's. Undone ones stay; undoing parts them exactly, as nothing was moved."""

    left = models.ForeignKey(Scholar, on_delete=models.CASCADE, related_name="+")
    right = models.ForeignKey(Scholar, on_delete=models.CASCADE, related_name="+")
    is_same = models.BooleanField()
    why = models.TextField(blank=True)
    reasons = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="pairing_left_is_older"),
            models.UniqueConstraint(fields=["left", "right"], condition=Q(undone_at=None), name="pairing_one_standing"),
        ]

    def __str__(self) -> str:
        return f"{self.left_id} {'=' if self.is_same else '≠'} {self.right_id}"


class ClaimState(models.TextChoices):
    """What became of a claim."""

    WAITING = "waiting", pgettext_lazy("claim", "Waiting")
    GRANTED = "granted", pgettext_lazy("claim", "Granted")
    REFUSED = "refused", pgettext_lazy("claim", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("claim", "Withdrawn")


class Claim(models.Model):
    """That somebody says a profile is theirs. ``words``: how staff can tell; forgotten once it is decided."""

    scholar = models.ForeignKey(Scholar, on_delete=models.CASCADE, related_name="claims")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="scholar_claims")
    words = models.TextField(_("how we can tell"), blank=True)
    state = models.CharField(max_length=9, choices=ClaimState, default=ClaimState.WAITING)
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    answer = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["made_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scholar", "account"], condition=Q(state="waiting"), name="claim_waits_once")
        ]

    def __str__(self) -> str:
        return f"claim of account {self.account_id} on scholar {self.scholar_id}"


class MissingWork(models.Model):
    """A work that its scholar misses and the library does not have: words or a DOI. ``closed_at``: staff have looked at it."""

    scholar = models.ForeignKey(Scholar, on_delete=models.CASCADE, related_name="missing")
    doi = models.CharField(max_length=255, blank=True)
    words = models.TextField(blank=True)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.doi or self.words[:80]
