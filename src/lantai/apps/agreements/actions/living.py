"""An agreement moved from stage to stage, its guards asked; the test link opened; reviews opened when their day comes."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lantai.apps.agreements import life, queries
from lantai.apps.agreements.errors import NotReady, Unsuitable
from lantai.apps.agreements.models import Agreement, Stage
from lantai.infra import audit
from lantai.infra.httpclient import Client, FetchFailed
from lantai.infra.workflow import MoveNotAllowed, check_move
from lantai.people.models import Account

from .allowing import allow
from .following import follow
from .noting import note, values
from .remaining import work_out_rights


def move(
    *,
    by: Account | None,
    agreement: Agreement,
    to: Stage,
    why: str,
    now: datetime,
    ends_on: date | None = None,
    reason_closed: str = "",
) -> Agreement:
    """Move an agreement to a stage; raise MoveNotAllowed, NotReady, Unsuitable. What readers have follows at once.

    ``ends_on``: for a cancellation, the first day without access; the end of the last period where nothing is said.
    """
    allow(by)
    with transaction.atomic():
        row = Agreement.objects.select_for_update().get(pk=agreement.pk)
        before = values(row)
        check_move(life.MOVES, Stage(row.stage), to)
        if not why.strip():
            raise Unsuitable(_("Say why: it stays in the history."), field="why")
        row.reason_closed = reason_closed.strip() or (why.strip() if to == Stage.CLOSED else row.reason_closed)
        if missing := life.missing(to, queries.facts(row, today=now.date())):
            raise NotReady([str(said) for _name, said in missing])
        if to == Stage.CANCELLED:
            row.ends_on = ends_on or queries.last_end(row)
            if row.ends_on is None:
                raise Unsuitable(_("Say from which day on there is no access: no period has an end."), field="ends_on")
        row.stage = to
        row.save()
        note(row, before, values(row), by=by, why=why.strip(), now=now)
        audit.record(by=by, action="agreements.move", subject=row, now=now)
        follow(row, now=now)
        if to == Stage.CANCELLED:
            work_out_rights(by=None, agreement=row, now=now)  # once more: it may end earlier than its last period
    return row


def test_link(*, by: Account | None, agreement: Agreement, client: Client, now: datetime) -> str:
    """Open the test link and keep whether it answered; return "" or what went wrong."""
    allow(by)
    if not agreement.test_link:
        raise Unsuitable(_("It has no test link."), field="test_link")
    try:
        answer = client.get(agreement.test_link)
        problem = "" if answer.status < 400 else _("It answered with status %(status)s.") % {"status": answer.status}
    except FetchFailed as failed:
        problem = str(failed)
    _tested(agreement, ok=not problem, by=by, why=problem, now=now)
    return problem


def vouch_for_link(*, by: Account | None, agreement: Agreement, why: str, now: datetime) -> None:
    """Keep that a person opened the test link, which this server cannot reach (a login, a network of its own); they say how."""
    allow(by)
    if not why.strip():
        raise Unsuitable(_("Say why: it stays in the history."), field="why")
    _tested(agreement, ok=True, by=by, why=why.strip(), now=now)


def _tested(agreement: Agreement, *, ok: bool, by: Account | None, why: str, now: datetime) -> None:
    with transaction.atomic():
        row = Agreement.objects.select_for_update().get(pk=agreement.pk)
        before = values(row)
        row.test_ok, row.tested_at = ok, now
        row.save()
        note(row, before, values(row), by=by, why=why, now=now)
        audit.record(by=by, action="agreements.test_link", subject=row, now=now)


def open_reviews(*, now: datetime) -> int:
    """Let reviews begin whose day has come; return how many. A job's work: twice does no more than once."""
    opened = 0
    for row in Agreement.objects.filter(stage=Stage.IN_SERVICE):
        if life.missing(Stage.REVIEW_DUE, queries.facts(row, today=now.date())):
            continue
        try:
            move(by=None, agreement=row, to=Stage.REVIEW_DUE, why=_("The day of its review has come."), now=now)
            opened += 1
        except MoveNotAllowed:
            continue  # somebody was quicker
    return opened
