"""How many wrong attempts are borne: a few at once, then each wait is twice the last, up to a quarter of an hour.

Counted under the name that was typed, whether or not there is such an account, and under the address it came from; both as
digests with the library's own key, and forgotten an hour after the last attempt.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from .errors import Wait
from .models import Attempts

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=15)
KEPT = timedelta(hours=1)

OF_NAME, OF_ADDRESS = 5, 30
"""Attempts without a wait. From one address there are more: a reading room may share it. Chosen, not measured."""


@dataclass(frozen=True, slots=True)
class Counter:
    """Under what attempts are counted, and how many are free."""

    key: str
    free: int


def counters(*, name: str, address: str) -> list[Counter]:
    """Return what an attempt counts under; ``address`` "" where nobody knows from where a request came."""
    found = [Counter(_digest(f"name:{name.strip().casefold()}"), OF_NAME)]
    return [*found, Counter(_digest(f"address:{_neighborhood(address)}"), OF_ADDRESS)] if address else found


def begin(counted: list[Counter], *, now: datetime) -> None:
    """Count an attempt before it is looked at, so that many at once count as many; raise Wait where one is due."""
    with transaction.atomic():
        Attempts.objects.filter(forgotten_at__lte=now).delete()
        rows = {row.key: row for row in Attempts.objects.select_for_update().filter(key__in=[c.key for c in counted])}
        waits = [row.until - now for row in rows.values() if row.until and row.until > now]
        if not waits:
            for counter in counted:
                _count(counter, rows.get(counter.key), now=now)
    if waits:
        raise Wait(int(max(waits).total_seconds()) + 1)


def succeed(counted: list[Counter]) -> None:
    """Forget the attempts under the name, and take this one back from its address: others' failures there still count."""
    name, *address = counted
    Attempts.objects.filter(key=name.key).delete()
    Attempts.objects.filter(key__in=[c.key for c in address], count__gt=0).update(count=F("count") - 1, until=None)


def wait_after(count: int, *, free: int) -> timedelta:
    """Return how long to wait after the ``count``-th attempt."""
    if count < free:
        return timedelta(0)
    return min(FIRST_WAIT * 2 ** min(count - free, 10), LONGEST_WAIT)


def _count(counter: Counter, row: Attempts | None, *, now: datetime) -> None:
    count = 1 + (row.count if row else 0)
    wait = wait_after(count, free=counter.free)
    said = {"count": count, "until": now + wait if wait else None, "forgotten_at": now + KEPT}
    Attempts.objects.update_or_create(key=counter.key, defaults=said)


def _digest(words: str) -> str:
    return salted_hmac("lantai.people.throttle", words, algorithm="sha256").hexdigest()


def _neighborhood(address: str) -> str:
    """Return the address itself, of IPv6 the network of 64 bits that one household has."""
    found = ip_address(address)
    return str(found) if found.version == 4 else str(ip_network(f"{found}/64", strict=False))
