"""An ORCID record taken in: its works become the scholar's where the library has them, its names and employments the profile's."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lantai.apps.scholars import authorship, finding, orcid, queries
from lantai.apps.scholars.models import OrcidUpload, Proposal, Scholar, ScholarWork, Verdict, WorkDecision
from lantai.apps.scholars.reading import contributed
from lantai.catalog import queries as catalog
from lantai.catalog.models import Work
from lantai.core.formats.errors import FormatError, Unreadable
from lantai.core.formats.orcid.model import OrcidRecord, OrcidWork
from lantai.core.formats.orcid.reading import read
from lantai.infra import audit
from lantai.infra.pieces import pieces
from lantai.people.models import Account

from .allowing import allow_own
from .deciding import own_names, person_among
from .deriving import draw, followed
from .keeping import MOST_NAMES

WHY = "ORCID"
MOST_LISTED = 500
"""Works that the library lacks which are listed."""

PIECE = 500
"""Works that are looked at together."""

MOST_POSTS = 100
"""Employments of one record that are kept."""


def take_bytes(*, by: Account, scholar: Scholar, raw: bytes, is_fetched: bool = False, now: datetime) -> OrcidUpload:
    """Take a record in as ORCID gives it out: JSON or XML, packed or not. Raise ValidationError, saying what is wrong with the file."""
    allow_own(by, scholar)
    try:
        record = read(raw)
    except Unreadable as problem:
        raise ValidationError(_(problem.reason).format(**problem.values)) from problem
    except FormatError as problem:
        raise ValidationError(_(str(problem))) from problem
    return take_record(by=by, scholar=scholar, record=record, is_fetched=is_fetched, now=now)


def fetch(*, by: Account, scholar: Scholar, by_transport: orcid.Transport, now: datetime) -> OrcidUpload:
    """Fetch the public record of a profile's ORCID and take it in. Raise ValidationError."""
    allow_own(by, scholar)
    client = orcid.configured()
    if client is None or not scholar.orcid:
        raise ValidationError(_("The library has no access to ORCID, or this profile has no ORCID iD."))
    try:
        raw = orcid.fetched(client, orcid=scholar.orcid, by=by_transport)
    except orcid.OrcidRefused as problem:
        raise ValidationError(str(problem)) from problem
    return take_bytes(by=by, scholar=scholar, raw=raw, is_fetched=True, now=now)


@transaction.atomic
def take_record(*, by: Account, scholar: Scholar, record: OrcidRecord, is_fetched: bool = False, now: datetime) -> OrcidUpload:
    """Take a record in. Every entry has an outcome: new, same, kept back by its owner, not here, several here, denied before, grouped, a post, refused."""
    kept = Scholar.objects.select_for_update().get(pk=scholar.pk)
    if record.orcid and kept.orcid and record.orcid != kept.orcid:
        raise ValidationError(_("This record is of another ORCID iD: {orcid}.").format(orcid=record.orcid))
    public = [work for work in record.works if work.visibility == "public"]
    counts = dict.fromkeys(("new", "same", "unknown", "several", "denied"), 0) | {
        "private": len(record.works) - len(public), "grouped": record.grouped, "posts": len(record.posts), "refused": len(record.refused),
    }  # fmt: skip
    here, unknown = finding.found(public, name=kept.name), list[list[object]]()
    outcomes = _take_works(by, kept, {works[0] for works in here.values() if len(works) == 1}, now)
    for at, listed in enumerate(public):
        works = here.get(at, [])
        outcome = "several" if len(works) > 1 else outcomes.get(works[0], "unknown") if works else "unknown"
        if outcome == "new":
            outcomes[works[0]] = "same"  # a record may list a work twice
        counts[outcome] += 1
        if outcome == "unknown":
            unknown.append(_listed(listed))
    _take_person(kept, record)
    draw(kept)
    authorship.reach_all(kept)
    made = OrcidUpload.objects.create(
        scholar=kept, by=by, at=now, is_fetched=is_fetched, counts=counts | {"entries": record.entries}, unknown=unknown[:MOST_LISTED],
        refused=[[one.number, one.field, one.reason] for one in record.refused[:MOST_LISTED]],
    )  # fmt: skip
    audit.record(by=by, action="scholars.take_orcid", subject=made, now=now)
    return made


def _take_works(by: Account, scholar: Scholar, numbers: set[int], now: datetime) -> dict[int, str]:
    """Let works become the scholar's; return the outcome of each. What somebody said before stands."""
    own, bodies = own_names(scholar), queries.bodies()
    outcomes: dict[int, str] = {}
    for piece in pieces(sorted(numbers), PIECE):
        shown = dict(ScholarWork.objects.filter(scholar=scholar, work__in=piece).values_list("work", "is_shown"))
        outcomes |= {number: "same" if is_shown else "denied" for number, is_shown in shown.items()}
        documents = catalog.documents([number for number in piece if number not in shown])
        rows, decisions = [], []
        for number, year in Work.objects.filter(pk__in=documents).values_list("pk", "year"):
            person = person_among(contributed(documents[number], bodies), own)
            name = person.mark if person else ""
            rows.append(followed(scholar, number, name=name, printed=person.forms[0].value if person else "", year=year))
            decisions.append(
                WorkDecision(
                    scholar=scholar,
                    work_id=number,
                    mark=name,
                    verdict=Verdict.MINE,
                    why=WHY,
                    by=by,
                    by_scholar=scholar.account_id == by.pk,
                    at=now,
                )
            )
            outcomes[number] = "new"
        WorkDecision.objects.bulk_create(decisions)
        ScholarWork.objects.bulk_create(rows)
        Proposal.objects.filter(scholar=scholar, work__in=[row.work_id for row in rows]).delete()
    return outcomes


def _take_person(scholar: Scholar, record: OrcidRecord) -> None:
    """Add public names, and employments in place of those of an earlier record."""
    known = {scholar.name, *(text for text, _language in scholar.own_names)}
    new = dict.fromkeys(name[:300] for name, seen in record.names if seen == "public" and name[:300] not in known)
    scholar.own_names += [[name, ""] for name in list(new)[: max(0, MOST_NAMES - len(scholar.own_names))]]
    if posts := [[post.organization[:200], post.began, post.ended] for post in record.posts if post.visibility == "public"]:
        scholar.posts = posts[:MOST_POSTS]
    scholar.save(update_fields=["own_names", "posts"])


def _listed(work: OrcidWork) -> list[object]:
    doi = next((one.value for one in work.ids if one.kind == "doi" and one.relation != "part-of"), "")
    return [work.title[:300], work.year, doi[:255]]
