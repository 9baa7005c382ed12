"""When the tables of translations are to be made anew without anybody asking."""

from datetime import datetime, timedelta

from lantai.search.translations.protocol import TablesUnavailable
from lantai.vocab import queries as vocab
from lantai.vocab.models import Training

from . import index, translations
from .models import Harvest, HarvestState

NIGHT = range(1, 6)
"""Hours of the library's clock in which tables are made anew, where works changed."""

SETTLED = timedelta(minutes=2)
"""So long after the last import ended nothing more is coming for now."""

AGAIN = timedelta(hours=1)
"""So long after a training that failed another is tried."""


def is_due(*, now: datetime, hour: int) -> bool:
    """Say whether tables are to be made: there are none, or an import has brought works since they were, or it is night and works changed."""
    if vocab.under_way() is not None or _is_importing():
        return False
    failed = vocab.last_failure()
    if failed is not None and failed.finished_at is not None and now - failed.finished_at < AGAIN:
        return False
    last = vocab.last_training()
    if last is None or not _is_readable():
        return True
    if index.last_change() <= last.change:
        return False
    return hour in NIGHT or _has_imported(last, now=now)


def _is_importing() -> bool:
    return Harvest.objects.filter(state__in=(HarvestState.RUNNING, HarvestState.WAITING)).exists()


def _has_imported(last: Training, *, now: datetime) -> bool:
    newest = Harvest.objects.exclude(finished_at=None).order_by("-finished_at").values_list("finished_at", flat=True).first()
    return newest is not None and (last.started_at is None or newest > last.started_at) and now - newest >= SETTLED


def _is_readable() -> bool:
    try:
        return translations.shelf().current() is not None
    except TablesUnavailable:
        return False
