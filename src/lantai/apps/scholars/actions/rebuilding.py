"""All profiles made again from the records: who has an ORCID, what people decided, what may be; and nothing that people decided is lost."""

import logging
from collections import defaultdict
from datetime import datetime
from hashlib import blake2b

from django.db import transaction
from django.db.models import Q

from lantai.apps.scholars import queries
from lantai.apps.scholars.models import Pairing, Proposal, ProposedScholar, Scholar, ScholarWork, WorkDecision
from lantai.apps.scholars.portraits import chosen_name
from lantai.apps.scholars.proposing import Found, Known, find
from lantai.apps.scholars.reading import Contributed
from lantai.catalog import queries as catalog
from lantai.catalog.models import Work
from lantai.core.matching.authors.grouping import Group
from lantai.people.models import Account

from .allowing import allow_staff
from .deriving import draw

log = logging.getLogger(__name__)

PIECE = 1_000
MOST_PROPOSED = 20_000
"""Proposals kept, the likeliest; more than anybody could look at."""


def rebuild(*, by: Account | None = None, now: datetime) -> dict[str, int]:
    """Make all profiles again; return counts. Idempotent: a second run over the same library changes nothing."""
    allow_staff(by)
    _decided, known = queries.standing()
    found = find(lambda: (document for page in catalog.every_work() for document in page.values()), known, queries.bodies())
    with transaction.atomic():
        _forget_erased()
        profiles = _profiles(found, known, now)
        decided, _known = queries.standing()  # what was said while the records were read counts, too
        _works(found, profiles, decided)
        proposed = _proposals(found, profiles)
        groups = _groups(found.groups, found)
    for scholar in Scholar.objects.filter(joined=None).iterator(chunk_size=200):
        draw(scholar)
    if found.left_out:
        log.warning("%d contributions were too many to be compared; name the library's own institutions", found.left_out)
    return {
        "profiles": Scholar.objects.count(), "works": ScholarWork.objects.count(), "proposals": proposed, "groups": groups, "left_out": found.left_out,
    }  # fmt: skip


def _forget_erased() -> None:
    """Forget what scholars said of themselves whose account was erased; what they kept back is kept back still, what they decided stays."""
    gone = Scholar.objects.filter(Q(account__closed_at__isnull=False) | (Q(account=None) & ~Q(proof="")))
    gone.update(account=None, proof="", claimed_at=None, about="", own_names=[], posts=[])


def _profiles(found: Found, known: Known, now: datetime) -> dict[str, int]:
    """Make a profile for each ORCID that has none; return ORCID -> profile. One that is hidden stands, and so is not made again."""
    profiles = dict(Scholar.objects.exclude(orcid="").values_list("orcid", "pk"))
    names: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in found.sure:
        if one.orcid and one.orcid not in profiles and (one.work, one.mark) not in known.mine:
            names[one.orcid] += [(form.value, form.lang) for form in one.forms]
    made = []
    for orcid, forms in names.items():
        name, language = chosen_name(forms)
        made.append(Scholar(orcid=orcid, name=name[:300], language=language, made_at=now))
    Scholar.objects.bulk_create(made, batch_size=PIECE)
    return dict(Scholar.objects.exclude(orcid="").values_list("orcid", "pk"))


def _works(found: Found, profiles: dict[str, int], decided: list[WorkDecision]) -> None:
    """Write which works are whose: by ORCID, then as people decided, also where the name is no longer at the work."""
    rows: dict[tuple[int, int], ScholarWork] = {}
    people: dict[int, list[Contributed]] = defaultdict(list)
    for one in found.contributions.values():
        people[one.work].append(one)
    for one in found.sure:
        if one.orcid in profiles:
            key = (profiles[one.orcid], one.work)
            rows.setdefault(key, _row(key[0], one))
    at = catalog.now_at({one.work_id for one in decided})
    years = dict(Work.objects.filter(pk__in=[work for works in at.values() for work in works]).values_list("pk", "year"))
    for decision in decided:
        for work in _meant(at[decision.work_id], decision.mark, people):
            key = (decision.scholar_id, work)
            if key not in rows:
                own = next((one for one in people[work] if one.mark == decision.mark), None)
                rows[key] = (
                    _row(decision.scholar_id, own, by_orcid=False)
                    if own
                    else ScholarWork(scholar_id=decision.scholar_id, work_id=work, mark=decision.mark, year=years.get(work))
                )
            rows[key].decided = decision.verdict
            rows[key].is_shown = decision.verdict == "mine"
    ScholarWork.objects.all().delete()
    ScholarWork.objects.bulk_create(rows.values(), batch_size=PIECE)


