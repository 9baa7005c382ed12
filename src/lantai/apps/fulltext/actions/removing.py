"""Taking a file down with a reason, and putting it back: readers see it no longer, its bytes stay."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lantai.catalog.actions import touch
from lantai.infra import audit
from lantai.people.models import Account

from ..models import FullText


@transaction.atomic
def take_down(*, by: Account, full_text: FullText, why: str, now: datetime) -> None:
    """Hide a file from readers, and from whoever fetches it again; raise ValidationError without a reason."""
    _may(by)
    if not why.strip():
        raise ValidationError(_("Say why the file is taken down: whoever asks for it later reads it."))
    changed = FullText.objects.filter(pk=full_text.pk, hidden_at=None).update(hidden_at=now, hidden_by=by, hidden_why=why.strip())
    if changed:
        audit.record(by=by, action="fulltext.take_down", subject=full_text, now=now)
        touch([full_text.work_id])


@transaction.atomic
def put_back(*, by: Account, full_text: FullText, now: datetime) -> None:
    """Show a file again that was taken down."""
    _may(by)
    changed = (
        FullText.objects.filter(pk=full_text.pk).exclude(hidden_at=None).update(hidden_at=None, hidden_by=None, hidden_why="")
    )
    if changed:
        audit.record(by=by, action="fulltext.put_back", subject=full_text, now=now)
        touch([full_text.work_id])


def _may(by: Account) -> None:
    if not by.has_perm("fulltext.change_fulltext"):
        raise PermissionDenied
