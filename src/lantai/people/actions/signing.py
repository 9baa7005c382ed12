"""Signing in by name and password, and ending sessions."""

from datetime import datetime, timedelta

from django.contrib.auth import authenticate
from django.db import transaction
from django.http import HttpRequest

from lantai.infra import audit

from .. import throttle
from ..errors import WrongPassword
from ..models import Account, Attempts, Link, Session

LINKS_KEPT = timedelta(days=30)
"""How long a link that can no longer be used is listed."""


def check_password(*, request: HttpRequest, username: str, password: str, address: str, now: datetime) -> Account:
    """Return whose name and password these are.

    Raise Wait without looking at them when there were too many attempts, else WrongPassword, which is the same, after the same time,
    for a name that nobody has and for an account that is closed.
    """
    counted = throttle.counters(name=username, address=address)
    throttle.begin(counted, now=now)
    account = authenticate(request, username=username, password=password)
    if account is None:
        raise WrongPassword
    throttle.succeed(counted)
    return account


def drop_sessions(account: Account, *, but: str | None = None) -> int:
    """End where an account is signed in, ``but`` in the session of this key; inside another action."""
    return Session.objects.filter(account=account).exclude(pk=but or "").delete()[0]


@transaction.atomic
def end_session(*, account: Account, key: str, now: datetime) -> None:
    """End one session of one's own; nothing happens when it has ended meanwhile."""
    if Session.objects.filter(account=account, pk=key).delete()[0]:
        audit.record(by=account, action="people.session.end", subject=account, now=now)


@transaction.atomic
def end_other_sessions(*, account: Account, key: str | None, now: datetime) -> int:
    """End all sessions of one's own but the one of this key; return how many."""
    ended = drop_sessions(account, but=key)
    audit.record(by=account, action="people.session.end_others", subject=account, now=now)
    return ended


@transaction.atomic
def end_sessions(*, account: Account, now: datetime, by: Account | None = None) -> None:
    """End wherever an account is signed in."""
    from .allowing import may_manage

    may_manage(by)
    drop_sessions(account)
    audit.record(by=by, action="people.session.end_all", subject=account, now=now)


def sweep(*, now: datetime) -> None:
    """Forget sessions, attempts and links whose time is over."""
    Session.objects.filter(expire_date__lte=now).delete()
    Attempts.objects.filter(forgotten_at__lte=now).delete()
    Link.objects.filter(expires_at__lte=now - LINKS_KEPT).delete()
