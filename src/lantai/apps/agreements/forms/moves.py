"""Forms of moves, documents, and of what to compare."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantai.apps.agreements.models import DocumentKind, License, Stage

from .kept import day


class MoveForm(forms.Form):
    """Where an agreement goes, and why."""

    to = forms.ChoiceField(choices=Stage.choices)
    why = forms.CharField(label=_("Why"), max_length=2_000, widget=forms.Textarea({"rows": 2, "dir": "auto"}))
    ends_on = day(
        _("First day without access"), required=False, help_text=_("For a cancellation; empty: the end of the last period.")
    )


class DocumentForm(forms.Form):
    """A file with its kind."""

    kind = forms.ChoiceField(label=_("Kind"), choices=DocumentKind.choices)
    title = forms.CharField(label=_("Title"), required=False, max_length=300, widget=forms.TextInput({"dir": "auto"}))
    file = forms.FileField(label=_("File"), max_length=255)


class CompareForm(forms.Form):
    """Two to six licences."""

    row = forms.ModelMultipleChoiceField(label=_("Licences"), queryset=License.objects.all(), widget=forms.CheckboxSelectMultiple)

    def clean_row(self) -> Any:
        """Take six at most: more do not fit a page."""
        return self.cleaned_data["row"][:6]
