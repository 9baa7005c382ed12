"""The second factor: a code from a device that only its owner has, and ten codes on paper for the day it is lost."""

import secrets
from datetime import datetime
from math import ceil

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from lantai.infra import audit

from ..errors import NotPossible, Wait, WrongCode
from ..models import Account
from .allowing import another, may_manage
from .signing import drop_sessions

RECOVERY_CODES = 10
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without signs that look like others: codes are copied by hand."""


def prove(*, account: Account, code: str, now: datetime) -> Device:
    """Return the device that ``code`` shows: six digits from an app, or a recovery code, which is used up.

    Raise WrongCode, or Wait after too many wrong ones.
    """
    plain = plain_code(code)
    kind, shown = (TOTPDevice, plain) if plain.isdecimal() and len(plain) == 6 else (StaticDevice, kept_form(plain))
    with transaction.atomic():
        device = kind.objects.select_for_update().filter(user=account, confirmed=True).first()
        if device is None:
            raise WrongCode
        allowed, why = device.verify_is_allowed()
        right = allowed and device.verify_token(shown)
        if right and kind is StaticDevice:
            audit.record(by=account, action="people.factor.recovery_code", subject=account, now=now)
    if not allowed:
        raise Wait(ceil((why["locked_until"] - now).total_seconds()))
    if not right:
        raise WrongCode
    return device


@transaction.atomic
def confirm_factor(*, account: Account, key: str, code: str, now: datetime) -> tuple[Device, list[str]]:
    """Take an app's key as the account's second factor, once a code shows that the app has it; return recovery codes too.

    ``key``: 40 hexadecimal digits, as shown to the owner. An account has one; the one before is replaced. Raise WrongCode.
    """
    forget_factors(account)
    device = TOTPDevice.objects.create(user=account, name="app", key=key)
    if not device.verify_token(plain_code(code)):
        raise WrongCode
    codes = _fresh_codes(account)
    audit.record(by=account, action="people.factor.confirm", subject=account, now=now)
    return device, codes


@transaction.atomic
def make_recovery_codes(*, account: Account, now: datetime) -> list[str]:
    """Return new recovery codes, which are shown once; those before are void."""
    if not TOTPDevice.objects.filter(user=account, confirmed=True).exists():
        raise NotPossible(_("There is no second factor yet that these could stand in for."))
    codes = _fresh_codes(account)
    audit.record(by=account, action="people.factor.codes", subject=account, now=now)
    return codes


@transaction.atomic
def remove_factor(*, account: Account, now: datetime) -> None:
    """Do without a second factor from now on; not for staff, of whom it is asked."""
    from django.conf import settings

    if settings.SECOND_FACTOR and account.works_here:
        raise NotPossible(_("Staff need a second factor; it can be replaced by another one."))
    forget_factors(account)
    audit.record(by=account, action="people.factor.remove", subject=account, now=now)


@transaction.atomic
def reset_factor(*, account: Account, now: datetime, by: Account | None = None) -> None:
    """Take the second factor of somebody who lost it away: the next sign-in sets up a new one. Sessions end."""
    may_manage(by)
    another(by, account)
    forget_factors(account)
    drop_sessions(account)
    audit.record(by=by, action="people.factor.reset", subject=account, now=now)


def forget_factors(account: Account) -> None:
    """Delete devices and codes; inside another action."""
    TOTPDevice.objects.filter(user=account).delete()
    StaticDevice.objects.filter(user=account).delete()


def plain_code(code: str) -> str:
    """Return a code without what people, apps and paper put between its signs; digits of every script count."""
    return "".join(str(int(c)) if c.isdecimal() else c for c in code.lower() if c.isalnum())


def kept_form(code: str) -> str:
    """Return what is kept of a recovery code: a keyed digest of 64 bits, which is all the room django-otp has for one."""
    return salted_hmac("lantai.people.recovery", code, algorithm="sha256").hexdigest()[:16]


def _fresh_codes(account: Account) -> list[str]:
    StaticDevice.objects.filter(user=account).delete()
    device = StaticDevice.objects.create(user=account, name="paper")
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(10)) for _ in range(RECOVERY_CODES)]
    for code in codes:
        device.token_set.create(token=kept_form(code))
    return [f"{code[:5]}-{code[5:]}" for code in codes]
