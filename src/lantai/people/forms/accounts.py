"""Forms about an account: its owner's, and those of whoever manages accounts."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..models import Account
from ..roles import NAMES, Role
from .signing import password

ROLES = [(role.value, NAMES[role]) for role in Role]
STATES = [("", _("Any")), ("open", _("Open")), ("closed", _("Closed"))]


def _name() -> forms.CharField:
    said = {"autocomplete": "name", "dir": "auto"}
    return forms.CharField(
        label=pgettext_lazy("person", "Name"),
        max_length=150,
        widget=forms.TextInput(said),
        help_text=_("As you write it yourself, in any script."),
    )


def _rules() -> str:
    return " ".join(password_validators_help_texts())


class NewPasswordForm(forms.Form):
    """A password to be set; typed once, since it can be shown, pasted or made by a password manager."""

    password = password(_("New password"), new=True, help_text=lazy(_rules, str)())


class JoinForm(NewPasswordForm):
    """What an invited person says: a name and a password; nothing else that is sent is looked at."""

    name = _name()
    field_order = ("name", "password")


class ChangePasswordForm(NewPasswordForm):
    """The old password and the new one."""

    current = password(_("Present password"))
    field_order = ("current", "password")


class DescribeForm(forms.Form):
    """How somebody is called, and in which language."""

    name = _name()
    language = forms.ChoiceField(
        label=pgettext_lazy("interface", "Language"), required=False, choices=[("", _("The browser’s")), *settings.LANGUAGES]
    )


class PasswordForm(forms.Form):
    """The password once more, before something that cannot be taken back."""

    password = password(_("Password"))

    def __init__(self, *given: Any, account: Account | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        self.account = account


class InviteForm(forms.Form):
    """Who is invited, and as what."""

    email = forms.EmailField(
        label=_("Mail address"), max_length=254, widget=forms.EmailInput({"autocomplete": "off", "dir": "ltr"})
    )
    role = forms.ChoiceField(label=_("Role"), choices=ROLES, initial=Role.LIBRARIAN.value)
    language = forms.ChoiceField(label=pgettext_lazy("interface", "Language"), choices=settings.LANGUAGES)
    send = forms.BooleanField(label=_("Send it by mail"), required=False, initial=True)


class RoleForm(forms.Form):
    """A role in place of the one before."""

    role = forms.ChoiceField(label=_("Role"), choices=ROLES)


class FindForm(forms.Form):
    """Which accounts are listed; whatever is not understood leaves the list whole."""

    q = forms.CharField(label=_("Name or mail address"), required=False, max_length=150, widget=forms.TextInput({"dir": "auto"}))
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("Any")), *ROLES])
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)


class AuditForm(forms.Form):
    """Which lines of the audit log are shown."""

    who = forms.CharField(label=_("Person"), required=False, max_length=150, widget=forms.TextInput({"dir": "auto"}))
    kind = forms.CharField(label=_("Action"), required=False, max_length=60, widget=forms.TextInput({"dir": "ltr"}))
    subject = forms.CharField(
        label=pgettext_lazy("audit", "Object"), required=False, max_length=80, widget=forms.TextInput({"dir": "ltr"})
    )
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput({"type": "date"}))

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        given = self.cleaned_data
        if given.get("since") and given.get("until") and given["since"] > given["until"]:
            raise ValidationError(_("The period ends before it begins."))
        return given
