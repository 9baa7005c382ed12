"""Choosing many records or copies, and the one change that is made to them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantai.catalog import bulk
from lantai.catalog.bulk import Change, Chosen, How
from lantai.catalog.locations import Location, PieceState
from lantai.catalog.shelving import word_of
from lantai.core.text import languages
from lantai.search.protocol import SearchError

MOST_BYTES = 1_000_000

DOINGS: dict[str, Any] = {
    "location.set": _("Copies: put them in a location"),
    "status.set": _("Copies: give them a state"),
    "note.set": _("Copies: write a note"),
    "note.remove": _("Copies: take the note away"),
    "call_number.replace": _("Copies: replace text in the call number"),
    "subjects.add": _("Records: add a subject"),
    "subjects.remove": _("Records: take a subject away"),
    "subjects.replace": _("Records: replace text in subjects"),
    "notes.add": _("Records: add a note"),
    "notes.remove": _("Records: take a note away"),
    "notes.replace": _("Records: replace text in notes"),
    "languages.set": _("Records: set the language"),
    "titles.replace": _("Records: replace text in titles"),
    "contributions.replace": _("Records: replace text in names"),
    "imprints.replace": _("Records: replace text in places and publishers"),
    "series.replace": _("Records: replace text in series"),
}
"""Field and what is done with it -> how it is called."""

NEEDS_FIND = (How.REMOVE, How.REPLACE)


def _text(label: Any, help_text: Any = "", **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=300, help_text=help_text, widget=forms.TextInput({"dir": "auto"}), **more
    )


class BulkForm(forms.Form):
    """Which rows, and what is done with them."""

    search = _text(
        _("Everything that this search finds"), _("The same words as in the search box, fields among them: subject:fiction")
    )
    numbers = forms.CharField(
        label=_("Or these numbers"),
        required=False,
        help_text=_("Numbers of works, ISBNs or barcodes, one a line."),
        widget=forms.Textarea({"rows": 5, "dir": "ltr"}),
    )
    file = forms.FileField(
        label=_("Or a file of numbers"), required=False, help_text=_("Text or CSV; the first cell of each line counts.")
    )
    doing = forms.ChoiceField(label=_("Change"), choices=DOINGS.items)
    find = _text(_("What stands there"), _("For taking away and replacing, exactly as it stands."))
    to = _text(_("What is to stand there"))
    location = forms.ModelChoiceField(label=_("Location"), queryset=Location.objects.filter(closed=False), required=False)
    status = forms.ChoiceField(label=_("State"), choices=[("", _("not said")), *PieceState.choices], required=False)

    def __init__(self, *args: Any, language: str = "en", **more: Any) -> None:
        """Offer locations by their names in ``language``."""
        super().__init__(*args, **more)
        self.fields["location"].label_from_instance = lambda row: f"{row.code} · {row.name(language)}"
        self.fields["location"].empty_label = _("not said")

    def clean_file(self) -> list[str]:
        """Return the first cell of each line of the file."""
        file = self.cleaned_data["file"]
        if not file:
            return []
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("A file of numbers has at most one megabyte."))
        text = file.read().decode("utf-8-sig", errors="replace")
        return [
            cell for line in text.splitlines() if (cell := line.replace("\t", ",").replace(";", ",").split(",")[0].strip(' "\0'))
        ]

    def clean(self) -> dict[str, Any]:
        """Put the change together, and find the rows."""
        given = self.cleaned_data
        if self.errors:
            return given
        self.change = self._change()
        if self.errors:
            return given
        self.listed = [*filter(None, map(str.strip, given["numbers"].splitlines())), *given["file"]]
        if bool(given["search"].strip()) == bool(self.listed):
            raise forms.ValidationError(_("Say either a search or numbers, not both and not neither."))
        try:
            self.rows: list[Chosen] = (
                bulk.by_numbers(self.listed, self.change) if self.listed else bulk.by_search(given["search"], self.change)
            )
        except bulk.TooMany as problem:
            raise forms.ValidationError(
                _("At most %(n)d rows are changed at a time: choose fewer.") % {"n": bulk.MOST_ROWS}
            ) from problem
        except SearchError as problem:
            raise forms.ValidationError(_("The search cannot be asked just now. Numbers can be given instead.")) from problem
        if not self.rows:
            raise forms.ValidationError(_("Nothing was found by these words."))
        return given

    def _change(self) -> Change:
        given = self.cleaned_data
        what, _dot, how = given["doing"].partition(".")
        change = Change(what=what, how=How(how), find=given["find"], to=given["to"])
        if what == "location":
            if given["location"] is None:
                self.add_error("location", _("Choose the location."))
                return change
            library, word = word_of(given["location"])
            return Change(what=what, how=How.SET, to=word, library=library)
        if what == "status":
            if not given["status"]:
                self.add_error("status", _("Choose the state."))
                return change
            return Change(what=what, how=How.SET, to=given["status"])
        if (what, how) == ("note", "remove"):
            return Change(what=what, how=How.REMOVE)
        if change.how in NEEDS_FIND and not change.find:
            self.add_error("find", _("Say what stands there."))
        if change.how in (How.ADD, How.SET) and not change.to.strip():
            self.add_error("to", _("Say what is to stand there."))
        if what == "languages" and not self.errors:
            return self._languages(change)
        return change

    def _languages(self, change: Change) -> Change:
        tags = [languages.bcp47(code) for code in change.to.replace(",", " ").split()]
        if not all(tags) or any(tag.startswith("und") for tag in tags):
            self.add_error("to", _("Codes of languages with spaces between them: zh, ar, en."))
        return Change(what=change.what, how=How.SET, to=" ".join(filter(None, tags)))

    @property
    def chosen(self) -> str:
        """Return how the rows were chosen, in words that need no translation."""
        return self.cleaned_data["search"] or ", ".join(self.listed[:20])
