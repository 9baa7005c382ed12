"""A person told something: once, in their language, on their own page, and by mail where the library sends mail."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from lantai.infra import jobs
from lantai.people import mail
from lantai.people.models import Account, Notice

KEPT = timedelta(days=400)
"""How long it is remembered that somebody was told: beyond a year, so that what comes every year is not told twice in one."""


def notify(*, to: Account, key: str, template: str, said: Mapping[str, str], path: str = "", now: datetime) -> bool:
    """Tell an account something, unless it was told the same ``key`` before; return whether it is told now.

    ``template``: a text whose first line is the subject, filled with ``said`` and ``link``; ``path``: of the page it is about. Whoever
    has left is told nothing.
    """
    if not to.is_active or to.closed_at is not None:
        return False
    with transaction.atomic():
        notice, made = Notice.objects.get_or_create(
            account=to, key=key, defaults={"template": template, "said": dict(said), "path": path, "made_at": now}
        )
        if made and to.email and mail.is_ready():
            jobs.enqueue("people.mail_notice", notice=notice.pk)
    return made


def mail_notice(*, notice: int, now: datetime) -> None:
    """Mail what a person was told; what was mailed already is not mailed again."""
    row = Notice.objects.filter(pk=notice, sent_at=None).select_related("account").first()
    if row is None or not row.account.is_active or not row.account.email:
        return
    mail.tell(row)
    Notice.objects.filter(pk=row.pk).update(sent_at=now)


def forget_notices(*, now: datetime) -> int:
    """Forget what people were told long ago."""
    return Notice.objects.filter(made_at__lt=now - KEPT).delete()[0]
