"""What readers have follows what agreements say: every entitlement activates what it names, from its first day to its last."""

from datetime import date, datetime

from lantai.apps.agreements.life import GIVING
from lantai.apps.agreements.models import Agreement, AgreementPeriod, Entitlement
from lantai.apps.holdings import actions as holdings
from lantai.apps.holdings.models import Activation, Basis


def follow(agreement: Agreement, *, now: datetime) -> int:
    """Bring the activations of an agreement's entitlements up to what it says now; return how many entitlements give something.

    Call it inside the transaction that changed the agreement. What runs in several stretches is activated from the first day of the first
    to the last of the last: a gap between periods is a renewal that came late, not a time without access.
    """
    agreement.refresh_from_db()
    if agreement.stage not in GIVING and agreement.ends_on is None:
        return 0
    given = 0
    for row in agreement.entitlements.select_related("package", "package_title"):
        if row.target is not None:
            given += _follow(agreement, row, now=now)
    return given


def _follow(agreement: Agreement, row: Entitlement, *, now: datetime) -> int:
    start, end = stretch(agreement, row)
    other = Activation.objects.filter(basis=Basis.AGREEMENT, key=row.key)
    for stray in other.exclude(package=row.package_id, package_title=row.package_title_id):
        holdings.deactivate(by=None, target=stray.target, basis=Basis.AGREEMENT, key=row.key, from_date=now.date(), now=now)
    if start is None or (end is not None and end <= start):
        holdings.deactivate(by=None, target=row.target, basis=Basis.AGREEMENT, key=row.key, from_date=end or now.date(), now=now)
        return 0
    holdings.activate(by=None, target=row.target, basis=Basis.AGREEMENT, key=row.key, from_date=start, until_date=end, now=now)
    return 1


def stretch(agreement: Agreement, row: Entitlement) -> tuple[date | None, date | None]:
    """Return from when, and before when (None: no end), an entitlement gives something; (None, None) without any period."""
    periods = list(AgreementPeriod.objects.filter(agreement=agreement).order_by("start_date"))
    if not periods:
        return None, None
    start = max(filter(None, (periods[0].start_date, row.active_from)))
    ends = [end for end in (periods[-1].end_date, row.active_to, agreement.ends_on) if end is not None]
    return start, min(ends, default=None)
