"""What people do to the catalog: imports, judgements, corrections, withdrawals taken back.

Every action checks the permission of ``by``, is atomic, audited, and can be undone. It takes its change number first: that
waits for an import's batch to end (the same order of locks as an import's), so what was read before is read again after it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

import msgspec
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from lantai.core.bib.record import BibRecord, encode
from lantai.core.formats.protocol import Chunk, Profile
from lantai.core.text.messages import N_
from lantai.infra import audit, events, jobs
from lantai.infra.pieces import pieces
from lantai.people.models import Account

from . import apply, derive, judging
from .events import WorksChanged
from .importing import digest_of, lay_down
from .known import correction_key, live
from .models import (
    CORRECTIONS,
    OURS,
    OWN,
    Harvest,
    HarvestRole,
    HarvestState,
    Identifier,
    Judgement,
    LeftPart,
    Level,
    Source,
    SourceRecord,
    Verdict,
    Wish,
    Work,
)
from .prepare import Desk, prepared
from .tables import next_change, reserve

CORRECTIONS_PRECEDENCE = 1_000

TITLES = {OWN: "Described by this library"}
"""Titles of our own sources that readers see; the library may change them."""

TIES = ("correction", "items")
"""Codes of judgements that only tie such a record to what it is about."""

JOBS = {HarvestRole.UNDO: "catalog.undo", HarvestRole.FETCH: "catalog.harvest"}
"""Which job goes on with an import that is no file."""

MOST_PARTINGS = 3_000
"""Judgements that one parting may take."""


class NotPossible(Exception):
    """The action does not fit the state of things; the message says why."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of two records, and in their own words why."""

    verdict: Verdict
    level: Level
    why: str


def allow(by: Account, permission: str) -> None:
    """Raise PermissionDenied unless ``by`` has the permission."""
    if not by.has_perm(permission):
        raise PermissionDenied(permission)


def upload(*, by: Account, file: UploadedFile, source: str, profile: Profile, now: datetime) -> Harvest:
    """Keep an uploaded file and have it imported by the worker; the same unfinished file goes on where it stopped."""
    allow(by, "catalog.add_harvest")
    path = _kept(file)
    with transaction.atomic():
        harvest = lay_down(path, source=source, profile=profile, by=by, now=now, file_name=file.name or "upload")
        audit.record(by=by, action="catalog.import", subject=harvest, now=now)
        jobs.enqueue("catalog.import", harvest=harvest.pk)
    return harvest


def _kept(file: UploadedFile) -> Path:
    """Write an upload below the data directory under its own digest, so that one file is kept once."""
    folder = Path(settings.DATA) / "uploads"
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder, prefix="incoming-", delete=False) as out:
        waiting = Path(out.name)
        try:
            for piece in file.chunks():
                out.write(piece)
        except BaseException:
            waiting.unlink()
            raise
    return waiting.replace(folder / digest_of(waiting))


def resume(*, by: Account, harvest: Harvest, now: datetime) -> None:
    """Have the worker go on with an import that stopped."""
    allow(by, "catalog.add_harvest")
    if harvest.state in (HarvestState.FINISHED, HarvestState.ENDED):
        raise NotPossible(N_("This import has come to its end."))
    with transaction.atomic():
        rests = Harvest.objects.filter(pk=harvest.pk, state__in=(HarvestState.STOPPED, HarvestState.PAUSED, HarvestState.FAILED))
        rests.update(state=HarvestState.WAITING, wish=Wish.NONE)
        audit.record(by=by, action="catalog.resume", subject=harvest, now=now)
        jobs.enqueue(JOBS.get(HarvestRole(harvest.role), "catalog.import"), harvest=harvest.pk)


def judge(*, by: Account, judgement: Judgement, verdict: Verdict, level: Level, now: datetime) -> Judgement:
    """Decide that two records are the same edition or work, or are not, in place of what was said before; works follow
    at once. Raise NotPossible where somebody has meanwhile decided."""
    allow(by, "catalog.change_judgement")
    with transaction.atomic():
        change = next_change()
        judgement.refresh_from_db()
        if judgement.undone_at is not None:
            raise NotPossible(N_("Meanwhile this pair has been decided, or its records have changed. Nothing was changed now."))
        return _decide(judgement.left, judgement.right, Said(verdict, level, ""), by=by, change=change, now=now)


