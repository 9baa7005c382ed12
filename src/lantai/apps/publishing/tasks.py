"""Work of publishing: files taken in, people reminded of requests that wait."""

from django.utils import timezone

from lantai.infra import jobs

from . import actions


@jobs.job("publishing.take_file")
def take_file(file: int) -> None:
    """Take a file in that staff sent."""
    actions.read_file(file=file, now=timezone.now())


@jobs.every(3600)
def remind() -> None:
    """Tell people of requests that wait."""
    actions.remind(now=timezone.now())
