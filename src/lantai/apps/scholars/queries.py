"""Scholars as pages show them: found by name in any script, with their works, with what waits for a decision."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from lantai.catalog import queries as catalog
from lantai.catalog.models import Identifier, Work
from lantai.catalog.papers.bodies import Bodies, registry_of, seen
from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import Scheme, Standing
from lantai.core.names.alike import likeness
from lantai.core.names.keys import asked_units, likely, skeleton, units
from lantai.core.names.parts import Name
from lantai.core.names.parts import name as heard_name
from lantai.core.text.fold import words
from lantai.infra.worded import worded
from lantai.people.models import Account

from .models import (
    Claim,
    ClaimState,
    Field,
    MissingWork,
    Pairing,
    Proposal,
    ProposedScholar,
    Scholar,
    ScholarListed,
    ScholarName,
    ScholarWork,
    Visibility,
    WorkDecision,
)
from .proposing import Known

MOST_FOUND, MOST_LOOKED_AT = 50, 400
ALIKE = 0.7
"""Likeness (core.names.alike) from which a name in another script is offered, as a whole and in each of its words."""

PIECE = 500


def bodies() -> Bodies:
    """Return what names institutions: by the library's registry of organizations, where it has one."""
    registry = registry_of(Path(settings.DATA))
    return _bodies(registry, seen(registry))


@lru_cache(maxsize=1)
def _bodies(registry: Path | None, _seen: str) -> Bodies:
    """Read a registry once, and again where it was replaced."""
    return Bodies(registry)


def shown() -> QuerySet[Scholar]:
    """Return the profiles that readers find: not hidden, not found to be another's."""
    return Scholar.objects.filter(hidden_at=None, joined=None)


def with_works() -> QuerySet[Scholar]:
    """Return those of them that have a work, or that their scholar looks after."""
    has = ScholarWork.objects.filter(Q(scholar=OuterRef("pk")) | Q(scholar__joined=OuterRef("pk")), is_shown=True)
    return shown().filter(Exists(has) | Q(account__isnull=False))


def sees(scholar: Scholar, field: str, reader: object) -> bool:
    """Say whether a reader sees a part of a profile: its scholar and the staff who decide see all of it."""
    if scholar.seen_by(field) == Visibility.PUBLIC:
        return True
    number = getattr(reader, "pk", None)
    if number is None:
        return False
    is_own = number == scholar.account_id
    return is_own or may_decide(reader) or scholar.seen_by(field) == Visibility.CAMPUS


def may_decide(reader: object) -> bool:
    """Say whether somebody decides on scholars."""
    return isinstance(reader, Account) and reader.has_perm("scholars.decide_scholar")


@dataclass(frozen=True, slots=True)
class FoundScholar:
    """A profile that was found. ``form``: the form of the name that was meant where it is not the one shown, "" else."""

    scholar: Scholar
    form: str = ""
    language: str = ""


def find(asked: str, *, reader: object = None) -> list[FoundScholar]:
    """Return whom a name may mean, in any script and order of its words; the same words first, then what sounds alike. An ORCID is found too."""
    orcid = identify(Scheme.ORCID, asked)
    if orcid.standing is Standing.VALID and orcid.value.count("-") == 3:
        return [FoundScholar(one) for one in with_works().filter(orcid=orcid.value) if sees(one, Field.ORCID, reader)]
    if not (folded := words(asked)):
        return []
    exact = Q()
    for word in folded[:8]:
        exact &= Q(key__contains=word)
    rows = list(_names(exact)) + list(_names(_heard(asked)))
    ranked = sorted({row.pk: row for row in rows}.values(), key=lambda row: (-_rank(asked, folded, row), row.pk))
    best: dict[int, FoundScholar] = {}
    for row in ranked:
        if _rank(asked, folded, row) < ALIKE or (row.text != row.scholar.name and not sees(row.scholar, Field.NAMES, reader)):
            continue
        other = row.text if row.text != row.scholar.name else ""
        best.setdefault(row.scholar_id, FoundScholar(row.scholar, other, row.language))
    return list(best.values())[:MOST_FOUND]


def _names(wanted: Q) -> QuerySet[ScholarName]:
    return ScholarName.objects.filter(wanted, scholar__in=with_works()).select_related("scholar")[:MOST_LOOKED_AT]


def _heard(asked: str) -> Q:
    """Return what finds names with one of the likely sounds of each word that was asked for, or of all of them in one."""
    found = Q(pk=None)
    for unit in asked_units(heard_name(asked)):
        for key in [key for level in likely(unit)[:2] for key in level][:24]:
            if len(key) > 1:
                found |= Q(heard__contains=f" {key} ")
    return found


def _rank(asked: str, folded: Sequence[str], row: ScholarName) -> float:
    own = row.key.split()
    if sorted(folded) == sorted(own):
        return 2.0
    joined = "".join(folded)
    in_one_piece = not joined.isascii() and joined in row.key.replace(" ", "")
    if in_one_piece or all(any(word.startswith(part) for word in own) for part in folded):
        return 1.5
    one, other = heard_name(asked), heard_name(row.text)
    return likeness(one, other, among=100) if _each_is_heard(one, other) else 0.0


