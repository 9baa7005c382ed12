"""Inviting somebody: a link by mail, or to be handed over, with which they make their own account in a role given beforehand."""

import re
from datetime import datetime, timedelta

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from lantai.infra import audit, jobs

from .. import mail
from ..errors import NotPossible
from ..models import Account, Link, Purpose
from ..roles import Role
from .allowing import may_manage
from .links import fresh_token, take

LASTING = timedelta(days=7)


@transaction.atomic
def invite(*, email: str, role: Role, language: str, now: datetime, by: Account | None = None) -> tuple[Link, str]:
    """Invite somebody; return the invitation and the token of its link, for whoever hands it over.

    An invitation to the same address that is still open is void: the newest counts.
    """
    may_manage(by)
    if Account.objects.filter(Q(email__iexact=email) | Q(username__iexact=email)).exists():
        raise NotPossible(_("There is an account with this mail address already."))
    Link.objects.filter(purpose=Purpose.INVITATION, email__iexact=email, used_at=None).delete()
    link = Link(purpose=Purpose.INVITATION, email=email, role=role, language=language, by=by, made_at=now)
    token = fresh_token(link, lasting=LASTING, now=now)
    audit.record(by=by, action=f"people.invite.{role}", subject=link, now=now)
    return link, token


@transaction.atomic
def renew_invitation(*, link: Link, now: datetime, by: Account | None = None) -> str:
    """Return a new token for an invitation, which begins anew; the link of before is void."""
    may_manage(by)
    link = _open(link)
    token = fresh_token(link, lasting=LASTING, now=now)
    audit.record(by=by, action="people.invite.renew", subject=link, now=now)
    return token


@transaction.atomic
def send_invitation(*, link: Link, now: datetime, by: Account | None = None) -> None:
    """Have the invitation mailed by the worker, with a new link: none lies in the table of jobs."""
    may_manage(by)
    jobs.enqueue("people.send_invitation", link=_open(link).pk)
    audit.record(by=by, action="people.invite.send", subject=link, now=now)


def mail_invitation(*, link: int, now: datetime) -> None:
    """Mail an invitation that is still open, each time with a new token; for the worker."""
    row = Link.objects.filter(pk=link, used_at=None).first()
    if row is not None:
        token = fresh_token(row, lasting=LASTING, now=now)
        mail.send("invitation", to=row.email, language=row.language, path=mail.invitation_path(token), until=row.expires_at)


@transaction.atomic
def revoke_invitation(*, link: Link, now: datetime, by: Account | None = None) -> None:
    """Make an invitation void."""
    may_manage(by)
    audit.record(by=by, action="people.invite.revoke", subject=_open(link), now=now)
    link.delete()


@transaction.atomic
def accept_invitation(*, token: str, name: str, password: str, now: datetime) -> Account:
    """Make the account that an invitation is for, in the role that it names; raise LinkGone, or ValidationError of a password."""
    link = take(token, Purpose.INVITATION, now=now)
    if Account.objects.filter(Q(email__iexact=link.email) | Q(username__iexact=link.email)).exists():
        raise NotPossible(_("There is an account with this mail address already."))
    account = Account(username=_username_for(link.email), email=link.email, first_name=name, date_joined=now)
    account.language = link.language
    validate_password(password, account)
    account.set_password(password)
    account.full_clean()
    account.save()
    account.groups.set([Group.objects.get(name=link.role)])
    audit.record(by=account, action="people.accept", subject=account, now=now)
    return account


def _open(link: Link) -> Link:
    if link.purpose != Purpose.INVITATION or link.used_at is not None:
        raise NotPossible(_("This invitation was accepted, or taken back."))
    return link


def _username_for(email: str) -> str:
    """Return the mail address as a name to sign in with; signs that a name cannot have become hyphens."""
    return Account.normalize_username(re.sub(r"[^\w.@+-]", "-", email.lower()))[:150]
