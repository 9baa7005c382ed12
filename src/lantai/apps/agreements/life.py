"""The life of a resource as one table: which stage may follow which, and what must be there before one is reached."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models.deals import Stage

S = Stage
MOVES: Mapping[Stage, frozenset[Stage]] = MappingProxyType(
    {
        S.SUGGESTED: frozenset({S.SCREENING, S.CLOSED}),
        S.SCREENING: frozenset({S.TRIAL, S.NEGOTIATION, S.CLOSED}),
        S.TRIAL: frozenset({S.EVALUATED, S.CLOSED}),
        S.EVALUATED: frozenset({S.NEGOTIATION, S.CLOSED}),
        S.NEGOTIATION: frozenset({S.APPROVED, S.CLOSED}),
        S.APPROVED: frozenset({S.ORDERED, S.NEGOTIATION, S.CLOSED}),
        S.ORDERED: frozenset({S.ACTIVATED, S.CLOSED}),
        S.ACTIVATED: frozenset({S.IN_SERVICE}),
        S.IN_SERVICE: frozenset({S.REVIEW_DUE, S.CANCELLED}),
        S.REVIEW_DUE: frozenset({S.RENEWED, S.CHANGED, S.CANCELLED}),
        S.RENEWED: frozenset({S.IN_SERVICE}),
        S.CHANGED: frozenset({S.ORDERED, S.IN_SERVICE}),
        S.CANCELLED: frozenset({S.POST_CANCELLATION}),
        S.POST_CANCELLATION: frozenset({S.CLOSED}),
        S.CLOSED: frozenset(),
    }
)

GIVING = frozenset({S.ACTIVATED, S.IN_SERVICE, S.REVIEW_DUE, S.RENEWED, S.CHANGED})
"""Stages in which readers have what the agreement entitles to."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What guards look at. ``terms_missing``: names of needed terms the licence does not have, None without a licence.

    ``deadline``: the last day to cancel of the period that runs, else the day before its end; None where nothing ends.
    ``follows``: a period that begins when, or after, the one that runs ends. ``rights_known``: what remains was worked out, and nothing that it
    depends on was changed since.
    """

    today: date
    terms_missing: tuple[str, ...] | None = None
    has_method: bool = False
    link_tested: bool = False
    has_period: bool = False
    has_entitlement: bool = False
    deadline: date | None = None
    lead_days: int = 90
    follows: bool = False
    has_memo: bool = False
    rights_known: bool = False
    ends_on: date | None = None
    reason_closed: bool = False


Missing = tuple[str, str | Promise]
Guard = Callable[[Facts], Missing | None]


def _needs(name: str, holds: Callable[[Facts], bool], said: Promise) -> Guard:
    return lambda facts: None if holds(facts) else (name, said)


def _terms(facts: Facts) -> Missing | None:
    if facts.terms_missing is None:
        return "license", _("No licence is tied to it.")
    if facts.terms_missing:
        return "terms", _("The licence does not say: %(names)s.") % {"names": ", ".join(facts.terms_missing)}
    return None


def _review(facts: Facts) -> Missing | None:
    if facts.deadline is None:
        return "deadline", _("No period of it has an end or a last day to cancel.")
    opens = review_opens(facts.deadline, facts.lead_days)
    if facts.today < opens:
        return "early", _("Its review opens on %(day)s.") % {"day": f"{opens:%Y-%m-%d}"}
    return None


GUARDS: Mapping[Stage, tuple[Guard, ...]] = MappingProxyType(
    {
        S.ACTIVATED: (
            _terms,
            _needs("method", lambda f: f.has_method, _("It is not said how readers get in.")),
            _needs("link", lambda f: f.link_tested, _("The test link has not been opened successfully.")),
            _needs("period", lambda f: f.has_period, _("It has no period.")),
            _needs("entitlement", lambda f: f.has_entitlement, _("It entitles to nothing.")),
        ),
        S.REVIEW_DUE: (_review,),
        S.RENEWED: (_needs("follows", lambda f: f.follows, _("No period follows the present one: add it first.")),),
        S.CANCELLED: (
            _needs("memo", lambda f: f.has_memo, _("The decision memo is missing: add it to the documents.")),
            _needs("rights", lambda f: f.rights_known, _("The list of titles with perpetual access is missing, or older than a change: work it out.")),
        ),
        S.POST_CANCELLATION: (
            _needs("running", lambda f: f.ends_on is not None and f.ends_on <= f.today, _("Access has not ended yet.")),
        ),
        S.CLOSED: (_needs("reason", lambda f: f.reason_closed, _("It is not said why it is closed.")),),
    }
)  # fmt: skip
"""What must be there before a stage is reached; every guard says what is missing, all are asked."""


def review_opens(deadline: date, lead_days: int) -> date:
    """Return the day on which a review begins."""
    return deadline - timedelta(days=lead_days)


def missing(wanted: Stage, facts: Facts) -> list[Missing]:
    """Return everything that is missing before ``wanted`` can be reached."""
    return [found for guard in GUARDS.get(wanted, ()) if (found := guard(facts)) is not None]
