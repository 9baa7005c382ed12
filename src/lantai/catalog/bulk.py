"""One change made to many: rows chosen, tried without writing, run as a job that can be interrupted, and taken back as a whole.

``choose`` finds the rows, ``attempt`` says what would become of one, ``start`` lays a run down, ``run`` does it, ``undo`` takes it back.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from threading import Event

import msgspec
from django.db import transaction
from django.db.models import F

from lantai.core.bib.changes import Change, How, is_of_pieces, released, said_of_piece, said_of_record, to_piece, to_record
from lantai.core.bib.record import BibRecord, HoldingRecord
from lantai.core.query.parse import parse
from lantai.core.text.messages import N_
from lantai.infra import audit, jobs
from lantai.people.models import Account
from lantai.search.protocol import Request

from . import derive, index, known, pieces, queries, shelving
from .actions import CORRECTION, NotPossible, allow, keep_ours, tell
from .bulk_runs import BulkRow, BulkRun, BulkState
from .known import correction_key
from .locations import may_follow
from .models import CORRECTIONS, ITEMS, OURS, Identifier, Instance, Item, SourceRecord, Work
from .tables import insert, next_change

MOST_ROWS = 5_000
AT_ONCE = 25
"""Rows of one transaction: readers and imports wait no longer than for so many."""

NOT_FOUND = N_("Nothing in the catalog has this number or barcode.")
GONE = N_("It was withdrawn or changed meanwhile.")
NO_TITLE = N_("The change would leave it without a title.")
NOT_FROM_HERE = N_("From its present state, that one cannot follow.")


@dataclass(frozen=True, slots=True)
class Chosen:
    """One row that was asked for: what it was asked for by, the edition (None: not found), and the key of a copy."""

    given: str
    instance: int | None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What would become of a row: "changed", "same" or "refused" with its reason; the field before and after, in words."""

    outcome: str
    before: str = ""
    after: str = ""
    reason: str = ""
    anchor: SourceRecord | None = None
    holding: HoldingRecord | None = None
    says: BibRecord | None = None


class TooMany(Exception):
    """More rows were asked for than one run takes."""


def by_search(words: str, change: Change) -> list[Chosen]:
    """Choose every edition of the works that a search finds, and for a change of copies their copies; raise TooMany, SearchError."""
    question = parse(words, languages=index.languages())
    if question.tree is None:
        return []
    request = Request(tree=question.tree, exact_key=question.exact_key, identifiers=question.identifiers, limit=MOST_ROWS + 1)
    works = [hit.id for hit in index.engine().search(request).hits]
    live = Instance.objects.filter(work__in=works, live=True, work__state=Work.State.LIVE).order_by("work", "rank", "pk")
    return _few(_rows([(str(work), pk) for pk, work in live.values_list("pk", "work_id")], change))


def by_numbers(given: Iterable[str], change: Change) -> list[Chosen]:
    """Choose by numbers of works, identifiers or barcodes, in the order given; each not found is a row too. Raise TooMany."""
    wanted = list(dict.fromkeys(given))
    if len(wanted) > MOST_ROWS:
        raise TooMany
    barcodes = dict(Item.objects.filter(barcode__in=wanted).values_list("barcode", "holding__instance_id"))
    numbers = [int(n) for n in wanted if n.isascii() and n.isdecimal() and len(n) < 10]
    works: dict[str, list[int]] = {}
    for pk, work in Instance.objects.filter(work__in=numbers, live=True).order_by("rank", "pk").values_list("pk", "work_id"):
        works.setdefault(str(work), []).append(pk)
    found = dict(Identifier.objects.filter(value__in=[n.replace("-", "") for n in wanted]).values_list("value", "instance_id"))
    chosen: list[Chosen] = []
    for word in wanted:
        instances = (
            [barcodes[word]]
            if word in barcodes
            else works.get(word) or ([found[v]] if (v := word.replace("-", "")) in found else [])
        )
        if not instances:
            chosen.append(Chosen(word, None))
        elif word in barcodes and is_of_pieces(change):
            mine = (p for p in pieces.of_instance(barcodes[word]) if p.item.barcode == word)
            chosen += [Chosen(word, barcodes[word], piece.key) for piece in mine]
        else:
            chosen += _rows([(word, pk) for pk in instances], change)
    return _few(chosen)


