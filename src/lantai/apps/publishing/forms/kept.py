"""Rows that staff keep, one form each; ``said`` are the values as the action takes them."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantai.apps.publishing.models import (
    ArticleType,
    Cap,
    ChargeFund,
    Institution,
    Membership,
    Policy,
    PolicyVersion,
    PublishingAgreement,
)
from lantai.core.bib.licenses import license_of
from lantai.core.measures.amounts import BadAmount, Rule, every, plain, read

LATIN = frozenset({"reference", "code", "ror", "country", "clause_lang", "lang", "currency", "invoice", "doi", "issn"})


def amount(words: str, currency: str) -> int:
    """Return an amount in minor units; raise ValidationError that says how to write it."""
    try:
        made = read(words, currency)
        if comma_decimals(words):
            raise BadAmount(words, Rule.AMBIGUOUS)
        return made
    except BadAmount as problem:
        if problem.rule is Rule.UNKNOWN_CURRENCY:
            raise ValidationError(_("Say the currency, as CNY or EUR.")) from problem
        raise ValidationError(_("“%(value)s” is no amount of that currency: write 1234.50.") % {"value": words[:60]}) from problem


def comma_decimals(words: str) -> bool:
    """Say whether a lone comma stands where decimals begin: in one country it is their mark, in the next it parts thousands."""
    plain_words = words.replace("，", ",")
    return plain_words.count(",") == 1 and "." not in plain_words.rpartition(",")[2]


def currencies() -> list[tuple[str, str]]:
    """Return the currencies for a menu, by their codes; the first is none."""
    return [("", "–"), *((code, code) for code in every())]


def money(label: Any, *, help_text: Any = "") -> forms.CharField:
    """Return an input for an amount."""
    widget = forms.TextInput({"dir": "ltr", "inputmode": "decimal", "autocomplete": "off"})
    return forms.CharField(label=label, required=False, max_length=40, help_text=help_text, widget=widget)


class RowForm(forms.ModelForm):
    """A row; what it writes is left to the action."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for name, field in self.fields.items():
            if isinstance(field, forms.DateField):
                field.widget = forms.DateInput({"type": "date", "dir": "ltr"}, format="%Y-%m-%d")
            elif isinstance(field.widget, forms.Textarea):
                field.widget.attrs |= {"rows": 4, "dir": "auto"}
            elif isinstance(field.widget, forms.URLInput | forms.NumberInput) or name in LATIN:
                field.widget.attrs |= {"dir": "ltr"}
            elif isinstance(field.widget, forms.TextInput):
                field.widget.attrs |= {"dir": "auto"}

    def _post_clean(self) -> None:
        """Leave it to the action to set values and to check the whole."""

    @property
    def said(self) -> dict[str, Any]:
        """Return the values that are said of the row, of a form that is valid."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class MoneyForm(RowForm):
    """A row with one amount in a currency."""

    amount = money(gettext_lazy("Amount"))
    currency = forms.ChoiceField(label=gettext_lazy("Currency"), choices=currencies, required=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        row = named.get("instance")
        if row is not None and row.minor is not None and row.currency:
            named["initial"] = {"amount": plain(row.minor, row.currency), "currency": row.currency} | named.get("initial", {})
        super().__init__(*given, **named)

    def clean(self) -> dict[str, Any]:
        """Read the amount in its currency."""
        given: dict[str, Any] = super().clean() or {}
        words = given.get("amount", "")
        given["minor"] = None
        if words:
            try:
                given["minor"] = amount(words, given.get("currency", ""))
            except ValidationError as problem:
                self.add_error("amount", problem)
        return given

    @property
    def said(self) -> dict[str, Any]:
        """Return the values, with the amount in minor units."""
        given = self.cleaned_data
        return super().said | {"minor": given["minor"], "currency": given.get("currency", "")}


class AgreementForm(RowForm):
    """An agreement with its terms, and what authors are told of it in each language."""

    types = forms.MultipleChoiceField(
        label=gettext_lazy("Types of article"), choices=ArticleType, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None: it is not said which."),
    )  # fmt: skip
    licenses = forms.CharField(
        label=gettext_lazy("Licenses that it asks for"), required=False, max_length=200, widget=forms.TextInput({"dir": "ltr"}),
        help_text=gettext_lazy("Parted by semicolons: CC BY; CC BY-NC"),
    )  # fmt: skip

    class Meta:
        model = PublishingAgreement
        fields: ClassVar = [
            "reference", "name", "publisher", "consortium", "from_date", "until_date", "covers", "discount", "counts_by", "corresponding", "opt_out",
            "members_whole", "clause", "clause_lang", "link", "note",
        ]  # fmt: skip

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        row: PublishingAgreement = self.instance
        self.initial |= {"types": row.types, "licenses": "; ".join(row.licenses)}
        for field, label in (("identify", _("How authors are recognized")), ("steps", _("What authors do"))):
            for code, own in settings.LANGUAGES:
                self.fields[f"{field}_{code}"] = forms.CharField(
                    label=f"{label} · {own}", required=False, max_length=2_000, initial=getattr(row, field).get(code, ""),
                    widget=forms.Textarea({"rows": 3, "dir": "auto", "lang": code}),
                )  # fmt: skip

    def clean_licenses(self) -> list[str]:
        """Read the licenses by their names."""
        return licenses_of(self.cleaned_data["licenses"])

    @property
    def said(self) -> dict[str, Any]:
        """Return the values, words by language in one."""
        found = super().said | {name: self.cleaned_data[name] for name in ("types", "licenses")}
        for field in ("identify", "steps"):
            words = {code: self.cleaned_data[f"{field}_{code}"].strip() for code, _own in settings.LANGUAGES}
            found[field] = {code: said for code, said in words.items() if said}
        return found


def licenses_of(words: str) -> list[str]:
    """Return the names of licenses that are parted by semicolons; raise ValidationError for what is none."""
    found = []
    for part in filter(None, (part.strip() for part in words.replace("；", ";").replace("؛", ";").split(";"))):
        granted = license_of(part)
        if granted is None or not granted.family:
            raise ValidationError(_("“%(value)s” is no license that is known here.") % {"value": part[:60]})
        found.append(granted.label)
    return found


class CapForm(MoneyForm):
    """A cap of an agreement."""

    class Meta:
        model = Cap
        fields: ClassVar = ["from_date", "until_date", "articles", "used_before"]


class FundForm(MoneyForm):
    """A fund."""

    class Meta:
        model = ChargeFund
        fields: ClassVar = ["code", "name", "from_date", "until_date"]


class InstitutionForm(RowForm):
    """An institution."""

    other_names = forms.CharField(
        label=gettext_lazy("Other names"), required=False, max_length=1_000, widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("One a line."),
    )  # fmt: skip

    class Meta:
        model = Institution
        fields: ClassVar = ["name", "ror", "country", "parent", "is_own"]

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.initial["other_names"] = "\n".join(self.instance.other_names)

    @property
    def said(self) -> dict[str, Any]:
        """Return the values, names one by one."""
        names = [line.strip() for line in self.cleaned_data["other_names"].splitlines() if line.strip()]
        return super().said | {"other_names": names, "country": self.cleaned_data["country"].upper()}


class MemberForm(RowForm):
    """That an institution takes part."""

    class Meta:
        model = Membership
        fields: ClassVar = ["institution", "from_date", "until_date"]


class PolicyForm(RowForm):
    """A policy."""

    class Meta:
        model = Policy
        fields: ClassVar = ["name", "body", "kind", "country", "link", "applies_here"]


class VersionForm(RowForm):
    """A version of a policy."""

    licenses = forms.CharField(
        label=gettext_lazy("Under one of these licenses"), required=False, max_length=200, widget=forms.TextInput({"dir": "ltr"}),
        help_text=gettext_lazy("Parted by semicolons: CC BY; CC BY-NC"),
    )  # fmt: skip

    class Meta:
        model = PolicyVersion
        fields: ClassVar = ["from_date", "until_date", "text", "lang", "link", "is_open", "version", "embargo_months", "place"]

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.initial["licenses"] = "; ".join(self.instance.licenses)
        self.fields["text"].widget.attrs["rows"] = 10

    def clean_licenses(self) -> list[str]:
        """Read the licenses by their names."""
        return licenses_of(self.cleaned_data["licenses"])

    @property
    def said(self) -> dict[str, Any]:
        """Return the values."""
        return super().said | {"licenses": self.cleaned_data["licenses"]}


class FileForm(forms.Form):
    """A file of a registry."""

    file = forms.FileField(
        label=gettext_lazy("File"), max_length=255,
        help_text=gettext_lazy("A table (CSV, packed or not) or Parquet of ESAC, the Journal Checker Tool or OpenAPC; its headings tell which."),
    )  # fmt: skip
    on_date = forms.DateField(
        label=gettext_lazy("The day that it speaks of"), widget=forms.DateInput({"type": "date", "dir": "ltr"}, format="%Y-%m-%d")
    )
    confirmed = forms.BooleanField(label=gettext_lazy("It is whole, even if many journals have left"), required=False)
