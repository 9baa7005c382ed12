"""Waivers and groups of countries as staff keep them, and how lists of countries and journals are written and read."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantai.apps.publishing.models import ArticleType, CountryGroup, Waiver
from lantai.core.bib.identifiers import issn
from lantai.core.text import countries

from .kept import RowForm

MARKS = str.maketrans({"；": ";", "؛": ";", "\n": ";", "\r": ";"})


def parted(words: str) -> list[str]:
    """Return what stands between semicolons, or line by line."""
    return list(dict.fromkeys(part.strip() for part in words.translate(MARKS).split(";") if part.strip()))


def countries_of(said: Iterable[str]) -> list[str]:
    """Return the ISO 3166 codes of countries that are named by code or in one of the library's languages; raise ValidationError for what is none."""
    languages = [code for code, _own in settings.LANGUAGES]
    found = []
    for part in said:
        code = countries.code_of(part, languages)
        if not code:
            raise ValidationError(
                _("“%(value)s” is no country that is known here: write its code of two letters, as KE.") % {"value": part[:60]}
            )
        found.append(code)
    return sorted(set(found))


def issns_of(said: Iterable[str]) -> list[str]:
    """Return ISSNs as they are kept; raise ValidationError for what is none."""
    found = []
    for part in said:
        number = issn(part)
        if number is None:
            raise ValidationError(_("“%(value)s” is no ISSN.") % {"value": part[:60]})
        found.append(number)
    return list(dict.fromkeys(found))


def groups_of(said: Iterable[str]) -> list[str]:
    """Return the codes of groups of countries; raise ValidationError for one of which there is no list."""
    wanted = list(dict.fromkeys(said))
    known = set(CountryGroup.objects.filter(code__in=wanted).values_list("code", flat=True))
    for code in wanted:
        if code not in known:
            raise ValidationError(_("There is no group of countries “%(value)s”: add its list first.") % {"value": code[:60]})
    return wanted


def words_of(said: Iterable[str]) -> list[str]:
    """Return names as they stand there."""
    return list(said)


READ: dict[str, Callable[[Iterable[str]], list[str]]] = {
    "countries": countries_of,
    "groups": groups_of,
    "issns": issns_of,
    "except_issns": issns_of,
    "imprints": words_of,
}
"""Fields of several values, by what reads them."""


class SeveralForm(RowForm):
    """A row with fields of several values, a line each."""

    SEVERAL: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for name in self.SEVERAL:
            self.initial[name] = "\n".join(getattr(self.instance, name))

    def clean(self) -> dict[str, Any]:
        """Read the fields of several values."""
        given: dict[str, Any] = super().clean() or {}
        for name in self.SEVERAL:
            try:
                given[name] = READ[name](parted(given.get(name, "")))
            except ValidationError as problem:
                self.add_error(name, problem)
        return given

    @property
    def said(self) -> dict[str, Any]:
        """Return the values."""
        return super().said | {name: self.cleaned_data[name] for name in self.SEVERAL}


def several(label: Any, help_text: Any, *, ltr: bool = False) -> forms.CharField:
    """Return an input for several values."""
    widget = forms.Textarea({"rows": 3, "dir": "ltr" if ltr else "auto"})
    return forms.CharField(label=label, required=False, max_length=20_000, help_text=help_text, widget=widget)


A_LINE = gettext_lazy("One a line, or parted by semicolons.")
COUNTRIES = gettext_lazy("Codes of two letters (KE) or names; one a line, or parted by semicolons.")


class GroupForm(SeveralForm):
    """The list of a group of countries from a day on."""

    SEVERAL = ("countries",)
    field_order = ("code", "name", "countries")
    countries = several(gettext_lazy("Countries"), COUNTRIES)

    class Meta:
        model = CountryGroup
        fields: ClassVar = ["code", "name", "from_date", "until_date", "link"]


class WaiverForm(SeveralForm):
    """A waiver with its terms, and what authors are told of it in each language."""

    SEVERAL = ("imprints", "groups", "countries", "issns", "except_issns")
    field_order = ("reference", "publisher", "imprints", "groups", "countries", "issns", "except_issns")
    imprints = several(gettext_lazy("Its other names and imprints"), A_LINE)
    groups = several(
        gettext_lazy("Groups of countries"), gettext_lazy("Their short names; one a line, or parted by semicolons."), ltr=True
    )
    countries = several(gettext_lazy("Further countries"), COUNTRIES)
    issns = several(gettext_lazy("Only these journals"), gettext_lazy("ISSNs; none: all of the publisher."), ltr=True)
    except_issns = several(gettext_lazy("Not these journals"), gettext_lazy("ISSNs."), ltr=True)
    types = forms.MultipleChoiceField(
        label=gettext_lazy("Types of article"), choices=ArticleType, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None: all types."),
    )  # fmt: skip

    class Meta:
        model = Waiver
        fields: ClassVar = [
            "reference", "publisher", "open_only", "covers", "discount", "who", "given", "counts_by", "from_date", "until_date", "clause", "clause_lang",
            "link", "said_date", "note",
        ]  # fmt: skip

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.initial |= {"types": self.instance.types}
        for code, own in settings.LANGUAGES:
            self.fields[f"steps_{code}"] = forms.CharField(
                label=f"{_('What authors do')} · {own}", required=False, max_length=2_000, initial=self.instance.steps.get(code, ""),
                widget=forms.Textarea({"rows": 3, "dir": "auto", "lang": code}),
            )  # fmt: skip

    @property
    def said(self) -> dict[str, Any]:
        """Return the values, words by language in one."""
        steps = {code: self.cleaned_data[f"steps_{code}"].strip() for code, _own in settings.LANGUAGES}
        return super().said | {
            "types": self.cleaned_data["types"],
            "steps": {code: words for code, words in steps.items() if words},
        }
