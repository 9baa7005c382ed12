"""A service's list of open journals taken in: what is new and changed written set by set, what left the list marked, never deleted."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b

import msgspec
from django.db import transaction
from django.db.models import Max

from lantai.catalog.actions import touch
from lantai.catalog.tables import insert, reserve, update
from lantai.core.openness.journals import DescribedJournal, RefusedRow, Span, spans_after, spans_until
from lantai.core.openness.taken import MOST_GONE_SHARE, OlderList, Taken, TooManyGone
from lantai.infra import audit
from lantai.infra.jobs import enqueue
from lantai.infra.pieces import pieces

from ..models import JournalFacts, JournalNumber

PIECE = 500
_SAID = tuple(name for name in DescribedJournal.__struct_fields__ if name != "issns")
_FIELDS = (*_SAID, "digest", "said_date", "gone_date", "source", "spans", "changed_at")


@transaction.atomic
def take_journals(
    *, source: str, journals: Iterable[DescribedJournal | RefusedRow], on: date, now: datetime, confirmed: bool = False
) -> Taken:
    """Take a source's whole list of a day in; raise OlderList, TooManyGone. The same list again changes nothing.

    A journal is known again by its page at the source, else by an ISSN. One whose row is refused stays as it is; while a row cannot be cut into
    cells, nobody knows whose it is, and no journal is marked as gone. The papers of journals that count otherwise now are looked at again by a job.
    """
    rows = JournalFacts.objects.filter(source=source)
    newest = rows.aggregate(newest=Max("said_date"))["newest"]
    if newest and on < newest:
        raise OlderList(f"a list of {newest} was taken in before; this one is of {on}")
    known = _Known(source)
    taken = Taken()
    new: list[DescribedJournal] = []
    changed: dict[int, DescribedJournal] = {}
    for one in journals:
        taken.rows_in += 1
        key = known.claim(one)
        if isinstance(one, RefusedRow):
            taken.refused.append(one)
        elif key is None:
            new.append(one)
        elif known.digests[key] == _digest(one):
            taken.same += 1
        else:
            changed[key] = one
    taken.new, taken.changed = len(new), len(changed)
    gone = known.gone() if all(row.is_cut for row in taken.refused) else []
    if len(gone) > MOST_GONE_SHARE * len(known.current) and not confirmed:
        raise TooManyGone(
            f"{len(gone):,} of {len(known.current):,} known journals are not in this list; confirm that it is whole"
        )
    taken.gone = len(gone)
    written = _write(source, new, changed, on, known, now)
    left = ((on, spans_until(known.stood[key].spans, known.stood[key].said), now, key) for key in gone)
    update(JournalFacts, ("gone_date", "spans", "changed_at"), left)
    if newest != on:
        rows.filter(gone_date=None).exclude(pk__in=known.refused).update(said_date=on)
    if touched := [*written, *gone]:
        audit.record(by=None, action="openaccess.take_journals", subject=JournalFacts(pk=touched[0]), now=now)
        enqueue("openaccess.shelve_journals")
    if JournalFacts.objects.filter(changed_at=now).exists():
        enqueue("openaccess.touch_papers", changed_at=now.isoformat())
    return taken


@transaction.atomic
def touch_works(*, works: Collection[int]) -> None:
    """Have the index and the store of papers look at works again whose journal counts otherwise now, or whose classes lead elsewhere."""
    touch(works)


@dataclass(frozen=True, slots=True)
class _Stood:
    """A journal as it stood before this list."""

    spans: Sequence[Span]
    licenses: Sequence[str]
    amounts: Sequence[Sequence[object]]
    said: date
    changed_at: datetime | None


class _Known:
    """What is there of a source: each journal by its page and its ISSNs, and which of them the list has spoken of."""

    def __init__(self, source: str) -> None:
        rows = JournalFacts.objects.filter(source=source)
        stand = list(rows.values_list("pk", "page", "digest", "gone_date"))
        values = rows.values_list("pk", "spans", "licenses", "amounts", "said_date", "changed_at")
        self.stood = {key: _Stood([tuple(span) for span in spans], *rest) for key, spans, *rest in values}
        self.current = {key for key, _page, _digest, gone in stand if gone is None}
        # One that is back is written anew, whatever its row says.
        self.digests = {key: digest if gone is None else "" for key, _page, digest, gone in stand}
        self.refused: set[int] = set()
        self._by_page = {page: key for key, page, _digest, _gone in stand if page}
        self.owners = dict(JournalNumber.objects.filter(facts__source=source).values_list("issn", "facts"))
        self._claimed: set[int] = set()

    def claim(self, one: DescribedJournal | RefusedRow) -> int | None:
        """Return which journal a row is of; None for one that is not known, or that an earlier row has spoken of."""
        keys = (self._by_page.get(one.page), *(self.owners.get(number) for number in one.issns))
        key = next((key for key in keys if key is not None and key not in self._claimed), None)
        if key is not None:
            self._claimed.add(key)
            if isinstance(one, RefusedRow):
                self.refused.add(key)
        return key

    def gone(self) -> list[int]:
        """Return the journals that no row has spoken of."""
        return sorted(self.current - self._claimed)


def _write(
    source: str,
    new: Sequence[DescribedJournal],
    changed: Mapping[int, DescribedJournal],
    on: date,
    known: _Known,
    now: datetime,
) -> list[int]:
    """Write journals and their numbers; return their keys. A number that went to another journal is of that alone."""
    owners = known.owners
    fresh = dict(zip(reserve(JournalFacts, len(new)), new, strict=True))
    insert(
        JournalFacts,
        ("id", *_FIELDS),
        ((key, *_values(one, source, on), _spans((), one, on), now) for key, one in fresh.items()),
    )
    numbers: dict[int, set[str]] = {}
    for number, owner in owners.items():
        numbers.setdefault(owner, set()).add(number)
    update(
        JournalFacts,
        _FIELDS,
        (
            (*_values(one, source, on), *_counted(known.stood[key], one, on, numbers.get(key, set()), now), key)
            for key, one in changed.items()
        ),
    )
    written = {**fresh, **changed}
    moved = [number for one in new for number in one.issns if number in owners]
    moved += [number for key, one in changed.items() for number in one.issns if owners.get(number, key) != key]
    for keys in pieces(changed, PIECE):
        JournalNumber.objects.filter(facts__in=keys).delete()
    for issns in pieces(moved, PIECE):
        JournalNumber.objects.filter(issn__in=issns, facts__in={owners[number] for number in issns}).delete()
    insert(JournalNumber, ("issn", "facts_id"), ((number, key) for key, one in written.items() for number in one.issns))
    return list(written)


def _spans(before: Sequence[Span], one: DescribedJournal, on: date) -> list[Span]:
    return spans_after(before, since=one.open_since, charge=one.charge.value, on=on)


def _counted(
    stood: _Stood, one: DescribedJournal, on: date, numbers: set[str], now: datetime
) -> tuple[list[Span], datetime | None]:
    """Return the years of a journal after this list, and when what its papers are judged by last changed."""
    spans = _spans(stood.spans, one, on)
    priced = [list(amount) for amount in one.amounts] == [list(amount) for amount in stood.amounts]
    same = spans == list(stood.spans) and list(one.licenses) == list(stood.licenses) and priced and set(one.issns) == numbers
    return spans, stood.changed_at if same else now


def _values(one: DescribedJournal, source: str, on: date) -> tuple[object, ...]:
    said = {name: getattr(one, name) for name in _SAID} | {"charge": one.charge.value}
    return (*said.values(), _digest(one), on, None, source)


def _digest(one: DescribedJournal) -> str:
    return blake2b(msgspec.json.encode(one), digest_size=16).hexdigest()
