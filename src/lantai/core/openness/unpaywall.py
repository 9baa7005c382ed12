"""Unpaywall's records: their ``oa_locations`` as copies. What a location says is read by core.formats.unpaywall, for catalogs too."""

from typing import Any

from lantai.core.formats.jsonfields import text
from lantai.core.formats.unpaywall import BY, copies

from .copies import Color, Described
from .days import year_of
from .recorded import copy_at


def is_record(value: dict[str, Any]) -> bool:
    """Say whether an object is such a record."""
    return "oa_locations" in value or ("oa_status" in value and "doi" in value)


def read(value: dict[str, Any]) -> Described:
    """Return the work that a record describes."""
    said = text(value.get("oa_status")).lower()
    return Described(
        BY,
        text(value.get("doi")).lower(),
        year_of(value.get("year")) or year_of(text(value.get("published_date"))[:4]),
        tuple(
            copy_at(text(place.get("url")) or text(place.get("url_for_landing_page")), found, file=text(place.get("url_for_pdf")))
            for place, found in copies(value)
        ),
        Color(said) if said in list(Color) else None,
    )
