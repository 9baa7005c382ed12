"""Jobs of discovery: the lists of titles follow the works, a piece at a time, and wait while a file is imported."""

from django.utils import timezone

from lantai.infra import jobs
from lantai.infra.jobs import every, job


@every(3)
def follow_titles() -> None:
    """Put some of the works that changed into their places in the lists of titles."""
    from lantai.catalog import listing

    from . import actions

    if not listing.is_importing():
        actions.follow_titles()


@job("discovery.export", attempts=3)
def export(export: int) -> None:
    """Write a file of search results that a reader waits for."""
    from .taking import actions

    def interrupted() -> None:
        if jobs.stop.is_set():
            raise jobs.Interrupted

    try:
        actions.write_export(export=export, interrupted=interrupted)
    except jobs.Interrupted:
        raise
    except Exception:
        actions.give_up(export=export)
        raise


@every(3600)
def sweep_exports() -> None:
    """Take away files of yesterday."""
    from .taking import actions

    actions.sweep(now=timezone.now())
