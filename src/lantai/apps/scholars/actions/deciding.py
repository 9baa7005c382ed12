"""Whether works are somebody's and whether profiles are one person's: said by staff or by the scholar, with a reason, and taken back exactly."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lantai.apps.scholars import authorship, queries
from lantai.apps.scholars.models import Pairing, Proposal, ProposedScholar, Scholar, ScholarWork, Verdict, WorkDecision
from lantai.apps.scholars.reading import Contributed, contributed
from lantai.catalog import queries as catalog
from lantai.catalog.models import Work
from lantai.core.matching.authors.called import Called
from lantai.core.matching.authors.mention import names_of
from lantai.core.matching.authors.naming import Agreement, agreement
from lantai.infra import audit
from lantai.people.models import Account

from .allowing import allow_own, allow_staff
from .deriving import draw, follow

LONGEST = 2_000


@transaction.atomic
def decide_work(
    *, by: Account, scholar: Scholar, work: Work, verdict: str, why: str = "", mark: str | None = None, now: datetime
) -> WorkDecision:
    """Say that a work is a scholar's, or not; what was said before is taken back by it. ``mark``: which of its persons, None: whoever has the name.

    Raise ValidationError where the work is gone.
    """
    is_own = allow_own(by, scholar)
    if work.state != Work.State.LIVE:
        raise ValidationError(_("This work is no longer in the library."))
    row = ScholarWork.objects.filter(scholar=scholar, work=work).first()
    proposed = Proposal.objects.filter(scholar__in=queries.parts_of(scholar), work=work).first()
    person = person_at(scholar, work) if row is None and mark is None and proposed is None else None
    name = mark if mark is not None else row.mark if row else proposed.mark if proposed else person.mark if person else ""
    printed = row.printed if row else proposed.printed if proposed else person.forms[0].value if person else ""
    WorkDecision.objects.filter(scholar=scholar, work=work, undone_at=None).update(undone_at=now, undone_by=by)
    made = WorkDecision.objects.create(
        scholar=scholar, work=work, mark=name, verdict=Verdict(verdict), why=why[:LONGEST], by=by, by_scholar=is_own, at=now,
        score=proposed.score if proposed else None, reasons=proposed.reasons if proposed else [],
    )  # fmt: skip
    follow(scholar, work.pk, decided=verdict, name=name, printed=printed, year=work.year)
    Proposal.objects.filter(scholar__in=queries.parts_of(scholar), work=work).delete()
    draw(_head(scholar))
    authorship.reach([work.pk])
    audit.record(by=by, action=f"scholars.work_{verdict}", subject=scholar, now=now)
    return made


@transaction.atomic
def undo_decision(*, by: Account, decision: WorkDecision, now: datetime) -> None:
    """Take back what was said about a work: it is the scholar's again if its record says so, and not otherwise."""
    allow_own(by, decision.scholar)
    count = WorkDecision.objects.filter(pk=decision.pk, undone_at=None).update(undone_at=now, undone_by=by)
    if not count:
        return
    for work in catalog.now_at({decision.work_id})[decision.work_id]:
        follow(decision.scholar, work, decided="")
    draw(_head(decision.scholar))
    authorship.reach([decision.work_id])
    audit.record(by=by, action="scholars.undo_decision", subject=decision.scholar, now=now)


@transaction.atomic
def pair(
    *, by: Account, left: Scholar, right: Scholar, is_same: bool, why: str = "", reasons: object = (), now: datetime
) -> Pairing:
    """Say whether two profiles are one person's. The same: the younger joins the older, or the one that nobody has claimed the claimed one.

    Raise ValidationError where both are claimed, or one has joined another already.
    """
    allow_staff(by)
    if left.pk == right.pk:
        raise ValidationError(_("These are one profile already."))
    rows = {one.pk: one for one in Scholar.objects.select_for_update().filter(pk__in=(left.pk, right.pk)).order_by("pk")}
    older, younger = rows[min(rows)], rows[max(rows)]
    keeps, joins = (younger, older) if younger.is_claimed and not older.is_claimed else (older, younger)
    if is_same and (joins.is_claimed or joins.joined_id or keeps.joined_id or joins.parts.exists()):
        raise ValidationError(_("Two claimed profiles, or one that has joined another, cannot be joined."))
    Pairing.objects.filter(left=older, right=younger, undone_at=None).update(undone_at=now)
    made = Pairing.objects.create(
        left=older, right=younger, is_same=is_same, why=why[:LONGEST], reasons=list(reasons), by=by, at=now
    )  # type: ignore[call-overload]
    Proposal.objects.filter(scholar=older, other=younger).delete()
    if is_same:
        joins.joined = keeps
        joins.save(update_fields=["joined"])
        draw(keeps)
        authorship.reach_all(keeps)
    audit.record(by=by, action="scholars.join" if is_same else "scholars.keep_apart", subject=keeps, now=now)
    return made


