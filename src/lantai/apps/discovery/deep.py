"""Which searches are so deep that hardly a person makes them: five filters and more, or past page fifty."""

from django.http import QueryDict

from lantai.search.document import FACETS

from .params import LAST_PAGE, NOT

MOST_FILTERS = 4
MOST_PAGES = 50

READER = "lantai_reader"
"""The cookie of who said that they are a person."""

_FILTERS = (*FACETS, *(NOT + name for name in FACETS))


def is_deep(query: QueryDict) -> bool:
    """Say whether a search has more filters, or a later page, than readers without a word from them get; a span of years counts once.

    A page that no list reaches is a mistake, and answered as one.
    """
    page = query.get("page", "")
    if page.isdecimal() and len(page) < 6 and MOST_PAGES < int(page) <= LAST_PAGE:
        return True
    if len(query) <= MOST_FILTERS and sum(map(len, dict(query).values())) <= MOST_FILTERS:
        return False
    years = bool(query.get("from") or query.get("to"))
    return sum(bool(value) for name in _FILTERS for value in query.getlist(name)) + years > MOST_FILTERS
