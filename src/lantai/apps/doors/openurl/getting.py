"""How to get what is cited: what every area offers for the records found here and for the citation itself, the best first."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from lantai.catalog import changes
from lantai.catalog.access import Reader, offered, offered_of_cited
from lantai.core.bib.offers import Offer, OfferKind, Options, arranged, ranked
from lantai.core.bib.spans import Wish, volume_number
from lantai.core.bib.wanted import Wanted
from lantai.core.bib.work import InstanceDocument

from .finding import As, Candidate, Found

MOST_EDITIONS = 20
"""Of one work: a classic has hundreds of editions, and whoever cites one wants that or any."""


def options(asked: Wanted, found: Found, *, reader: Reader, now: datetime) -> Options:
    """Return the ways to what is cited.

    Works that may only perhaps be meant offer nothing here: they are listed to choose from. What the thing is in offers itself,
    for the year that is cited.
    """
    surely = [one for one in found.candidates if one.role is not As.PERHAPS]
    wish = Wish(asked.year, volume_number(asked.volume)) if _is_part(asked) else Wish()
    of_records = list(_of_records(surely, reader=reader, now=now))
    of_citation = offered_of_cited(asked, reader=reader, now=now)
    return arranged(ranked([*of_records, *of_citation], wish), wish)


def _is_part(asked: Wanted) -> bool:
    """Say whether a part of something is cited; the year of a book is no year that its copies would have to reach to."""
    return bool(asked.host or asked.host_identifiers or asked.volume)


def _of_records(candidates: list[Candidate], *, reader: Reader, now: datetime) -> Iterator[Offer]:
    documents = changes.described([one.work for one in candidates])
    listed: list[tuple[InstanceDocument, bool]] = []
    for one in candidates:
        if one.work in documents:
            editions = sorted(documents[one.work].instances, key=lambda edition: edition.number != one.edition)
            listed += [(edition, one.role is As.HOST) for edition in editions[:MOST_EDITIONS]]
    found = offered([edition for edition, _ in listed], reader=reader, now=now)
    for edition, is_host in listed:
        for offer in found.get(edition.number, ()):
            if not is_host:
                yield offer
            elif offer.kind is not OfferKind.ELSEWHERE:  # the DOI of a journal leads to no article
                yield replace(offer, within=True)
