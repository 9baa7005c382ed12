"""Money as pages show it: exchange rates, funds with budget, commitment and what is spent, costs by year."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from lantai.apps.agreements.models import Agreement, Budget, Cost, CostShare, CostState, ExchangeRate, Fund

PRECISION = Decimal("1e-10")


def rate(base: str, target: str, *, on: date) -> tuple[Decimal, date, str] | None:
    """Return the last exchange rate up to a day with its date and source; that of the other direction turned round where there is no own."""
    rows = ExchangeRate.objects.filter(on_date__lte=on).order_by("-on_date", "-pk")
    own, turned = rows.filter(base=base, target=target).first(), rows.filter(base=target, target=base).first()
    if own is not None and (turned is None or own.on_date >= turned.on_date):
        return own.rate, own.on_date, own.source
    if turned is not None:
        return (1 / turned.rate).quantize(PRECISION), turned.on_date, turned.source
    return None


@dataclass(frozen=True, slots=True)
class FundYear:
    """A fund in one of its budget's periods; amounts in its minor units. ``percent``: of the budget, for bars, at most 100 together."""

    fund: Fund
    budget: Budget
    planned: int
    committed: int
    spent: int

    @property
    def free(self) -> int:
        """Return what is left; below 0 where more was promised than there is."""
        return self.budget.minor - self.committed - self.spent

    @property
    def spent_percent(self) -> float:
        """Return the spent part of the bar."""
        return self._percent(self.spent)

    @property
    def committed_percent(self) -> float:
        """Return the committed part of the bar."""
        return min(self._percent(self.committed), 100 - self.spent_percent)

    def _percent(self, minor: int) -> float:
        whole = max(self.budget.minor, self.committed + self.spent, 1)
        return round(100 * max(minor, 0) / whole, 2)


def fund_years(*, on: date | None = None) -> list[FundYear]:
    """Return every budget with what was taken from it, the newest first; ``on``: only those that a day lies in."""
    budgets = Budget.objects.select_related("fund").order_by("fund__code", "-start_date")
    if on is not None:
        budgets = budgets.filter(start_date__lte=on, end_date__gt=on)
    return [_fund_year(budget) for budget in budgets]


def _fund_year(budget: Budget) -> FundYear:
    taken = CostShare.objects.filter(
        fund=budget.fund_id, cost__booked_on__gte=budget.start_date, cost__booked_on__lt=budget.end_date
    )
    sums = dict(taken.order_by().values_list("cost__state").annotate(minor=Sum("minor")))
    return FundYear(
        budget.fund, budget, sums.get(CostState.PLANNED, 0), sums.get(CostState.COMMITTED, 0), sums.get(CostState.PAID, 0)
    )


@dataclass(frozen=True, slots=True)
class YearCosts:
    """What an agreement cost in a year, in the funds' currency. ``percent``: of the dearest year, for a bar."""

    year: int
    currency: str
    minor: int
    percent: float
    contract: tuple[tuple[str, int], ...]


def by_year(agreement: Agreement) -> list[YearCosts]:
    """Return what an agreement cost year by year, the oldest first; the contract's own amounts beside."""
    rows = Cost.objects.filter(agreement=agreement).prefetch_related("shares__fund")
    sums: dict[tuple[int, str], int] = defaultdict(int)
    contract: dict[tuple[int, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for cost in rows:
        for share in cost.shares.all():
            sums[cost.booked_on.year, share.fund.currency] += share.minor
        for currency in {share.fund.currency for share in cost.shares.all()}:
            contract[cost.booked_on.year, currency][cost.currency] += cost.total
    most = _most(sums)
    return [
        YearCosts(year, currency, minor, round(100 * max(minor, 0) / most[currency], 2), tuple(sorted(contract[year, currency].items())))
        for (year, currency), minor in sorted(sums.items())
    ]  # fmt: skip


def _most(sums: dict[tuple[int, str], int]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(lambda: 1)
    for (_year, currency), minor in sums.items():
        found[currency] = max(found[currency], minor)
    return found


def unallocated(costs: Iterable[Cost]) -> list[Cost]:
    """Return the costs that are shared out to nothing, or of which the total has changed since."""
    return [cost for cost in costs if (last := next(iter(cost.allocations.all()), None)) is None or last.total != cost.total]
