"""Everything that changes an account."""

from datetime import datetime

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from lantai.infra import audit

from .models import Account
from .roles import Role


@transaction.atomic
def add_account(
    *, username: str, password: str, role: Role, now: datetime, email: str = "", by: Account | None = None
) -> Account:
    """Make an account that can sign in; ``by`` None: somebody who may use the server itself.

    Raise ValidationError for a name that is taken or no name, and for a password that is too easy to guess.
    """
    account = Account(username=Account.normalize_username(username), email=email, date_joined=now)
    validate_password(password, account)
    account.set_password(password)
    account.full_clean()
    account.save()
    account.groups.set([Group.objects.get(name=role)])
    audit.record(by=by, action="people.add", subject=account, now=now)
    return account


@transaction.atomic
def set_password(*, account: Account, password: str, now: datetime, by: Account | None = None) -> None:
    """Give a new password; all sessions of the account end. Raise ValidationError when it is too easy to guess."""
    validate_password(password, account)
    account.set_password(password)
    account.save(update_fields=["password"])
    audit.record(by=by, action="people.password", subject=account, now=now)


@transaction.atomic
def give_role(*, account: Account, role: Role, now: datetime, by: Account | None = None) -> None:
    """Let the account have this role, in place of those it had."""
    account.groups.set([Group.objects.get(name=role)])
    audit.record(by=by, action=f"people.role.{role}", subject=account, now=now)
