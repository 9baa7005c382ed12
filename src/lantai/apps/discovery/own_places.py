"""What the library calls the places in its filters, in the language of the page."""

from lantai.catalog.place_names import place_names

from .facets import BETWEEN, Places


def own_places(lang: str) -> Places:
    """Return what the library calls the places that records have words for, by their values in the facet "location"."""
    names = place_names(lang or "en").items()
    return {BETWEEN.join(filter(None, at)): BETWEEN.join(filter(None, (at[0], name))) for at, name in names}
