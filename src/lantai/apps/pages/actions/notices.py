"""Notices put up, changed and ended."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from lantai.apps.pages.models import Notice, Tone
from lantai.infra import audit
from lantai.people.models import Account
from lantai.people.roles import Permission


def _allow(by: Account) -> None:
    if not by.has_perm(Permission.PUT_UP_NOTICES):
        raise PermissionDenied


@transaction.atomic
def put_up_notice(
    *,
    by: Account,
    headings: dict[str, str],
    texts: dict[str, str],
    tone: Tone,
    link: str,
    starts_at: datetime,
    ends_at: datetime | None,
    now: datetime,
    notice: Notice | None = None,
) -> Notice:
    """Put up a notice with its words by language, or change the one given; raise ValidationError for times the wrong way round."""
    _allow(by)
    kept = notice or Notice()
    kept.headings, kept.texts, kept.tone, kept.link = headings, texts, tone, link
    kept.starts_at, kept.ends_at = starts_at, ends_at
    kept.full_clean()
    kept.save()
    audit.record(by=by, action="pages.notice.change" if notice else "pages.notice.add", subject=kept, now=now)
    return kept


@transaction.atomic
def end_notice(*, by: Account, notice: Notice, now: datetime) -> None:
    """Take a notice down at once; one that has not begun yet goes altogether. It stays in the list of what was put up."""
    _allow(by)
    audit.record(by=by, action="pages.notice.end", subject=notice, now=now)
    if notice.starts_at >= now:
        notice.delete()
    else:
        notice.ends_at = now
        notice.save(update_fields=["ends_at"])
