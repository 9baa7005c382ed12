"""The sorts of rows that staff add and change with one form each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantai.infra.lists import address

from .forms import kept
from .forms.waivers import GroupForm, WaiverForm
from .models import Cap, ChargeFund, CountryGroup, Institution, Membership, PublishingAgreement, Waiver


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort. ``home``: (row) -> the page on which it stands; ``on_agreement``: it hangs on one."""

    model: type[models.Model]
    form: type[kept.RowForm]
    add: str | Promise
    home: Callable[[Any], str]
    on_agreement: bool = False


def _of_deal(row: Any) -> str:
    return reverse("publishing:desk_agreement", args=[row.agreement_id])


SORTS: dict[str, Sort] = {
    "agreement": Sort(
        PublishingAgreement, kept.AgreementForm, _("Add an agreement with a publisher"),
        lambda row: reverse("publishing:desk_agreement", args=[row.pk]),
    ),
    "cap": Sort(Cap, kept.CapForm, _("Add a cap"), _of_deal, on_agreement=True),
    "member": Sort(Membership, kept.MemberForm, _("Add an institution that takes part"), _of_deal, on_agreement=True),
    "institution": Sort(Institution, kept.InstitutionForm, _("Add an institution"), lambda row: address("publishing.institutions")),
    "waiver": Sort(Waiver, WaiverForm, _("Add a waiver"), lambda row: address("publishing.waivers")),
    "group": Sort(CountryGroup, GroupForm, _("Add a list of countries"), lambda row: address("publishing.groups")),
    "fund": Sort(ChargeFund, kept.FundForm, pgettext_lazy("charges", "Add a fund"), lambda row: address("publishing.funds")),
}  # fmt: skip
"""By the word that stands in addresses."""