def _rows(found: Iterable[tuple[str, int]], change: Change) -> Iterator[Chosen]:
    for given, instance in found:
        if is_of_pieces(change):
            yield from (Chosen(given, instance, p.key) for p in pieces.of_instance(instance) if p.item.status != "withdrawn")
        else:
            yield Chosen(given, instance)


def _few(rows: Iterable[Chosen]) -> list[Chosen]:
    """Return the rows, each piece or edition once."""
    kept: dict[tuple[object, str], Chosen] = {}
    for row in rows:
        kept.setdefault((row.instance or row.given, row.key), row)
        if len(kept) > MOST_ROWS:
            raise TooMany
    return list(kept.values())


def attempt(row: Chosen, change: Change) -> Attempt:
    """Return what would become of a row now; writes nothing."""
    if row.instance is None:
        return Attempt("refused", reason=NOT_FOUND)
    return _attempt_piece(row, change) if is_of_pieces(change) else _attempt_record(row, change)


def _attempt_piece(row: Chosen, change: Change) -> Attempt:
    piece = next((p for p in pieces.of_instance(row.instance or 0) if p.key == row.key), None)
    if piece is None:
        return Attempt("refused", reason=GONE)
    holding = to_piece(piece.holding, change)
    before, after = said_of_piece(piece.holding, change), said_of_piece(holding, change)
    if holding == piece.holding:
        return Attempt("same", before, after)
    if change.what == "status" and change.to not in may_follow(piece.item.status):
        return Attempt("refused", before, before, NOT_FROM_HERE)
    item = msgspec.structs.replace(holding.items[0], at=piece.key)
    return Attempt("changed", before, after, anchor=piece.anchor, holding=msgspec.structs.replace(holding, items=(item,)))


def _attempt_record(row: Chosen, change: Change) -> Attempt:
    found = Instance.objects.filter(pk=row.instance, live=True).values_list("work_id", flat=True).first()
    work = queries.documents([found]).get(found) if found else None
    shown = next((i.record for i in work.instances if i.number == row.instance), None) if work else None
    anchor = first_received(row.instance or 0)
    if shown is None or anchor is None:
        return Attempt("refused", reason=GONE)
    after = to_record(shown, change)
    words = said_of_record(shown, change)
    if after == shown:
        return Attempt("same", words, words)
    if not after.title or not any(form.value.strip() for form in after.title.forms):
        return Attempt("refused", words, words, NO_TITLE)
    standing = SourceRecord.objects.filter(
        known.live(), source__name=CORRECTIONS, key=correction_key(anchor.source.name, anchor.key)
    ).first()
    former = known.read_again([standing.pk])[standing.pk] if standing else BibRecord()
    former = msgspec.structs.replace(former, control="", agency="", sources=())
    return Attempt("changed", words, said_of_record(after, change), anchor=anchor, says=released(shown, after, former))


def first_received(instance: int) -> SourceRecord | None:
    """Return the received record by which an edition is corrected: the most trusted."""
    first = next((pk for pk, name, _ in known.members([instance]).get(instance, ()) if name not in OURS), None)
    return SourceRecord.objects.select_related("source").filter(pk=first).first()


