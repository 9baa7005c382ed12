"""Passwords: changed by their owner, set anew with a link, or on the server."""

from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from lantai.infra import audit, jobs

from .. import mail
from ..errors import LinkGone, NotPossible
from ..models import Account, Link, Purpose
from .allowing import another, may_manage
from .links import fresh_token, take
from .signing import drop_sessions

LASTING_BY_MAIL, LASTING_BY_HAND = timedelta(hours=1), timedelta(days=1)


@transaction.atomic
def set_password(*, account: Account, password: str, now: datetime, by: Account | None = None) -> None:
    """Give a new password; all sessions of the account end. Raise ValidationError when it is too easy to guess."""
    may_manage(by)
    another(by, account)
    _set(account, password)
    drop_sessions(account)
    audit.record(by=by, action="people.password", subject=account, now=now)


@transaction.atomic
def change_password(*, account: Account, password: str, session: str | None, now: datetime) -> None:
    """Take a new password from its owner, who has just shown the old one; sessions but this one end."""
    _set(account, password)
    drop_sessions(account, but=session)
    audit.record(by=account, action="people.password", subject=account, now=now)


@transaction.atomic
def give_password_link(*, account: Account, now: datetime, by: Account | None = None) -> str:
    """Return the token of a link with which the account's owner sets a password, to be handed over; good for a day."""
    may_manage(by)
    another(by, account)
    if not account.is_active:
        raise NotPossible(_("This account is closed."))
    token = _issue(account, by=by, lasting=LASTING_BY_HAND, now=now)
    audit.record(by=by, action="people.password.link", subject=account, now=now)
    return token


def forgotten(*, words: str) -> None:
    """Have a link mailed to whoever has this name or mail address; the same is done, as fast, where nobody has."""
    who = Account.objects.filter(Q(username=words) | Q(email__iexact=words), is_active=True).exclude(email="")
    jobs.enqueue("people.send_password_links", accounts=list(who.values_list("pk", flat=True)))


def send_password_links(*, accounts: list[int], now: datetime) -> None:
    """Mail each of the accounts a link, good for an hour; for the worker."""
    for account in Account.objects.filter(pk__in=accounts, is_active=True).exclude(email=""):
        token = _issue(account, by=None, lasting=LASTING_BY_MAIL, now=now)
        until = now + LASTING_BY_MAIL
        mail.send("password", to=account.email, language=account.language, path=mail.password_path(token), until=until)


@transaction.atomic
def reset_password(*, token: str, password: str, now: datetime) -> Account:
    """Set the password of the account that a link is for. A second factor stays; raise LinkGone or ValidationError."""
    account = take(token, Purpose.PASSWORD, now=now).account
    if account is None or not account.is_active:
        raise LinkGone
    _set(account, password)
    drop_sessions(account)
    audit.record(by=account, action="people.password.reset", subject=account, now=now)
    return account


def _set(account: Account, password: str) -> None:
    validate_password(password, account)
    account.set_password(password)
    account.save(update_fields=["password"])
    Link.objects.filter(account=account).delete()  # given for the password of before


def _issue(account: Account, *, by: Account | None, lasting: timedelta, now: datetime) -> str:
    Link.objects.filter(account=account, purpose=Purpose.PASSWORD).delete()
    return fresh_token(Link(purpose=Purpose.PASSWORD, account=account, by=by, made_at=now), lasting=lasting, now=now)
