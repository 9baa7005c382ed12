"""Agreements of the demo library: vendors, prices and people that nobody has ever met, at every stage of their lives.

Everything goes through the public actions; a second call finds what is there and changes nothing. Packages of the demo are taken from
the shelf where they are there, else one of its own is made, so that every page shows something.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from lantai.apps.holdings import actions as holdings
from lantai.apps.holdings.models import Package, PackageSource, Platform
from lantai.people.models import Account

from . import actions
from .actions.allocating import Weighed
from .actions.costing import Rate
from .models import (
    Agreement,
    AgreementPeriod,
    AllocationMethod,
    Budget,
    Contact,
    Cost,
    DocumentKind,
    Entitlement,
    ExchangeRate,
    Fund,
    License,
    LicenseTerm,
    ListPrice,
    Member,
    Stage,
    Vendor,
)

MEMO = "This is a decision memo of the demo library. It decides nothing.\n"
SOURCE = "Imaginary Central Bank"
PRICED = 12
"""Titles with a list price."""

VENDORS = (("Heron & Reed Publishing", "Willow Tern"), ("云鹤数据", "林知秋"), ("دار القلم الرقمية", "سلمى الزيتوني"))
FUNDS = (
    ("SERIALS", "Journals", 4_000_000_00),
    ("DATABASES", "Databases", 2_500_000_00),
    ("BOOKS", "Electronic books", 900_000_00),
)
OPEN = {
    "authorised": "members",
    "walk_in": "permitted",
    "remote": "permitted",
    "concurrent": "unlimited",
    "ill_print": "permitted",
    "ill_electronic": "conditional",
    "course_packs": "permitted",
    "text_mining": "permitted",
    "ai_use": "conditional",
    "archiving": "permitted",
    "perpetual": "subscribed",
}
NARROW = {
    "authorised": "members",
    "walk_in": "prohibited",
    "remote": "prohibited",
    "concurrent": "limited",
    "ill_print": "conditional",
    "ill_electronic": "prohibited",
    "course_packs": "prohibited",
    "text_mining": "prohibited",
    "ai_use": "prohibited",
    "archiving": "conditional",
    "perpetual": "none",
}


def furnish(*, by: Account, now: datetime) -> bool:
    """Fill the pages of agreements; return whether that was to be done."""
    if Agreement.objects.exists():
        return False
    today = now.date()
    vendors = [_vendor(n, name, contact, by=by, now=now) for n, (name, contact) in enumerate(VENDORS, start=1)]
    licenses = _licenses(by=by, now=now, year=today.year)
    funds = _funds(by=by, now=now, year=today.year)
    packages = _packages(now=now)
    running = _deal(
        "Heron Complete Journals", "DEMO-1", vendors[0], licenses[0], packages[0], by=by, now=now, start=today.year - 2, years=3
    )
    _in_service(running, by=by, now=now)
    _costs(running, funds, "USD", 182_400_00, by=by, now=now, allocate=True)
    _prices(packages[0], by=by, now=now)
    joint = _deal(
        "云鹤中文期刊库（联合采购）",
        "DEMO-2",
        vendors[1],
        licenses[1],
        packages[-1],
        by=by,
        now=now,
        start=today.year - 1,
        years=2,
        consortium="Three Lakes Consortium",
    )
    for name, weight, ours in (
        ("Lantai Demo Library", 40, True),
        ("Library of the North Lake", 35, False),
        ("Library of the South Lake", 25, False),
    ):
        actions.keep(by=by, row=Member(agreement=joint), said={"name": name, "weight": weight, "ours": ours}, now=now)
    _in_service(joint, by=by, now=now)
    _costs(joint, funds[1:], "CNY", 960_000_00, by=by, now=now, together=True)
    ended = _deal(
        "مجموعة القلم للكتب",
        "DEMO-3",
        vendors[2],
        licenses[0],
        packages[len(packages) // 2],
        by=by,
        now=now,
        start=today.year - 3,
        years=3,
    )
    _in_service(ended, by=by, now=now)
    _costs(ended, funds[2:], "EUR", 41_250_50, by=by, now=now)
    _cancelled(ended, by=by, now=now)
    for n, (name, stages) in enumerate(_BEGINNINGS, start=4):
        row = _deal(name, f"DEMO-{n}", vendors[n % 3], None, None, by=by, now=now, start=today.year + 1, years=1)
        for stage in stages:
            actions.move(by=by, agreement=row, to=stage, why="demo: on its way", now=now)
    actions.open_reviews(now=now)
    return True


_BEGINNINGS: tuple[tuple[str, Sequence[Stage]], ...] = (
    ("Atlas of Imaginary Rivers", ()),
    ("Tern Standards Online", (Stage.SCREENING,)),
    ("Marsh Law Reports", (Stage.SCREENING, Stage.TRIAL)),
    ("Reed Image Archive", (Stage.SCREENING, Stage.TRIAL, Stage.EVALUATED, Stage.NEGOTIATION)),
    ("Lantern Newspapers 1890–1949", (Stage.SCREENING, Stage.NEGOTIATION, Stage.APPROVED, Stage.ORDERED)),
)


def _vendor(n: int, name: str, contact: str, *, by: Account, now: datetime) -> Vendor:
    known = {
        "name": name,
        "note": "Imaginary: made for the demo library.",
        "address": f"https://vendor{n}.example/",
        "customer_number": f"DEMO-{n:04}",
        "platforms": list(Platform.objects.order_by("pk")[n - 1 : n]),
    }
    row = actions.keep(by=by, row=Vendor(), said=known, now=now)
    said = {"name": contact, "role": "Licensing", "mail": f"licensing-{row.pk}@vendor.example"}
    actions.keep(by=by, row=Contact(vendor=row), said=said, now=now)
    return row


def _licenses(*, by: Account, now: datetime, year: int) -> list[License]:
    made = []
    for name, terms in (("Heron model licence", OPEN), ("云鹤使用许可", NARROW)):
        row = actions.keep(
            by=by, row=License(), said={"name": name, "status": "signed", "start_date": date(year - 3, 1, 1)}, now=now
        )
        for term, value in terms.items():
            said = {"value": value, "number": 5 if value == "limited" else None, "public": True}
            actions.keep(by=by, row=LicenseTerm(license=row, name=term), said=said, now=now)
        made.append(row)
    newer = actions.keep(
        by=by,
        row=License(),
        said={
            "name": "Heron model licence: first amendment",
            "status": "signed",
            "amends": made[0],
        },
        now=now,
    )
    for term, value, number in (("ai_use", "permitted", None), ("price_cap", "limited", 3)):
        actions.keep(
            by=by, row=LicenseTerm(license=newer, name=term), said={"value": value, "number": number, "public": True}, now=now
        )
    return [newer, made[1]]


def _funds(*, by: Account, now: datetime, year: int) -> list[Fund]:
    made = []
    for code, name, minor in FUNDS:
        row = actions.keep(by=by, row=Fund(), said={"code": code, "name": name, "currency": "CNY"}, now=now)
        for n in range(year - 3, year + 2):
            said = {"start_date": date(n, 1, 1), "end_date": date(n + 1, 1, 1), "minor": minor + (n - year) * 50_000_00}
            actions.keep(by=by, row=Budget(fund=row), said=said, now=now)
        made.append(row)
    for base, rate in (("USD", "7.1000"), ("EUR", "7.8000"), ("GBP", "9.1500")):
        for n in range(year - 3, year + 1):
            said = {
                "base": base,
                "target": "CNY",
                "on_date": date(n, 1, 4),
                "rate": Decimal(rate) + Decimal(n - year) / 20,
                "source": SOURCE,
            }
            actions.keep(by=by, row=ExchangeRate(), said=said, now=now)
    return made


def _packages(*, now: datetime) -> list[Package]:
    """Return packages of the shelf that have titles and are not free to all; one made here where there are none."""
    paid = Package.objects.exclude(source__in=(PackageSource.FREE, PackageSource.DOAJ))
    found = list(paid.filter(titles__removed_at=None, titles__isnull=False).distinct().order_by("pk")[:3])
    if found:
        return found
    platform = Platform.objects.first() or holdings.make_platform(
        by=None, values={"name": "Heron Online (demo)", "address": "https://heron.example/"}, now=now
    )
    said = {"name": "Heron Complete (demo)", "reference": "demo-heron-complete", "platform": platform}
    return [holdings.make_package(by=None, values=said, now=now)]


def _deal(
    name: str,
    reference: str,
    vendor: Vendor,
    terms: License | None,
    package: Package | None,
    *,
    by: Account,
    now: datetime,
    start: int,
    years: int,
    consortium: str = "",
) -> Agreement:
    said = {
        "name": name,
        "reference": reference,
        "vendor": vendor,
        "license": terms,
        "owner": by,
        "method": "network",
        "test_link": "https://heron.example/",
        "consortium": consortium,
    }
    row = actions.keep(by=by, row=Agreement(), said=said, now=now)
    for n in range(start, start + years):
        end = date(n + 1, 1, 1)
        period = {"start_date": date(n, 1, 1), "end_date": end, "cancellation_deadline": end - timedelta(days=30)}
        actions.keep(by=by, row=AgreementPeriod(agreement=row), said=period, now=now)
    if package is not None:
        actions.keep(by=by, row=Entitlement(agreement=row), said={"package": package}, now=now)
    else:
        actions.keep(by=by, row=Entitlement(agreement=row), said={"description": name}, now=now)
    return row


def _in_service(row: Agreement, *, by: Account, now: datetime) -> None:
    actions.vouch_for_link(by=by, agreement=row, why="demo: the vendor does not exist", now=now)
    way = (Stage.SCREENING, Stage.NEGOTIATION, Stage.APPROVED, Stage.ORDERED, Stage.ACTIVATED, Stage.IN_SERVICE)
    for stage in way:
        actions.move(by=by, agreement=row, to=stage, why="demo", now=now)


def _costs(
    row: Agreement,
    funds: Sequence[Fund],
    currency: str,
    minor: int,
    *,
    by: Account,
    now: datetime,
    together: bool = False,
    allocate: bool = False,
) -> None:
    for n, period in enumerate(row.periods.order_by("start_date")):
        state = "paid" if period.start_date <= now.date() else "planned"
        said = {
            "kind": "subscription",
            "state": state,
            "period": period,
            "currency": currency,
            "net": minor * (100 + 4 * n) // 100,
            "tax": minor * 6 // 100,
            "fee": 1_500_00 if not together else 0,
            "booked_on": period.start_date + timedelta(days=20),
            "invoice": f"{row.reference}/{n + 1}",
        }
        rate = Rate(Decimal(1), said["booked_on"], SOURCE) if currency == "CNY" else None
        cost = actions.keep_cost(
            by=by, cost=Cost(agreement=row), said=said, funds=[(fund, 60 if m == 0 else 40) for m, fund in enumerate(funds[:2])],
            rate=rate, together=together, now=now,
        )  # fmt: skip
        if allocate:
            parts = [Weighed(None, name, weight) for name, weight in (("07", 5), ("08", 3), ("10", 2))]
            actions.allocate(by=by, cost=cost, method=AllocationMethod.USAGE, parts=parts, now=now)


def _prices(package: Package, *, by: Account, now: datetime) -> None:
    """Give titles of a package a list price, dearer by a few per cent each year."""
    titles = package.titles.filter(removed_at=None).order_by("pk")[:PRICED]
    for n, title in enumerate(titles):
        for back in (2, 1, 0):
            minor = (480_00 + 137_50 * n) * (100 - 4 * back) // 100
            said = {
                "package_title": title,
                "year": now.year - back,
                "currency": "USD",
                "minor": minor,
                "source": f"Imaginary price list {now.year - back}",
            }
            actions.keep(by=by, row=ListPrice(), said=said, now=now)


def _cancelled(row: Agreement, *, by: Account, now: datetime) -> None:
    actions.add_document(
        by=by,
        agreement=row,
        kind=DocumentKind.MEMO,
        title="Why it was given up",
        file_name="memo.txt",
        chunks=[MEMO.encode()],
        now=now,
    )
    actions.work_out_rights(by=by, agreement=row, now=now)
    actions.move(by=by, agreement=row, to=Stage.CANCELLED, why="demo: hardly used", now=now)
