"""Jobs of the catalog: imports laid down by staff, and the index that follows the works.

What they need is imported when they run: web processes, which only know the jobs' names, stay small.
"""

from django.utils import timezone

from lantai.infra import jobs
from lantai.infra.jobs import every, job


@job("catalog.import")
def run_import(harvest: int) -> None:
    """Read an import's file from where it stopped; a failure is noted on the import, not tried again."""
    from . import importing
    from .models import Harvest, HarvestState

    try:
        after = importing.run(Harvest.objects.get(pk=harvest), now=timezone.now, stop=jobs.stop)
    except importing.ImportFailed:
        return
    if after.state == HarvestState.STOPPED:
        raise jobs.Interrupted


@every(1)
def follow_works() -> None:
    """Bring the index up to date, unless another process is at it."""
    from lantai.search.protocol import WriterBusy

    from . import index

    try:
        index.refresh()
    except WriterBusy:
        return
