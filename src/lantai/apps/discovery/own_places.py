"""What the library calls the places and institutions in its filters, in the language of the page; and each place by one word, however an address calls it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lantai.catalog.organization_names import organization_names
from lantai.catalog.place_names import place_names, same_places, value_of

from .facets import Places
from .params import SearchParams

INSTITUTION, LOCATION = "institution", "location"


def own_places(lang: str) -> Places:
    """Return what the library calls the places that records have words for, by their values in the facet "location"."""
    names = place_names(lang or "en").items()
    return {value_of(*at): value_of(at[0], name) for at, name in names}


def by_place(params: SearchParams) -> SearchParams:
    """Return the search with each place called by the word that stands for it, once: an address may have another of its words, or several."""
    if LOCATION not in params.filters and LOCATION not in params.excluded:
        return params
    same = same_places()
    return replace(params, filters=_once(params.filters, same), excluded=_once(params.excluded, same))


def _once(chosen: Mapping[str, tuple[str, ...]], same: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    values = dict.fromkeys(same.get(value, (value,))[0] for value in chosen.get(LOCATION, ()))
    return {name: tuple(values) if name == LOCATION else given for name, given in chosen.items()}


def called(params: SearchParams, counts: Mapping[str, Sequence[tuple[str, int]]], lang: str) -> Places:
    """Return what places and the institutions among values are called: those that are counted, and those that are chosen."""
    chosen = (*params.filters.get(INSTITUTION, ()), *params.excluded.get(INSTITUTION, ()))
    bodies = [*(value for value, _ in counts.get(INSTITUTION, ())), *chosen]
    return {**own_places(lang), **organization_names(bodies, lang or "en")} if bodies else own_places(lang)
