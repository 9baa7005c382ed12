"""What the catalog itself offers: the addresses and the copies that its records describe. Nothing is asked of the database.

Of an address of which a service says that not everybody can read what is there, no more is promised than of a publisher's page.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lantai.core.bib.offers import Offer, OfferKind
from lantai.core.bib.places import addresses, by_doi, doi_address, places
from lantai.core.bib.record import Access, BibRecord
from lantai.core.bib.spans import spans_said
from lantai.core.bib.wanted import Wanted
from lantai.core.bib.work import InstanceDocument
from lantai.core.openness.copies import VERSION_SAID, Copy
from lantai.core.openness.recorded import Journals, copy_at, judged
from lantai.core.openness.verdicts import goodness

from .access import Reader, offers, offers_of_cited
from .standing import journals_of


@offers("catalog")
def of_records(instances: Sequence[InstanceDocument], reader: Reader, now: datetime) -> dict[int, list[Offer]]:
    """Return the addresses, the places on the shelves and the publisher's page that each record gives."""
    alone = [instance.record for instance in instances if not addresses([instance.record])]
    journals = journals_of(record for record in alone if by_doi([record], but=()))
    return {instance.number: list(_of_record(instance.record, localdate(now), journals)) for instance in instances}


def _of_record(record: BibRecord, today: date, journals: Journals) -> Iterator[Offer]:
    told = addresses([record])
    copies = {access.url: copy_at(access.url, access.openness) for access in told if access.openness}
    online = [access for access in told if access.url not in copies or copies[access.url].is_open_on(today)]
    for access in sorted(online, key=lambda access: goodness(copies.get(access.url))):
        yield _open(access, copies.get(access.url))
    for place in places(record.holdings):
        yield Offer(kind=OfferKind.PRINT, place=place, spans=spans_said(place.coverage))
    if doi := by_doi([record], but=online):
        yield (not told and journals and _by_list(record, today, journals)) or _at_publisher(doi)
    elif told and not online:
        yield _at_publisher(told[0].url)


def _open(access: Access, copy: Copy | None) -> Offer:
    """Return the offer of an address; of a copy that a service speaks of with its version and license."""
    if copy is None:
        return Offer(kind=OfferKind.OPEN, address=access.url, label=access.label, condition=access.note)
    version = _(VERSION_SAID[copy.version])
    licence, reason = copy.license.label if copy.license else "", _("It opens as a file.") if copy.pdf_url else ""
    return Offer(kind=OfferKind.OPEN, address=access.url, label=access.label, reason=reason, condition=version, licence=licence)


def _by_list(record: BibRecord, today: date, journals: Journals) -> Offer | None:
    """Return the offer of a paper of whose copies its record says nothing, in a journal that a list says was open as a whole in its year."""
    found = judged([record], on=today, journals=journals)
    best = found.verdict.best if found and found.is_open else None
    if best is None or not best.url:
        return None
    licence = best.license.label if best.license else ""
    condition = _(VERSION_SAID[best.version])
    return Offer(
        kind=OfferKind.OPEN,
        address=best.url,
        label=best.journal.name if best.journal else "",
        condition=condition,
        licence=licence,
    )


@offers_of_cited("catalog")
def of_citation(wanted: Wanted, reader: Reader, now: datetime) -> list[Offer]:
    """Return the publisher's page of what is cited by its DOI."""
    numbers = (number.partition(":") for number in wanted.identifiers)
    return [_at_publisher(doi_address(value)) for scheme, _colon, value in numbers if scheme == "doi"][:1]


def _at_publisher(address: str) -> Offer:
    return Offer(kind=OfferKind.ELSEWHERE, address=address, condition=_("Whether you can read it there is not known here."))
