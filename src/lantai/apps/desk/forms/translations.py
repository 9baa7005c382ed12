"""Looking for a word's translations, deciding about one, and about what readers suggest."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantai.core.text.languages import name
from lantai.vocab.models import Verdict

LONGEST = 200


class WordForm(forms.Form):
    """A word, and the languages it is looked for in; "" any."""

    word = forms.CharField(
        label=_("Word or phrase"), max_length=LONGEST, required=False, widget=forms.TextInput({"dir": "auto", "type": "search"})
    )
    source = forms.ChoiceField(label=_("Its language"), required=False)
    target = forms.ChoiceField(label=_("Into"), required=False)

    def __init__(self, data: Any, *, languages: list[str], page: str) -> None:
        """Offer the ``languages`` of the tables, named in the language of the ``page``."""
        super().__init__(data)
        named = sorted(((code, name(code, page)) for code in languages), key=lambda choice: choice[1])
        for field in ("source", "target"):
            self.fields[field].choices = [("", _("Any")), *named]


class DecisionForm(forms.Form):
    """One translation, and what is decided about it. ``key``: of the word, where a table said it."""

    source = forms.CharField(max_length=12)
    word = forms.CharField(max_length=LONGEST)
    key = forms.CharField(max_length=LONGEST, required=False)
    target = forms.CharField(max_length=12)
    text = forms.CharField(max_length=LONGEST)
    verdict = forms.ChoiceField(choices=Verdict.choices)


class SuggestionForm(forms.Form):
    """What staff make of a reader's suggestion: "accept" with the words in ``text``, or "refuse"."""

    answer = forms.ChoiceField(choices=[("accept", ""), ("refuse", "")])
    text = forms.CharField(max_length=LONGEST, required=False)
