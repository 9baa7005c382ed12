"""Grouping and parting records by hand."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lantai.catalog.models import Level, Verdict

WHY = 300


def _why() -> forms.CharField:
    return forms.CharField(
        label=_("Why"),
        max_length=WHY,
        widget=forms.TextInput({"dir": "auto", "size": 60}),
        help_text=_("In a few words, for whoever looks later."),
    )


class FindForm(forms.Form):
    """Which other edition is meant."""

    other = forms.CharField(
        label=_("The other edition"),
        max_length=300,
        widget=forms.TextInput({"dir": "auto", "size": 40}),
        help_text=_("The number or address of its page, an ISBN or other identifier, or a barcode."),
    )


class GroupForm(forms.Form):
    """What two editions are to each other."""

    record = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=_("They are"),
        choices=[
            (f"{Verdict.SAME}.{Level.EDITION}", _("The same edition")),
            (f"{Verdict.SAME}.{Level.WORK}", _("Editions of the same work")),
            (f"{Verdict.DIFFERENT}.{Level.WORK}", _("Different works")),
        ],
        widget=forms.RadioSelect,
    )
    why = _why()


class ApartForm(forms.Form):
    """How far a record is taken out of where it stands."""

    level = forms.ChoiceField(
        label=_("It is"),
        choices=[
            (Level.EDITION.value, _("another edition of the same work")),
            (Level.WORK.value, _("another work, with all of its edition")),
        ],
        widget=forms.RadioSelect,
    )
    why = _why()
