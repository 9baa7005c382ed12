"""Work of evaluation that comes round by itself."""

from django.utils import timezone

from lantai.infra import jobs

from . import actions


@jobs.every(3600)
def end_trials() -> None:
    """Note which trials have ended by their date."""
    actions.follow_the_day(now=timezone.now())


@jobs.every(3600)
def forget_senders() -> None:
    """Forget from where answers came, an hour after."""
    actions.forget_senders(now=timezone.now())
