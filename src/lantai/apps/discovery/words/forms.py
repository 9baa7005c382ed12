"""The form in which a reader suggests a better translation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lantai.core.text.languages import name
from lantai.infra.guard import GuardedForm, visible

LONGEST = 120
LANGUAGES = (
    "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hu", "id", "it", "ja", "ko", "la", "ms", "nl", "no",
    "pl", "pt", "ro", "ru", "sr", "sv", "th", "tr", "uk", "ur", "vi", "zh",
)  # fmt: skip
"""Languages that are offered: those of most books, and those that readers here are likeliest to know."""


class BetterForm(GuardedForm):
    """A better translation, in which language, and why. ``ui``: language in which languages are named."""

    text = forms.CharField(
        label=_("Better translation"), max_length=LONGEST, widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})
    )
    language = forms.ChoiceField(label=_("Its language"))
    source = forms.ChoiceField(label=_("Language of the word that was asked for"))
    note = forms.CharField(
        label=_("Why, or where you know it from"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *given: object, ui: str, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        named = sorted(((name(tag, ui), tag) for tag in LANGUAGES), key=lambda pair: pair[0].casefold())
        for field in ("language", "source"):
            self.fields[field].choices = [("", "—"), *((tag, label) for label, tag in named)]  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        """Return the words without characters that nobody sees; there must be a letter."""
        text = " ".join(visible(self.cleaned_data["text"]).split())
        if not any(character.isalpha() for character in text):
            raise forms.ValidationError(_("This has no letters, so that nothing could be found by it."))
        return text

    def clean_note(self) -> str:
        """Return the note without characters that nobody sees."""
        return visible(self.cleaned_data["note"])
