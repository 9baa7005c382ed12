"""What pages and commands show of accounts, sessions, invitations."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.models import Q, QuerySet
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from lantai.infra.models import AuditEntry

from . import mail
from .models import Account, Link, Purpose, Session
from .owned import owned_by
from .roles import Role


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One line of the list of accounts that a command prints."""

    username: str
    roles: tuple[str, ...]
    is_active: bool


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One browser in which somebody is signed in; ``sign`` names it on pages, where its key must not stand."""

    sign: str
    key: str
    browser: str
    begun_at: datetime | None
    seen_at: datetime
    is_this: bool


def accounts() -> list[AccountRow]:
    """Return all accounts by name, with their roles (two SQL queries)."""
    found = Account.objects.order_by("username").prefetch_related("groups")
    return [AccountRow(a.username, tuple(sorted(g.name for g in a.groups.all())), a.is_active) for a in found]


def listed(*, words: str = "", role: str = "", state: str = "") -> QuerySet[Account]:
    """Return accounts by name: with these words in a name or mail address, of this role, "open" or "closed"."""
    found = Account.objects.filter(closed_at=None).order_by("username").prefetch_related("groups")
    for word in words.split():
        found = found.filter(Q(username__icontains=word) | Q(first_name__icontains=word) | Q(email__icontains=word))
    if role == Role.READER:
        found = found.exclude(groups__name__in=[r for r in Role if r != Role.READER]).exclude(is_superuser=True)
    elif role:
        found = found.filter(
            Q(groups__name=role) | (Q(is_superuser=True) if role == Role.ADMINISTRATOR else Q(pk=None))
        ).distinct()
    return found.filter(is_active=state == "open") if state else found


def active(number: int) -> Account | None:
    """Return the account of this number that can sign in."""
    return Account.objects.filter(pk=number, is_active=True).first()


def has_factor(account: Account) -> bool:
    """Say whether a second factor is set up."""
    return TOTPDevice.objects.filter(user=account, confirmed=True).exists()


def codes_left(account: Account) -> int:
    """Return how many recovery codes are unused."""
    return StaticToken.objects.filter(device__user=account).count()


def with_factor(accounts: list[Account]) -> set[int]:
    """Return the numbers of those accounts that have a second factor (one SQL query)."""
    return set(TOTPDevice.objects.filter(user__in=accounts, confirmed=True).values_list("user_id", flat=True))


def administrators() -> list[Account]:
    """Return who may do everything, and can sign in."""
    wanted = Q(groups__name=Role.ADMINISTRATOR) | Q(is_superuser=True)
    return list(Account.objects.filter(wanted, is_active=True, closed_at=None).distinct().order_by("username"))


def staff_without_factor() -> tuple[list[str], int]:
    """Return the names of staff who have no second factor yet, and how many staff there are."""
    wanted = Q(groups__name__in=[r for r in Role if r != Role.READER]) | Q(is_superuser=True)
    found = list(Account.objects.filter(wanted, is_active=True, closed_at=None).distinct().order_by("username"))
    having = with_factor(found)
    return [account.username for account in found if account.pk not in having], len(found)


def sessions(account: Account, *, this: str | None, now: datetime) -> list[SessionRow]:
    """Return where an account is signed in, this browser first, then what was used last."""
    rows = Session.objects.filter(account=account, expire_date__gt=now).order_by("-seen_at")
    found = [SessionRow(_sign(r.pk), r.pk, r.browser, r.begun_at, r.seen_at, r.pk == this) for r in rows]
    return sorted(found, key=lambda row: not row.is_this)


def invitations(*, now: datetime) -> QuerySet[Link]:
    """Return invitations that were not accepted, those that still can be first."""
    return Link.objects.filter(purpose=Purpose.INVITATION, used_at=None).select_related("by").order_by("-expires_at")


def open_link(digest: str, purpose: Purpose, *, now: datetime) -> Link | None:
    """Return a link that can still be used, without using it."""
    return Link.objects.select_related("account").filter(digest=digest, purpose=purpose, used_at=None, expires_at__gt=now).first()


@dataclass(frozen=True, slots=True)
class Told:
    """Something a person was told, in words."""

    subject: str
    body: str
    path: str
    at: datetime


def notices(account: Account, *, language: str, most: int = 20) -> list[Told]:
    """Return what a person was told of late, the newest first."""
    rows = account.notices.all()[:most]
    return [Told(*mail.words_of(row, language=language), row.path, row.made_at) for row in rows]


def everything_of(account: Account, *, now: datetime) -> dict[str, Any]:
    """Return all that is kept of a person, as plain JSON values; secrets are named, not shown."""
    return {
        "account": {
            "number": account.pk,
            "username": account.username,
            "name": account.get_full_name(),
            "email": account.email,
            "language": account.language,
            "role": account.role.value,
            "joined": account.date_joined.isoformat(),
            "last_signed_in": account.last_login.isoformat() if account.last_login else None,
        },
        "second_factor": {"set_up": has_factor(account), "recovery_codes_left": codes_left(account)},
        "sessions": [
            {"browser": s.browser, "begun": s.begun_at.isoformat() if s.begun_at else None, "used": s.seen_at.isoformat()}
            for s in sessions(account, this=None, now=now)
        ],
        "told": [
            {"at": told.at.isoformat(), "what": told.subject} for told in notices(account, language=account.language or "en")
        ],
        "done": [
            {"at": line.at.isoformat(), "action": line.action, "object": line.subject}
            for line in AuditEntry.objects.filter(actor_id=account.pk).order_by("at").iterator()
        ],
        **owned_by(account),
    }


def _sign(key: str) -> str:
    return sha256(key.encode()).hexdigest()[:16]
