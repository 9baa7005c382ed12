"""A service's list of open journals taken in: what is new and changed written set by set, what left the list marked, never deleted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import blake2b

import msgspec
from django.db import transaction
from django.db.models import Max

from lantai.catalog.tables import insert, reserve, update
from lantai.core.openness.journals import DescribedJournal, RefusedRow
from lantai.infra import audit
from lantai.infra.pieces import pieces

from .models import JournalFacts, JournalNumber

MOST_GONE_SHARE = 0.1
"""Of the journals known: a list that lacks more than these is likely to be cut short."""

PIECE = 500
_SAID = tuple(name for name in DescribedJournal.__struct_fields__ if name != "issns")
_FIELDS = (*_SAID, "digest", "said_date", "gone_date", "source")


class ListError(Exception):
    """A list is not taken in; the message says what to do.

    ├─ OlderList    a newer one was taken before
    └─ TooManyGone  it lacks too many of the journals that are known
    """


class OlderList(ListError):
    """A newer list of the same source was taken before."""


class TooManyGone(ListError):
    """The list lacks too many of the journals that are known, and nobody said that it is meant."""


@dataclass(slots=True)
class Taken:
    """What came of a list: ``rows_in`` is always new + changed + same + refused; ``gone``: journals that stand in it no longer."""

    rows_in: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0
    refused: list[RefusedRow] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Return the numbers alone."""
        numbers = {name: getattr(self, name) for name in ("rows_in", "new", "changed", "same", "gone")}
        return numbers | {"refused": len(self.refused)}


@transaction.atomic
def take_journals(
    *, source: str, journals: Iterable[DescribedJournal | RefusedRow], on: date, now: datetime, confirmed: bool = False
) -> Taken:
    """Take a source's whole list of a day in; raise OlderList, TooManyGone. The same list again changes nothing.

    A journal is known again by its page at the source, else by an ISSN. One whose row is refused stays as it is; while a row cannot be cut into
    cells, nobody knows whose it is, and no journal is marked as gone.
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
    written = _write(source, new, changed, on, known.owners)
    for piece in pieces(gone, PIECE):
        JournalFacts.objects.filter(pk__in=piece).update(gone_date=on)
    if newest != on:
        rows.filter(gone_date=None).exclude(pk__in=known.refused).update(said_date=on)
    if touched := [*written, *gone]:
        audit.record(by=None, action="openaccess.take_journals", subject=JournalFacts(pk=touched[0]), now=now)
    return taken


class _Known:
    """What is there of a source: each journal by its page and its ISSNs, and which of them the list has spoken of."""

    def __init__(self, source: str) -> None:
        rows = JournalFacts.objects.filter(source=source)
        stand = list(rows.values_list("pk", "page", "digest", "gone_date"))
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
    source: str, new: Sequence[DescribedJournal], changed: Mapping[int, DescribedJournal], on: date, owners: Mapping[str, int]
) -> list[int]:
    """Write journals and their numbers; return their keys. ``owners``: whose each number was; one that went to another is of that alone."""
    fresh = dict(zip(reserve(JournalFacts, len(new)), new, strict=True))
    insert(JournalFacts, ("id", *_FIELDS), ((key, *_values(one, source, on)) for key, one in fresh.items()))
    update(JournalFacts, _FIELDS, ((*_values(one, source, on), key) for key, one in changed.items()))
    written = {**fresh, **changed}
    moved = [number for one in new for number in one.issns if number in owners]
    moved += [number for key, one in changed.items() for number in one.issns if owners.get(number, key) != key]
    for keys in pieces(changed, PIECE):
        JournalNumber.objects.filter(facts__in=keys).delete()
    for issns in pieces(moved, PIECE):
        JournalNumber.objects.filter(issn__in=issns, facts__in={owners[number] for number in issns}).delete()
    insert(JournalNumber, ("issn", "facts_id"), ((number, key) for key, one in written.items() for number in one.issns))
    return list(written)


def _values(one: DescribedJournal, source: str, on: date) -> tuple[object, ...]:
    said = {name: getattr(one, name) for name in _SAID} | {"charge": one.charge.value}
    return (*said.values(), _digest(one), on, None, source)


def _digest(one: DescribedJournal) -> str:
    return blake2b(msgspec.json.encode(one), digest_size=16).hexdigest()
