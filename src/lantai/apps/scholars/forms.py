"""Forms of profiles: a claim, what a scholar says and who sees it, a missing work, an ORCID record, the library's own institutions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import Scheme, Standing

from .models import FIELDS, Field, Scholar, Visibility

MOST_WORDS = 2_000
UPLOAD_BYTES = 20_000_000


def _words(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


def _lines(scholar: Scholar) -> str:
    return "\n".join(text for text, _language in scholar.own_names if text != scholar.name)


class ClaimForm(forms.Form):
    """That a profile is one's own."""

    words = forms.CharField(
        label=_("How can the library tell that it is you?"), required=False, max_length=MOST_WORDS, widget=_words(3),
        help_text=_("For instance your department and your mail address there. It is forgotten once the library has decided."),
    )  # fmt: skip


class ProfileForm(forms.Form):
    """What a scholar says, and who sees which part."""

    name = forms.CharField(label=_("Name to show first"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"}))
    own_names = forms.CharField(
        label=_("Other forms of the name"), required=False, max_length=6_000, widget=_words(3),
        help_text=_("One a line, in any script. You are found by each of them."),
    )  # fmt: skip
    about = forms.CharField(label=_("About me"), required=False, max_length=MOST_WORDS, widget=_words(3))

    def __init__(self, *given: Any, scholar: Scholar, **more: Any) -> None:
        said = {"name": scholar.name, "about": scholar.about, "own_names": _lines(scholar)}
        super().__init__(*given, initial=said, **more)
        for field in FIELDS:
            self.fields[f"see_{field}"] = forms.ChoiceField(
                label=Field(field).label, choices=Visibility.choices, initial=scholar.seen_by(field)
            )

    @property
    def said(self) -> list[forms.BoundField]:
        """Return the fields of words."""
        return [self[name] for name in ("name", "own_names", "about")]

    @property
    def seen(self) -> list[forms.BoundField]:
        """Return the fields that say who sees what."""
        return [self[f"see_{field}"] for field in FIELDS]

    @property
    def visibility(self) -> dict[str, str]:
        """Return who is to see which part."""
        return {field: self.cleaned_data[f"see_{field}"] for field in FIELDS}


class MissingForm(forms.Form):
    """A work of one's own that the profile lacks."""

    doi = forms.CharField(label=_("DOI"), required=False, max_length=255, widget=forms.TextInput(attrs={"dir": "ltr"}))
    words = forms.CharField(
        label=_("Or: title, year, where it appeared"), required=False, max_length=MOST_WORDS, widget=_words(2),
        help_text=_("A work that the library has becomes yours at once. Of any other the library is told."),
    )  # fmt: skip

    def clean_doi(self) -> str:
        """Return a DOI as it is kept; refuse what is none: nobody could find the work by it."""
        given = str(self.cleaned_data["doi"]).strip()
        found = identify(Scheme.DOI, given)
        if given and found.standing is not Standing.VALID:
            raise forms.ValidationError(_("This is no DOI."))
        return found.value if given else ""


class WhyForm(forms.Form):
    """A reason, which is kept with the decision."""

    why = forms.CharField(label=_("Why?"), required=False, max_length=MOST_WORDS, widget=_words(2))


class RecordForm(forms.Form):
    """An ORCID record as a file."""

    file = forms.FileField(label=_("ORCID record (JSON or XML)"))

    def clean_file(self) -> Any:
        """Refuse a file that is larger than is read."""
        given = self.cleaned_data["file"]
        if given.size > UPLOAD_BYTES:
            raise forms.ValidationError(_("The record is larger than is read (limit: 20 MB unpacked)."))
        return given


class HomesForm(forms.Form):
    """Names of the library's own university."""

    names = forms.CharField(
        label=_("Names of our own institutions"), required=False, max_length=20_000, widget=_words(4),
        help_text=_("One a line, as they stand in affiliations. Without any, whoever has an ORCID iD gets a profile."),
    )  # fmt: skip


class PairForm(forms.Form):
    """The number of another profile of the same person."""

    other = forms.IntegerField(label=_("Number of the other profile"), min_value=1, max_value=2**62)
    why = forms.CharField(label=_("Why?"), required=False, max_length=MOST_WORDS, widget=_words(2))


class MakeForm(forms.Form):
    """A profile of somebody without an ORCID."""

    name = forms.CharField(label=_("Name to show first"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"}))
