"""Forms of trials: of staff who set one up, of readers who answer, of whoever writes and signs the report."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lantai.infra.guard import GuardedForm, visible

from .models import Assessment, Criterion, Question, QuestionKind, Role, Trial

MOST_WORDS = 4_000
SCORES = [(str(n), str(n)) for n in range(1, 6)]


def _day(**more: Any) -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", "dir": "ltr"}, format="%Y-%m-%d", **more)


class _Address(forms.URLField):
    """An address, which begins with https:// where nothing is said."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"assume_scheme": "https"} | more)


class TrialForm(forms.ModelForm):
    """What a trial is of, when, for whom, and how readers get in."""

    class Meta:
        model = Trial
        fields: ClassVar = [
            "name", "package", "database", "platform", "from_date", "until_date", "audience", "method", "address", "access_note", "vendor",
            "contact", "questionnaire",
        ]  # fmt: skip
        widgets: ClassVar = {
            "name": forms.TextInput(attrs={"dir": "auto"}),
            "from_date": _day(),
            "until_date": _day(),
            "address": forms.URLInput(attrs={"dir": "ltr"}),
            "access_note": forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            "vendor": forms.TextInput(attrs={"dir": "auto"}),
            "contact": forms.TextInput(attrs={"dir": "auto"}),
        }
        field_classes: ClassVar = {"address": _Address}
        labels: ClassVar = {
            "package": _("Package"),
            "database": _("Database"),
            "platform": _("Platform"),
            "questionnaire": _("Questions"),
        }
        help_texts: ClassVar = {
            "package": _("One of the three: a package, a database or a platform."),
            "until_date": _("The first day on which readers no longer have it."),
            "access_note": _("Never a password: this is shown to everybody."),
        }

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        kept = self.instance.introductions or {}
        for code, own in settings.LANGUAGES:
            self.fields[f"introduction_{code}"] = forms.CharField(
                label=f"{_('Words for readers')} · {own}",
                required=False,
                max_length=MOST_WORDS,
                initial=kept.get(code, ""),
                widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "lang": code}),
            )

    def _post_clean(self) -> None:
        """Leave it to the action to set values and to check the whole: a form writes nothing, not even into the row that it shows."""

    @property
    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        words = {code: visible(self.cleaned_data.pop(f"introduction_{code}", "")) for code, _own in settings.LANGUAGES}
        return {**self.cleaned_data, "introductions": {code: said for code, said in words.items() if said}}


class ExtendForm(forms.Form):
    """Another end."""

    until_date = forms.DateField(label=_("Ends before"), widget=_day())
    note = forms.CharField(label=_("Why"), required=False, max_length=500, widget=forms.TextInput(attrs={"dir": "auto"}))


class CancelForm(forms.Form):
    """Why it is called off."""

    note = forms.CharField(label=_("Why"), max_length=500, widget=forms.TextInput(attrs={"dir": "auto"}))


class AnswerForm(GuardedForm):
    """What a reader thinks: a field for each question, none of which must be answered."""

    comment = forms.CharField(
        label=_("Anything else?"), required=False, max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    )
    role = forms.ChoiceField(label=_("You are"), choices=Role, required=False)
    name = forms.CharField(
        label=_("Your name, if you like"), required=False, max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    mail = forms.EmailField(
        label=_("Your e-mail address, if you would like an answer"),
        required=False,
        help_text=_("Without these two nobody can tell who you are."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )

    def __init__(self, *given: Any, questions: Sequence[Question], **more: Any) -> None:
        super().__init__(*given, **more)
        self.questions = questions
        for question in questions:
            self.fields[f"q{question.pk}"] = _field_of(question)

    @property
    def asked(self) -> list[tuple[Question, forms.BoundField]]:
        """Return the questions with their fields."""
        return [(question, self[f"q{question.pk}"]) for question in self.questions]

    @property
    def given(self) -> dict[int, str]:
        """Return what was answered, by the number of the question."""
        return {question.pk: visible(self.cleaned_data.get(f"q{question.pk}") or "") for question in self.questions}


def _field_of(question: Question) -> forms.Field:
    label = question.said_in(get_language() or "en")
    if question.kind == QuestionKind.TEXT:
        widget = forms.Textarea(attrs={"rows": 3, "dir": "auto"})
        return forms.CharField(label=label, required=False, max_length=MOST_WORDS, widget=widget)
    choices = SCORES if question.kind == QuestionKind.SCORE else [("yes", _("Yes")), ("perhaps", _("Perhaps")), ("no", _("No"))]
    return forms.ChoiceField(label=label, required=False, choices=[*choices, ("", _("No opinion"))], widget=forms.RadioSelect)


class QuestionForm(forms.Form):
    """A question in every language of the site."""

    criterion = forms.ChoiceField(label=_("It is about"), choices=Criterion)
    kind = forms.ChoiceField(label=_("It is answered"), choices=QuestionKind)

    def __init__(self, *given: Any, question: Question | None = None, **more: Any) -> None:
        super().__init__(*given, **more)
        for code, own in settings.LANGUAGES:
            self.fields[f"words_{code}"] = forms.CharField(
                label=own,
                required=False,
                max_length=500,
                initial=question.words.get(code, "") if question else "",
                widget=forms.TextInput(attrs={"dir": "auto", "lang": code}),
            )
        if question:
            self.initial |= {"criterion": question.criterion, "kind": question.kind}

    @property
    def words(self) -> dict[str, str]:
        """Return the question by language."""
        return {code: visible(self.cleaned_data.get(f"words_{code}", "")) for code, _own in settings.LANGUAGES}


class UsageForm(forms.Form):
    """Use, typed in or from a file."""

    text = forms.CharField(
        label=_("Counts by month"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "ltr", "class": "code"}),
        help_text=_("A table with the columns month, metric and value, or a row for each metric with a column for each month."),
    )
    file = forms.FileField(label=_("or a file with such a table (CSV)"), required=False, max_length=255)

    def clean(self) -> dict[str, Any]:
        """Want one of the two."""
        given: dict[str, Any] = super().clean() or {}
        if not given.get("text") and not given.get("file"):
            self.add_error("text", _("Type counts in, or choose a file."))
        return given


class AssessmentForm(forms.ModelForm):
    """The librarian's part of the report."""

    class Meta:
        model = Assessment
        fields: ClassVar = ["price", "currency", "readers", "content", "functions", "service", "recommendation", "reasons"]
        widgets: ClassVar = {
            "price": forms.TextInput(attrs={"dir": "ltr", "inputmode": "decimal"}),
            "currency": forms.TextInput(attrs={"dir": "ltr", "size": 4}),
            **{name: forms.Textarea(attrs={"rows": 3, "dir": "auto"}) for name in ("content", "functions", "service", "reasons")},
        }

    def _post_clean(self) -> None:
        """Leave it to the action to set values and to check the whole."""


class SignForm(forms.Form):
    """As what somebody signs."""

    role = forms.CharField(
        label=pgettext_lazy("signature", "You sign as"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
