"""The form of a new key."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lantai.infra.guard import visible

USUAL, MOST = 1_200, 60_000


class KeyForm(forms.Form):
    """Whose key it is, and how often it lets ask."""

    name = forms.CharField(
        label=_("Whose program is it, and what does it do?"), max_length=120, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    per_minute = forms.IntegerField(label=_("Requests a minute"), min_value=1, max_value=MOST, initial=USUAL)

    def clean_name(self) -> str:
        """Return the words without characters that nobody sees."""
        return visible(self.cleaned_data["name"])
