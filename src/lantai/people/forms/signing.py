"""Forms with which somebody shows who they are."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_PASSWORD = 256
"""A longer one would only make the digest slower to reckon."""


def username(label: Any, **more: Any) -> forms.CharField:
    """Return an input for a name or mail address; both are written from left to right."""
    said = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "dir": "ltr"} | more
    return forms.CharField(label=label, max_length=254, widget=forms.TextInput(said))


def password(label: Any, *, new: bool = False, **more: Any) -> forms.CharField:
    """Return an input for a password, which is taken as it was typed, spaces and all."""
    said = {"autocomplete": "new-password" if new else "current-password", "dir": "ltr"}
    return forms.CharField(label=label, max_length=LONGEST_PASSWORD, strip=False, widget=forms.PasswordInput(said), **more)


class SignInForm(forms.Form):
    """Name and password."""

    username = username(_("Username or mail address"), autofocus=True)
    password = password(_("Password"))


class CodeForm(forms.Form):
    """A code of the second factor."""

    code = forms.CharField(
        label=_("Code"),
        max_length=32,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr", "class": "one-time"}),
    )


class RecoveryForm(forms.Form):
    """One of the codes on paper."""

    code = forms.CharField(
        label=_("Recovery code"),
        max_length=32,
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "dir": "ltr", "class": "one-time"}
        ),
    )


class ForgottenForm(forms.Form):
    """Whose password was forgotten."""

    username = username(_("Username or mail address"))
