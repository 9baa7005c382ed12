"""Keys of programs: made, ended, and seen in use."""

import secrets
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from lantai.infra import audit
from lantai.people.models import Account
from lantai.people.roles import Permission

from .models import ApiKey
from .secret import digest_of

PREFIX = "lantai_"
SHOWN = len(PREFIX) + 6


def make_key(*, name: str, per_minute: int, now: datetime, by: Account | None = None) -> tuple[ApiKey, str]:
    """Make a key; return it with what its program sends, which is kept nowhere. ``by`` None: somebody on the server itself."""
    _allow(by)
    token = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        key = ApiKey.objects.create(
            name=name, digest=digest_of(token), start=token[:SHOWN], per_minute=per_minute, made_at=now, made_by=by
        )
        audit.record(by=by, action="doors.make_key", subject=key, now=now)
    return key, token


def end_key(*, key: ApiKey, now: datetime, by: Account | None = None) -> None:
    """End a key: from now on it is refused. One that has ended stays so."""
    _allow(by)
    with transaction.atomic():
        if ApiKey.objects.filter(pk=key.pk, ended_at=None).update(ended_at=now, ended_by=by):
            audit.record(by=by, action="doors.end_key", subject=key, now=now)


def note_use(*, key: int, on: date) -> None:
    """Note that a key was used on a day; no more is kept of it."""
    ApiKey.objects.filter(pk=key).exclude(used_on=on).update(used_on=on)


def _allow(by: Account | None) -> None:
    if by is not None and not by.has_perm(Permission.GIVE_KEYS):
        raise PermissionDenied(Permission.GIVE_KEYS)