def start(*, by: Account, rows: Iterable[Chosen], change: Change, chosen: str, now: datetime) -> BulkRun:
    """Lay a run down and have the worker do it."""
    allow(by, "catalog.add_bulkrun")
    wanted = list(rows)
    with transaction.atomic():
        made = BulkRun.objects.create(
            change=msgspec.to_builtins(change), chosen=chosen[:500], by=by, created_at=now, rows=len(wanted)
        )
        names = ("run_id", "given", "instance", "key", "outcome", "reason", "before", "after")
        insert(BulkRow, names, ((made.pk, r.given[:200], r.instance, r.key, "", "", "", "") for r in wanted))
        if change.what == "location":
            shelving.keep_word(change.library, change.to)
        audit.record(by=by, action="catalog.bulk_change", subject=made, now=now)
        jobs.enqueue("catalog.bulk", run=made.pk)
    return made


def run(made: BulkRun, *, now: Callable[[], datetime], stop: Event | None = None) -> bool:
    """Do what is left of a run; return whether it came to its end."""
    change = msgspec.convert(made.change, Change)
    BulkRun.objects.filter(pk=made.pk, state=BulkState.WAITING).update(state=BulkState.RUNNING)
    while rows := list(BulkRow.objects.filter(run=made, outcome="").order_by("pk")[:AT_ONCE]):
        if stop is not None and stop.is_set():
            return False
        with transaction.atomic():
            number = next_change()
            outcomes = [_do(row, change, by=made.by, now=now()) for row in rows]
            touched = {row.instance for row, outcome in zip(rows, outcomes, strict=True) if outcome == "changed" and row.instance}
            counts = {name: outcomes.count(name) for name in ("changed", "same", "refused")}
            counted = {name: F(name) + n for name, n in counts.items()}
            BulkRun.objects.filter(pk=made.pk).update(done=F("done") + len(rows), **counted)
            if touched:
                tell(derive.instances(touched, change=number))
    BulkRun.objects.filter(pk=made.pk).exclude(state=BulkState.UNDONE).update(state=BulkState.FINISHED, finished_at=now())
    return True


def _do(row: BulkRow, change: Change, *, by: Account, now: datetime) -> str:
    """Do one row inside the transaction and return its outcome."""
    found = attempt(Chosen(row.given, row.instance, row.key), change)
    row.outcome, row.reason, row.before, row.after = found.outcome, found.reason, found.before, found.after
    if found.outcome == "changed" and found.anchor is not None:
        source = ITEMS if found.holding else CORRECTIONS
        key = correction_key(found.anchor.source.name, found.anchor.key)
        row.former = SourceRecord.objects.filter(known.live(), source__name=source, key=key).first()
        if found.holding is not None:
            row.made = shelving.put({row.key: found.holding}, found.anchor, by=by, now=now)
        elif found.says is not None:
            row.made = keep_ours(CORRECTION, by=by, record=found.anchor, says=found.says, now=now)
    row.save()
    return row.outcome


def undo(*, by: Account, made: BulkRun, now: datetime) -> tuple[int, int]:
    """Take a run back; return how many rows were taken back and how many stay because somebody has changed them since."""
    allow(by, "catalog.change_bulkrun")
    taken = kept = 0
    with transaction.atomic():
        number = next_change()
        if not BulkRun.objects.filter(pk=made.pk, state=BulkState.FINISHED).update(
            state=BulkState.UNDONE, undone_at=now, undone_by=by
        ):
            raise NotPossible(N_("Only a run that has come to its end can be taken back, and only once."))
        touched: set[int] = set()
        for row in BulkRow.objects.filter(run=made, outcome="changed").select_related("made", "former").order_by("-pk"):
            if row.made is None or not row.made.current or row.made.withdrawn_id:
                kept += 1
                continue
            SourceRecord.objects.filter(pk=row.made_id).update(current=False)
            SourceRecord.objects.filter(pk=row.former_id).update(current=True)
            taken += 1
            touched |= {instance for instance in (row.made.instance_id,) if instance}
        audit.record(by=by, action="catalog.undo_bulk_change", subject=made, now=now)
        tell(derive.instances(touched, change=number))
    return taken, kept


__all__ = ["Attempt", "Change", "Chosen", "How", "TooMany", "attempt", "by_numbers", "by_search", "run", "start", "undo"]
