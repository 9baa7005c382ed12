"""OpenAlex works: their ``locations`` as copies. What a location says is read by core.formats.openalex, for catalogs too."""

from typing import Any

from lantai.core.formats.jsonfields import member, text
from lantai.core.formats.openalex import BY, copies
from lantai.core.formats.openalex_members import Location, shaped

from .copies import Color, Described
from .days import year_of
from .recorded import copy_at


def is_record(value: dict[str, Any]) -> bool:
    """Say whether an object is a work of OpenAlex."""
    return "openalex.org/W" in text(value.get("id")) or "open_access" in value


def read(value: dict[str, Any]) -> Described:
    """Return the work as described."""
    said = text(member(value, "open_access", "oa_status")).lower()
    places = shaped(value.get("locations"), list[Location]) or shaped(
        [value.get("primary_location"), value.get("best_oa_location")], list[Location]
    )
    return Described(
        BY,
        text(value.get("doi")).lower().removeprefix("https://doi.org/") or text(value.get("id")).rpartition("/")[2],
        year_of(value.get("publication_year")),
        tuple(
            copy_at(text(place.landing_page_url), found, file=text(place.pdf_url))
            for place, found in copies(places, charged=bool(value.get("apc_list")))
        ),
        Color(said) if said in list(Color) else None,
    )
