"""A copy as staff change it, places, and labels."""

from hashlib import blake2b
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantai.apps.desk.meanwhile import Change, Stale, brought_together, packed
from lantai.catalog.locations import Location, PieceState, may_follow
from lantai.catalog.pieces import Piece
from lantai.catalog.shelving import PieceSaid

SCHEMES = [
    ("", _("none")),
    ("clc", "CLC 中图法"),
    ("lcc", "LCC"),
    ("ddc", "DDC"),
    ("udc", "UDC"),
    ("nlm", "NLM"),
    ("cas", "CAS 科图法"),
]
MOST_LABELS = 500


def _code(label: Any, most: int, **more: Any) -> forms.CharField:
    """Return an input for what always runs from left to right."""
    return forms.CharField(
        label=label, required=False, max_length=most, widget=forms.TextInput({"dir": "ltr", "autocomplete": "off"}), **more
    )


class PieceForm(forms.Form):
    """A copy: it begins with what stands now, and takes what staff say instead."""

    barcode = _code(_("Barcode"), 60)
    as_printed = forms.BooleanField(label=_("It is printed so, whatever its check digit says"), required=False)
    location = forms.ModelChoiceField(label=_("Location"), queryset=Location.objects.filter(closed=False), required=False)
    call_number = _code(_("Call number"), 200)
    scheme = forms.ChoiceField(label=_("Classification of the call number"), choices=SCHEMES, required=False)
    volume = forms.CharField(label=_("Volume or issue"), required=False, max_length=200, widget=forms.TextInput({"dir": "auto"}))
    copy = _code(_("Copy number"), 40)
    status = forms.ChoiceField(label=_("State"), required=False)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2_000, widget=forms.Textarea({"dir": "auto", "rows": 2, "cols": 60})
    )

    def __init__(
        self, data: QueryDict | None = None, *, piece: Piece | None, language: str, place: Location | None = None
    ) -> None:
        """Begin with ``piece``, None for a new one. ``place``: what the word for its location means."""
        now = written(piece, place)
        self.piece, self.stale = piece, None
        if data is not None and piece is not None:
            data, self.stale = brought_together(data, now, fresh=data.get("seen") == seen(now))
        super().__init__(data, initial=now)
        self.base, self.seen = packed(now), seen(now)
        state = piece.item.status if piece else ""
        choices = [(value, label) for value, label in PieceState.choices if piece is None or value in may_follow(state)]
        known = {value for value, _label in choices}
        self.fields["status"].choices = (
            choices if state in known or piece is None else [(state, state or _("not known")), *choices]
        )
        self.fields["location"].label_from_instance = lambda row: f"{row.code} · {row.name(language)}"
        self.fields["location"].empty_label = piece.location if piece and place is None and piece.location else _("not said")

    @property
    def meanwhile(self) -> list[tuple[forms.BoundField, Change]]:
        """Return what changed since the form was begun, each with its input."""
        return [(self[change.name], change) for change in (self.stale.changes if self.stale else ())]

    def clean(self) -> dict[str, Any]:
        """Ask again when somebody else has changed the copy meanwhile."""
        stale: Stale | None = self.stale
        if stale and stale.changes:
            raise forms.ValidationError(
                _("Meanwhile somebody has changed this copy. Compare, choose, and save again: nothing is lost.")
            )
        return self.cleaned_data

    @property
    def said(self) -> PieceSaid:
        """Return what staff say, of a form that is valid."""
        given = self.cleaned_data
        text = {name: " ".join(given[name].split()) for name in ("barcode", "call_number", "volume", "copy")}
        return PieceSaid(
            **text, location=given["location"], scheme=given["scheme"], status=given["status"], note=given["note"].strip(),
            as_printed=given["as_printed"],
        )  # fmt: skip


def written(piece: Piece | None, place: Location | None) -> dict[str, str]:
    """Return a copy as the form's values."""
    if piece is None:
        return {
            "barcode": "",
            "location": "",
            "call_number": "",
            "scheme": "",
            "volume": "",
            "copy": "",
            "status": "available",
            "note": "",
        }
    item = piece.item
    return {
        "barcode": item.barcode,
        "location": str(place.pk) if place else "",
        "call_number": piece.call_number,
        "scheme": piece.holding.scheme,
        "volume": item.volume,
        "copy": item.copy,
        "status": item.status,
        "note": item.note,
    }


def seen(values: dict[str, str]) -> str:
    """Return a digest of the values that a form began with."""
    return blake2b(repr(sorted(values.items())).encode(), digest_size=8).hexdigest()


class LocationForm(forms.ModelForm):
    """A place, with its names in the languages of the pages."""

    class Meta:
        model = Location
        fields = ("code", "name_en", "name_zh", "name_ar", "library", "kind", "floor", "hint", "ranges", "closed")
        labels = {  # noqa: RUF012 (Django's way)
            "code": pgettext_lazy("location", "Code"),
            "name_en": _("Name in English"),
            "name_zh": _("Name in Chinese"),
            "name_ar": _("Name in Arabic"),
            "library": _("Library"),
            "kind": _("Sort of place"),
            "floor": _("Floor"),
            "hint": _("How to find it"),
            "ranges": _("Call numbers that stand there"),
            "closed": _("No longer in use"),
        }
        help_texts = {  # noqa: RUF012
            "code": _("Short, in Latin letters and digits: it stands on labels."),
            "ranges": _("One range a line: I200 - I299."),
        }
        widgets = {  # noqa: RUF012
            "hint": forms.Textarea({"rows": 2, "dir": "auto"}),
            "ranges": forms.Textarea({"rows": 3, "dir": "ltr"}),
            "name_zh": forms.TextInput({"lang": "zh-Hans"}),
            "name_ar": forms.TextInput({"lang": "ar", "dir": "rtl"}),
        }


class LabelsForm(forms.Form):
    """Which labels are printed, and on what sheet."""

    SHEETS = [  # noqa: RUF012
        ("a4-3x8", _("A4, 3 × 8 labels of 70 × 37 mm")),
        ("a4-4x10", _("A4, 4 × 10 labels of 52 × 29 mm")),
        ("spine", _("Spine labels of 25 × 38 mm, 7 × 7 on A4")),
    ]

    barcodes = forms.CharField(
        label=_("Barcodes"),
        widget=forms.Textarea({"rows": 6, "dir": "ltr", "cols": 30}),
        help_text=_("One a line, as the scanner gives them."),
    )
    sheet = forms.ChoiceField(label=_("Sheet"), choices=SHEETS)
    start = forms.IntegerField(label=_("First free label of the sheet"), min_value=1, max_value=49, initial=1)
    qr = forms.BooleanField(label=_("With a QR code of the work’s page"), required=False)

    def clean_barcodes(self) -> list[str]:
        """Return the barcodes in the order given, each once."""
        given = list(dict.fromkeys(filter(None, (line.strip() for line in self.cleaned_data["barcodes"].splitlines()))))
        if len(given) > MOST_LABELS:
            raise forms.ValidationError(_("At most %(n)d labels are printed at a time.") % {"n": MOST_LABELS})
        return given
