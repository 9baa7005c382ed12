"""Forms of notices and opening hours; words are asked for in every language of the site, and wanted in one at least."""

import itertools
import re
from datetime import datetime, time
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from . import languages
from .models import Notice, Place, Tone

DAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
_SPAN = re.compile(r"^\s*(\d{1,2})[:.：]?(\d{2})?\s*(?:[-–—~～至]|to)\s*(\d{1,2})[:.：]?(\d{2})?\s*$")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９", "0123456789" * 3)


class InLanguages(forms.Form):
    """A form with some words in each language: fields ``heading_en``, ``heading_zh-hans`` …"""

    wordy: ClassVar[dict[str, tuple[Any, int, bool]]] = {}
    """Name of the words -> their label, most characters, whether they are wanted in one language at least."""

    def add_words(self, kept: dict[str, dict[str, str]]) -> None:
        """Make a field for each language, holding what was kept."""
        for name, (label, most, _wanted) in self.wordy.items():
            for code, own in settings.LANGUAGES:
                widget = (
                    forms.Textarea({"rows": 3, "dir": "auto", "lang": code})
                    if most > 200
                    else forms.TextInput({"dir": "auto", "lang": code})
                )
                self.fields[f"{name}_{code}"] = forms.CharField(
                    label=f"{label} · {own}",
                    max_length=most,
                    required=False,
                    widget=widget,
                    initial=kept.get(name, {}).get(code, ""),
                )

    def said_in(self, name: str) -> dict[str, str]:
        """Return the words by language, without the empty ones."""
        found = {code: self.cleaned_data.get(f"{name}_{code}", "").strip() for code, _ in settings.LANGUAGES}
        return {code: words for code, words in found.items() if words}

    def clean(self) -> dict[str, Any]:
        """Want at least one language of what is wanted."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name, (_label, _most, wanted) in self.wordy.items():
            if wanted and not self.said_in(name):
                self.add_error(f"{name}_{settings.LANGUAGE_CODE}", ValidationError(_("Write it in one language at least.")))
        return cleaned

    def fields_of(self, name: str) -> list[forms.BoundField]:
        """Return the fields of some words, the reader's language first."""
        return [self[f"{name}_{code}"] for code in languages.order(get_language() or "en")]


