"""Work of publishing: files taken in, people reminded of requests that wait."""

from django.utils import timezone

from lantai.infra import jobs

from . import actions


@jobs.job("publishing.take_file")
def take_file(file: int) -> None:
    """Take a file in that staff sent."""
    actions.read_file(file=file, now=timezone.now())


@jobs.job("publishing.touch_closed")
def touch_closed(agreements: list[int], after: int = 0) -> None:
    """Look at closed papers again, some thousands at a time, when an agreement or a policy may have opened them."""
    rest = actions.touch_closed(agreements=agreements, after=after)
    if rest is not None:
        jobs.enqueue("publishing.touch_closed", agreements=agreements, after=rest)


@jobs.every(3600)
def remind() -> None:
    """Tell people of requests that wait."""
    actions.remind(now=timezone.now())
