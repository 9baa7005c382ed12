"""Forms of vendors, agreements, periods, what they entitle to, licences, funds, budgets, members."""

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantai.apps.agreements.models import (
    Agreement,
    AgreementPeriod,
    Budget,
    Contact,
    Entitlement,
    ExchangeRate,
    Fund,
    License,
    Member,
    Vendor,
)
from lantai.apps.holdings.models import PackageTitle
from lantai.core.measures.amounts import is_currency, plain
from lantai.people.models import Account
from lantai.people.roles import Role

from .kept import RATE, KeptForm, amount, currencies

YEARS = re.compile(r"(\d{4}(?:-\d{2})?)?\s*(?:–|—|-|to|至|/)\s*(\d{4}(?:-\d{2})?)?$")


def stretches(text: str) -> list[list[str]]:
    """Read stretches of years, one a line: [first, last] each; raise ValidationError that quotes the line."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        match = YEARS.match(line) or re.match(r"(\d{4})()$", line)
        if not match or not (match[1] or match[2]):
            raise ValidationError(_("“%(line)s” is no stretch of years: write 1997 - 2005.") % {"line": line})
        first, last = match[1] or "", match[2] or ("" if match.re is YEARS else match[1])
        if first and last and last[:4] < first[:4]:
            raise ValidationError(_("“%(line)s” ends before it begins.") % {"line": line})
        found.append([first, last])
    return found


class VendorForm(KeptForm):
    """A vendor."""

    class Meta:
        model = Vendor
        fields = ("name", "address", "customer_number", "platforms", "note", "ended")


class ContactForm(KeptForm):
    """Somebody at a vendor."""

    class Meta:
        model = Contact
        fields = ("name", "role", "mail", "phone", "note")


class AgreementForm(KeptForm):
    """An agreement; its stage is moved elsewhere."""

    class Meta:
        model = Agreement
        fields = (
            "name", "reference", "vendor", "license", "method", "test_link", "priority", "lead_days", "is_perpetual", "consortium",
            "owner", "note",
        )  # fmt: skip

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        staff = Account.objects.filter(groups__name__in=[r for r in Role if r != Role.READER], is_active=True)
        self.fields["owner"].queryset = (staff | Account.objects.filter(is_superuser=True, is_active=True)).distinct()


class PeriodForm(KeptForm):
    """A period."""

    class Meta:
        model = AgreementPeriod
        fields = ("start_date", "end_date", "cancellation_deadline", "note")


class EntitlementForm(KeptForm):
    """A package, one title of it, or words; with years of its own."""

    title = forms.CharField(
        label=gettext_lazy("Only one title of it"), required=False, max_length=300,
        help_text=gettext_lazy("Its ISSN, ISBN, title number or exact title; empty: the whole package."), widget=forms.TextInput({"dir": "auto"}),
    )  # fmt: skip
    years = forms.CharField(
        label=gettext_lazy("Years of the deal"), required=False, max_length=2_000,
        help_text=gettext_lazy("Where they differ from the list of titles; one stretch a line: 1997 - 2005, or 2012-03 -"),
        widget=forms.Textarea({"dir": "ltr"}),
    )  # fmt: skip
    field_order = ("package", "title", "description", "active_from", "active_to", "years", "note")

    class Meta:
        model = Entitlement
        fields = ("package", "description", "active_from", "active_to", "note")

    def __init__(self, *given: Any, instance: Entitlement, **named: Any) -> None:
        title = instance.package_title
        initial = {"years": "\n".join(f"{first} - {last}".strip() for first, last in instance.coverage)}
        if title:
            initial |= {"package": title.package_id, "title": title.title_id or title.online_identifier or title.title}
        super().__init__(*given, instance=instance, initial=initial, **named)

    def clean_years(self) -> list[list[str]]:
        """Read stretches of years, one a line."""
        return stretches(self.cleaned_data["years"])

    def clean(self) -> dict[str, Any]:
        """Find the title that is meant."""
        given = super().clean() or self.cleaned_data
        words, package = given.get("title", "").strip(), given.get("package")
        self.instance.package_title = None
        if words:
            rows = PackageTitle.objects.filter(
                Q(print_identifier=words) | Q(online_identifier=words) | Q(title_id=words) | Q(title=words)
            )
            found = list((rows.filter(package=package) if package else rows).order_by("removed_at")[:2])
            if not found:
                self.add_error("title", _("No title of the package is called so."))
            elif len(found) > 1 and not package:
                self.add_error("title", _("Several packages have it: say which."))
            else:
                self.instance.package_title = found[0]
                given["package"] = None
        return given

    @property
    def said(self) -> dict[str, Any]:
        """Return the values with the title and the years."""
        return {**super().said, "package_title": self.instance.package_title, "coverage": self.cleaned_data["years"]}


class LicenseForm(KeptForm):
    """A licence without its terms."""

    class Meta:
        model = License
        fields = ("name", "status", "start_date", "end_date", "amends", "archive", "note")


class MemberForm(KeptForm):
    """A library of the consortium."""

    class Meta:
        model = Member
        fields = ("name", "weight", "ours")


class FundForm(KeptForm):
    """A fund."""

    currency = forms.ChoiceField(label=gettext_lazy("Currency"), choices=currencies)

    class Meta:
        model = Fund
        fields = ("code", "name", "currency", "closed", "note")

    def clean_currency(self) -> str:
        """Refuse to change the currency of a fund that costs were taken from: their amounts are in the old one."""
        asked = str(self.cleaned_data["currency"])
        row = self.instance
        if row.pk and Fund.objects.get(pk=row.pk).currency != asked and (row.shares.exists() or row.budgets.exists()):
            raise ValidationError(_("Its budgets and costs are counted in the present currency: it stays."))
        return asked


class BudgetForm(KeptForm):
    """What a fund has in a year."""

    amount = forms.CharField(
        label=gettext_lazy("Amount"), max_length=40, widget=forms.TextInput({"dir": "ltr", "inputmode": "decimal"})
    )
    field_order = ("start_date", "end_date", "amount")

    class Meta:
        model = Budget
        fields = ("start_date", "end_date")

    def __init__(self, *given: Any, instance: Budget, **named: Any) -> None:
        initial = {"amount": plain(instance.minor, instance.fund.currency)} if instance.pk else {}
        super().__init__(*given, instance=instance, initial=initial, **named)

    def clean_amount(self) -> int:
        """Read the amount in the fund's currency."""
        self.instance.minor = amount(self.cleaned_data["amount"], self.instance.fund.currency)
        return self.instance.minor

    @property
    def said(self) -> dict[str, Any]:
        """Return the values with the amount."""
        return {**super().said, "minor": self.cleaned_data["amount"]}


class RateForm(KeptForm):
    """An exchange rate."""

    class Meta:
        model = ExchangeRate
        fields = ("base", "target", "on_date", "rate", "source")
        error_messages: ClassVar = {"rate": {"invalid": RATE}}

    def clean(self) -> dict[str, Any]:
        """Refuse codes that are no currencies, and two that are the same."""
        given = super().clean() or self.cleaned_data
        for name in ("base", "target"):
            given[name] = str(given.get(name, "")).upper()
            if given[name] and not is_currency(given[name]):
                self.add_error(name, _("“%(value)s” is no currency of today (three letters, as CNY).") % {"value": given[name]})
        if given["base"] == given["target"]:
            self.add_error("target", _("Two different currencies are needed."))
        return given
