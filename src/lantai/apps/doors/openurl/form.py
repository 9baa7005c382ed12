"""A citation to mend by hand; what is sent is an OpenURL again."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantai.core.bib.record import Kind
from lantai.core.bib.wanted import Wanted

_GENRES = {
    Kind.ARTICLE: "article", Kind.PREPRINT: "preprint", Kind.CHAPTER: "bookitem", Kind.BOOK: "book", Kind.JOURNAL: "journal",
    Kind.CONFERENCE: "proceeding", Kind.THESIS: "dissertation", Kind.REPORT: "report", Kind.PATENT: "patent",
}  # fmt: skip


def _line(label: object, *, ltr: bool = False) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.TextInput(attrs={"dir": "ltr" if ltr else "auto"}))


class CitationForm(forms.Form):
    """The parts of a citation that decide; their names are the keys of OpenURL."""

    atitle = _line(_("Title of the article or chapter"))
    title = _line(_("Title of the journal or book"))
    au = _line(pgettext_lazy("citation", "Author"))
    date = _line(pgettext_lazy("citation", "Year"), ltr=True)
    volume = _line(pgettext_lazy("citation", "Volume"), ltr=True)
    issue = _line(pgettext_lazy("citation", "Issue"), ltr=True)
    pages = _line(pgettext_lazy("citation", "Pages"), ltr=True)
    issn = _line("ISSN", ltr=True)
    isbn = _line("ISBN", ltr=True)
    doi = _line("DOI", ltr=True)


def as_typed(asked: Wanted, pairs: Mapping[str, list[str]]) -> dict[str, str]:
    """Return a citation as the form shows it; ``pairs``: what was sent, of which a number or year that could not be read is shown too."""
    sent = {key.lower().removeprefix("rft."): values[0][:100] for key, values in list(pairs.items())[:200] if values}
    numbers = [number.partition(":") for number in (*asked.identifiers, *asked.host_identifiers)]
    first = {scheme: value for scheme, _, value in reversed(numbers)}
    within = bool(asked.host) or asked.kind in (Kind.ARTICLE, Kind.PREPRINT, Kind.CHAPTER)
    return {
        "atitle": asked.title if within else "",
        "title": asked.host if within else asked.title,
        "au": asked.authors[0] if asked.authors else "",
        "date": str(asked.year or sent.get("date", "")),
        "volume": asked.volume,
        "issue": asked.issue,
        "pages": asked.pages,
        "issn": first.get("issn", sent.get("issn", "")),
        "isbn": first.get("isbn", sent.get("isbn", "")),
        "doi": first.get("doi", sent.get("doi", "")),
    }


def kept(asked: Wanted) -> list[tuple[str, str]]:
    """Return what the form sends along unseen: what kind of thing it is, and that the page is wanted."""
    genre = [("genre", _GENRES[asked.kind])] if asked.kind in _GENRES else []
    return [*genre, ("list", "1")]
