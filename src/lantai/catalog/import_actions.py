"""What people do to an import as a whole: pause it, end it, take its refused rows up again, take it back.

Every action checks the permission of ``by``, is atomic and audited.
"""

from datetime import datetime
from pathlib import Path

import msgspec
from django.db import transaction

from lantai.core.formats import open_file
from lantai.core.formats.protocol import Profile
from lantai.core.text.messages import N_
from lantai.infra import audit, jobs
from lantai.people.models import Account

from . import undoing
from .actions import NotPossible, allow
from .known import profile_of
from .models import Harvest, HarvestRole, HarvestState, Refusal, Wish

TABLES = ("table",)
"""Formats whose headings are found by the very things that staff mend."""


@transaction.atomic
def pause(*, by: Account, harvest: Harvest, now: datetime) -> None:
    """Ask an import to wait after the batch at hand, until somebody lets it go on; one that has not begun waits at once."""
    allow(by, "catalog.add_harvest")
    row = Harvest.objects.filter(pk=harvest.pk).exclude(role=HarvestRole.UNDO)
    waits = row.filter(state=HarvestState.WAITING).update(state=HarvestState.PAUSED)
    if not waits and not row.filter(state=HarvestState.RUNNING).update(wish=Wish.PAUSE):
        raise NotPossible(N_("Only an import that runs or waits can be paused."))
    audit.record(by=by, action="catalog.pause", subject=harvest, now=now)


@transaction.atomic
def end(*, by: Account, harvest: Harvest, now: datetime) -> None:
    """End an import here, for good; what is in stays in. A running one ends after the batch at hand."""
    allow(by, "catalog.add_harvest")
    row = Harvest.objects.filter(pk=harvest.pk).exclude(role=HarvestRole.UNDO)
    rests = row.exclude(state__in=(HarvestState.RUNNING, HarvestState.FINISHED, HarvestState.ENDED))
    ended = rests.update(state=HarvestState.ENDED, finished_at=now, wish=Wish.NONE)
    if not ended and not row.filter(state=HarvestState.RUNNING).update(wish=Wish.END):
        raise NotPossible(N_("This import has come to its end."))
    audit.record(by=by, action="catalog.end", subject=harvest, now=now)


def mended(harvest: Harvest, **chosen: object) -> Profile:
    """Return how an import's rows are to be read when some of its profile is changed; raise FormatError where that fits its file not.

    Headings of a table are found again where what they are found by has changed, as long as the file is still there.
    """
    before = profile_of(harvest.profile)
    after = msgspec.structs.replace(before, notes=(), **chosen)
    if before.format not in TABLES or not ({"encoding", "delimiter"} & chosen.keys()):
        return after
    path = Path(_file_of(harvest).path)
    if not path.is_file():
        return after
    with path.open("rb") as file:
        found, _chunks = open_file(file, harvest.file_name, msgspec.structs.replace(after, columns=()))
    return found


def _file_of(harvest: Harvest) -> Harvest:
    while harvest.parent is not None:
        harvest = harvest.parent
    return harvest


@transaction.atomic
def retry(*, by: Account, harvest: Harvest, profile: Profile, now: datetime) -> Harvest:
    """Take the refused rows of an import up again, read by ``profile``, as an import of their own: it counts what becomes of each."""
    allow(by, "catalog.add_harvest")
    rows = Refusal.objects.filter(harvest=harvest, retried=None)
    if harvest.state in (HarvestState.WAITING, HarvestState.RUNNING):
        raise NotPossible(N_("This import has not come to its end yet."))
    waiting = rows.count()
    if not waiting:
        raise NotPossible(N_("No refused row waits to be taken up again."))
    made = Harvest.objects.create(
        source=harvest.source, file_name=harvest.file_name, path=harvest.path, digest=harvest.digest, size=waiting,
        profile=msgspec.to_builtins(profile), by=by, created_at=now, role=HarvestRole.RETRY, parent=harvest,
        selection=harvest.selection,
    )  # fmt: skip
    rows.update(retried=made)
    audit.record(by=by, action="catalog.retry", subject=made, now=now)
    jobs.enqueue("catalog.import", harvest=made.pk)
    return made


@transaction.atomic
def undo(*, by: Account, harvest: Harvest, now: datetime) -> Harvest:
    """Take a whole import back, reversibly; of an undoing: bring back what it took. Return the row that counts what is done."""
    allow(by, "catalog.change_sourcerecord")
    Harvest.objects.select_for_update().get(pk=harvest.pk)
    if harvest.state in (HarvestState.WAITING, HarvestState.RUNNING):
        raise NotPossible(N_("This import has not come to its end yet."))
    if harvest.role == HarvestRole.UNDO and (harvest.parent is None or harvest.parent.role == HarvestRole.UNDO):
        raise NotPossible(N_("Take the import itself back again instead."))
    if undoing.is_undone(harvest) or harvest.followers.filter(role=HarvestRole.UNDO, parent__role=HarvestRole.UNDO).exists():
        raise NotPossible(N_("This has been taken back already."))
    size = harvest.rows_done if harvest.role == HarvestRole.UNDO else undoing.preview(harvest).total
    made = undoing.lay_down(harvest, size=size, by=by, now=now)
    audit.record(by=by, action="catalog.undo_import", subject=made, now=now)
    jobs.enqueue("catalog.undo", harvest=made.pk)
    return made
