"""Requests of authors made, changed and moved from state to state; author and staff are told of what concerns them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from lantai.apps.publishing.life import BY_AUTHOR, BY_STAFF, EDITABLE, MOVES, RequestState
from lantai.apps.publishing.models import ChargeRequest, RequestChange
from lantai.infra import audit
from lantai.infra.workflow import check_move
from lantai.people.actions import notify
from lantai.people.models import Account
from lantai.people.roles import Permission

from .telling import paid_otherwise

SAID_BY_AUTHOR = frozenset(
    {
        "title", "journal", "issn", "publisher", "doi", "type", "institution", "corresponding", "accepted_date", "agreement", "minor", "currency",
        "license", "why",
    }
)  # fmt: skip
SAID_BY_STAFF = frozenset({"agreement", "fund", "minor", "currency", "invoice", "paid_date", "license", "is_hybrid", "doi"})
MOST_OPEN = 50
"""Requests of one author that may be open at a time."""


@transaction.atomic
def make_request(*, by: Account, said: Mapping[str, Any], now: datetime) -> ChargeRequest:
    """Begin a request, which the library sees once it is handed in; raise ValidationError."""
    if ChargeRequest.objects.filter(author=by, state=RequestState.DRAFT).count() >= MOST_OPEN:
        raise ValidationError(_("You have many drafts. Hand them in or withdraw them first."))
    row = ChargeRequest(author=by, made_at=now, since_at=now)
    _set(row, said, SAID_BY_AUTHOR)
    _note(row, before="", by=by, note="", now=now)
    audit.record(by=by, action="publishing.make_request", subject=row, now=now)
    return row


@transaction.atomic
def change_request(*, by: Account, request: ChargeRequest, said: Mapping[str, Any], now: datetime) -> ChargeRequest:
    """Change what one said; raise PermissionDenied for others, ValidationError once the library has begun to look at it."""
    row = _locked(request)
    _only_author(by, row)
    if row.state not in EDITABLE:
        raise ValidationError(_("The library is looking at it; what it says can no longer be changed."))
    _set(row, said, SAID_BY_AUTHOR)
    audit.record(by=by, action="publishing.change_request", subject=row, now=now)
    return row


@transaction.atomic
def move_own(*, by: Account, request: ChargeRequest, to: str, note: str = "", now: datetime) -> ChargeRequest:
    """Hand in or withdraw one's own request; raise PermissionDenied, MoveNotAllowed."""
    row = _locked(request)
    _only_author(by, row)
    if to not in BY_AUTHOR:
        raise PermissionDenied(to)
    _move(row, to, by=by, note=note, now=now)
    audit.record(by=by, action="publishing.move_own", subject=row, now=now)
    return row


@transaction.atomic
def decide(
    *, by: Account | None, request: ChargeRequest, to: str, note: str = "", said: Mapping[str, Any] | None = None, now: datetime
) -> ChargeRequest:
    """Move a request as staff, with what is ``said`` of money and agreement; the author is told. Raise ValidationError, MoveNotAllowed."""
    if by is not None and not by.has_perm(Permission.DECIDE_REQUESTS):
        raise PermissionDenied(Permission.DECIDE_REQUESTS)
    row = _locked(request)
    if to not in BY_STAFF:
        raise PermissionDenied(to)
    if to in (RequestState.REFUSED, RequestState.MORE_INFO) and not note.strip():
        raise ValidationError({"note": _("Say why, or what is missing: the author reads it.")})
    check_move(MOVES, row.state, to)
    told = row.doi
    _set(row, said or {}, SAID_BY_STAFF)
    _check_money(row, to)
    _move(row, to, by=by, note=note, now=now)
    paid_otherwise({told, row.doi})
    audit.record(by=by, action="publishing.decide", subject=row, now=now)
    return row


def _check_money(row: ChargeRequest, to: str) -> None:
    """Want what a step needs: an agreement or a fund to approve, an amount for an invoice, a day for a payment."""
    if to == RequestState.APPROVED and row.agreement is None and row.fund is None:
        raise ValidationError({"fund": _("Say which agreement or which fund pays.")})
    if row.fund is not None and row.minor is not None and row.currency != row.fund.currency:
        words = _("The fund is in %(currency)s: say the amount in it.") % {"currency": row.fund.currency}
        raise ValidationError({"currency": words})
    if to in (RequestState.INVOICED, RequestState.PAID) and row.minor is None:
        raise ValidationError({"amount": _("Say how much it is.")})
    if to == RequestState.INVOICED and not row.invoice:
        raise ValidationError({"invoice": _("Say the number of the invoice.")})
    if to == RequestState.PAID and row.paid_date is None:
        raise ValidationError({"paid_date": _("Say when it was paid.")})


def _set(row: ChargeRequest, said: Mapping[str, Any], known: frozenset[str]) -> None:
    unknown = sorted(said.keys() - known)
    if unknown:
        raise TypeError(f"that may not be set of a request here: {', '.join(unknown)}")
    for name, value in said.items():
        setattr(row, name, value)
    row.full_clean(exclude=["author"])
    row.save()


def _move(row: ChargeRequest, to: str, *, by: Account | None, note: str, now: datetime) -> None:
    check_move(MOVES, row.state, to)
    before, row.state, row.since_at = row.state, to, now
    row.save(update_fields=["state", "since_at"])
    _note(row, before=before, by=by, note=note, now=now)


def _note(row: ChargeRequest, *, before: str, by: Account | None, note: str, now: datetime) -> None:
    change = RequestChange.objects.create(request=row, at=now, by=by, before=before, after=row.state, note=note.strip()[:2_000])
    if row.author is not None and row.state in BY_STAFF:
        notify(
            to=row.author, key=f"publishing.request:{row.pk}:{change.pk}", template="publishing/mail/moved.txt",
            said={"title": row.title, "state": row.state, "note": change.note}, path=reverse("publishing:own_request", args=[row.pk]), now=now,
        )  # fmt: skip


def _locked(request: ChargeRequest) -> ChargeRequest:
    return ChargeRequest.objects.select_for_update().get(pk=request.pk)


def _only_author(by: Account, row: ChargeRequest) -> None:
    if row.author_id != by.pk:
        raise PermissionDenied("only its author may")
