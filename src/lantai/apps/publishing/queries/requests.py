"""Requests of authors: their own, those that wait, what is spent of funds, and what OpenAPC is sent."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet, Sum

from lantai.apps.publishing.life import RequestState
from lantai.apps.publishing.models import Cap, ChargeFund, ChargeRequest
from lantai.core.formats.table_cells import neutral
from lantai.core.measures.amounts import plain
from lantai.people.models import Account

from .asking import CapState, used_of

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
    rows = ChargeFund.objects.filter(from_date__lte=on, until_date__gt=on)
    sums = {}
    for name, states in (
        ("spent", (RequestState.PAID, RequestState.CLOSED)),
        ("promised", (RequestState.APPROVED, RequestState.INVOICED)),
    ):
        found = ChargeRequest.objects.filter(fund__in=rows, state__in=states).values("fund")
        sums[name] = {row["fund"]: row["sum"] or 0 for row in found.annotate(sum=Sum("minor"))}
    made = (FundState(row, sums["spent"].get(row.pk, 0), sums["promised"].get(row.pk, 0)) for row in rows)
    return sorted(made, key=lambda state: -state.share)


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
