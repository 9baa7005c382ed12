"""Work on profiles that comes round by itself, or that staff asked for."""

from django.utils import timezone

from lantai.infra import jobs

from . import actions

NIGHTLY_S = 86_400


@jobs.job("scholars.rebuild", attempts=2)
def rebuild() -> None:
    """Make all profiles again."""
    actions.rebuild(now=timezone.now())


@jobs.every(NIGHTLY_S)
def every_night() -> None:
    """Ask for all profiles to be made again."""
    actions.ask_rebuild(by=None, now=timezone.now())
