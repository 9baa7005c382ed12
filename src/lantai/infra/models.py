"""Tables of the plumbing: work for later, who does it, and who did what."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One line of the audit log; never changed, never deleted before its retention ends.

    ``actor_id`` is 0 where no person acted: a job, a command run on the server.
    """

    actor_id = models.BigIntegerField()
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=80, db_index=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "audit entries"
        indexes: ClassVar = [
            models.Index(fields=["at", "id"], name="infra_audit_at"),
            models.Index(fields=["actor_id", "at"], name="infra_audit_actor"),
            models.Index(fields=["action", "at"], name="infra_audit_action"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_id} {self.action} {self.subject}"


class JobState(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class Job(models.Model):
    """Work for later, written in the transaction that wants it done; run at least once.

    While ``state`` is running, ``worker`` holds it until ``lease_until``, which it keeps pushing on. A lease that ended
    belongs to a worker that died, and the job is anyone's. ``error`` is what the last failed attempt said.
    """

    name = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=JobState, default=JobState.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField()
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=80, blank=True, default="")
    lease_until = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True, default="")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["due_at", "id"], condition=Q(state__in=["waiting", "running"]), name="infra_job_open"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="running", lease_until__isnull=False) | (~Q(state="running") & Q(lease_until=None)),
                name="infra_job_leased_while_running",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"


class Turn(models.Model):
    """When a periodic task is due next; whichever worker moves ``due_at`` on is the one that runs it."""

    name = models.CharField(max_length=60, unique=True)
    due_at = models.DateTimeField()
    error = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"{self.name} at {self.due_at:%H:%M:%S}"


class Worker(models.Model):
    """A worker process and when it last gave a sign of life."""

    name = models.CharField(max_length=80, unique=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name