def _row(scholar: int, one: Contributed, *, by_orcid: bool = True) -> ScholarWork:
    return ScholarWork(
        scholar_id=scholar, work_id=one.work, mark=one.mark, printed=one.forms[0].value[:300], year=one.year, by_orcid=by_orcid
    )


def _meant(works: list[int], name: str, people: dict[int, list[Contributed]]) -> list[int]:
    """Return where a decision counts: of a work that was split since, the parts that have the name, else all."""
    having = [work for work in works if any(one.mark == name for one in people[work])]
    return having if len(works) > 1 and having else works


def _proposals(found: Found, profiles: dict[str, int]) -> int:
    """Write what is proposed to profiles; what a person has decided is not proposed again."""
    head = dict(Scholar.objects.values_list("pk", "joined_id"))
    told = {
        pair: None
        for left, right in Pairing.objects.filter(undone_at=None).values_list("left", "right")
        for pair in ((left, right), (right, left))
    }
    has = {(row.scholar_id, row.work_id) for row in ScholarWork.objects.only("scholar_id", "work_id")}
    rows: dict[tuple[int, int | None, int | None], Proposal] = {}
    for one in found.proposed[: 2 * MOST_PROPOSED]:
        sides = [_side(name, profiles, found) for name in (one.left, one.right)]
        numbers = sorted(side for side in sides if isinstance(side, int))
        others = [side for side in sides if isinstance(side, Contributed)]
        if (
            len(numbers) == 2
            and numbers[0] != numbers[1]
            and tuple(numbers) not in told
            and not any(head.get(n) for n in numbers)
        ):
            rows.setdefault((numbers[0], None, numbers[1]), _proposal(numbers[0], one.score, one.reasons, other_id=numbers[1]))
        elif len(numbers) == 1 and others and (numbers[0], others[0].work) not in has:
            other = others[0]
            made = _proposal(
                numbers[0], one.score, one.reasons, work_id=other.work, mark=other.mark, printed=other.forms[0].value[:300]
            )
            rows.setdefault((numbers[0], other.work, None), made)
    Proposal.objects.all().delete()
    Proposal.objects.bulk_create(list(rows.values())[:MOST_PROPOSED], batch_size=PIECE)
    return min(len(rows), MOST_PROPOSED)


def _side(name: str, profiles: dict[str, int], found: Found) -> int | Contributed | None:
    """Return the profile, or the contribution, that a sure group is of; None where an ORCID has no profile here."""
    kind, _, value = name.partition(":")
    if kind == "scholar":
        return int(value)
    return profiles.get(value) if kind == "orcid" else found.contributions[value]


def _proposal(scholar: int, score: float, reasons: object, **what: object) -> Proposal:
    return Proposal(scholar_id=scholar, score=score, reasons=reasons, **what)


def _groups(groups: list[Group], found: Found) -> int:
    """Write the profiles that are proposed; those that staff dismissed stay dismissed as long as their members are the same."""
    rows = {}
    for group in groups:
        people = sorted((found.contributions[one.key] for one in group.members), key=lambda one: (one.work, one.mark))
        members = [[one.work, one.mark, one.forms[0].value] for one in people]
        digest = blake2b(repr([row[:2] for row in members]).encode(), digest_size=16).hexdigest()
        name, _language = chosen_name([(form.value, form.lang) for one in people for form in one.forms])
        rows[digest] = ProposedScholar(digest=digest, name=name[:300], members=members, score=group.score, reasons=group.reasons)
    kept = set(ProposedScholar.objects.filter(digest__in=rows).values_list("digest", flat=True))
    ProposedScholar.objects.filter(dismissed_at=None).exclude(digest__in=rows).delete()
    ProposedScholar.objects.bulk_create([row for digest, row in rows.items() if digest not in kept], batch_size=PIECE)
    return len(rows)
