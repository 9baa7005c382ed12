"""What was cited, for people; and the search that looks for it by hand."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantai.core.bib.wanted import Wanted
from lantai.core.formats.openurl_faults import Fault, Wrong

from .finding import As

NOTES: dict[As, str | Promise] = {
    As.ITSELF: _("This agrees with what was cited."),
    As.HOST: _("What was cited is inside this."),
    As.PERHAPS: _("This may be what was cited."),
}

FAULTS: dict[Wrong, str | Promise] = {
    Wrong.ISSN: _(
        "{value} is no ISSN: an ISSN has eight characters, and the last one must agree with the others. It was not used."
    ),
    Wrong.ISBN: _(
        "{value} is no ISBN: an ISBN has ten or thirteen digits, and the last one must agree with the others. It was not used."
    ),
    Wrong.DOI: _("{value} is no DOI: a DOI begins with 10. and has a slash. It was not used."),
    Wrong.DATE: _("{value} holds no year."),
    Wrong.LATER: _("The year {value} has not come yet."),
    Wrong.NO_HOST: _("The citation does not say in which journal or book this appeared."),
    Wrong.NO_YEAR: _("The citation says neither year nor volume, so nobody can tell which copies have it."),
    Wrong.NO_TITLE: _("The citation has no title and no number of a book or article."),
}


def said_of(fault: Fault) -> str:
    """Return what is wrong with a citation as a sentence."""
    return format_html(str(FAULTS[fault.wrong]), value=format_html('<bdi dir="ltr">{}</bdi>', fault.value))


def facts(asked: Wanted) -> list[tuple[str | Promise, str]]:
    """Return what the citation says, as name and value."""
    return [(name, value) for name, value in _facts(asked) if value]


def _facts(asked: Wanted) -> Iterator[tuple[str | Promise, str]]:
    yield pgettext_lazy("citation", "Title"), asked.title
    yield pgettext_lazy("citation", "Author"), "; ".join(asked.authors[:5])
    yield pgettext_lazy("citation", "In"), asked.host
    yield pgettext_lazy("citation", "Year"), str(asked.year or "")
    yield pgettext_lazy("citation", "Volume"), asked.volume
    yield pgettext_lazy("citation", "Issue"), asked.issue
    yield pgettext_lazy("citation", "Pages"), asked.pages
    yield pgettext_lazy("citation", "Publisher"), asked.publisher
    yield pgettext_lazy("citation", "Numbers"), ", ".join((*asked.identifiers, *asked.host_identifiers)[:8])


def search_address(asked: Wanted) -> str:
    """Return the address of a search for what was cited; "" where nothing can be looked for."""
    name = asked.authors[0].partition(",")[0] if asked.authors else ""
    words = " ".join(filter(None, (asked.title or asked.host, name)))
    number = next(iter((*asked.identifiers, *asked.host_identifiers)), "")
    text = words or number.partition(":")[2]
    return f"{reverse('discovery:search')}?{urlencode({'q': text[:300]}, errors='replace')}" if text else ""
