"""What the guards of an agreement's life look at."""

from datetime import date

from lantai.apps.agreements.life import Facts
from lantai.apps.agreements.models import Agreement, DocumentKind
from lantai.apps.agreements.terms import NEEDED, Term

from .days import deadline_of
from .terms import effective


def facts(agreement: Agreement, *, today: date) -> Facts:
    """Return what is known of an agreement on a day."""
    periods = list(agreement.periods.order_by("start_date"))
    running = next((p for p in periods if p.start_date <= today and (p.end_date is None or today < p.end_date)), None)
    ended = [p for p in periods if p.end_date is not None and p.end_date <= today]
    present = running or (ended[-1] if ended else None) or (periods[0] if periods else None)
    return Facts(
        today=today,
        terms_missing=required_terms_missing(agreement),
        has_method=bool(agreement.method),
        link_tested=bool(agreement.test_ok),
        has_period=bool(periods),
        has_entitlement=agreement.entitlements.exists(),
        deadline=deadline_of(present) if present and not agreement.is_perpetual else None,
        lead_days=agreement.lead_days,
        follows=present is not None and any(p.start_date > present.start_date for p in periods),
        has_memo=agreement.documents.filter(kind=DocumentKind.MEMO).exists(),
        rights_known=agreement.rights_at is not None,
        ends_on=agreement.ends_on,
        reason_closed=bool(agreement.reason_closed.strip()),
    )


def required_terms_missing(agreement: Agreement) -> tuple[str, ...] | None:
    """Return the names of the terms that nobody may be let in without and the licence does not have; None without a licence."""
    if agreement.license is None:
        return None
    there = effective([agreement.license])[agreement.license.pk]
    return tuple(str(Term(name).label) for name in NEEDED if name not in there)
