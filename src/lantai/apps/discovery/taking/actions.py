"""What taking away writes: wishes for large files, and the files."""

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.http import QueryDict

from lantai.core.bib.record import BibRecord
from lantai.infra.jobs import enqueue

from .. import params
from ..models import Export, ExportState
from . import reads
from .files import FORMS, write

MOST = 10_000
"""Works of one file; as deep as the search engine counts."""

MOST_WAITING = 20
"""Files that may be waited for at once, by all readers together: robots must not fill the queue that imports stand in."""

KEPT = timedelta(days=1)
STEP = 250
"""Works after which a file says how far it is."""


class TooMany(Exception):
    """As many files are being written as there may be; a little later there is room again."""


@transaction.atomic
def order_export(*, form: str, query: str, works: int, now: datetime) -> Export:
    """Ask for a file of what a search finds; the same file asked for twice is one. Raise TooMany."""
    same = Export.objects.filter(form=form, query=query, asked_at__gt=now - KEPT / 24).exclude(state=ExportState.FAILED).first()
    if same is not None:
        return same
    if Export.objects.filter(state__in=[ExportState.WAITING, ExportState.RUNNING]).count() >= MOST_WAITING:
        raise TooMany
    ordered = Export.objects.create(form=form, query=query, works=min(works, MOST), asked_at=now)
    enqueue("discovery.export", export=ordered.pk)
    return ordered


def write_export(*, export: int, interrupted: Callable[[], None] = lambda: None) -> None:
    """Write a file that was asked for; begun anew whenever it is tried again. ``interrupted`` raises when the worker is to end."""
    wanted = Export.objects.filter(pk=export).exclude(state=ExportState.DONE).first()
    if wanted is None:
        return
    Export.objects.filter(pk=export).update(state=ExportState.RUNNING, done=0)
    path = path_of(wanted)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    counted = _Counted(reads.found(params.read(QueryDict(wanted.query)), most=MOST), wanted.pk, interrupted)
    with part.open("wb") as stream:
        write(FORMS[wanted.form], counted, stream)
    os.replace(part, path)
    Export.objects.filter(pk=export).update(state=ExportState.DONE, done=counted.number, works=counted.number)


def give_up(*, export: int) -> None:
    """Say that a file could not be written."""
    Export.objects.filter(pk=export).update(state=ExportState.FAILED)


def sweep(*, now: datetime) -> int:
    """Take away the files of yesterday; return how many."""
    old = list(Export.objects.filter(asked_at__lt=now - KEPT))
    for export in old:
        path_of(export).unlink(missing_ok=True)
        path_of(export).with_name(path_of(export).name + ".part").unlink(missing_ok=True)
        export.delete()
    return len(old)


def path_of(export: Export) -> Path:
    """Return where a file lies."""
    return Path(settings.MEDIA_ROOT) / "exports" / f"{export.token}.{FORMS[export.form].suffix}"


class _Counted:
    """Records passed on; now and then their number is written down, and the worker asked whether it is to end."""

    def __init__(self, records: Iterable[BibRecord], export: int, interrupted: Callable[[], None]) -> None:
        self.number = 0
        self._records, self._export, self._interrupted = records, export, interrupted

    def __iter__(self) -> Iterator[BibRecord]:
        for record in self._records:
            self.number += 1
            if self.number % STEP == 0:
                Export.objects.filter(pk=self._export).update(done=self.number)
                self._interrupted()
            yield record
