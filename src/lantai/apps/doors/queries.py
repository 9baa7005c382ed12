"""Keys as the door and staff see them."""

from datetime import date
from typing import NamedTuple

from django.db.models import F, QuerySet

from .models import ApiKey
from .secret import digest_of


class Known(NamedTuple):
    """A key that is good."""

    pk: int
    per_minute: int
    used_on: date | None


def known(token: str) -> Known | None:
    """Return the key that a program has sent; None for one that never was or has ended."""
    row = ApiKey.objects.filter(digest=digest_of(token), ended_at=None).values_list("pk", "per_minute", "used_on").first()
    return Known(*row) if row else None


def every_key() -> QuerySet[ApiKey]:
    """Return all keys, those that are good first, the newest first."""
    return ApiKey.objects.select_related("made_by", "ended_by").order_by(F("ended_at").desc(nulls_first=True), "-made_at", "-pk")
