"""Requests of authors: their own, those that wait, what is spent of funds, and what OpenAPC is sent."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet, Sum
from django.utils.timezone import localdate

from lantai.apps.publishing.life import RequestState
from lantai.apps.publishing.models import Cap, ChargeFund, ChargeRequest
from lantai.core.formats.table_cells import neutral
from lantai.core.measures.amounts import plain
from lantai.people.models import Account

from .asking import CapState, caps_on, used_of

WAITING = timedelta(days=5)
WARN = 0.8
"""Share of a cap or a fund from which staff are warned."""

OPENAPC = (
    "institution",
    "period",
    "euro",
    "doi",
    "is_hybrid",
    "publisher",
    "journal_full_title",
    "issn",
    "license_ref",
    "url",
    "agreement",
)


@dataclass(frozen=True, slots=True)
class FundState:
    """A fund with what is spent or promised of it, in its currency."""

    fund: ChargeFund
    spent: int
    promised: int

    @property
    def share(self) -> float:
        """Return the share that is spent or promised."""
        return (self.spent + self.promised) / self.fund.minor if self.fund.minor else float(bool(self.spent or self.promised))


def requests() -> QuerySet[ChargeRequest]:
    """Return all requests with what lists show of them."""
    return ChargeRequest.objects.select_related("author", "institution", "agreement", "fund")


def handed_in() -> QuerySet[ChargeRequest]:
    """Return the requests that staff see: drafts are their authors' alone."""
    return requests().exclude(state=RequestState.DRAFT)


def others_of(row: ChargeRequest) -> QuerySet[ChargeRequest]:
    """Return the other requests for the same article that were handed in and stand: of its DOI, or of its title in the journal."""
    same = Q(title__iexact=row.title, journal__iexact=row.journal)
    if row.issn:
        same |= Q(title__iexact=row.title, issn=row.issn)
    if row.doi:
        same |= Q(doi=row.doi)
    return handed_in().filter(same).exclude(state__in=(RequestState.REFUSED, RequestState.WITHDRAWN)).exclude(pk=row.pk)


def own(account: Account) -> QuerySet[ChargeRequest]:
    """Return an author's own requests, the newest first."""
    return requests().filter(author=account)


def waiting(*, now: datetime) -> QuerySet[ChargeRequest]:
    """Return the requests that have waited for the library for more than five days, the oldest first."""
    return requests().filter(state=RequestState.SUBMITTED, since_at__lte=now - WAITING).order_by("since_at")


def caps(on: date) -> list[CapState]:
    """Return all caps of a day with what is used, those that are used most first."""
    rows = list(Cap.objects.filter(from_date__lte=on, until_date__gt=on).select_related("agreement"))
    return sorted(used_of(rows).values(), key=lambda state: -state.share)


def funds(on: date) -> list[FundState]:
    """Return the funds of a day with what is spent and promised, those that are used most first (three SQL queries)."""
    return states_of(ChargeFund.objects.filter(from_date__lte=on, until_date__gt=on))


def states_of(rows: QuerySet[ChargeFund]) -> list[FundState]:
    """Return funds with what is spent and promised, those that are used most first (three SQL queries)."""
    sums = {}
    for name, states in (
        ("spent", (RequestState.PAID, RequestState.CLOSED)),
        ("promised", (RequestState.APPROVED, RequestState.INVOICED)),
    ):
        found = ChargeRequest.objects.filter(fund__in=rows, state__in=states).values("fund")
        sums[name] = {row["fund"]: row["sum"] or 0 for row in found.annotate(sum=Sum("minor"))}
    made = (FundState(row, sums["spent"].get(row.pk, 0), sums["promised"].get(row.pk, 0)) for row in rows)
    return sorted(made, key=lambda state: -state.share)


def overdrawn(row: ChargeRequest) -> tuple[CapState | None, FundState | None]:
    """Return the cap and the fund of a request of which more is used, this request counted, than there is; None for one that has enough."""
    day = row.accepted_date or localdate(row.made_at)
    cap = caps_on([row.agreement_id], day).get(row.agreement_id) if row.agreement_id else None
    fund = next(iter(states_of(ChargeFund.objects.filter(pk=row.fund_id))), None)
    return cap if cap and cap.is_overdrawn else None, fund if fund and fund.share > 1 else None


def for_openapc(year: int | None = None) -> Iterator[str]:
    """Yield lines of OpenAPC's table: what was paid, and what appeared under an agreement; amounts in euro as they were paid, others NA."""
    yield _line(OPENAPC)
    rows = requests().filter(state__in=(RequestState.PAID, RequestState.CLOSED)).order_by("paid_date", "pk")
    for row in rows:
        day = row.paid_date or row.accepted_date or row.since_at.date()
        if year is None or day.year == year:
            yield _line(_cells(row, day))


def _cells(row: ChargeRequest, day: date) -> tuple[str, ...]:
    euro = plain(row.minor, "EUR") if row.minor is not None and row.currency == "EUR" else "NA"
    hybrid = "NA" if row.is_hybrid is None else str(row.is_hybrid).upper()
    said = (
        row.institution.name if row.institution else "NA", str(day.year), euro, row.doi or "NA", hybrid, row.publisher or "NA", row.journal,
        row.issn or "NA", row.license or "NA", "NA", row.agreement.reference if row.agreement and row.minor in (None, 0) else "NA",
    )  # fmt: skip
    return tuple(neutral(cell) for cell in said)


def _line(cells: tuple[str, ...]) -> str:
    made = io.StringIO()
    csv.writer(made, lineterminator="\r\n").writerow(cells)
    return made.getvalue()
