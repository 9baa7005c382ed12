"""The ways to get the works of a list or of a page, asked of all areas together."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils import timezone

from lantai.catalog.access import Reader, offered
from lantai.core.bib.offers import Offer
from lantai.core.bib.work import WorkDocument

EDITIONS_ASKED = 40
"""Of one work in a list: a Bible has two thousand editions, and its line shows three ways."""


def offers_of_works(
    works: Iterable[WorkDocument], *, reader: Reader = None, now: datetime | None = None
) -> dict[int, list[Offer]]:
    """Return what is offered for each work of a list, by its number."""
    asked = {work.number: work.instances[:EDITIONS_ASKED] for work in works}
    found = offered([one for some in asked.values() for one in some], reader=reader, now=now or timezone.now())
    return {number: [offer for one in some for offer in found.get(one.number, ())] for number, some in asked.items()}


def offers_of_work(work: WorkDocument, *, reader: Reader = None, now: datetime | None = None) -> Mapping[int, list[Offer]]:
    """Return what is offered for each edition of a work, by the edition's number."""
    return offered(work.instances, reader=reader, now=now or timezone.now())
