"""What all forms of rows share: a reason that goes into the history, and the values as the action takes them."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantai.core.measures.amounts import BadAmount, Rule, every, read

RULES = {
    Rule.EMPTY: gettext_lazy("An amount is missing."),
    Rule.NOT_A_NUMBER: gettext_lazy("“%(value)s” is no amount: write 1234.50."),
    Rule.AMBIGUOUS: gettext_lazy("“%(value)s” could mean two things: write both decimals, or no mark between thousands."),
    Rule.NEGATIVE: gettext_lazy("“%(value)s” is below nothing."),
    Rule.DECIMALS: gettext_lazy("“%(value)s” has more decimals than the currency."),
    Rule.CURRENCY: gettext_lazy("“%(value)s” names another currency."),
    Rule.TOO_LARGE: gettext_lazy("“%(value)s” is too large."),
    Rule.UNKNOWN_CURRENCY: gettext_lazy("“%(value)s” is no currency of today (three letters, as CNY)."),
}
"""What each rule of core.measures.amounts means to whoever typed the amount."""

COMMA = gettext_lazy(
    "“%(value)s” has a comma before its decimals: write a point there and nothing between thousands, as 1234.50."
)
"""A comma is a decimal mark in one country and parts thousands in the next; lists of prices go from one to the other."""


RATE = gettext_lazy("Write a number with a point before its decimals, as 7.0512.")


def amount(words: str, currency: str, *, negative: bool = False) -> int:
    """Return an amount in minor units; raise ValidationError that says by which rule it was refused."""
    try:
        found = read(words, currency, negative=negative)
    except BadAmount as problem:
        raise ValidationError(_(str(RULES[problem.rule])) % {"value": problem.value[:60]}) from problem
    if comma_decimals(words):
        raise ValidationError(_(str(COMMA)) % {"value": words.strip()[:60]})
    return found


def comma_decimals(words: str) -> bool:
    """Say whether a comma stands where decimals begin: it is alone, and no point comes after it."""
    plain = words.replace("，", ",")
    return plain.count(",") == 1 and plain.rpartition(",")[2].count(".") == 0


def currencies() -> list[tuple[str, str]]:
    """Return the currencies for a menu, by their codes."""
    return [(code, code) for code in every()]


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """Return an input for a day."""
    widget = forms.DateInput({"type": "date", "dir": "ltr"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


def why() -> forms.CharField:
    """Return the input for a reason."""
    return forms.CharField(
        label=gettext_lazy("Why"), required=False, max_length=2_000,
        help_text=gettext_lazy("It stays in the history beside the values before and after."), widget=forms.TextInput({"dir": "auto"}),
    )  # fmt: skip


class KeptForm(forms.ModelForm):
    """A row as staff change it; ``said`` are its values, ``reason`` why."""

    why = why()

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["why"] = self.fields.pop("why")
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.DateInput):
                field.widget = forms.DateInput({"type": "date", "dir": "ltr"}, format="%Y-%m-%d")
            elif isinstance(field.widget, forms.Textarea):
                field.widget.attrs |= {"rows": 3, "dir": "auto"}
            elif isinstance(field.widget, forms.URLInput | forms.EmailInput | forms.NumberInput) or name in LATIN:
                field.widget.attrs |= {"dir": "ltr"}
            elif isinstance(field.widget, forms.TextInput):
                field.widget.attrs |= {"dir": "auto"}

    @property
    def said(self) -> dict[str, Any]:
        """Return the values that are said of the row, of a form that is valid."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    @property
    def reason(self) -> str:
        """Return why."""
        return str(self.cleaned_data["why"])


LATIN = frozenset({"code", "reference", "customer_number", "phone", "invoice"})


def first_of_year(today: date) -> date:
    """Return the first of January."""
    return today.replace(month=1, day=1)
