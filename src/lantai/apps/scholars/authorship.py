"""Who wrote what by the word of scholars and staff, as the store of papers and its networks count it (catalog.papers.corrected).

That a work is not somebody's counts always: it takes from them what a record gave them. That one is theirs counts where everybody may see it: what
a scholar keeps back is told nobody by the store either. The scholar's own word names an author of the record who carries nobody else's ORCID; that of staff
holds against another's ORCID too, and where the record does not name them ("et al.").
"""

from collections import defaultdict
from collections.abc import Collection, Sequence

from django.db.models import Count, Q

from lantai.catalog import actions as catalog_actions
from lantai.catalog import queries as catalog
from lantai.catalog.models import Moved, Work
from lantai.catalog.papers.corrected import Correction, Person, Said

from .models import Field, Scholar, ScholarWork, Verdict, Visibility, WorkDecision


def said(works: Collection[int]) -> Said:
    """Return what was said of the authors of works; of those that were merged into them or split, too."""
    persons = _persons()
    if not WorkDecision.objects.filter(undone_at=None).exists():
        return Said((), persons)
    earlier = catalog.led_here(works)
    now_at: dict[int, list[int]] = defaultdict(list)
    for work, numbers in earlier.items():
        for number in numbers:
            now_at[number].append(work)
    decided = WorkDecision.objects.filter(work__in=now_at, undone_at=None).select_related("scholar__joined").order_by("at", "pk")
    last = {(row.scholar.joined_id or row.scholar_id, work): row for row in decided for work in now_at[row.work_id]}
    parts = _parts([row.scholar for row in last.values()])
    split = _split({row.work_id for row in last.values()} - set(works))
    rows = sorted(last.items(), key=lambda found: (found[1].at, found[1].pk))
    told = (_correction(row, work, parts[head], is_split=row.work_id in split) for (head, work), row in rows)
    return Said([one for one in told if one], persons)


def reach(works: Collection[int]) -> None:
    """Have the store look again at who wrote works, wherever they are now. Call inside the transaction in which something was said of them."""
    catalog_actions.touch(sorted({now for found in catalog.now_at(works).values() for now in found}))


def reach_all(scholar: Scholar) -> None:
    """Have it look again at whatever was said of a profile and those joined to it, and at all works of the joined ones."""
    parts = Scholar.objects.filter(Q(pk=scholar.pk) | Q(joined=scholar.pk))
    joined = ScholarWork.objects.filter(scholar__in=parts, is_shown=True) if len(parts) > 1 else ScholarWork.objects.none()
    said = WorkDecision.objects.filter(scholar__in=parts, undone_at=None)
    reach({*said.values_list("work", flat=True), *joined.values_list("work", flat=True)})


def _correction(row: WorkDecision, work: int, parts: Sequence[Scholar], *, is_split: bool) -> Correction | None:
    head = row.scholar.joined or row.scholar
    orcids = frozenset(one.orcid for one in parts if one.orcid)
    if row.verdict == Verdict.NOT:
        return Correction(work=work, orcids=orcids)
    if not is_told(head):
        return None
    is_firm = not row.by_scholar and not is_split
    return Correction(work=work, orcids=orcids, person=person(parts), mark=row.mark, names=_names(row, head), is_firm=is_firm)


def _names(row: WorkDecision, head: Scholar) -> tuple[str, ...]:
    """Return the name that is shown, then the others that everybody may know somebody by."""
    others = (text for text, _language in [*head.own_names, *head.portrait.get("names", ())])
    seen = others if head.seen_by(Field.NAMES) == Visibility.PUBLIC else ()
    return tuple(dict.fromkeys((head.name, *seen, *((row.mark,) if row.mark else ()))))


def is_told(head: Scholar) -> bool:
    """Say whether everybody may know which works are somebody's, and by which ORCID."""
    shown = (Field.WORKS, Field.ORCID)
    return head.hidden_at is None and all(head.seen_by(field) == Visibility.PUBLIC for field in shown)


def person(parts: Sequence[Scholar]) -> Person:
    """Return as whom somebody is counted: the first ORCID of their profiles, else the number of the first."""
    orcid = next((one.orcid for one in parts if one.orcid), "")
    return Person(orcid or f"scholar:{parts[0].pk}", orcid)


def _parts(scholars: Collection[Scholar]) -> dict[int, list[Scholar]]:
    """Return, for each profile that others may have been joined to, it and those: the one that stands first."""
    found = {(one.joined or one).pk: [one.joined or one] for one in scholars}
    for part in Scholar.objects.filter(joined__in=found).order_by("pk"):
        found[part.joined_id or 0].append(part)
    return found


def _persons() -> dict[str, Person]:
    """Return whose each ORCID is of whoever has several profiles."""
    heads = [
        one.joined for one in Scholar.objects.exclude(joined=None).select_related("joined").order_by("joined", "pk") if one.joined
    ]
    return {one.orcid: person(parts) for pk, parts in _parts(heads).items() if is_told(parts[0]) for one in parts if one.orcid}


def _split(works: Collection[int]) -> set[int]:
    """Return which of works that moved lead to several: a decision counts there where the name is."""
    rows = Moved.objects.filter(work__in=works, work__state=Work.State.MOVED).values("work").annotate(n=Count("pk"))
    return {row["work"] for row in rows if row["n"] > 1}
