"""Work of agreements that comes round by itself: reviews open, people are told of deadlines."""

from django.utils import timezone

from lantai.infra import jobs

from . import actions


@jobs.every(3600)
def open_reviews() -> None:
    """Let reviews begin whose day has come."""
    actions.open_reviews(now=timezone.now())


@jobs.every(3600)
def tell_of_rights() -> None:
    """Have readers' lists know what stays after agreements that ended before those lists had such years."""
    actions.tell_of_rights(now=timezone.now())


@jobs.every(3600)
def remind() -> None:
    """Tell people of deadlines that come near."""
    actions.remind(now=timezone.now())