def _decide(left: SourceRecord, right: SourceRecord, said: Said, *, by: Account, change: int, now: datetime) -> Judgement:
    a, b = sorted((newest(left), newest(right)))
    standing = Judgement.objects.filter(left=a, right=b, undone_at=None)
    if (said.verdict, said.level) == (Verdict.DIFFERENT, Level.EDITION):
        standing = standing.exclude(level=Level.WORK, by=None)  # other editions may well be of one work
    standing.update(undone_at=now)
    decided = Judgement.objects.create(
        left_id=a, right_id=b, level=said.level, verdict=said.verdict, score=1.0, reasons=[["staff", said.why]], by=by, at=now
    )
    audit.record(by=by, action=f"catalog.judge_{said.verdict}", subject=decided, now=now)
    _regroup_around([decided], change=change, now=now)
    return decided


def judge_by_hand(*, by: Account, left: SourceRecord, right: SourceRecord, said: Said, now: datetime) -> Judgement:
    """Decide about any two received records that nobody proposed, with a reason in words."""
    allow(by, "catalog.change_judgement")
    if not said.why.strip():
        raise NotPossible(N_("Say why, in a few words: whoever looks later must be able to follow."))
    if (left.source_id, left.key) == (right.source_id, right.key):
        raise NotPossible(N_("These are versions of one record."))
    with transaction.atomic():
        return _decide(left, right, said, by=by, change=next_change(), now=now)


def set_apart(*, by: Account, record: SourceRecord, level: Level, why: str, now: datetime) -> int:
    """Take a received record out of its edition, or with all of its edition out of its work, and return how many judgements that
    took; they are taken back together."""
    allow(by, "catalog.change_judgement")
    if not why.strip():
        raise NotPossible(N_("Say why, in a few words: whoever looks later must be able to follow."))
    with transaction.atomic():
        change = next_change()
        record = SourceRecord.objects.get(pk=newest(record))
        going, staying = _parting(record, level)
        if not staying:
            raise NotPossible(N_("Nothing else is left there: the record stands alone already."))
        if len(going) * len(staying) > MOST_PARTINGS:
            raise NotPossible(N_("Too many records stand together here to be parted by hand; decide about them pair by pair."))
        said = [(a, b, level, Verdict.DIFFERENT) for a in going for b in staying]
        if level == Level.EDITION:
            said.append((going[0], staying[0], Level.WORK, Verdict.SAME))  # another edition is still of the same work
        for a, b, of, verdict in said:
            pair = {"left_id": min(a, b), "right_id": max(a, b)}
            standing = Judgement.objects.filter(**pair, undone_at=None)
            (standing.filter(level=of) if level == Level.EDITION else standing).update(undone_at=now)
            Judgement.objects.create(**pair, level=of, verdict=verdict, score=1.0, reasons=[["staff", why]], by=by, at=now)
        audit.record(by=by, action="catalog.set_apart", subject=record, now=now)
        works = SourceRecord.objects.filter(pk__in=(*going, *staying)).values_list("instance__work_id", flat=True)
        tell(derive.regroup(set(works), change=change, now=now))
    return len(said)


def _parting(record: SourceRecord, level: Level) -> tuple[list[int], list[int]]:
    """Return which records leave and which they leave; corrections go with what they correct."""
    received = SourceRecord.objects.filter(live(), instance__work=record.instance.work_id).exclude(source__name__in=OURS)
    of_edition = list(received.filter(instance=record.instance_id).order_by("pk").values_list("pk", flat=True))
    if level == Level.EDITION:
        return [record.pk], [pk for pk in of_edition if pk != record.pk]
    return of_edition, list(received.exclude(instance=record.instance_id).order_by("pk").values_list("pk", flat=True))


def instance_of(record: SourceRecord) -> int:
    """Return the edition that the present version of a record describes; it may have changed since ``record`` was read."""
    return SourceRecord.objects.values_list("instance_id", flat=True).get(pk=newest(record))


