"""Periodic tasks of the plumbing itself."""

from datetime import timedelta

from django.utils import timezone

from . import jobs, worker


@jobs.every(3600)
def forget_finished() -> None:
    """Forget jobs done long ago, and workers long gone."""
    now = timezone.now()
    jobs.sweep(now=now)
    worker.forget(unseen_since=now - timedelta(days=1))
