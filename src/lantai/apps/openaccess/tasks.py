"""What open access does from time to time, and jobs."""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import islice

from django.utils import timezone

from lantai.infra import jobs
from lantai.infra.jobs import enqueue, every, job

PAGES = 20
"""Pages of works that one job looks at; the next job goes on from there."""


@every(3600)
def end_embargoes() -> None:
    """Have the index look again at works of which an embargo has ended; days are those by which documents are made."""
    from . import embargoes

    embargoes.end_embargoes(on=timezone.now().astimezone(UTC).date())


@job("openaccess.shelve_journals")
def shelve_journals() -> None:
    """Put the journals that lists call open on the shelf of journals."""
    from . import actions

    actions.shelve_journals(now=timezone.now())


@job("openaccess.touch_papers")
def touch_papers(changed_at: str, after: int = 0) -> None:
    """Touch the papers of the journals that count otherwise since a list, some of the library's works at a time."""
    from . import queries

    issns = queries.changed_issns(datetime.fromisoformat(changed_at))
    _touch(queries.pages_of_papers(issns, after=after), "openaccess.touch_papers", changed_at=changed_at)


@job("openaccess.touch_classes")
def touch_classes(scheme: str, beginning: str, after: int = 0) -> None:
    """Touch the works that bear a class which leads elsewhere now, some of the library's works at a time."""
    from . import classes

    pages = classes.pages_bearing(scheme, beginning, after=after)
    _touch(pages, "openaccess.touch_classes", scheme=scheme, beginning=beginning)


def _touch(pages: Iterable[tuple[int, list[int]]], name: str, **payload: str) -> None:
    """Touch the works of so many pages, each with the number up to which all were looked at; another job of this name goes on from there."""
    from . import actions

    done = place = 0
    for reached, works in islice(pages, PAGES):
        done, place = done + 1, reached
        if works:
            actions.touch_works(works=works)
        if jobs.stop.is_set():
            raise jobs.Interrupted
    if done == PAGES:
        enqueue(name, **payload, after=place)