def newest(record: SourceRecord) -> int:
    """Return the present version of a record: an import may have replaced the one that was judged while this one waited."""
    return SourceRecord.objects.values_list("pk", flat=True).get(source=record.source_id, key=record.key, current=True)


def undo_judgement(*, by: Account, judgement: Judgement, now: datetime) -> None:
    """Take a judgement of staff back, with those that were made in the same moment; the rules decide again."""
    allow(by, "catalog.change_judgement")
    if judgement.by_id is None or judgement.undone_at is not None:
        raise NotPossible(N_("Only a standing judgement of a person can be taken back."))
    with transaction.atomic():
        change = next_change()
        judgement.refresh_from_db()
        if judgement.undone_at is not None:
            raise NotPossible(N_("Only a standing judgement of a person can be taken back."))
        together = Judgement.objects.filter(by=judgement.by_id, at=judgement.at, undone_at=None)
        taken = [*together.exclude(reasons__0__0__in=TIES).exclude(pk=judgement.pk), judgement]
        Judgement.objects.filter(pk__in=[each.pk for each in taken]).update(undone_at=now)
        for each in taken:
            _bring_back(each)
        audit.record(by=by, action="catalog.undo_judgement", subject=judgement, now=now)
        _regroup_around(taken, change=change, now=now, anew=True)


def _bring_back(judgement: Judgement) -> None:
    """Let what the rules said, until this judgement took its place, stand again: a very large work is not compared anew."""
    pair = Judgement.objects.filter(left=judgement.left_id, right=judgement.right_id)
    standing = pair.filter(undone_at=None).values_list("level", flat=True)
    pair.filter(by=None, undone_at=judgement.at).exclude(level__in=list(standing)).update(undone_at=None)


def _regroup_around(judgements: Collection[Judgement], *, change: int, now: datetime, anew: bool = False) -> None:
    pks = {pk for judgement in judgements for pk in (judgement.left_id, judgement.right_id)}
    records = SourceRecord.objects.filter(pk__in=pks, instance__isnull=False)
    works = set(records.values_list("instance__work_id", flat=True))
    if anew:
        judging.rejudge(works, now=now)
    tell(derive.regroup(works, change=change, now=now))


def correct(*, by: Account, record: SourceRecord, says: BibRecord, now: datetime) -> SourceRecord:
    """Correct what ``record`` says: every field that ``says`` fills is shown instead, of all sources. What was received
    stays as it is.

    A later correction of the same record takes the place of the earlier one, whose bytes are kept.
    """
    allow(by, "catalog.change_sourcerecord")
    with transaction.atomic():
        change = next_change()
        record = SourceRecord.objects.get(pk=newest(record))
        if record.instance_id is None or record.withdrawn_id is not None:
            raise NotPossible(N_("The record describes nothing that can be corrected: it was withdrawn."))
        kept = keep_ours(CORRECTION, by=by, record=record, says=says, now=now)
        audit.record(by=by, action="catalog.correct", subject=record, now=now)
        tell(derive.instances([record.instance_id], change=change))
    return kept


@dataclass(frozen=True, slots=True)
class Ours:
    """A source of our own whose records hang on received ones. ``tie``: code of the judgement that keeps the two together."""

    source: str
    precedence: int
    tie: str


CORRECTION = Ours(CORRECTIONS, CORRECTIONS_PRECEDENCE, "correction")


def harvest_of(ours: Ours, *, by: Account, now: datetime) -> Harvest:
    """Return the harvest under which something of ours is kept."""
    source, _ = Source.objects.get_or_create(
        name=ours.source, defaults={"title": TITLES.get(ours.source, ours.source), "precedence": ours.precedence}
    )
    return Harvest.objects.create(
        source=source, file_name="", digest="", profile=msgspec.to_builtins(Profile(format="native")), state=HarvestState.FINISHED,
        by=by, created_at=now, started_at=now, finished_at=now, rows_done=1, new=1,
    )  # fmt: skip


