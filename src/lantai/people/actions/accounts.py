"""Accounts made, named, given a role, closed, opened again, erased."""

from datetime import datetime

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lantai.infra import audit
from lantai.infra.models import AuditEntry

from ..errors import NotPossible
from ..models import Account, Link, Notice
from ..owned import forget_owned
from ..roles import Role
from .allowing import another, may_manage, one_remains
from .factors import forget_factors
from .signing import drop_sessions


@transaction.atomic
def add_account(
    *, username: str, password: str, role: Role, now: datetime, email: str = "", by: Account | None = None
) -> Account:
    """Make an account that can sign in.

    Raise ValidationError for a name that is taken or no name, and for a password that is too easy to guess.
    """
    may_manage(by)
    account = Account(username=Account.normalize_username(username), email=email, date_joined=now)
    validate_password(password, account)
    account.set_password(password)
    if email and Account.objects.filter(email__iexact=email).exists():
        raise ValidationError(_("There is an account with this mail address already."))
    account.full_clean()
    account.save()
    account.groups.set([Group.objects.get(name=role)])
    audit.record(by=by, action="people.add", subject=account, now=now)
    return account


@transaction.atomic
def describe(*, account: Account, name: str, language: str, now: datetime) -> None:
    """Note how a person is called and which language pages and mail use; each does it for themselves."""
    account.first_name, account.last_name, account.language = name, "", language
    account.save(update_fields=["first_name", "last_name", "language"])
    audit.record(by=account, action="people.describe", subject=account, now=now)


@transaction.atomic
def give_role(*, account: Account, role: Role, now: datetime, by: Account | None = None) -> None:
    """Let the account have this role, in place of what it had; it signs in anew, with what that role asks for."""
    may_manage(by)
    another(by, account)
    if role != Role.ADMINISTRATOR:
        one_remains(account)
    account.groups.set([*account.groups.exclude(name__in=Role), Group.objects.get(name=role)])
    if account.is_superuser or account.is_staff:
        account.is_superuser = account.is_staff = False
        account.save(update_fields=["is_superuser", "is_staff"])
    account.__dict__.pop("role", None)
    drop_sessions(account)
    audit.record(by=by, action=f"people.role.{role}", subject=account, now=now)


@transaction.atomic
def close(*, account: Account, now: datetime, by: Account | None = None) -> None:
    """Let nobody sign in to the account, and end where it is signed in; it can be opened again."""
    may_manage(by)
    another(by, account)
    one_remains(account)
    account.is_active = False
    account.save(update_fields=["is_active"])
    Link.objects.filter(account=account).delete()
    drop_sessions(account)
    audit.record(by=by, action="people.close", subject=account, now=now)


@transaction.atomic
def reopen(*, account: Account, now: datetime, by: Account | None = None) -> None:
    """Let the account be signed in to again."""
    may_manage(by)
    if account.closed_at is not None:
        raise NotPossible(_("This account was erased; nothing is left of it to open."))
    account.is_active = True
    account.save(update_fields=["is_active"])
    audit.record(by=by, action="people.reopen", subject=account, now=now)


@transaction.atomic
def erase(*, account: Account, now: datetime) -> None:
    """Forget a person, who asks for it: the whole account, or, of staff, all but its number.

    The audit log names people by number alone, so nothing of it needs to change.
    """
    one_remains(account)
    audit.record(by=account, action="people.erase", subject=account, now=now)
    Link.objects.filter(account=account).delete()
    Notice.objects.filter(account=account).delete()
    forget_factors(account)
    drop_sessions(account)
    forget_owned(account)
    own = audit.subject_of(account)
    if not (account.works_here or AuditEntry.objects.filter(actor_id=account.pk).exclude(subject=own).exists()):
        account.delete()
        return
    account.username, account.email, account.first_name, account.last_name = f"erased-{account.pk}", "", "", ""
    account.language, account.is_active, account.last_login, account.closed_at = "", False, None, now
    account.is_staff = account.is_superuser = False
    account.set_unusable_password()
    account.save()
    account.groups.clear()
    account.user_permissions.clear()
