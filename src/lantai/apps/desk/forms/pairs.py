"""Deciding about two records."""

from django import forms

from lantai.catalog.models import Level, Verdict


class JudgeForm(forms.Form):
    """What a person decides about two records."""

    verdict = forms.ChoiceField(choices=[(v.value, v.label) for v in (Verdict.SAME, Verdict.DIFFERENT)])
    level = forms.ChoiceField(choices=Level.choices)
