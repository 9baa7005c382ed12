"""The rules' judgements about the records of a few works, made anew after one of them changed."""

from collections.abc import Collection
from datetime import datetime
from itertools import combinations

from lantai.core.matching.compare import same_edition
from lantai.core.matching.seen import Signs
from lantai.core.matching.signs import signs
from lantai.core.matching.verdict import Decision
from lantai.core.matching.verdict import Verdict as Compared
from lantai.core.matching.versions import one_work

from . import known
from .models import Judgement, Level, SourceRecord, Verdict
from .tables import insert

MOST_MEMBERS = 300
"""Records of one work that are compared each with each; a work of more keeps the judgements it has."""


def rejudge(works: Collection[int], *, now: datetime) -> None:
    """Compare the live records of ``works`` each with each, and put the outcome in place of what the rules said before;
    staff's judgements stay."""
    rows = list(SourceRecord.objects.filter(known.live(), instance__work__in=works).order_by("pk").values_list("pk", "source_id"))
    if len(rows) > MOST_MEMBERS:
        return
    pks = [pk for pk, _ in rows]
    read = {pk: signs(record) for pk, record in known.read_again(pks).items()}
    inside = Judgement.objects.filter(left__in=pks, right__in=pks, undone_at=None)
    inside.filter(by=None).update(undone_at=now)
    decided = {(a, b): (level, verdict) for a, b, level, verdict in inside.values_list("left_id", "right_id", "level", "verdict")}
    found = (
        (a, b, level, verdict)
        for (a, source_a), (b, source_b) in combinations(rows, 2)
        for level, verdict in judgements(read[a], read[b], one_source=source_a == source_b)
        if not _settles(decided.get((a, b)), level)
    )
    insert(
        Judgement,
        ("left_id", "right_id", "level", "verdict", "score", "reasons", "at"),
        ((a, b, level.value, v.decision.value, v.score, list(v.reasons), now) for a, b, level, v in found),
    )


def _settles(decided: tuple[str, str] | None, level: Level) -> bool:
    """Say whether what staff decided about a pair leaves nothing to say at ``level``: all but "other editions" answers both."""
    return decided is not None and (decided[0] == level or decided != (Level.EDITION, Verdict.DIFFERENT))


def judgements(a: Signs, b: Signs, *, one_source: bool) -> list[tuple[Level, Compared]]:
    """Return what is worth keeping of a comparison: the same edition, a doubt about that, the same work, else a doubt about that."""
    edition = same_edition(a, b, one_source=one_source)
    if edition.decision is Decision.SAME:
        return [(Level.EDITION, edition)]
    kept = [(Level.EDITION, edition)] if edition.decision is Decision.UNSURE else []
    work = one_work(a, b)
    is_kept = work.decision is Decision.SAME or (work.decision is Decision.UNSURE and not kept)
    return [*kept, (Level.WORK, work)] if is_kept else kept
