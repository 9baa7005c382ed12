"""The queue of pairs that wait for a person: narrowed down, counted, the next one side by side; and what was decided."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet

from lantai.catalog import queries as catalog
from lantai.catalog.actions import TIES
from lantai.catalog.models import Judgement, Source, SourceRecord, Verdict, Work
from lantai.catalog.queries import OriginRow
from lantai.core.bib.beside import Row, beside
from lantai.core.bib.record import BibRecord
from lantai.people.models import Account

MOST_CHOICES = 40


@dataclass(frozen=True, slots=True)
class Queue:
    """Which pairs one person works on: those for a reason, of a source, in a language ("" any); ``after``: those up to this one were skipped."""

    reason: str = ""
    source: str = ""
    language: str = ""
    after: int = 0

    def address(self, **changes: Any) -> str:
        """Return the query string of this queue with some values changed."""
        there = replace(self, **changes)
        kept = {name: getattr(there, name) for name in ("reason", "source", "language", "after") if getattr(there, name)}
        return f"?{urlencode(kept)}" if kept else ""

    @property
    def from_the_start(self) -> str:
        """Return the query string that brings the skipped ones back."""
        return self.address(after=0)

    @property
    def is_narrowed(self) -> bool:
        """Say whether only some of the pairs are asked for."""
        return bool(self.reason or self.source or self.language)

    def pairs(self) -> QuerySet[Judgement]:
        """Return the pairs of this queue, skipped ones among them, the oldest first."""
        rows = catalog.unsure_pairs()
        if self.reason:
            rows = rows.filter(Q(reasons__0__0=self.reason) | Q(reasons__1__0=self.reason))
        if self.source:
            rows = rows.filter(Q(left__source__name=self.source) | Q(right__source__name=self.source))
        if self.language:
            of = Q(left__instance__work__language=self.language) | Q(right__instance__work__language=self.language)
            rows = rows.filter(of)
        return rows


@dataclass(frozen=True, slots=True)
class Choices:
    """What the queue can be narrowed down by, each value with its number of pairs."""

    reasons: Sequence[tuple[str, int]]
    sources: Sequence[tuple[str, str, int]]
    languages: Sequence[tuple[str, int]]


def choices() -> Choices:
    """Return the values that occur among all pairs that wait."""
    waiting = catalog.unsure_pairs().order_by()
    reasons: Counter[str] = Counter()
    for place in ("reasons__0__0", "reasons__1__0"):
        reasons.update(_counted(waiting, place))
    sources: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    for side in ("left", "right"):
        sources.update(_counted(waiting, f"{side}__source__name"))
        languages.update(_counted(waiting, f"{side}__instance__work__language"))
    titles = dict(Source.objects.filter(name__in=sources).values_list("name", "title"))
    return Choices(
        reasons=reasons.most_common(MOST_CHOICES),
        sources=[(name, titles.get(name, name), n) for name, n in sources.most_common(MOST_CHOICES)],
        languages=languages.most_common(MOST_CHOICES),
    )


def _counted(rows: QuerySet[Judgement], place: str) -> dict[str, int]:
    return {value: n for value, n in rows.values_list(place).annotate(n=Count("pk")) if value}


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two records side by side, each with where it came from and the public number of its work."""

    judgement: Judgement
    left: BibRecord
    right: BibRecord
    left_origin: OriginRow
    right_origin: OriginRow
    left_work: int | None
    right_work: int | None

    @property
    def rows(self) -> list[Row]:
        """Return what both say, field by field; what no field holds is seen in the records as received."""
        return [row for row in beside(self.left, self.right) if row.field != "verbatim"]

    @property
    def percent(self) -> int:
        """Return how sure the rules are that both are one edition, in percent."""
        return round(100 * self.judgement.score)


def pairs(judgements: Collection[Judgement]) -> list[PairRow]:
    """Return what a person must see to decide these."""
    wanted = {pk for j in judgements for pk in (j.left_id, j.right_id)}
    works = dict(
        SourceRecord.objects.filter(pk__in=wanted, instance__work__state=Work.State.LIVE).values_list("pk", "instance__work_id")
    )
    return [
        PairRow(
            p.judgement, p.left, p.right, p.origins[p.judgement.left_id], p.origins[p.judgement.right_id],
            works.get(p.judgement.left_id), works.get(p.judgement.right_id),
        )
        for p in catalog.pairs(judgements)
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Desk:
    """The pair to decide now. ``left``: how many of the queue still come, this one among them; ``skipped``: how many were passed over."""

    queue: Queue
    pair: PairRow | None
    left: int
    skipped: int
    waiting: int


def desk(queue: Queue) -> Desk:
    """Return the next pair of a queue."""
    rows = queue.pairs()
    coming = rows.filter(pk__gt=queue.after)
    first = coming.first()
    left, all_of_it = coming.count(), rows.count()
    return Desk(
        queue=queue,
        pair=pairs([first])[0] if first else None,
        left=left,
        skipped=all_of_it - left,
        waiting=catalog.unsure_pairs().count() if queue.is_narrowed else all_of_it,
    )


def decisions() -> QuerySet[Judgement]:
    """Return what people decided about two records and what stands of it, the newest first."""
    rows = Judgement.objects.filter(by__isnull=False, undone_at=None).exclude(verdict=Verdict.UNSURE)
    return rows.exclude(reasons__0__0__in=TIES).select_related("by").order_by("-at", "-pk")


def last_of(person: Account) -> PairRow | None:
    """Return what this person decided last, if it still stands."""
    found = decisions().filter(by=person).first()
    return pairs([found])[0] if found else None


def meanwhile(judgement: Judgement) -> Judgement | None:
    """Return what somebody decided about a pair in the place of ``judgement``."""
    return decisions().filter(left=judgement.left_id, right=judgement.right_id).first()


def of_period(
    rows: QuerySet[Judgement], *, person: int | None, begin: date | None, end: date | None, zone: Any
) -> QuerySet[Judgement]:
    """Keep the decisions of a person and of the days from ``begin`` to ``end``, both included, in a time zone."""
    if person:
        rows = rows.filter(by=person)
    if begin:
        rows = rows.filter(at__gte=datetime(begin.year, begin.month, begin.day, tzinfo=zone))
    if end:
        rows = rows.filter(at__lt=datetime(end.year, end.month, end.day, tzinfo=zone) + timedelta(days=1))
    return rows


def deciders() -> list[Account]:
    """Return everybody of whom a decision stands, by name."""
    return list(Account.objects.filter(pk__in=decisions().order_by().values("by")).order_by("username"))
