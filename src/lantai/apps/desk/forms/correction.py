"""A description as a cataloger mends it."""

from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

import msgspec
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lantai.apps.desk import corrections, lines
from lantai.apps.desk.meanwhile import Change, Stale, brought_together, packed
from lantai.core.bib.record import BibRecord, Kind, Scheme, encode

SECTIONS = {
    "titles": (),
    "contributions": ("contributors",),
    "languages": ("language",),
    "dates": ("date",),
    "imprints": ("place", "publisher", "imprints"),
    "kind": ("kind",),
    "identifiers": ("isbn", "issn"),
    "subjects": ("subjects",),
    "classifications": ("classes",),
}
"""Field of the record -> inputs in which a cataloger mends it; those of titles are made by the number of scripts."""


def _line(label: Any, **more: Any) -> forms.CharField:
    """Return an input for words in any script."""
    return forms.CharField(label=label, required=False, widget=forms.TextInput({"dir": "auto", "size": 60}), **more)


def _several(label: Any, help_text: Any, rows: int = 3) -> forms.CharField:
    """Return an input for several lines, one value each."""
    area = forms.Textarea({"dir": "auto", "rows": rows, "cols": 60})
    return forms.CharField(label=label, required=False, help_text=help_text, widget=area)


class CorrectionForm(forms.Form):
    """A description as a cataloger mends it: it begins with what is shown, and says what was changed."""

    contributors = _several(
        _("Persons and bodies"),
        _(
            "One a line: name; role. A role is a MARC code (aut, edt, trl) or a word; the name in another script follows after “ = ”."
        ),
        rows=5,
    )
    language = _line(_("Language"), help_text=_("Codes with spaces between them: zh, ar, en."))
    date = _line(_("Year or date of publication"))
    place = _several(_("Place"), _("One a line."), rows=2)
    publisher = _several(_("Publisher"), _("One a line."), rows=2)
    imprints = _several(_("Other imprints"), _("One a line: place : publisher; date."), rows=2)
    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, kind.value) for kind in Kind])
    isbn = _several("ISBN", _("One a line; in brackets what it is of."))
    issn = _several("ISSN", _("One a line."), rows=2)
    subjects = _several(_("Subjects"), _("One a line; subdivisions after “ -- ”."), rows=5)
    classes = _several(_("Class numbers"), _("One a line: scheme: number; book number. CLC: I242.4; C1"))

    def __init__(self, data: Any = None, *, record: BibRecord, former: BibRecord) -> None:
        """Begin with ``record`` as it is shown; ``former``: what the correction that already stands says."""
        now = self.written(record)
        self.stale: Stale | None = None
        self.seen = blake2b(encode(record), digest_size=16).hexdigest()
        if data is not None:
            data, self.stale = brought_together(data, now, fresh=data.get("seen") == self.seen)
        super().__init__(data, initial=now)
        self.base = packed(now)
        self.record, self.former = record, former
        if record.kind is not Kind.OTHER:
            self.fields["kind"].choices = [(kind.value, kind.value) for kind in Kind if kind is not Kind.OTHER]
        self.scripts = len(record.title.forms if record.title else ()) + 1
        for n in range(self.scripts):
            self.fields[f"title-{n}"] = _line(_("Title in another script") if n else _("Title"))
            self.fields[f"subtitle-{n}"] = _line(_("Subtitle in another script") if n else _("Subtitle"))

    @staticmethod
    def written(record: BibRecord) -> dict[str, str]:
        """Return a record as the form's values."""
        return lines.written(record)

    def further(self) -> dict[str, Any]:
        """Return what was changed beside the fields that every form of this sort has."""
        return {}

    @property
    def meanwhile(self) -> list[tuple[forms.BoundField, Change]]:
        """Return what changed since the form was begun, each with its input."""
        changes = self.stale.changes if self.stale else ()
        return [(self[change.name], change) for change in changes if change.name in self.fields]

    def sections(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Yield the fields of the record with their inputs."""
        for name, inputs in SECTIONS.items():
            own = inputs or [f"{part}-{n}" for n in range(self.scripts) for part in ("title", "subtitle")]
            yield name, [self[each] for each in own]

    def clean_contributors(self) -> Any:
        """Read names and roles."""
        return corrections.contributions(self.record, self.cleaned_data["contributors"])

    def clean_language(self) -> Any:
        """Read codes of languages."""
        return corrections.languages(self.record, self.cleaned_data["language"])

    def clean_date(self) -> Any:
        """Read the date, and keep its words."""
        text = lines.squeezed(self.cleaned_data["date"])
        return text, corrections.dates(self.record, text)

    def clean_isbn(self) -> Any:
        """Read ISBNs."""
        return corrections.numbers(self.record, Scheme.ISBN, self.cleaned_data["isbn"])

    def clean_issn(self) -> Any:
        """Read ISSNs."""
        return corrections.numbers(self.record, Scheme.ISSN, self.cleaned_data["issn"])

    def clean_subjects(self) -> Any:
        """Read headings."""
        return corrections.subjects(self.record, self.cleaned_data["subjects"])

    def clean_classes(self) -> Any:
        """Read class numbers."""
        return corrections.classifications(self.record, self.cleaned_data["classes"])

    def clean(self) -> dict[str, Any]:
        """Find out what was changed; refuse what a correction cannot say."""
        if self.errors:
            return self.cleaned_data
        if self.stale and self.stale.changes:
            raise ValidationError(_("Meanwhile the record has changed. Compare, choose, and save again: nothing is lost."))
        try:
            changed = {name: value for name, value in self._values().items() if value != getattr(self.record, name)}
        except ValidationError as problem:
            self.add_error("title-0", problem)
            return self.cleaned_data
        if "titles" in changed and not changed["titles"]:
            self.add_error("title-0", _("A record needs a title."))
        changed |= self.further()
        if not changed:
            raise ValidationError(
                _("What you send is in the record already; nothing was saved a second time.")
                if self.stale
                else _("Nothing was changed, so there is nothing to correct.")
            )
        self.changed = changed
        return self.cleaned_data

    def _values(self) -> dict[str, Any]:
        """Return every field of the record as the inputs now say it."""
        given, record = self.cleaned_data, self.record
        date, dates = given["date"]
        return {
            "titles": corrections.titles(record, [(given[f"title-{n}"], given[f"subtitle-{n}"]) for n in range(self.scripts)]),
            "contributions": given["contributors"],
            "languages": given["language"],
            "dates": dates,
            "imprints": corrections.imprints(
                record, place=given["place"], publisher=given["publisher"], date=date, others=given["imprints"]
            ),
            "kind": Kind(given["kind"]),
            "identifiers": corrections.identifiers(record, isbn=given["isbn"], issn=given["issn"]),
            "subjects": given["subjects"],
            "classifications": given["classes"],
        }

    @property
    def says(self) -> BibRecord:
        """Return the correction, of a form that is valid: what was corrected before, and what was changed now; what was emptied
        is shown as nothing."""
        emptied = {name for name, value in self.changed.items() if not value}
        nothing = (set(self.former.nothing) - set(self.changed)) | emptied
        said = {n: corrections.released(value) for n, value in self.changed.items()}
        return msgspec.structs.replace(self.former, **said, nothing=tuple(sorted(nothing)))
