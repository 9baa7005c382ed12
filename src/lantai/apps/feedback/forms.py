"""The form of a report: two fields, and what guards every form that needs no account."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lantai.infra.guard import GuardedForm, visible

MOST_CHARACTERS = 2_000


class ReportForm(GuardedForm):
    """What is wrong, and where to answer."""

    text = forms.CharField(
        label=_("What is wrong?"), max_length=MOST_CHARACTERS, widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"})
    )
    mail = forms.EmailField(
        label=_("Your e-mail address, if you would like an answer"),
        required=False,
        help_text=_("It is used for the answer alone, and forgotten when the report is closed."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )

    def clean_text(self) -> str:
        """Return the words without characters that nobody sees."""
        return visible(self.cleaned_data["text"])
