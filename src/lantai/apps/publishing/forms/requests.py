"""What authors say of a request, and what staff decide."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantai.apps.publishing.models import ChargeFund, ChargeRequest, PublishingAgreement
from lantai.apps.publishing.queries.places import institutions_named, lineage, own_lineage
from lantai.core.bib.identifiers import doi, issn

from .kept import MoneyForm, money


class RequestForm(MoneyForm):
    """A request as its author writes it."""

    amount = money(
        gettext_lazy("What the publisher asks"), help_text=gettext_lazy("If you know it, with a point before decimals: 1234.50")
    )
    at = forms.CharField(
        label=gettext_lazy("Your institution"), required=False, max_length=300, widget=forms.TextInput({"dir": "auto"})
    )
    agreement = forms.ModelChoiceField(queryset=PublishingAgreement.objects.all(), required=False, widget=forms.HiddenInput)
    field_order = (
        "title",
        "journal",
        "issn",
        "publisher",
        "doi",
        "type",
        "at",
        "corresponding",
        "accepted_date",
        "amount",
        "currency",
        "license",
        "why",
    )

    class Meta:
        model = ChargeRequest
        fields: ClassVar = [
            "title", "journal", "issn", "publisher", "doi", "type", "corresponding", "accepted_date", "agreement", "license", "why",
        ]  # fmt: skip

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        if self.instance.pk and self.instance.institution:
            self.initial["at"] = self.instance.institution.name

    def clean_issn(self) -> str:
        """Read an ISSN."""
        return _number(self.cleaned_data["issn"], issn, _("This is no ISSN."))

    def clean_doi(self) -> str:
        """Read a DOI."""
        return _number(self.cleaned_data["doi"], doi, _("This is no DOI."))

    def clean_at(self) -> Any:
        """Find the institution by its name."""
        words = self.cleaned_data["at"].strip()
        found = institutions_named(words) if words else []
        if words and len(found) != 1:
            some = ", ".join(row.name for row in found[:5]) or _("none")
            raise ValidationError(_("No one institution is called so; there are: %(some)s") % {"some": some})
        return found[0] if found else None

    @property
    def said(self) -> dict[str, Any]:
        """Return what the author says."""
        return super().said | {"institution": self.cleaned_data["at"]}


class DecideForm(MoneyForm):
    """What staff say with a step."""

    note = forms.CharField(
        label=gettext_lazy("To the author"), required=False, max_length=2_000, widget=forms.Textarea({"rows": 3, "dir": "auto"})
    )
    field_order = ("agreement", "fund", "amount", "currency", "invoice", "paid_date", "doi", "license", "is_hybrid", "note")

    class Meta:
        model = ChargeRequest
        fields: ClassVar = ["agreement", "fund", "invoice", "paid_date", "doi", "license", "is_hybrid"]

    def __init__(self, *given: Any, today: date, **named: Any) -> None:
        super().__init__(*given, **named)
        runs = Q(until_date=None) | Q(until_date__gte=today.replace(month=1, day=1))
        theirs = lineage(self.instance.institution) if self.instance.institution else []
        mine = Q(memberships__institution__in={*own_lineage(), *theirs})
        near = PublishingAgreement.objects.filter(runs & mine | Q(pk=self.instance.agreement_id))
        self.fields["agreement"].queryset = near.distinct()
        self.fields["fund"].queryset = ChargeFund.objects.filter(
            Q(until_date__gt=today, from_date__lte=today) | Q(pk=self.instance.fund_id)
        )

    def clean_doi(self) -> str:
        """Read a DOI."""
        return _number(self.cleaned_data["doi"], doi, _("This is no DOI."))


def _number(words: str, read: Any, wrong: str) -> str:
    found = read(words) if words.strip() else ""
    if found is None:
        raise ValidationError(wrong)
    return str(found)