def keep_ours(ours: Ours, *, by: Account, record: SourceRecord, says: BibRecord, now: datetime) -> SourceRecord:
    """Keep what ``says`` about a received record as a record of our own, in place of what it said before. Call inside a transaction
    that has its change number, and derive the instance afterwards."""
    harvest = harvest_of(ours, by=by, now=now)
    key = correction_key(record.source.name, record.key)
    raw = encode(msgspec.structs.replace(says, control=key, agency=""))
    row = prepared(says, Chunk(raw, 0, 1), Desk(profile=Profile(format="native"), source=ours.source, added=now.toordinal()))
    SourceRecord.objects.filter(source=harvest.source_id, key=key, current=True).update(current=False)
    (pk,) = reserve(SourceRecord, 1)
    apply.add_versions([(pk, msgspec.structs.replace(row, key=key), record.instance_id)], harvest=harvest)
    Judgement.objects.create(
        left=record, right_id=pk, level=Level.EDITION, verdict=Verdict.SAME, score=1.0, reasons=[[ours.tie, ""]], by=by, at=now
    )
    return SourceRecord.objects.get(pk=pk)


def withdraw_correction(*, by: Account, record: SourceRecord, now: datetime) -> None:
    """Take a correction back; the sources are shown again."""
    allow(by, "catalog.change_sourcerecord")
    if record.source.name != CORRECTIONS:
        raise NotPossible(N_("This record is not a correction."))
    if record.withdrawn_id is not None or not record.current:
        raise NotPossible(N_("This correction does not stand any more."))
    with transaction.atomic():
        change = next_change()
        record.refresh_from_db()
        SourceRecord.objects.filter(pk=record.pk).update(withdrawn=record.harvest)
        audit.record(by=by, action="catalog.withdraw_correction", subject=record, now=now)
        if record.instance_id:
            tell(derive.instances([record.instance_id], change=change))


def restore(*, by: Account, harvest: Harvest, now: datetime) -> int:
    """Bring back every record that an import withdrew, and return how many. One that came back by itself since, changed,
    stays as it came; a deletion of what was never there brings nothing."""
    allow(by, "catalog.change_sourcerecord")
    if harvest.role == HarvestRole.UNDO:
        raise NotPossible(N_("Bring back what an undone import brought on the page of that import."))
    with transaction.atomic():
        change = next_change()
        records = SourceRecord.objects.filter(withdrawn=harvest, current=True, instance__isnull=False)
        instances = set(records.values_list("instance_id", flat=True))
        count = records.update(withdrawn=None)
        audit.record(by=by, action="catalog.restore", subject=harvest, now=now)
        tell(derive.instances(instances, change=change))
    return count


def touch(works: Collection[int]) -> None:
    """Have the index look at works again: an area knows something new of them. Call inside the transaction that made it so."""
    Work.objects.filter(pk__in=works).update(changed=next_change())


def touch_numbered(scheme: str, values: Collection[str]) -> None:
    """Have the index look again at the works that have one of these numbers, DOIs perhaps. Call inside the transaction that made it so."""
    works: set[int] = set()
    for piece in pieces(sorted(set(values)), 500):
        rows = Identifier.objects.filter(scheme=scheme, value__in=piece, instance__live=True)
        works.update(rows.values_list("instance__work_id", flat=True))
    if works:
        touch(works)


@transaction.atomic
def note_left(family: str, rows: Sequence[tuple[int, str]], *, reached: int) -> None:
    """Note that works left parts of a family (``families``), (work, value); those that are gone altogether are told as that.

    ``reached``: up to which change that was known before: what left without a change of its own counts as changed, or no harvester would hear of it.
    """
    live = dict(Work.objects.filter(pk__in={work for work, _value in rows}, state=Work.State.LIVE).values_list("pk", "changed"))
    LeftPart.objects.bulk_create(
        (LeftPart(family=family, value=value, work_id=work) for work, value in rows if work in live), ignore_conflicts=True
    )
    if still := [work for work, changed in live.items() if changed <= reached]:
        touch(still)


def tell(works: Collection[int]) -> None:
    """Tell other areas which works have changed."""
    if works:
        events.tell(WorksChanged(frozenset(works)))
