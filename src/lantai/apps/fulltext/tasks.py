"""What comes round by itself: files read, copies looked for and fetched, files that follow their works, embargoes that end."""

import time

from django.utils import timezone

from lantai.infra import jobs

from . import actions, queries
from .actions.fetching import asker

FETCH_EVERY_S = 120
A_RUN_S = 60.0
"""How long one run asks for copies before other jobs have their turn."""

AT_ONCE = 40


@jobs.job("fulltext.read", attempts=3)
def read(number: int) -> None:
    """Read one file."""
    actions.read_waiting(now=timezone.now(), number=number)


@jobs.job("fulltext.fetch", attempts=2)
def fetch() -> None:
    """Look for copies that may be kept, and ask for those that are due."""
    if not queries.practice().fetches:
        return
    actions.gather(now=timezone.now())
    actions.fetch_due(now=timezone.now, most=AT_ONCE, asks=asker(), stop=jobs.stop, until=time.monotonic() + A_RUN_S)


@jobs.every(FETCH_EVERY_S)
def ask_to_fetch() -> None:
    """Have copies fetched, where the library has chosen so and the last run is over."""
    if queries.practice().fetches and not queries.is_fetching():
        jobs.enqueue("fulltext.fetch")


@jobs.every(3_600)
def end_embargoes() -> None:
    """Tell the index of files that readers see since a day that has come."""
    actions.end_embargoes(on=timezone.localdate())


@jobs.every(300)
def follow_works() -> None:
    """Give files to the works that theirs were merged into."""
    actions.follow_works()
