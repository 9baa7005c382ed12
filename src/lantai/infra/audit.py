"""Who did what to which row, and when; written in the same transaction as the change itself."""

from datetime import datetime

from django.db import models

from .models import AuditEntry

NOBODY = 0
"""The actor where no person acted: a job, or a command run on the server."""


def record(*, by: models.Model | None, action: str, subject: models.Model, now: datetime) -> None:
    """Note that ``by`` (None: no person) did ``action`` ("area.verb") to ``subject``; no personal data beside the actor's key."""
    actor_id = NOBODY if by is None else by.pk
    AuditEntry.objects.create(actor_id=actor_id, action=action, subject=subject_of(subject), at=now)


def subject_of(row: models.Model) -> str:
    """Name a row as the audit log does, e.g. "catalog.work:17"."""
    return f"{row._meta.label_lower}:{row.pk}"
