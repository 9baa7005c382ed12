"""Who did what to which row, and when; written in the same transaction as the change itself."""

from collections.abc import Mapping
from datetime import datetime

from django.db import models
from django.utils.functional import Promise

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


_names: dict[str, str | Promise] = {}


def called(names: Mapping[str, str | Promise]) -> None:
    """Say what actions are called on pages; an area does so in its audited.py."""
    _names.update(names)


def named(action: str) -> str | Promise:
    """Return what an action is called, in the reader's language; its code where nobody has said."""
    return _names.get(action, action)
