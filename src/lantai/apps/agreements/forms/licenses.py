"""All terms of a licence in one form, a row a term."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantai.apps.agreements.models import License
from lantai.apps.agreements.terms import NUMBERED, Term, values_of

from .kept import why

FIELDS = ("value", "number", "words", "public", "note")


class TermsForm(forms.Form):
    """What a licence itself says of each term; "" for nothing (then what it amends counts)."""

    why = why()

    def __init__(self, *given: Any, row: License, **named: Any) -> None:
        super().__init__(*given, **named)
        self.now = {term.name: term for term in row.terms.all()}
        for term in Term:
            self._add(term)
        self.fields["why"] = self.fields.pop("why")

    def _add(self, term: Term) -> None:
        row, label = self.now.get(term), {"aria-label": str(term.label)}
        values = [("", gettext_lazy("nothing said")), *((value.value, value.label) for value in values_of(term))]
        self.fields[f"{term}-value"] = forms.ChoiceField(
            choices=values, required=False, initial=row.value if row else "", label=term.label, widget=forms.Select(label)
        )
        self.fields[f"{term}-number"] = forms.IntegerField(
            min_value=1, max_value=1_000_000, required=False, initial=row.number if row else None, label=gettext_lazy("Number"),
            widget=forms.NumberInput({"dir": "ltr", "aria-label": _("Number") + ": " + str(term.label)}),
        )  # fmt: skip
        for name, said in (("words", _("words for readers")), ("note", _("note for staff"))):
            self.fields[f"{term}-{name}"] = forms.CharField(
                max_length=2_000, required=False, initial=getattr(row, name) if row else "",
                widget=forms.TextInput({"dir": "auto", "aria-label": f"{said}: {term.label}"}),
            )  # fmt: skip
        self.fields[f"{term}-public"] = forms.BooleanField(
            required=False, initial=row.public if row else True, widget=forms.CheckboxInput({"aria-label": f"{_('shown to readers')}: {term.label}"})
        )  # fmt: skip

    @property
    def rows(self) -> list[tuple[Term, dict[str, forms.BoundField]]]:
        """Return the inputs, a row a term."""
        return [(term, {name: self[f"{term}-{name}"] for name in FIELDS}) for term in Term]

    def clean(self) -> dict[str, Any]:
        """Ask for the numbers that values need."""
        given = super().clean() or self.cleaned_data
        for term, value in NUMBERED.items():
            if given.get(f"{term}-value") == value and not given.get(f"{term}-number"):
                self.add_error(f"{term}-number", _("Say the number."))
        return given

    def said(self, term: Term) -> dict[str, Any] | None:
        """Return what is said of a term, None for nothing."""
        given = {name: self.cleaned_data[f"{term}-{name}"] for name in FIELDS}
        return given if given["value"] else None
