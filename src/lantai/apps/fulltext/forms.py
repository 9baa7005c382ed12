"""Forms of staff: a file for a work, why one is taken down, what is done with full texts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantai.core.openness.copies import VERSION_SAID, Version

UPLOAD_BYTES = 120_000_000
LICENSES = ("CC BY 4.0", "CC BY-SA 4.0", "CC BY-NC 4.0", "CC BY-ND 4.0", "CC BY-NC-SA 4.0", "CC BY-NC-ND 4.0", "CC0 1.0")


SHOWN_FROM = _("Shown to readers from")
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AddForm(forms.Form):
    """A file of a work."""

    file = forms.FileField(label=_("File"), help_text=_("A PDF, or an article in JATS (XML)."))
    version = forms.ChoiceField(label=_("Version"), required=False)
    license = forms.ChoiceField(
        label=_("License"),
        required=False,
        help_text=_(
            "Leave it open where the file says it, or the catalog says it of the version chosen above: their word is taken."
        ),
    )
    deposit = forms.BooleanField(
        label=_("Its authors have given it to this library to be shown"),
        required=False,
        help_text=_("Only then is a file kept whose license does not allow it."),
    )
    shown_from = forms.DateField(
        label=SHOWN_FROM,
        required=False,
        widget=DAY,
        help_text=_("Until that day it is kept and not shown; then it is shown by itself. Leave it open to show it now."),
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["version"].choices = [(one.value, _(VERSION_SAID[one])) for one in (Version.UNKNOWN, *list(Version)[:3])]
        self.fields["license"].choices = [("", _("As the file or the catalog says")), *((name, name) for name in LICENSES)]

    def clean_file(self) -> Any:
        """Refuse a file that is larger than is kept of any kind."""
        given = self.cleaned_data["file"]
        if given.size > UPLOAD_BYTES:
            raise forms.ValidationError(_("The file is larger than 120 MB."))
        return given


class EmbargoForm(forms.Form):
    """From which day readers see a file."""

    shown_from = forms.DateField(label=SHOWN_FROM, required=False, widget=DAY, help_text=_("Leave it open to show it now."))


class DownForm(forms.Form):
    """Why a file is taken down."""

    why = forms.CharField(
        label=_("Why it is taken down"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("For instance who asked for it, and when."),
    )  # fmt: skip


class PracticeForm(forms.Form):
    """What is done with full texts."""

    fetches = forms.BooleanField(
        label=_("Fetch copies that services name and licenses allow to keep"),
        required=False,
        help_text=_("One after the other, each host with a pause between; what its robots.txt forbids is not asked for."),
    )
    gigabytes = forms.IntegerField(label=_("Stop fetching at so many GB of kept files"), min_value=1, max_value=100_000)
    is_searched = forms.BooleanField(
        label=_("Search the words of full texts, too"),
        required=False,
        help_text=_("The index grows by about half as much as the texts have bytes; such words count little."),
    )
