"""What open access does from time to time, and jobs."""

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


@job("openaccess.touch_papers")
def touch_papers(changed_at: str, after: int = 0) -> None:
    """Touch the papers of the journals that count otherwise since a list, some of the library's works at a time."""
    from . import actions, queries

    issns = queries.changed_issns(datetime.fromisoformat(changed_at))
    pages, place = 0, after
    for reached, works in islice(queries.pages_of_papers(issns, after=after), PAGES):
        pages, place = pages + 1, reached
        if works:
            actions.touch_papers(works=works)
        if jobs.stop.is_set():
            raise jobs.Interrupted
    if pages == PAGES:
        enqueue("openaccess.touch_papers", changed_at=changed_at, after=place)


@job("openaccess.touch_classes")
def touch_classes(scheme: str, beginning: str, after: int = 0) -> None:
    """Touch the works that bear a class which leads elsewhere now, some of the library's works at a time."""
    from . import actions, classes

    pages, place = 0, after
    for reached, works in islice(classes.pages_bearing(scheme, beginning, after=after), PAGES):
        pages, place = pages + 1, reached
        if works:
            actions.touch_classes(works=works)
        if jobs.stop.is_set():
            raise jobs.Interrupted
    if pages == PAGES:
        enqueue("openaccess.touch_classes", scheme=scheme, beginning=beginning, after=place)
