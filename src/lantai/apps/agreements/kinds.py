"""The sorts of rows that staff add and change with one form each: their forms, what they hang on, and where their pages are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantai.infra.lists import address

from .forms import rows
from .forms.kept import KeptForm
from .models import Agreement, AgreementPeriod, Budget, Contact, Entitlement, ExchangeRate, Fund, License, Member, Vendor


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort. ``parent``: the field and the model of what a row hangs on; ``home``: (row) -> the page on which it stands."""

    model: type[models.Model]
    form: type[KeptForm]
    add: str | Promise
    home: Callable[[Any], str]
    door: str
    parent: tuple[str, type[models.Model]] | None = None


def _agreement(row: Any) -> str:
    return reverse("agreements:agreement", args=[row.agreement_id])


SORTS: dict[str, Sort] = {
    "vendor": Sort(Vendor, rows.VendorForm, _("Add a vendor"), lambda row: reverse("agreements:vendor", args=[row.pk]), "vendors"),
    "contact": Sort(
        Contact, rows.ContactForm, _("Add a contact"), lambda row: reverse("agreements:vendor", args=[row.vendor_id]), "vendors", ("vendor", Vendor)
    ),
    "agreement": Sort(
        Agreement, rows.AgreementForm, _("Add an agreement"), lambda row: reverse("agreements:agreement", args=[row.pk]), "agreements"
    ),
    "period": Sort(AgreementPeriod, rows.PeriodForm, _("Add a period"), _agreement, "agreements", ("agreement", Agreement)),
    "entitlement": Sort(
        Entitlement, rows.EntitlementForm, _("Add what it entitles to"), _agreement, "agreements", ("agreement", Agreement)
    ),
    "member": Sort(
        Member, rows.MemberForm, _("Add a member of the consortium"), _agreement, "agreements", ("agreement", Agreement)
    ),
    "license": Sort(
        License, rows.LicenseForm, _("Add a licence"), lambda row: reverse("agreements:license", args=[row.pk]), "licenses"
    ),
    "fund": Sort(Fund, rows.FundForm, pgettext_lazy("money", "Add a fund"), lambda row: reverse("agreements:funds"), "funds"),
    "budget": Sort(Budget, rows.BudgetForm, _("Add a budget"), lambda row: reverse("agreements:funds"), "funds", ("fund", Fund)),
    "rate": Sort(ExchangeRate, rows.RateForm, _("Add an exchange rate"), lambda row: address("agreements.rates"), "funds"),
}  # fmt: skip
"""By the word that stands in addresses."""
