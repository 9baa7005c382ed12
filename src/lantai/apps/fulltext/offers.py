"""What full texts adds to the ways to get a thing: the library's own copy, before others that are open."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from lantai.catalog.access import Reader, offers
from lantai.core.bib.offers import Offer, OfferKind
from lantai.core.bib.work import InstanceDocument

from . import queries, words

FIRST = -1
"""Before copies elsewhere: it is here, and stays."""


@offers("fulltext")
def kept_here(instances: Sequence[InstanceDocument], reader: Reader, now: datetime) -> Mapping[int, Sequence[Offer]]:
    """Return the best kept file of the work of each instance."""
    found = queries.of_instances([instance.number for instance in instances])
    return {
        instance: [
            Offer(
                kind=OfferKind.OPEN,
                address=reverse("fulltext:text" if some[0].has_text else "fulltext:file", args=[some[0].pk]),
                label=_("Full text here"),
                condition=words.version(some[0].version),
                licence=some[0].label,
                preference=FIRST,
            )
        ]
        for instance, some in found.items()
    }
