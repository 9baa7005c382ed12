"""OpenAlex works: their ``locations`` as copies.

Whose a location is: its source says so where it has one. One that was found by harvesting or by a crawl (ids "pmh:", "mag:") is no copy of the
publisher's even where its source is a journal. One without a source is unplaced. A journal that OpenAlex calls open and for which it lists no
charge is one without charges; ``is_oa`` is of today's journal, so a journal that became open later makes its old papers gold there.
"""

from typing import Any

from lantai.core.bib.licenses import license_of
from lantai.core.formats.jsonfields import member, objects, text

from .copies import Color, Copy, Described, Host, Journal, OpenPeriod, version_of
from .days import year_of

BY = "OpenAlex"
_NOT_THE_PUBLISHERS = ("pmh:", "mag:", "pmid:", "pmcid:")


def is_record(value: dict[str, Any]) -> bool:
    """Say whether an object is a work of OpenAlex."""
    return "openalex.org/W" in text(value.get("id")) or "open_access" in value


def read(value: dict[str, Any]) -> Described:
    """Return the work as described."""
    charges = bool(value.get("apc_list"))
    places = objects(value.get("locations")) or objects([value.get("primary_location"), value.get("best_oa_location")])
    said = text(member(value, "open_access", "oa_status")).lower()
    return Described(
        BY,
        text(value.get("doi")).lower().removeprefix("https://doi.org/") or text(value.get("id")).rpartition("/")[2],
        year_of(value.get("publication_year")),
        tuple(_copy(place, charges=charges) for place in places),
        Color(said) if said in list(Color) else None,
    )


def _copy(place: dict[str, Any], *, charges: bool) -> Copy:
    source = place.get("source")
    host = _host(text(place.get("id")), source)
    is_open_journal = host is Host.PUBLISHER and member(source, "is_oa") is True
    periods = (OpenPeriod(charges=charges),) if is_open_journal else ()
    return Copy(
        host,
        text(place.get("landing_page_url")) or text(place.get("pdf_url")),
        text(place.get("pdf_url")),
        version_of(text(place.get("version"))),
        license_of(text(place.get("license"))),
        is_open=place.get("is_oa") is True,
        journal=Journal(text(member(source, "display_name")), periods) if host is Host.PUBLISHER else None,
        evidence=text(place.get("id")),
    )


def _host(found_as: str, source: Any) -> Host:
    if not isinstance(source, dict) or not source:
        return Host.UNPLACED
    if text(source.get("type")) == "repository" or found_as.startswith(_NOT_THE_PUBLISHERS):
        return Host.REPOSITORY
    return Host.PUBLISHER