@transaction.atomic
def undo_pairing(*, by: Account, pairing: Pairing, now: datetime) -> None:
    """Take back what was said about two profiles: each has the works and decisions that it had."""
    allow_staff(by)
    if not Pairing.objects.filter(pk=pairing.pk, undone_at=None).update(undone_at=now):
        return
    for one, other in ((pairing.left, pairing.right), (pairing.right, pairing.left)):
        if pairing.is_same and one.joined_id == other.pk:
            authorship.reach_all(other)
            one.joined = None
            one.save(update_fields=["joined"])
            draw(one)
            draw(other)
    audit.record(by=by, action="scholars.part", subject=pairing.left, now=now)


@transaction.atomic
def make_profile(
    *, by: Account | None, name: str, works: list[tuple[int, str]], is_chosen: bool = True, why: str = "", now: datetime
) -> Scholar:
    """Make a profile of somebody without an ORCID. ``works``: (work, which of its persons); ``is_chosen``: a person chose the name, and it stays."""
    allow_staff(by)
    made = Scholar(name=name[:300], own_names=[[name[:300], ""]] if is_chosen else [], made_at=now)
    made.full_clean(exclude=["account"])
    made.save()
    known = {work.pk: work for work in Work.objects.filter(pk__in=[number for number, _mark in works], state=Work.State.LIVE)}
    for number, mark in works:
        if number in known:
            WorkDecision.objects.create(scholar=made, work_id=number, mark=mark, verdict=Verdict.MINE, why=why, by=by, at=now)
            person = next((one for one in _people(number) if one.mark == mark), None)
            follow(
                made, number, decided="mine", name=mark, printed=person.forms[0].value if person else "", year=known[number].year
            )
    draw(made)
    authorship.reach_all(made)
    audit.record(by=by, action="scholars.make_profile", subject=made, now=now)
    return made


@transaction.atomic
def accept_group(*, by: Account, group: ProposedScholar, now: datetime) -> Scholar:
    """Make the profile that is proposed."""
    works = [(work, mark) for work, mark, _printed in group.members]
    made = make_profile(by=by, name=group.name, works=works, is_chosen=False, now=now)
    group.delete()
    return made


@transaction.atomic
def dismiss_group(*, by: Account, group: ProposedScholar, now: datetime) -> None:
    """Propose these contributions as a profile no more, as long as they stay the same."""
    allow_staff(by)
    ProposedScholar.objects.filter(pk=group.pk).update(dismissed_at=now, dismissed_by=by)
    audit.record(by=by, action="scholars.dismiss", subject=group, now=now)


def _head(scholar: Scholar) -> Scholar:
    """Return the profile as it stands, or the one that it was joined to."""
    kept = Scholar.objects.select_related("joined").get(pk=scholar.pk)
    return kept.joined or kept


def _people(work: int) -> list[Contributed]:
    found = catalog.documents([work]).get(work)
    return contributed(found, queries.bodies()) if found else []


def person_at(scholar: Scholar, work: Work) -> Contributed | None:
    """Return the one person of a work whose name agrees with the scholar's."""
    return person_among(_people(work.pk), own_names(scholar))


def own_names(scholar: Scholar) -> tuple[Called, ...]:
    """Return the names a scholar is known by: the one shown, those added, those of the works."""
    return names_of((scholar.name, *(text for text, _language in [*scholar.own_names, *scholar.portrait.get("names", ())])))


def person_among(people: Sequence[Contributed], own: tuple[Called, ...]) -> Contributed | None:
    """Return the one of a work's persons whose name agrees with a scholar's."""
    agreeing = [one for one in people if agreement(own, one.mention.names) > Agreement.OTHER]
    return agreeing[0] if len(agreeing) == 1 else None
