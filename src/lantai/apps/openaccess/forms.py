"""The form that says where a class leads."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lantai.core.bib.first_level import catalogue, children

from .words import SCHEMES


def _disciplines() -> list[tuple[str, list[tuple[str, str]]]]:
    lang = get_language() or "en"
    categories = [one for one in catalogue().values() if not one.broader]
    return [
        (one.label(lang), [(each.code, f"{each.code} {each.label(lang)}") for each in children(one.code)]) for one in categories
    ]


class MappingForm(forms.Form):
    """Where classes that begin so lead."""

    scheme = forms.ChoiceField(label=_("Scheme"), choices=list(SCHEMES.items()))
    beginning = forms.CharField(
        label=_("How the class begins"), max_length=80, widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=_("TP39 stands for all classes that begin so. The longest beginning counts."),
    )  # fmt: skip
    disciplines = forms.MultipleChoiceField(
        label=_("Disciplines"), choices=_disciplines, required=False, widget=forms.SelectMultiple(attrs={"size": 12}),
        help_text=_("Three at the most; none where the class belongs to no discipline."),
    )  # fmt: skip


class TableForm(forms.Form):
    """Which rows of Lantai's table are shown."""

    scheme = forms.ChoiceField(label=_("Scheme"), choices=list(SCHEMES.items()))
    begins = forms.CharField(
        label=_("How the class begins"), max_length=80, required=False, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
