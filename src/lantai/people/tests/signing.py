"""Signing in, in tests."""

from django.contrib.auth.models import Group
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from lantai.people.models import Account
from lantai.people.roles import Role

PASSWORD = "a pass phrase for tests"


def account_of(role: Role, name: str = "") -> Account:
    """Return a new account that has a role, and PASSWORD."""
    account = Account.objects.create_user(name or role.value, f"{name or role}@example.org", PASSWORD)
    account.groups.add(Group.objects.get(name=role))
    return account


def show_factor(client: Client, account: Account) -> TOTPDevice:
    """Let a signed-in client have shown a second factor, which the account then has."""
    device = TOTPDevice.objects.create(user=account, name="app")
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()
    return device


def code_of(key: str, *, step: int = 0) -> str:
    """Return what an app with this key shows; ``step`` 1: half a minute later."""
    app = TOTP(bytes.fromhex(key), drift=step)
    return f"{app.token():06d}"
