"""What the library calls the places and institutions in its filters, in the language of the page."""

from collections.abc import Mapping, Sequence

from lantai.catalog.organization_names import organization_names
from lantai.catalog.place_names import place_names

from .facets import BETWEEN, Places
from .params import SearchParams

INSTITUTION = "institution"


def own_places(lang: str) -> Places:
    """Return what the library calls the places that records have words for, by their values in the facet "location"."""
    names = place_names(lang or "en").items()
    return {BETWEEN.join(filter(None, at)): BETWEEN.join(filter(None, (at[0], name))) for at, name in names}


def called(params: SearchParams, counts: Mapping[str, Sequence[tuple[str, int]]], lang: str) -> Places:
    """Return what places and the institutions among values are called: those that are counted, and those that are chosen."""
    chosen = (*params.filters.get(INSTITUTION, ()), *params.excluded.get(INSTITUTION, ()))
    bodies = [*(value for value, _ in counts.get(INSTITUTION, ())), *chosen]
    return {**own_places(lang), **organization_names(bodies, lang or "en")} if bodies else own_places(lang)
