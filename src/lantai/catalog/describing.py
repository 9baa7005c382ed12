"""Descriptions that the library makes itself: a source of its own, through the same steps as any record that is imported."""

from datetime import datetime

import msgspec
from django.db import transaction

from lantai.core.bib.record import BibRecord, encode
from lantai.core.formats.protocol import Chunk, Profile
from lantai.core.text.messages import N_
from lantai.infra import audit
from lantai.people.models import Account

from . import apply, derive
from .actions import NotPossible, Ours, allow, harvest_of, tell
from .arrivals import arrive_own
from .models import OWN, Harvest, SourceRecord
from .prepare import Desk, prepared
from .tables import next_change

DESCRIPTIONS = Ours(OWN, 500, "")
"""Before what is imported, behind corrections."""


def describe(*, by: Account, number: str, says: BibRecord, now: datetime) -> SourceRecord:
    """Keep a description under the library's own ``number``: a new record, or a new version of the one that has the number. Sent twice,
    it is kept once."""
    allow(by, "catalog.add_sourcerecord")
    raw = encode(msgspec.structs.replace(says, control=number, agency="", sources=()))
    with transaction.atomic():
        harvest = harvest_of(DESCRIPTIONS, by=by, now=now)
        Harvest.objects.filter(pk=harvest.pk).update(rows_done=0, new=0)
        desk = Desk(profile=Profile(format="native"), source=OWN, added=now.toordinal())
        row = prepared(msgspec.structs.replace(says, control=number), Chunk(raw, 0, 1), desk)
        arrived = arrive_own(row, harvest=harvest, now=now)
        apply.count(harvest, **arrived.counts)
        kept = SourceRecord.objects.get(source=harvest.source_id, key=row.key, current=True)
        audit.record(by=by, action="catalog.describe", subject=kept, now=now)
        tell(arrived.touched | {work for work in [kept.instance and kept.instance.work_id] if work})
    return kept


def withdraw_description(*, by: Account, record: SourceRecord, now: datetime) -> None:
    """Take a description of the library's own out; it can be brought back under Deletions."""
    allow(by, "catalog.add_sourcerecord")
    if record.source.name != OWN:
        raise NotPossible(N_("Only what the library itself has described is withdrawn here."))
    with transaction.atomic():
        change = next_change()
        found = SourceRecord.objects.filter(pk=record.pk, current=True, withdrawn=None)
        if not found.update(withdrawn=harvest_of(DESCRIPTIONS, by=by, now=now)):
            raise NotPossible(N_("Meanwhile the description was changed or withdrawn."))
        audit.record(by=by, action="catalog.withdraw_description", subject=record, now=now)
        if record.instance_id:
            tell(derive.instances([record.instance_id], change=change))