def _each_is_heard(one: Name, other: Name) -> bool:
    """Say whether each word that was asked for sounds like some word of a name: a family shares only one. Names in one piece, as in Han, are compared whole."""
    if len(one.words) < 2 or len(other.words) < 2:
        return True
    return all(
        any(likeness(Name(one.script, (asked,)), Name(other.script, (own,)), among=10) >= ALIKE for own in other.words)
        for asked in one.words
    )


def heard_as(text: str) -> str:
    """Return the skeletons by which a name is found from another script, " a b "."""
    found = [key for unit in units(heard_name(text)) if len(key := skeleton(unit)) > 1]
    return f" {' '.join(dict.fromkeys(found))} "[:400] if found else ""


def at_institution(name: str) -> QuerySet[Scholar]:
    """Return the profiles that show an institution to everybody."""
    return _listed(Field.INSTITUTIONS, name)


def in_discipline(code: str) -> QuerySet[Scholar]:
    """Return the profiles that show a discipline to everybody."""
    return _listed(Field.DISCIPLINES, code)


def _listed(kind: Field, value: str) -> QuerySet[Scholar]:
    rows = ScholarListed.objects.filter(scholar=OuterRef("pk"), kind=kind, value=value[:300])
    return with_works().filter(_everybody_sees(kind), Exists(rows))


def _everybody_sees(kind: Field, *, of: str = "") -> Q:
    """Return what tells the profiles that show a part to everybody; ``of``: the way to the profile, "scholar__"."""
    part = f"{of}visibility__{kind.value}"
    return Q(**{f"{part}__isnull": True}) | Q(**{part: Visibility.PUBLIC.value})


MOST_PLACES, MOST_DISCIPLINES = 60, 200


def ways_in() -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Return the institutions that most public profiles name, and the disciplines, each with how many profiles, in order of the alphabet (two SQL queries)."""
    return _ways(Field.INSTITUTIONS, MOST_PLACES), _ways(Field.DISCIPLINES, MOST_DISCIPLINES)


def _ways(kind: Field, most: int) -> list[tuple[str, int]]:
    rows = ScholarListed.objects.filter(_everybody_sees(kind, of="scholar__"), kind=kind, scholar__in=with_works())
    counted = rows.values("value").annotate(n=Count("pk")).order_by("-n", "value").values_list("value", "n")
    return sorted(counted[:most])


def parts_of(scholar: Scholar) -> list[int]:
    """Return the profile and those that were found to be the same person's."""
    return [scholar.pk, *Scholar.objects.filter(joined=scholar.pk).values_list("pk", flat=True)]


def works_of(scholar: Scholar) -> QuerySet[ScholarWork]:
    """Return the works of a profile and of those joined to it, the newest first."""
    rows = ScholarWork.objects.filter(scholar__in=parts_of(scholar), is_shown=True, work__state=Work.State.LIVE)
    return rows.order_by("-year", "-work", "pk")


def has_work(scholar: Scholar, work: int) -> bool:
    """Say whether a work stands on a profile."""
    return ScholarWork.objects.filter(scholar__in=parts_of(scholar), work=work, is_shown=True).exists()


def everything_of(scholar: Scholar) -> dict[str, object]:
    """Return all that a profile holds by its scholar's or the library's word, as plain JSON values; what is derived from records is not theirs alone."""
    return {
        "profile": {
            "number": scholar.pk, "name": scholar.name, "orcid": scholar.orcid, "other_names": scholar.own_names, "about": scholar.about,
            "employments": scholar.posts, "seen_by": {field: scholar.seen_by(field) for field in Field.values}, "proof": scholar.proof,
            "claimed": _day(scholar.claimed_at), "hidden": _day(scholar.hidden_at),
        },
        "works": [row.work_id for row in works_of(scholar)],
        "said_about_works": [
            {"work": row.work_id, "verdict": row.verdict, "why": row.why, "by_the_scholar": row.by_scholar, "at": _day(row.at), "undone": _day(row.undone_at)}
            for row in decisions(scholar)
        ],
        "claims": [{"state": row.state, "made": _day(row.made_at), "answer": row.answer} for row in scholar.claims.filter(account=scholar.account)],
        "missing": [{"doi": row.doi, "words": row.words, "made": _day(row.made_at)} for row in scholar.missing.all()],
        "orcid_records": [{"at": _day(row.at), "counts": row.counts} for row in scholar.uploads.all()],
    }  # fmt: skip


