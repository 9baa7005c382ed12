"""A new description by the library itself: the inputs of a correction, with what a whole record needs besides."""

from collections.abc import Iterator
from typing import Any

import msgspec
from django import forms
from django.utils.translation import gettext_lazy as _

from lantai.apps.desk import lines
from lantai.core.bib.record import BibRecord, Note, NoteKind, Series, Statement, Text
from lantai.core.text.scripts import tagged

from .correction import CorrectionForm

STATEMENTS = {"edition": "editions", "extent": "extents", "series": "series", "summary": "notes"}
"""Input -> field of the record; each holds one statement here, further ones of the record stay."""


class BriefForm(CorrectionForm):
    """A whole description. ``says`` is the record, not only what was changed."""

    edition = forms.CharField(label=_("Edition"), required=False, max_length=300, widget=forms.TextInput({"dir": "auto"}))
    extent = forms.CharField(
        label=_("Extent"),
        required=False,
        max_length=300,
        widget=forms.TextInput({"dir": "auto"}),
        help_text=_("As on the piece: 312 p. ; 24 cm"),
    )
    series = forms.CharField(label=_("Series"), required=False, max_length=300, widget=forms.TextInput({"dir": "auto"}))
    summary = forms.CharField(
        label=_("Summary"), required=False, max_length=5_000, widget=forms.Textarea({"dir": "auto", "rows": 4, "cols": 60})
    )

    def __init__(self, data: Any = None, *, record: BibRecord) -> None:
        """Begin with a record of our own, a book without anything for a new description."""
        super().__init__(data, record=record, former=BibRecord())

    @staticmethod
    def written(record: BibRecord) -> dict[str, str]:
        """Return a record as the form's values."""
        return lines.written(record) | {name: _said(record, name) for name in STATEMENTS}

    def sections(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Yield the inputs in the order of a title page."""
        for name, inputs in super().sections():
            yield name, inputs
            if name == "imprints":
                yield "extents", [self[each] for each in STATEMENTS]

    def clean(self) -> dict[str, Any]:
        """Ask for a title."""
        given = super().clean()
        if not self.errors and not (self.changed.get("titles") or self.record.titles):
            self.add_error("title-0", _("A record needs a title."))
        return given

    def further(self) -> dict[str, Any]:
        """Return the statements that were changed."""
        said = {field: self._statement(name, field) for name, field in STATEMENTS.items()}
        return {field: value for field, value in said.items() if value != getattr(self.record, field)}

    def _statement(self, name: str, field: str) -> tuple[Any, ...]:
        words, before = lines.squeezed(self.cleaned_data[name]), _said(self.record, name)
        parts: tuple[Any, ...] = getattr(self.record, field)
        if words == before:
            return parts
        rest = tuple(part for part in parts if part is not _first(self.record, name))
        if not words:
            return rest
        forms_of = (Text(words, tagged(self.record.language, words)),)
        made = {"notes": Note(forms=forms_of, kind=NoteKind.SUMMARY), "series": Series(forms=forms_of)}
        return (made.get(field, Statement(forms=forms_of)), *rest)

    @property
    def says(self) -> BibRecord:
        """Return the whole description."""
        return msgspec.structs.replace(self.record, **self.changed)


def _first(record: BibRecord, name: str) -> Any:
    parts = getattr(record, STATEMENTS[name])
    return next((p for p in parts if name != "summary" or p.kind is NoteKind.SUMMARY), None)


def _said(record: BibRecord, name: str) -> str:
    part = _first(record, name)
    return lines.squeezed(part.forms[0].value) if part else ""
