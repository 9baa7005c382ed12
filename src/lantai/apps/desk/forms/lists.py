"""Saving a list under a name."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lantai.apps.desk import listings


class SaveForm(forms.Form):
    """A name, and whether others see it; ``listing`` and ``query`` say which list, narrowed how."""

    name = forms.CharField(label=_("Name"), max_length=80)
    shared = forms.BooleanField(label=_("Show it to all staff"), required=False)
    listing = forms.CharField(max_length=70)
    query = forms.CharField(max_length=2_000, required=False)

    def clean_listing(self) -> str:
        """Refuse a list that there is not."""
        name: str = self.cleaned_data["listing"]
        if not listings.is_known(name):
            raise ValidationError(_("There is no such list."))
        return name
