"""What the catalog itself offers: the addresses and the copies that its records describe. Nothing is asked of the database."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from lantai.core.bib.offers import Offer, OfferKind
from lantai.core.bib.places import addresses, by_doi, doi_address, places
from lantai.core.bib.record import BibRecord
from lantai.core.bib.spans import spans_said
from lantai.core.bib.wanted import Wanted
from lantai.core.bib.work import InstanceDocument

from .access import Reader, offers, offers_of_cited


@offers("catalog")
def of_records(instances: Sequence[InstanceDocument], reader: Reader, now: datetime) -> dict[int, list[Offer]]:
    """Return the addresses, the places on the shelves and the publisher's page that each record gives."""
    return {instance.number: list(_of_record(instance.record)) for instance in instances}


def _of_record(record: BibRecord) -> Iterator[Offer]:
    for access in (online := addresses([record])):
        yield Offer(kind=OfferKind.OPEN, address=access.url, label=access.label, condition=access.note)
    for place in places(record.holdings):
        yield Offer(kind=OfferKind.PRINT, place=place, spans=spans_said(place.coverage))
    if doi := by_doi([record], but=online):
        yield _at_publisher(doi)


@offers_of_cited("catalog")
def of_citation(wanted: Wanted, reader: Reader, now: datetime) -> list[Offer]:
    """Return the publisher's page of what is cited by its DOI."""
    numbers = (number.partition(":") for number in wanted.identifiers)
    return [_at_publisher(doi_address(value)) for scheme, _colon, value in numbers if scheme == "doi"][:1]


def _at_publisher(address: str) -> Offer:
    return Offer(kind=OfferKind.ELSEWHERE, address=address, condition=_("Whether you can read it there is not known here."))
