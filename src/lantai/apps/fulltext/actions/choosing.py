"""Choosing what is done with full texts: whether copies are fetched, how much room they may take, whether their words are searched."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from lantai.catalog.actions import touch
from lantai.infra import audit
from lantai.infra.pieces import pieces
from lantai.people.models import Account

from .. import queries
from ..models import FullText, Practice

PIECE = 5_000


@transaction.atomic
def choose(*, by: Account | None, now: datetime, fetches: bool, most_bytes: int, is_searched: bool) -> Practice:
    """Write down what the library has chosen; works with a text are indexed anew where what is searched changes."""
    if by is not None and not by.has_perm("fulltext.change_practice"):
        raise PermissionDenied
    before = queries.practice()
    made, _is_new = Practice.objects.update_or_create(
        pk=1, defaults={"fetches": fetches, "most_bytes": most_bytes, "is_searched": is_searched}
    )
    audit.record(by=by, action="fulltext.choose", subject=made, now=now)
    if before.is_searched != is_searched:
        works = list(FullText.objects.filter(characters__gt=0).values_list("work_id", flat=True).distinct())
        for piece in pieces(works, PIECE):
            touch(piece)
    return made
