"""What is asked in a trial, in as many languages as somebody has translated it into."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Criterion(models.TextChoices):
    """What a question is about; by it trials are comparable that asked in other words."""

    CONTENT = "content", _("Content")
    PLATFORM = "platform", _("Functions of the platform")
    SEARCH = "search", _("Searching")
    FULL_TEXT = "full_text", _("Quality of the full text")
    SERVICE = "service", _("Service of the vendor")
    USE = "use", _("Would you use it?")
    OTHER = "other", pgettext_lazy("criterion", "Something else")


class QuestionKind(models.TextChoices):
    """How a question is answered."""

    SCORE = "score", _("1 (poor) to 5 (very good)")
    CHOICE = "choice", _("Yes, perhaps, no")
    TEXT = "text", _("In words")


class Questionnaire(models.Model):
    """A set of questions that trials share."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Question(models.Model):
    """One question. ``words``: language -> sentence. A retired one is asked no more; what was answered to it stays."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    criterion = models.CharField(max_length=9, choices=Criterion)
    kind = models.CharField(max_length=6, choices=QuestionKind)
    words = models.JSONField(default=dict)
    retired = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.said_in("en")

    def said_in(self, language: str) -> str:
        """Return the question in a language, else in English, else in whichever there is."""
        return self.said(language)[0]

    def said(self, language: str) -> tuple[str, str]:
        """Return the question and the language that it is in: the one asked for where there is a translation."""
        for code in (language, language.partition("-")[0], "en", *self.words):
            if self.words.get(code):
                return self.words[code], code
        return str(Criterion(self.criterion).label), language