class NoticeForm(InLanguages):
    """A notice: its words, how much it matters, from when to when."""

    wordy: ClassVar = {"heading": (_("First words"), 80, True), "text": (_("Text"), 400, False)}
    tone = forms.ChoiceField(label=_("Tone"), choices=Tone.choices)
    link = forms.CharField(
        label=_("Link"),
        required=False,
        max_length=500,
        help_text=_("A page of this site, e.g. /hours/, or an address with https://."),
    )
    starts_at = forms.DateTimeField(
        label=_("Shown from"), widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M")
    )
    ends_at = forms.DateTimeField(
        label=_("until"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M"),
        help_text=_("Left empty, it stays until somebody takes it down."),
    )

    def __init__(self, data: Any, *, notice: Notice | None, now: datetime) -> None:
        first = {"tone": Tone.NOTE, "starts_at": timezone.localtime(now)}
        if notice:
            first = {"tone": notice.tone, "link": notice.link, "starts_at": notice.starts_at, "ends_at": notice.ends_at}
        super().__init__(data, initial=first)
        self.add_words({"heading": notice.headings, "text": notice.texts} if notice else {})

    def clean_link(self) -> str:
        """Let through paths of this site and addresses of the web, nothing that a browser would run."""
        link: str = self.cleaned_data["link"].strip()
        if link and not (re.match(r"^/(?!/)", link) or re.match(r"^https?://[^\s/]+", link)):
            raise ValidationError(_("Begin with / for a page of this site, or with https://."))
        return link

    def clean(self) -> dict[str, Any]:
        """Want the times in their order."""
        cleaned = super().clean()
        start, end = cleaned.get("starts_at"), cleaned.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", ValidationError(_("This is before it begins.")))
        return cleaned

    @property
    def headings(self) -> list[forms.BoundField]:
        """Return the fields of the first words."""
        return self.fields_of("heading")

    @property
    def texts(self) -> list[forms.BoundField]:
        """Return the fields of the text."""
        return self.fields_of("text")

    @property
    def said(self) -> dict[str, Any]:
        """Return what the action takes, of a form that is valid."""
        given = {name: self.cleaned_data[name] for name in ("link", "starts_at", "ends_at")}
        return given | {
            "tone": Tone(self.cleaned_data["tone"]),
            "headings": self.said_in("heading"),
            "texts": self.said_in("text"),
        }


def read_spans(said: str) -> list[tuple[time, time]]:
    """Return the spans of "08:00–12:00, 14–22" (commas of any script, digits of any kind); raise ValidationError for anything else."""
    found = []
    for piece in filter(None, (p.strip() for p in re.split(r"[,;，、؛،]", said.translate(_DIGITS)))):
        match = _SPAN.match(piece)
        hours = [int(n or 0) for n in match.groups()] if match else [99, 0, 99, 0]
        if max(hours[0], hours[2]) > 24 or max(hours[1], hours[3]) > 59 or (24 in (hours[0], hours[2]) and hours[1] + hours[3]):
            raise ValidationError(_("“%(piece)s” is no span of hours; write it as 08:00–22:00."), params={"piece": piece})
        found.append((time(hours[0] % 24, hours[1]), time(hours[2] % 24, hours[3])))
    minutes = sorted(map(_minutes, found))
    if any(later[0] < earlier[1] for earlier, later in itertools.pairwise(minutes)):
        raise ValidationError(_("Two spans of this day overlap."))
    return sorted(found)


def _minutes(span: tuple[time, time]) -> tuple[int, int]:
    """Return a span as minutes of its day; past midnight they go on counting."""
    begins, ends = (t.hour * 60 + t.minute for t in span)
    return begins, ends if ends > begins else ends + 1440


class SpansField(forms.CharField):
    """Hours of a day in one line; empty means closed."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            required=False, max_length=120, widget=forms.TextInput({"dir": "ltr", "placeholder": "08:00–22:00"}), **more
        )

    def to_python(self, value: Any) -> list[tuple[time, time]]:
        """Return the spans."""
        return read_spans(super().to_python(value))


class PlaceForm(InLanguages):
    """A place: what it is called, where it is, and its hours of each weekday."""

    wordy: ClassVar = {"name": (_("Name"), 120, True), "address": (_("Where it is"), 200, False)}

    def __init__(self, data: Any, *, place: Place | None) -> None:
        super().__init__(data)
        self.add_words({"name": place.names, "address": place.addresses} if place else {})
        kept = list(place.spans.all()) if place else []
        for number, name in enumerate(DAYS):
            mine = [f"{s.opens:%H:%M}–{s.closes:%H:%M}" for s in kept if s.weekday == number]
            self.fields[f"day_{number}"] = SpansField(label=name, initial=", ".join(mine))

    @property
    def names_fields(self) -> list[forms.BoundField]:
        """Return the fields of the name."""
        return self.fields_of("name")

    @property
    def addresses_fields(self) -> list[forms.BoundField]:
        """Return the fields of where it is."""
        return self.fields_of("address")

    @property
    def days(self) -> list[forms.BoundField]:
        """Return the fields of the week."""
        return [self[f"day_{number}"] for number in range(7)]

    @property
    def spans(self) -> list[tuple[int, time, time]]:
        """Return the hours of the week, of a form that is valid."""
        return [(day, opens, closes) for day in range(7) for opens, closes in self.cleaned_data[f"day_{day}"]]

    @property
    def names(self) -> dict[str, str]:
        """Return the names by language."""
        return self.said_in("name")

    @property
    def addresses(self) -> dict[str, str]:
        """Return where it is, by language."""
        return self.said_in("address")


class SpecialDayForm(InLanguages):
    """Days on which other hours hold."""

    wordy: ClassVar = {"reason": (_("Why"), 120, False)}
    place = forms.ModelChoiceField(
        label=pgettext_lazy("building", "Place"), queryset=Place.objects.all(), required=False, empty_label=_("Everywhere")
    )
    first = forms.DateField(label=_("From"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    last = forms.DateField(label=_("to"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    spans = SpansField(label=_("Hours"), help_text=_("Left empty: closed."))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.add_words({})
        self.fields["place"].label_from_instance = lambda place: languages.named(place.names, get_language() or "en")[0]

    @property
    def reasons(self) -> list[forms.BoundField]:
        """Return the fields of why."""
        return self.fields_of("reason")

    def clean(self) -> dict[str, Any]:
        """Want the days in their order, and one span at most."""
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", ValidationError(_("This is before it begins.")))
        if len(cleaned.get("spans") or ()) > 1:
            self.add_error("spans", ValidationError(_("Give one span of hours for such a day.")))
        return cleaned

    @property
    def said(self) -> dict[str, Any]:
        """Return what the action takes, of a form that is valid."""
        given = self.cleaned_data
        opens, closes = given["spans"][0] if given["spans"] else (None, None)
        first, last = given["first"], given["last"] or given["first"]
        return {
            "place": given["place"],
            "first": first,
            "last": last,
            "opens": opens,
            "closes": closes,
            "reasons": self.said_in("reason"),
        }
