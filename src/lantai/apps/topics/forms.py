"""The form of a topic: its name in addresses, its words in each language of the pages, its search, and works chosen by hand."""

import re

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lantai.catalog import queries as catalog
from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import Scheme, Standing

from . import searches
from .models import Topic

MOST_WORKS = 200
_NUMBER = re.compile(r"(?:.*/works/)?(\d{1,18})/?(?:[?#].*)?")


class TopicForm(forms.Form):
    """What an editor says of a topic. Fields ``name_en``, ``introduction_en`` and so on are made for each language of the pages."""

    slug = forms.SlugField(
        label=_("Name in the address"), max_length=60, help_text=_("Small letters, digits and hyphens: climate-change"),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )  # fmt: skip
    search = forms.CharField(
        label=_("Search"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Words, or the address of a search with its filters and years. It is asked in all languages, each time anew."),
    )  # fmt: skip
    pinned = forms.CharField(
        label=_("Key papers, the first one first"), required=False, widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr"}),
        help_text=_("Numbers, addresses or DOIs of works, one a line. They stand first, whether the search finds them or not."),
    )  # fmt: skip
    excluded = forms.CharField(
        label=_("Works to leave out"), required=False, widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr"}),
        help_text=_("Numbers, addresses or DOIs of works, one a line."),
    )  # fmt: skip

    def __init__(self, *args: object, topic: Topic | None = None, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.topic = topic
        for code, name in settings.LANGUAGES:
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name ({language})").format(language=name), max_length=120, required=code == "en",
                widget=forms.TextInput(attrs={"dir": "auto", "lang": code}),
            )  # fmt: skip
            self.fields[f"introduction_{code}"] = forms.CharField(
                label=_("Introduction ({language})").format(language=name), max_length=4_000, required=False,
                widget=forms.Textarea(attrs={"rows": 4, "dir": "auto", "lang": code}),
            )  # fmt: skip

    def clean_slug(self) -> str:
        """Return a name that no other topic has."""
        slug = str(self.cleaned_data["slug"]).lower()
        others = Topic.objects.filter(slug=slug).exclude(pk=self.topic.pk if self.topic else None)
        if others.exists():
            raise forms.ValidationError(_("Another topic has this name."))
        return slug

    def clean_search(self) -> str:
        """Return the search as a query string."""
        try:
            return searches.read(self.cleaned_data["search"]).query
        except searches.Misread as problem:
            said = _("No search can be made of this: {words}").format(words=problem)
            raise forms.ValidationError(said) from problem

    def clean_pinned(self) -> list[int]:
        """Return the numbers of works."""
        return _numbers(self.cleaned_data["pinned"])

    def clean_excluded(self) -> list[int]:
        """Return the numbers of works."""
        return _numbers(self.cleaned_data["excluded"])

    def said(self, what: str) -> dict[str, str]:
        """Return language -> words of ``what``: "name" or "introduction"."""
        return {code: self.cleaned_data[f"{what}_{code}"] for code, _name in settings.LANGUAGES}


def _numbers(text: str) -> list[int]:
    found = []
    for number, line in enumerate(filter(None, (line.strip() for line in text.splitlines())), start=1):
        works = _works(line) if number <= MOST_WORKS else []
        if not works:
            raise forms.ValidationError(_("Line {line} is no number of a work: {words}").format(line=number, words=line[:60]))
        found += works
    return list(dict.fromkeys(found))


def _works(line: str) -> list[int]:
    """Return the work of a number or an address as it is copied, with the search behind it; or those with a DOI."""
    if match := _NUMBER.fullmatch(line):
        return [int(match[1])]
    doi = identify(Scheme.DOI, line)
    return catalog.works_numbered([f"doi:{doi.value}"]) if doi.standing is Standing.VALID else []
