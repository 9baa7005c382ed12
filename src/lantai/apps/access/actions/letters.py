"""Letters to vendors: kept on the fault as they were sent, mailed by the worker."""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from lantai.infra import audit, jobs
from lantai.people.models import Account

from ..models import EventKind, Fault, Letter, LetterState, State
from ..models.faults import MOVES
from .allowing import NotPossible, allow, log


@transaction.atomic
def write_letter(*, by: Account, fault: Fault, to: str, language: str, subject: str, body: str, now: datetime) -> Letter:
    """Have a letter mailed to the vendor; the fault then waits for them. Raise NotPossible without a mail server, ValidationError of ``to``."""
    allow(by)
    validate_email(to)
    if not settings.EMAIL_HOST:
        raise NotPossible(_("This library sends no mail yet (LANTAI_MAIL); copy the letter into your own mail program."))
    if not subject.strip() or not body.strip() or "\n" in subject:
        raise NotPossible(_("A letter needs a subject of one line, and words."))
    row = Letter.objects.create(
        fault=fault, to=to, language=language, subject=subject.strip(), body=body.strip(), by=by, made_at=now
    )
    fault = Fault.objects.select_for_update().get(pk=fault.pk)
    before = fault.state
    if State.WAITING in MOVES[State(fault.state)]:
        fault.state = State.WAITING
    fault.replied_at = fault.replied_at or now
    fault.save()
    log(fault, EventKind.WROTE, now=now, by=by, words=f"{to}: {subject}")
    if fault.state != before:
        log(fault, EventKind.MOVED, now=now, by=by, before=before, after=fault.state)
    jobs.enqueue("access.send_letter", letter=row.pk)
    audit.record(by=by, action="access.write_letter", subject=fault, now=now)
    return row


def send_letter(*, letter: int, now: datetime) -> None:
    """Mail a letter that waits; for the worker. What the mail server says when it refuses is kept, and the job is tried again."""
    row = Letter.objects.filter(pk=letter).exclude(state=LetterState.SENT).first()
    if row is None:
        return
    message = EmailMessage(
        row.subject, row.body + "\n", None, [row.to], reply_to=[settings.CONTACT] if settings.CONTACT else None
    )
    try:
        message.send()
    except OSError as refused:
        Letter.objects.filter(pk=row.pk).update(state=LetterState.FAILED, error=str(refused)[:500])
        raise
    Letter.objects.filter(pk=row.pk).update(state=LetterState.SENT, sent_at=now, error="")
