"""Lists of agreements' journals taken in, version by version: a journal stands from the first list that has it to the first that has it no longer."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from lantai.apps.publishing.models import JournalList, ListedJournal, PublishingAgreement
from lantai.catalog.tables import insert
from lantai.core.openness.journals import RefusedRow
from lantai.core.openness.publishing.described import ListedJournal as Listed
from lantai.core.openness.taken import MOST_GONE_SHARE, OlderList, Taken, TooManyGone
from lantai.infra import audit
from lantai.infra.pieces import pieces
from lantai.people.models import Account

from .allowing import allow
from .telling import covered_otherwise

PIECE = 500


@transaction.atomic
def take_lists(
    *, by: Account | None, source: str, rows: Iterable[Listed | RefusedRow], on: date, now: datetime, confirmed: bool = False
) -> Taken:
    """Take in the lists, whole, of the agreements that a file names; raise OlderList, TooManyGone. Other agreements keep theirs.

    Rows of an agreement that is not known are refused: the registry comes first.
    """
    allow(by)
    taken = Taken("lists")
    known = dict(PublishingAgreement.objects.values_list("reference", "pk"))
    wanted: dict[int, set[str]] = defaultdict(set)
    for one in taken.good(rows):
        agreement = known.get(one.reference)
        if agreement is None:
            taken.refused.append(
                RefusedRow(one.line, 1, f"no agreement has the number {one.reference!r}: take the registry in first")
            )
        elif one.issn in wanted[agreement]:
            taken.same += 1
        else:
            wanted[agreement].add(one.issn)
    _refuse_older(wanted, on)
    there = _standing(wanted)
    added = {key: wanted[key] - there[key].keys() for key in wanted}
    gone = {key: [pk for issn, pk in there[key].items() if issn not in wanted[key]] for key in wanted}
    taken.new, taken.gone = sum(map(len, added.values())), sum(map(len, gone.values()))
    taken.same += sum(map(len, wanted.values())) - taken.new
    if taken.gone > MOST_GONE_SHARE * sum(map(len, there.values())) and not confirmed:
        raise TooManyGone(f"{taken.gone:,} known journals are not in these lists; confirm that they are whole")
    insert(
        ListedJournal,
        ("agreement_id", "issn", "from_date"),
        ((key, issn, on) for key, new in added.items() for issn in sorted(new)),
    )
    for piece in pieces((pk for keys in gone.values() for pk in keys), PIECE):
        ListedJournal.objects.filter(pk__in=piece).update(until_date=on)
    _versions(source, wanted, Counter({key: len(new) for key, new in added.items()}), gone, on)
    covered_otherwise({key for key in wanted if added[key] or gone[key]})
    if taken.new or taken.gone:
        audit.record(by=by, action="publishing.take_lists", subject=PublishingAgreement(pk=min(wanted)), now=now)
    return taken


def _refuse_older(wanted: Iterable[int], on: date) -> None:
    newest = None
    for piece in pieces(wanted, PIECE):
        found = JournalList.objects.filter(agreement__in=piece).aggregate(at=Max("said_date"))["at"]
        newest = max(filter(None, (newest, found)), default=None)
    if newest and on < newest:
        raise OlderList(f"a list of {newest} was taken in before; this one is of {on}")


def _standing(wanted: Iterable[int]) -> dict[int, dict[str, int]]:
    """Return the journals that stand in the lists of agreements: agreement -> ISSN -> key of the row."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for piece in pieces(wanted, PIECE):
        rows = ListedJournal.objects.filter(agreement__in=piece, until_date=None)
        for agreement, issn, pk in rows.values_list("agreement_id", "issn", "pk").iterator():
            found[agreement][issn] = pk
    return found


def _versions(source: str, wanted: dict[int, set[str]], added: Counter[int], gone: dict[int, list[int]], on: date) -> None:
    """Note the versions of the lists that say something new; one of the same day that says the same again is noted once."""
    there = set(JournalList.objects.filter(said_date=on, source=source).values_list("agreement_id", flat=True))
    rows = [(key, source, on, len(issns), added[key], len(gone[key])) for key, issns in wanted.items() if key not in there]
    insert(JournalList, ("agreement_id", "source", "said_date", "journals", "added", "gone"), rows)
    for key in there & {key for key in wanted if added[key] or gone[key]}:
        JournalList.objects.filter(agreement=key, said_date=on, source=source).update(journals=len(wanted[key]))
