"""Packages, platforms, lists of titles and readers' access, as staff fill them in."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lantai.core.formats.kbart import PACKAGE

from .files import LIMIT_BYTES
from .models import Package, Platform

LANGUAGES = (("en", "English"), ("zh-hans", "简体中文"), ("ar", "العربية"))


class PlatformForm(forms.ModelForm):  # type: ignore[type-arg]
    """A platform."""

    address = forms.URLField(
        label=_("Address"),
        required=False,
        max_length=1000,
        assume_scheme="https",
        widget=forms.URLInput({"dir": "ltr"}),
    )

    class Meta:
        model = Platform
        fields = ("name", "provider", "address", "status", "note")


class PackageForm(forms.ModelForm):  # type: ignore[type-arg]
    """A package with its words for readers in the site's languages."""

    class Meta:
        model = Package
        fields = ("name", "reference", "provider", "platform", "kind", "source", "status", "note")
        labels: ClassVar = {"platform": _("Platform")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in LANGUAGES:
            words = forms.CharField(
                label=_("Description for readers: %(language)s") % {"language": name},
                required=False,
                widget=forms.Textarea(attrs={"rows": 3, "lang": code, "dir": "auto"}),
            )
            words.initial = (self.instance.descriptions or {}).get(code, "")
            self.fields[f"description_{code}"] = words

    @property
    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        given = {name: self.cleaned_data[name] for name in self.Meta.fields}
        said = {code: self.cleaned_data[f"description_{code}"].strip() for code, _name in LANGUAGES}
        return given | {"descriptions": {code: words for code, words in said.items() if words}}


class ListForm(forms.Form):
    """A list of titles for a package, and, where its headings say nothing, which is which."""

    file = forms.FileField(
        label=_("List of titles"), max_length=255, help_text=_("KBART, or any table (text or Excel) with a column of titles.")
    )
    mapping = forms.CharField(
        label=_("Columns under other headings"), required=False, widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr"}),
        help_text=_("Only where the headings are not understood: one a line, the KBART column, “=”, the heading in the file."),
    )  # fmt: skip

    package = forms.CharField(
        label=_("Only rows marked in the column"), required=False, max_length=255,
        help_text=_("Where one list holds several packages, each with a column of marks: the heading of this package’s column."),
    )  # fmt: skip

    def clean_file(self) -> Any:
        """Refuse what is too large for a list."""
        file = self.cleaned_data["file"]
        if file.size > LIMIT_BYTES:
            raise ValidationError(_now("A list may have %(limit)s at most.") % {"limit": filesizeformat(LIMIT_BYTES)})
        return file

    def clean_mapping(self) -> dict[str, str]:
        """Return column -> heading."""
        found = {}
        for line in filter(str.strip, self.cleaned_data["mapping"].splitlines()):
            column, sign, heading = line.partition("=")
            if not sign or not column.strip() or not heading.strip():
                raise ValidationError(_now("This line does not say which column is which: %(line)s") % {"line": line[:80]})
            found[column.strip()] = heading.strip()
        return found

    @property
    def said(self) -> dict[str, str]:
        """Return column -> heading, that of the package's marks among them."""
        marks = self.cleaned_data["package"].strip()
        return self.cleaned_data["mapping"] | ({PACKAGE: marks} if marks else {})


class AccessForm(forms.Form):
    """From when until when readers have a package, where no agreement says so."""

    from_date = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until_date = forms.DateField(
        label=_("Until (the first day without)"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
