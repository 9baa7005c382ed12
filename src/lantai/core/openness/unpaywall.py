"""Unpaywall's records: its ``oa_locations`` as copies, its word about the journal as the journal's.

``journal_is_oa`` is Unpaywall's judgement for the year of the article, so it has no bounds here. It does not say whether authors pay.
"""

from typing import Any

from lantai.core.bib.licenses import license_of
from lantai.core.formats.jsonfields import member, objects, text

from .copies import Color, Copy, Described, Host, Journal, OpenPeriod, version_of
from .days import day_of, year_of
from .places import host_of

BY = "Unpaywall"


def is_record(value: dict[str, Any]) -> bool:
    """Say whether an object is such a record."""
    return "oa_locations" in value or ("oa_status" in value and "doi" in value)


def read(value: dict[str, Any]) -> Described:
    """Return the work that a record describes."""
    journal = Journal(text(value.get("journal_name")), (OpenPeriod(),) if value.get("journal_is_oa") is True else ())
    places = objects(value.get("oa_locations")) or objects([value.get("best_oa_location")])
    waiting = [_copy(place, journal, is_open=False) for place in objects(value.get("oa_locations_embargoed"))]
    said = text(value.get("oa_status")).lower()
    year = year_of(value.get("year")) or year_of(text(value.get("published_date"))[:4])
    return Described(
        BY,
        text(value.get("doi")).lower(),
        year,
        (*(_copy(place, journal, is_open=True) for place in places), *waiting),
        Color(said) if said in list(Color) else None,
    )


def _copy(place: dict[str, Any], journal: Journal, *, is_open: bool) -> Copy:
    """``oa_date`` of an embargoed copy is the day on which it will be free."""
    said = text(place.get("host_type"))
    url = text(place.get("url")) or text(place.get("url_for_landing_page"))
    pdf = text(place.get("url_for_pdf"))
    host = Host(said) if said in list(Host) else host_of(url or pdf)
    until = day_of(text(member(place, "oa_date"))) if not is_open else None
    return Copy(
        host,
        url or pdf,
        pdf,
        version_of(text(place.get("version"))),
        license_of(text(place.get("license"))),
        is_open=is_open or until is not None,
        embargo_until=until,
        journal=journal if host is Host.PUBLISHER else None,
        evidence=text(place.get("evidence")),
    )
