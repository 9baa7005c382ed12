"""What an author asks: all of it in the address, so that an answer can be sent to somebody."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lantai.apps.publishing.models import ArticleType
from lantai.core.text import countries

LONGEST = 300
CORRESPONDING = [("yes", _("Yes")), ("no", _("No")), ("", _("Not known yet"))]


def of_the_world() -> list[tuple[str, Any]]:
    """Return the countries for a menu, in the language of the page; the first leaves it to the institution."""
    return [("", _("That of the institution")), *countries.every(get_language() or "en")]


MEANS: dict[str, bool | None] = {"yes": True, "no": False, "": None}


class AskForm(forms.Form):
    """The question; ``issn``: a journal that was chosen among several."""

    q = forms.CharField(
        label=_("Journal: title, ISSN, or the DOI of an article in it"), max_length=LONGEST, required=False,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
    )  # fmt: skip
    issn = forms.CharField(max_length=9, required=False, widget=forms.HiddenInput)
    at = forms.CharField(
        label=_("Your institution"), max_length=LONGEST, required=False, widget=forms.TextInput({"dir": "auto", "autocomplete": "organization"})
    )  # fmt: skip
    country = forms.ChoiceField(
        label=_("Country where the author works"), required=False, choices=of_the_world,
        help_text=_("Some publishers take no charge from authors of some countries."),
    )  # fmt: skip
    type = forms.ChoiceField(
        label=_("Type of article"),
        required=False,
        choices=[*ArticleType.choices, ("", pgettext_lazy("article", "Not known yet"))],
    )
    corresponding = forms.ChoiceField(label=_("Is the corresponding author there?"), required=False, choices=CORRESPONDING)
    day = forms.DateField(
        label=_("Accepted or submitted on"), required=False, widget=forms.DateInput({"type": "date", "dir": "ltr"}, format="%Y-%m-%d"),
        help_text=_("If it lies ahead, the day on which you expect it."),
    )  # fmt: skip

    def asked(self, today: date) -> dict[str, Any]:
        """Return type, corresponding author and day as core's rule takes them."""
        given = self.cleaned_data
        return {
            "day": given.get("day") or today,
            "type": given.get("type", ""),
            "corresponding": MEANS[given.get("corresponding", "")],
        }
