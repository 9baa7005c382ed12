"""Setting up a harvest, and saying what the library wants of a source."""

from typing import Any

from django import forms
from django.core.validators import validate_unicode_slug
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lantai.catalog.institutions import recognized
from lantai.catalog.models import HarvestPlan, Schedule, SelectionProfile
from lantai.core.bib.first_level import catalogue
from lantai.core.bib.record import Kind
from lantai.core.bib.selection import Selection
from lantai.sources.registry import SOURCES

MOST_INSTITUTIONS = 200_000
"""Characters of a list of institutions."""

_LTR = {"dir": "ltr", "autocomplete": "off"}


def _kinds() -> list[tuple[str, str]]:
    return [(name, SOURCES[name].ABOUT.title) for name in SOURCES]


class PlanForm(forms.Form):
    """What is harvested, from where, how often, and into which source."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput({"dir": "auto"}))
    kind = forms.ChoiceField(label=_("Sort of source"), choices=_kinds)
    address = forms.URLField(
        label=_("Address"),
        required=False,
        max_length=1_000,
        assume_scheme="https",
        widget=forms.URLInput(_LTR),
        help_text=_(
            "Of OAI-PMH, the base address of the repository. Of the others it may stay empty; a key that a service gave you is written here."
        ),
    )
    prefix = forms.CharField(
        label=_("Metadata format"),
        required=False,
        max_length=60,
        widget=forms.TextInput(_LTR),
        help_text=_("Of OAI-PMH: oai_dc, marcxml, mods, oai_datacite … Empty: what the source usually gives."),
    )
    sets = forms.CharField(
        label=_("Sets"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea({"dir": "ltr", "rows": 3, "cols": 40}),
        help_text=_("Of OAI-PMH, one a line, by their short names. Empty: everything."),
    )
    since = forms.DateField(
        label=_("Changed since"),
        required=False,
        widget=forms.DateInput({"type": "date"}),
        help_text=_("Where the first run begins. Empty: everything. Later runs ask for what has changed since the last one."),
    )
    filters = forms.CharField(
        label=pgettext_lazy("harvest", "Filter"),
        required=False,
        max_length=1_000,
        widget=forms.TextInput(_LTR),
        help_text=_("Of OpenAlex and Crossref, as they write it: is_oa:true"),
    )
    selection = forms.ModelChoiceField(
        label=_("What is wanted"), queryset=SelectionProfile.objects.order_by("name"), required=False, empty_label=_("Everything")
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=80,
        validators=[validate_unicode_slug],
        help_text=_("Where these records come from, one word: records of one source replace each other by their numbers."),
    )
    schedule = forms.ChoiceField(label=pgettext_lazy("harvest", "How often"), choices=Schedule.choices)

    def __init__(self, data: Any = None, *, plan: HarvestPlan | None = None) -> None:
        """Begin with a harvest as it is set up; None for a new one."""
        names = ("name", "kind", "address", "prefix", "sets", "since", "filters", "selection", "schedule")
        initial = {name: getattr(plan, name) for name in names} | {"source": plan.source.name} if plan else {}
        super().__init__(data, initial=initial)
        self.plan = plan

    def clean(self) -> dict[str, Any]:
        """Fill in what the sort of source knows by itself; what nobody knows is asked for."""
        given = super().clean() or {}
        if given.get("kind") and not given.get("address") and "address" not in self.errors:
            given["address"] = SOURCES[given["kind"]].ABOUT.address
            if not given["address"]:
                self.add_error("address", _("Every repository has its own address; ask its library, or look at its help pages."))
        others = HarvestPlan.objects.filter(name=given.get("name", "")).exclude(pk=self.plan.pk if self.plan else None)
        if given.get("name") and others.exists():
            self.add_error("name", _("Another harvest has this name."))
        return given

    def filled(self) -> HarvestPlan:
        """Return the harvest as it is wanted now, of a form that is valid."""
        plan = self.plan or HarvestPlan()
        for name in ("name", "kind", "address", "prefix", "filters", "since", "selection", "schedule"):
            setattr(plan, name, self.cleaned_data[name])
        plan.sets = "\n".join(self.cleaned_data["sets"].split())
        return plan


def _disciplines() -> list[tuple[str, str]]:
    return [(code, f"{code} {one.label(get_language() or 'en')}") for code, one in catalogue().items()]


class ProfileForm(forms.Form):
    """Which records of a source the library wants. Every field that is filled must be met."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput({"dir": "auto"}))
    institutions = forms.CharField(
        label=_("Institutions"),
        required=False,
        max_length=MOST_INSTITUTIONS,
        widget=forms.Textarea({"dir": "auto", "rows": 8, "cols": 60}),
        help_text=_("One a line: identifiers of ROR, or names, which are looked up in the registry of organizations."),
    )
    since = forms.IntegerField(label=_("Published in or after"), required=False, min_value=1000, max_value=2200)
    until = forms.IntegerField(label=_("Published in or before"), required=False, min_value=1000, max_value=2200)
    languages = forms.CharField(
        label=_("Languages"),
        required=False,
        max_length=400,
        widget=forms.TextInput(_LTR),
        help_text=_("Their codes, with commas: en, zh, ar. “und” takes in records that do not say theirs."),
    )
    disciplines = forms.MultipleChoiceField(
        label=_("Disciplines"),
        choices=_disciplines,
        required=False,
        widget=forms.SelectMultiple({"size": 8}),
        help_text=_("A record must have a class (of OpenAlex, LCC, CLC, DDC …) that leads to one of them."),
    )
    kinds = forms.MultipleChoiceField(
        label=pgettext_lazy("selection", "Kinds"),
        choices=lambda: [(kind.value, kind.value) for kind in Kind],
        required=False,
        widget=forms.SelectMultiple({"size": 8}),
    )

    def __init__(self, data: Any = None, *, profile: SelectionProfile | None = None) -> None:
        """Begin with a profile as it is; None for a new one."""
        wanted = profile.wanted if profile else Selection()
        initial = {"since": wanted.since, "until": wanted.until, "languages": ", ".join(wanted.languages),
                   "disciplines": wanted.disciplines, "kinds": wanted.kinds}  # fmt: skip
        if profile:
            initial |= {"name": profile.name, "institutions": profile.said}
        super().__init__(data, initial=initial)
        self.profile = profile

    def clean_institutions(self) -> str:
        """Refuse lines that no organization is surely meant by, naming them."""
        words: str = self.cleaned_data["institutions"]
        found = recognized(words)
        for line, said in found.unknown[:10]:
            self.add_error(
                "institutions",
                _("Line %(line)d: no organization of the registry is surely meant by “%(words)s”; write its identifier of ROR.")
                % {"line": line, "words": said[:80]},
            )
        self.found = tuple(found.found)
        return words

    def clean(self) -> dict[str, Any]:
        """Refuse years in the wrong order, and a name that another profile has."""
        given = super().clean() or {}
        if given.get("since") and given.get("until") and given["since"] > given["until"]:
            self.add_error("until", _("The first year is after the last."))
        others = SelectionProfile.objects.filter(name=given.get("name", "")).exclude(pk=self.profile.pk if self.profile else None)
        if given.get("name") and others.exists():
            self.add_error("name", _("Another profile has this name."))
        return given

    def wanted(self) -> Selection:
        """Return what is wanted, of a form that is valid."""
        given = self.cleaned_data
        languages = tuple(dict.fromkeys(word.strip().lower() for word in given["languages"].split(",") if word.strip()))
        return Selection(
            self.found, given["since"], given["until"], languages, tuple(given["disciplines"]), tuple(given["kinds"])
        )