def _day(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def profiles_at(work: int) -> list[tuple[Scholar, str]]:
    """Return who of a work has a profile that everybody may see: one question."""
    found: dict[int, tuple[Scholar, str]] = {}
    for row in _shown_at(work):
        one = row.scholar.joined or row.scholar
        if one.hidden_at is None and one.seen_by(Field.WORKS) == Visibility.PUBLIC:
            found.setdefault(one.pk, (one, row.printed))
    return list(found.values())


@worded
def _shown_at(work: int) -> QuerySet[ScholarWork]:
    return ScholarWork.objects.filter(work=work, is_shown=True, scholar__hidden_at=None).select_related("scholar__joined")


def numbers_seen(numbers: Iterable[int]) -> dict[int, Scholar]:
    """Return those profiles of ``numbers`` that readers find and that show everybody their works and whom they wrote with, by number; a joined one
    leads to the one it was joined to. Another's profile would else tell what these keep back."""
    rows = Scholar.objects.filter(pk__in=set(numbers)).select_related("joined")
    kept = {one.pk: one.joined or one for one in rows}
    return {number: one for number, one in kept.items() if one.hidden_at is None and _shows_together(one)}


def _shows_together(scholar: Scholar) -> bool:
    return all(scholar.seen_by(field) == Visibility.PUBLIC for field in (Field.WORKS, Field.COLLABORATORS))


def of_account(account: Account) -> Scholar | None:
    """Return the profile that an account looks after."""
    return Scholar.objects.filter(account=account).first()


def waiting_claims() -> QuerySet[Claim]:
    """Return the claims that nobody has decided on, the oldest first."""
    return Claim.objects.filter(state=ClaimState.WAITING).select_related("scholar", "account")


def proposals(scholar: Scholar | None = None) -> QuerySet[Proposal]:
    """Return what is proposed, the likeliest first; of one profile, or of all that readers find."""
    rows = Proposal.objects.select_related("scholar", "work", "other")
    return (
        rows.filter(scholar__in=parts_of(scholar)) if scholar else rows.filter(scholar__hidden_at=None, scholar__has_died=False)
    )


def proposed_scholars() -> QuerySet[ProposedScholar]:
    """Return the profiles that are proposed and that nobody dismissed."""
    return ProposedScholar.objects.filter(dismissed_at=None)


def group_works(groups: Sequence[ProposedScholar], most: int) -> list[tuple[ProposedScholar, list[tuple[Work, str]], int]]:
    """Return proposed profiles with the works of each, at most so many, under which name each was printed, and how many more there are."""
    works = Work.objects.in_bulk({work for one in groups for work, _mark, _printed in one.members[:most]})
    return [
        (
            one,
            [(works[work], printed) for work, _mark, printed in one.members[:most] if work in works],
            max(0, len(one.members) - most),
        )
        for one in groups
    ]


def decisions(scholar: Scholar | None = None) -> QuerySet[WorkDecision]:
    """Return what was said about works, the newest first."""
    rows = WorkDecision.objects.select_related("scholar", "work", "by", "undone_by").order_by("-at", "-pk")
    return rows.filter(scholar__in=parts_of(scholar)) if scholar else rows


def pairings(scholar: Scholar) -> QuerySet[Pairing]:
    """Return what was said about whether a profile and another are one person's."""
    return Pairing.objects.filter(Q(left=scholar) | Q(right=scholar)).select_related("left", "right", "by").order_by("-at")


def missing() -> QuerySet[MissingWork]:
    """Return the works that scholars miss and nobody has looked at."""
    return MissingWork.objects.filter(closed_at=None).select_related("scholar")


def work_by_doi(text: str) -> Work | None:
    """Return the live work with a DOI."""
    found = identify(Scheme.DOI, text)
    if found.standing is not Standing.VALID:
        return None
    numbers = works_numbered([("doi", found.value)]).get(("doi", found.value), ())
    return Work.objects.filter(pk__in=numbers, state=Work.State.LIVE).order_by("pk").first()


def works_numbered(wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], list[int]]:
    """Return the live works that have identifiers (scheme, value): a question for each 500."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    asked = list(dict.fromkeys(wanted))
    for start in range(0, len(asked), PIECE):
        piece = set(asked[start : start + PIECE])
        rows = Identifier.objects.filter(
            value__in=[value for _scheme, value in piece],
            trusted=True,
            instance__live=True,
            instance__work__state=Work.State.LIVE,
        )
        for scheme, value, work in rows.order_by("pk").values_list("scheme", "value", "instance__work_id"):
            if (scheme, value) in piece and work not in found[scheme, value]:
                found[scheme, value].append(work)
    return found


def standing() -> tuple[list[WorkDecision], Known]:
    """Return the decisions that stand, and what a rebuild has to know."""
    from .models import HomeInstitution

    decided = list(WorkDecision.objects.filter(undone_at=None).order_by("pk"))
    head = dict(Scholar.objects.exclude(joined=None).values_list("pk", "joined_id"))
    orcids = {orcid: head.get(pk, pk) for pk, orcid in Scholar.objects.exclude(orcid="").values_list("pk", "orcid")}
    at = catalog.now_at({one.work_id for one in decided})
    mine = {
        (work, one.mark): head.get(one.scholar_id, one.scholar_id)
        for one in decided
        if one.verdict == "mine"
        for work in at[one.work_id]
    }
    refused = frozenset(
        (head.get(one.scholar_id, one.scholar_id), work) for one in decided if one.verdict == "not" for work in at[one.work_id]
    )
    homes = tuple(HomeInstitution.objects.values_list("name", flat=True))
    return decided, Known(orcids, mine, refused, homes)
