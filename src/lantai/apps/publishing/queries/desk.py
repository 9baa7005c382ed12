"""What staff see at a glance: what runs out, what waits, what is known and from when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Q

from lantai.apps.publishing.life import RequestState
from lantai.apps.publishing.models import (
    Charge,
    ChargeRequest,
    CountryGroup,
    Institution,
    JournalList,
    Membership,
    PublishingAgreement,
    TakenFile,
    Waiver,
)

from . import requests
from .asking import CapState, journals_in, used_of, years_of
from .places import lineage, own

SOON = timedelta(days=90)
MOST_MEMBERS = 50


@dataclass(frozen=True, slots=True)
class Known:
    """How much is known of a kind of thing, and as of which day."""

    kind: str
    count: int
    said_date: date | None


@dataclass(frozen=True, slots=True)
class Year:
    """What the library's institution paid in a year, in euro cents."""

    year: int
    count: int
    under: int
    spent: int
    percent: float


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything at a glance."""

    own: Institution | None
    ending: Sequence[PublishingAgreement]
    ended: Sequence[PublishingAgreement]
    caps: Sequence[CapState]
    funds: Sequence[requests.FundState]
    submitted: int
    late: int
    years: Sequence[Year]
    known: Sequence[Known]
    files: Sequence[TakenFile]


def overview(on: date, *, now: datetime) -> Overview:
    """Return all of it (a fixed number of SQL queries)."""
    place = own()
    mine = PublishingAgreement.objects.filter(memberships__institution__in=lineage(place) if place else []).distinct()
    return Overview(
        own=place,
        ending=list(mine.filter(until_date__gt=on, until_date__lte=on + SOON).order_by("until_date")),
        ended=list(mine.filter(until_date__lte=on, until_date__gt=on - SOON).order_by("-until_date")),
        caps=requests.caps(on),
        funds=requests.funds(on),
        submitted=ChargeRequest.objects.filter(state=RequestState.SUBMITTED).count(),
        late=requests.waiting(now=now).count(),
        years=_years(place),
        known=_known(),
        files=list(TakenFile.objects.select_related("by")[:10]),
    )


def _years(place: Institution | None) -> list[Year]:
    rows = years_of(place.name) if place else []
    most = max((row["spent"] or 0 for row in rows), default=0) or 1
    return [
        Year(row["year"], row["count"], row["under"], row["spent"] or 0, round(100 * (row["spent"] or 0) / most, 1))
        for row in rows
    ]


def _known() -> list[Known]:
    lists = JournalList.objects.aggregate(at=Max("said_date"))["at"]
    return [
        Known(
            "agreements", PublishingAgreement.objects.count(), PublishingAgreement.objects.aggregate(at=Max("said_date"))["at"]
        ),
        Known("lists", JournalList.objects.values("agreement").distinct().count(), lists),
        Known("institutions", Institution.objects.count(), None),
        Known("memberships", Membership.objects.count(), None),
        Known("waivers", Waiver.objects.count(), Waiver.objects.aggregate(at=Max("said_date"))["at"]),
        Known("groups", CountryGroup.objects.count(), CountryGroup.objects.aggregate(at=Max("from_date"))["at"]),
        Known("charges", Charge.objects.count(), Charge.objects.aggregate(at=Max("said_date"))["at"]),
    ]


@dataclass(frozen=True, slots=True)
class About:
    """What the page of one agreement shows."""

    caps: Sequence[CapState]
    members: Sequence[Membership]
    member_count: int
    lists: Sequence[JournalList]
    journals: int
    requests: int
    has_ended: bool


def about(row: PublishingAgreement, on: date) -> About:
    """Return what is known of an agreement on a day."""
    rows = list(row.caps.select_related("agreement"))
    used = used_of(rows)
    members = row.memberships.filter(Q(until_date=None) | Q(until_date__gt=row.from_date or on)).select_related("institution")
    return About(
        caps=[used[cap.pk] for cap in rows],
        members=list(members.order_by("institution__name", "-from_date")[:MOST_MEMBERS]),
        member_count=row.memberships.values("institution").distinct().count(),
        lists=list(row.journal_lists.all()[:20]),
        journals=journals_in(row, on),
        requests=row.requests.count(),
        has_ended=row.until_date is not None and row.until_date <= on,
    )
