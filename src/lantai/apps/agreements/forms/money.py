"""Forms of costs and of how they are shared out."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantai.apps.agreements.actions.allocating import Weighed
from lantai.apps.agreements.actions.costing import Rate
from lantai.apps.agreements.models import AllocationMethod, Cost, Fund
from lantai.apps.agreements.queries.sharing import by_name, titles_of
from lantai.core.measures.amounts import plain

from .kept import RATE, KeptForm, amount, currencies, day


def money(label: Any, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    """Return an input for an amount."""
    widget = forms.TextInput({"dir": "ltr", "inputmode": "decimal", "autocomplete": "off"})
    return forms.CharField(label=label, required=required, max_length=40, help_text=help_text, widget=widget)


class CostForm(KeptForm):
    """A cost in any currency, with its rate and the funds that bear it."""

    currency = forms.ChoiceField(label=gettext_lazy("Currency"), choices=currencies, initial="CNY")
    net_amount = money(
        gettext_lazy("Amount without tax"),
        required=True,
        help_text=gettext_lazy("As on the invoice, with a point before decimals: 1234.50"),
    )
    together = forms.BooleanField(label=gettext_lazy("It is what the whole consortium pays: take our part"), required=False)
    tax_amount = money(gettext_lazy("Tax"))
    fee_amount = money(gettext_lazy("Service fee"))
    funds = forms.CharField(
        label=gettext_lazy("Funds that bear it"), max_length=2_000, widget=forms.Textarea({"dir": "ltr"}),
        help_text=gettext_lazy("One a line: its code, and its part where there are several: BOOKS 60"),
    )  # fmt: skip
    rate = forms.DecimalField(
        label=gettext_lazy("Exchange rate"), required=False, max_digits=20, decimal_places=10, min_value=Decimal("0.0000000001"),
        error_messages={"invalid": RATE},
        help_text=gettext_lazy("How much of the funds’ currency one of this is; empty: from the table of rates."),
    )  # fmt: skip
    rate_date = day(gettext_lazy("Rate of"), required=False)
    rate_source = forms.CharField(label=gettext_lazy("Source of the rate"), required=False, max_length=200)
    field_order = (
        "kind", "state", "period", "booked_on", "currency", "net_amount", "together", "tax_amount", "fee_amount", "funds",
        "rate", "rate_date", "rate_source", "invoice", "note",
    )  # fmt: skip

    class Meta:
        model = Cost
        fields = ("kind", "state", "period", "booked_on", "currency", "invoice", "note")

    def __init__(self, *given: Any, instance: Cost, **named: Any) -> None:
        super().__init__(*given, instance=instance, initial=_written(instance), **named)
        self.fields["period"].queryset = instance.agreement.periods.all()

    def clean_funds(self) -> list[tuple[Fund, int]]:
        """Read the funds, one a line."""
        found = []
        for line in filter(None, map(str.strip, self.cleaned_data["funds"].splitlines())):
            code, _space, share = (
                line.rstrip("%％ ").rpartition(" ") if line.rstrip("%％ ")[-1:].isdigit() and " " in line else (line, "", "1")
            )
            fund = Fund.objects.filter(code=code.strip(), closed=False).first()
            if fund is None and (fund := Fund.objects.filter(code=line, closed=False).first()):
                share = "1"
            if fund is None:
                raise ValidationError(_("There is no open fund “%(code)s”.") % {"code": code.strip() or line})
            found.append((fund, int(share) if share.isdigit() else 0))
        return found

    def clean(self) -> dict[str, Any]:
        """Read the amounts in the currency; ask for date and source of a rate that was typed."""
        given = super().clean() or self.cleaned_data
        for name in ("net", "tax", "fee"):
            words = given.get(f"{name}_amount", "")
            try:
                given[name] = amount(words, given.get("currency", ""), negative=True) if words else 0
            except ValidationError as problem:
                self.add_error(f"{name}_amount", problem)
        if given.get("rate") and not (given.get("rate_date") and given.get("rate_source")):
            self.add_error("rate_source", _("Say of which day the rate is, and from where."))
        return given

    @property
    def said(self) -> dict[str, Any]:
        """Return the values with the amounts."""
        return {**super().said, **{name: self.cleaned_data[name] for name in ("net", "tax", "fee")}}

    @property
    def exchange(self) -> Rate | None:
        """Return the rate that was typed."""
        given = self.cleaned_data
        return Rate(given["rate"], given["rate_date"], given["rate_source"]) if given.get("rate") else None


def _written(cost: Cost) -> dict[str, Any]:
    if not cost.pk:
        return {"funds": next((f.code for f in Fund.objects.filter(closed=False)), "")}
    shares = list(cost.shares.select_related("fund"))
    return {
        "net_amount": plain(cost.net if cost.whole is None else cost.whole, cost.currency),
        "together": cost.whole is not None,
        "tax_amount": plain(cost.tax, cost.currency),
        "fee_amount": plain(cost.fee, cost.currency),
        "funds": "\n".join(f"{share.fund.code} {share.weight}" for share in shares),
        "rate": cost.rate.normalize(),
        "rate_date": cost.rate_date,
        "rate_source": cost.rate_source,
    }


class AllocationForm(forms.Form):
    """A cost shared out: to the titles of the agreement by a rule, or to what the lines name."""

    method = forms.ChoiceField(label=gettext_lazy("Method"), choices=AllocationMethod.choices)
    target = forms.ChoiceField(
        label=gettext_lazy("Shared out to"),
        choices=[("titles", gettext_lazy("Titles")), ("disciplines", gettext_lazy("Disciplines"))],
    )
    lines = forms.CharField(
        label=gettext_lazy("Amounts or use"), required=False, max_length=2_000_000, widget=forms.Textarea({"rows": 6, "dir": "ltr"}),
        help_text=gettext_lazy("One a line, then a semicolon and the amount (by hand) or the number of uses: 0028-0836; 120. Disciplines are always named so."),
    )  # fmt: skip

    def __init__(self, *given: Any, cost: Cost, **named: Any) -> None:
        super().__init__(*given, **named)
        self.cost = cost

    def clean(self) -> dict[str, Any]:
        """Find out who gets which weight."""
        given = super().clean() or self.cleaned_data
        method, by_title = given.get("method"), given.get("target") == "titles"
        if by_title and method in (AllocationMethod.EQUAL, AllocationMethod.LIST_PRICE):
            rows = titles_of(self.cost, list_prices=method == AllocationMethod.LIST_PRICE)
            given["parts"] = [Weighed(title, "", weight) for title, weight in rows]
        elif not by_title and method == AllocationMethod.LIST_PRICE:
            self.add_error("method", _("Disciplines have no list prices."))
        elif method:
            given["parts"] = self._read(method, by_title=by_title)
        return given

    def _read(self, method: str, *, by_title: bool) -> Sequence[Weighed]:
        found: list[Weighed] = []
        self.known = by_name(self.cost) if by_title else {}
        for n, line in enumerate(self.cleaned_data.get("lines", "").splitlines(), start=1):
            if not line.strip():
                continue
            name, _mark, words = line.replace("\t", ";").rpartition(";")
            name, words = (line, "1") if method == AllocationMethod.EQUAL and ";" not in line else (name, words)
            try:
                found.append(self._weighed(name.strip(), words.strip(), method, by_title=by_title))
            except ValidationError as problem:
                self.add_error("lines", _("Line %(n)d: %(problem)s") % {"n": n, "problem": " ".join(problem.messages)})
        return found

    def _weighed(self, name: str, words: str, method: str, *, by_title: bool) -> Weighed:
        if method == AllocationMethod.MANUAL:
            weight = amount(words, self.cost.currency)
        elif words.isdigit():
            weight = int(words)
        else:
            raise ValidationError(_("a whole number was expected, not “%(words)s”") % {"words": words[:60]})
        if not name:
            raise ValidationError(_("the line names nothing"))
        if not by_title:
            return Weighed(None, name[:100], weight)
        title = self.known.get(name.casefold())
        if title is None:
            raise ValidationError(_("“%(name)s” is no title of this agreement") % {"name": name[:60]})
        return Weighed(title, "", weight)
