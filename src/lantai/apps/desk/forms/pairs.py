"""Deciding about two records, and choosing which to decide about."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantai.apps.desk.queries.pairs import Queue
from lantai.catalog.models import Level, Verdict
from lantai.people.models import Account

LONGEST = 200


class JudgeForm(forms.Form):
    """What a person decides about two records."""

    verdict = forms.ChoiceField(choices=[(v.value, v.label) for v in (Verdict.SAME, Verdict.DIFFERENT)])
    level = forms.ChoiceField(choices=Level.choices)


def queue_of(given: Mapping[str, Any]) -> Queue:
    """Read which pairs are worked on from an address or a form; what cannot be read asks for nothing."""
    after = str(given.get("after", ""))
    words = {name: str(given.get(name, ""))[:LONGEST].replace("\0", "") for name in ("reason", "source", "language")}
    return Queue(**words, after=int(after) if after.isascii() and after.isdecimal() and len(after) < 18 else 0)


class DecisionsForm(forms.Form):
    """Whose decisions of which days are listed."""

    by = forms.ModelChoiceField(label=_("By"), queryset=Account.objects.none(), required=False, empty_label=_("Everybody"))
    begin = forms.DateField(label=_("From"), required=False, widget=forms.DateInput({"type": "date"}))
    end = forms.DateField(label=_("To"), required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(self, data: Any, *, people: list[Account]) -> None:
        """Offer the ``people`` of whom there are decisions."""
        super().__init__(data)
        self.fields["by"].queryset = Account.objects.filter(pk__in=[person.pk for person in people]).order_by("username")
