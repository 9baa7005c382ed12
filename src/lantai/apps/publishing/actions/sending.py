"""A file that staff send in: kept until the worker has read it, and what came of it kept for good."""

from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from lantai.apps.publishing.models import TakenFile
from lantai.core.formats.errors import FormatError
from lantai.core.openness.taken import ListError
from lantai.infra import audit, jobs
from lantai.people.models import Account

from .allowing import allow
from .files import take_file

MOST_NAMED = 500
"""Refused rows that are kept with their reasons; the others are counted."""


def folder() -> Path:
    """Return where files lie until they are read."""
    return Path(settings.DATA) / "publishing"


@transaction.atomic
def send_file(*, by: Account, file: UploadedFile, on: date, confirmed: bool, now: datetime) -> TakenFile:
    """Keep a file and have the worker take it in."""
    allow(by)
    folder().mkdir(exist_ok=True)
    stored = uuid4().hex
    with (folder() / stored).open("wb") as out:
        for piece in file.chunks():
            out.write(piece)
    row = TakenFile.objects.create(
        name=Path(file.name or "").name[:255], stored=stored, on_date=on, confirmed=confirmed, by=by, made_at=now
    )
    jobs.enqueue("publishing.take_file", file=row.pk)
    audit.record(by=by, action="publishing.send_file", subject=row, now=now)
    return row


def read_file(*, file: int, now: datetime) -> None:
    """Take a file in that was sent; one that was read already is left alone."""
    row = TakenFile.objects.filter(pk=file, done_at=None).select_related("by").first()
    if row is None:
        return
    path = folder() / row.stored
    try:
        taken = take_file(by=None, path=path, on=row.on_date, now=now, confirmed=row.confirmed)
    except (FormatError, ListError, OSError) as problem:
        row.problem = str(problem)[:2_000]
    else:
        row.kind, row.counts = taken.kind, taken.counts()
        row.refused = [[one.line, one.column, one.why] for one in taken.refused[:MOST_NAMED]]
    row.stored, row.done_at = "", now
    row.save()
    path.unlink(missing_ok=True)
