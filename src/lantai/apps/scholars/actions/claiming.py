"""Whose a profile is: claimed and granted by staff, or proven at ORCID; given back; hidden on request."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from lantai.apps.scholars import authorship
from lantai.apps.scholars.models import Claim, ClaimState, Proof, Scholar
from lantai.infra import audit
from lantai.people.actions import notify
from lantai.people.models import Account

from .allowing import allow_own, allow_staff
from .deriving import draw

LONGEST = 2_000


@transaction.atomic
def claim(*, by: Account, scholar: Scholar, words: str, now: datetime) -> Claim:
    """Say that a profile is one's own; staff look at it. The same claim twice is one. Raise ValidationError."""
    _refuse_second(by, Scholar.objects.get(pk=scholar.pk))
    waiting = Claim.objects.filter(scholar=scholar, account=by, state=ClaimState.WAITING).first()
    if waiting:
        return waiting
    made = Claim.objects.create(scholar=scholar, account=by, words=words[:LONGEST], made_at=now)
    audit.record(by=by, action="scholars.claim", subject=made, now=now)
    return made


@transaction.atomic
def withdraw_claim(*, by: Account, claim: Claim, now: datetime) -> None:
    """Take back a claim that nobody has decided on."""
    if claim.account_id != by.pk:
        raise PermissionDenied("scholars.claim")
    if Claim.objects.filter(pk=claim.pk, state=ClaimState.WAITING).update(state=ClaimState.WITHDRAWN, decided_at=now, words=""):
        audit.record(by=by, action="scholars.withdraw_claim", subject=claim, now=now)


@transaction.atomic
def decide_claim(*, by: Account, claim: Claim, is_granted: bool, answer: str = "", now: datetime) -> None:
    """Grant a claim or refuse it, and tell whoever made it. Raise ValidationError where the profile or the account has another already."""
    allow_staff(by)
    kept = Claim.objects.select_for_update().select_related("scholar", "account").get(pk=claim.pk)
    if kept.state != ClaimState.WAITING:
        raise ValidationError(_("This claim has been decided on."))
    if is_granted:
        _refuse_second(kept.account, kept.scholar)
        _give(kept.scholar, kept.account, Proof.STAFF, now)
    kept.state = ClaimState.GRANTED if is_granted else ClaimState.REFUSED
    kept.decided_at, kept.decided_by, kept.answer, kept.words = now, by, answer[:LONGEST], ""
    kept.save()
    audit.record(by=by, action="scholars.grant_claim" if is_granted else "scholars.refuse_claim", subject=kept, now=now)
    template = "granted" if is_granted else "refused"
    notify(
        to=kept.account, key=f"scholars.claim:{kept.pk}", template=f"scholars/mail/{template}.txt",
        said={"name": kept.scholar.name, "answer": kept.answer}, path=reverse("scholars:scholar", args=[kept.scholar_id]), now=now,
    )  # fmt: skip


@transaction.atomic
def prove(*, by: Account, orcid: str, now: datetime) -> Scholar:
    """Give somebody who signed in at ORCID the profile of that iD, or that which it was joined to, made where there is none. Raise ValidationError."""
    scholar = Scholar.objects.select_for_update().filter(orcid=orcid).first()
    if scholar and scholar.joined_id:
        scholar = Scholar.objects.select_for_update().get(pk=scholar.joined_id)
    own = Scholar.objects.filter(account=by).first()
    if scholar is None and own and not own.orcid:
        scholar = own
        scholar.orcid = orcid
    elif scholar is None:
        scholar = Scholar(orcid=orcid, name=by.get_full_name() or by.username, made_at=now)
    _refuse_second(by, scholar)
    _give(scholar, by, Proof.ORCID, now)
    Claim.objects.filter(scholar=scholar, state=ClaimState.WAITING).update(
        state=ClaimState.REFUSED, decided_at=now, words="", answer="ORCID"
    )
    audit.record(by=by, action="scholars.prove", subject=scholar, now=now)
    draw(scholar)
    authorship.reach_all(scholar)
    return scholar


@transaction.atomic
def give_back(*, by: Account, scholar: Scholar, now: datetime) -> None:
    """Look after a profile no more; what was decided stays, what its scholar had kept back is kept back still."""
    allow_own(by, scholar)
    kept = Scholar.objects.select_for_update().get(pk=scholar.pk)
    kept.account, kept.proof, kept.claimed_at = None, Proof.NONE, None
    kept.save(update_fields=["account", "proof", "claimed_at"])
    audit.record(by=by, action="scholars.give_back", subject=kept, now=now)


@transaction.atomic
def hide(*, by: Account, scholar: Scholar, is_hidden: bool, why: str = "", now: datetime) -> None:
    """Show a profile to nobody but staff, or again; no rebuild brings a hidden one back. Its scholar may hide it, and show it again."""
    allow_own(by, scholar)
    Scholar.objects.filter(pk=scholar.pk).update(
        hidden_at=now if is_hidden else None, hidden_why=why[:LONGEST] if is_hidden else ""
    )
    authorship.reach_all(scholar)
    audit.record(by=by, action="scholars.hide" if is_hidden else "scholars.show", subject=scholar, now=now)


@transaction.atomic
def note_death(*, by: Account, scholar: Scholar, has_died: bool, now: datetime) -> None:
    """Note that a scholar has died, or not: nothing is proposed to such a profile, and it is claimed no more."""
    allow_staff(by)
    Scholar.objects.filter(pk=scholar.pk).update(has_died=has_died)
    audit.record(by=by, action="scholars.note_death", subject=scholar, now=now)


def _refuse_second(account: Account, scholar: Scholar) -> None:
    if scholar.hidden_at or scholar.joined_id or scholar.has_died:
        raise ValidationError(_("This profile cannot be claimed."))
    if scholar.account_id and scholar.account_id != account.pk:
        raise ValidationError(_("Somebody else looks after this profile. Write to the library if it is yours."))
    if Scholar.objects.filter(account=account).exclude(pk=scholar.pk).exists():
        raise ValidationError(_("You look after another profile. Give that one back first, or have the library join the two."))


def _give(scholar: Scholar, account: Account, proof: Proof, now: datetime) -> None:
    scholar.account, scholar.proof = account, proof
    scholar.claimed_at = scholar.claimed_at or now
    scholar.save()
