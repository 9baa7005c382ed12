"""The only place where core types become rows.

``add`` writes a batch of new records set-wise; ``describe_instances`` and ``describe_works`` write again what is derived, after a
change. Call inside a transaction.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from lantai.core.bib.record import BibRecord, HoldingRecord, ItemRecord, Kind, decode, encode
from lantai.core.matching.keys import work_keys
from lantai.core.matching.signs import is_translation, known_titles, proper_titles, signs

from .blobs import description, pack, unpack
from .dictionaries import of_descriptions
from .known import in_pieces
from .models import Harvest, Holding, Identifier, Instance, Item, Judgement, Pointer, Refusal, SourceRecord, Work, WorkKey
from .placing import Placed
from .prepare import Columns, Prepared, Refused, columns, identifier_rows, pointer_rows, shelf_key
from .tables import insert, reserve, update

TRANSLATIONS_AFTER = 100_000
UNDATED = 9_999
"""Rank of an instance inside its work: originals before translations, then by year."""

PREFERRED = 1_000_000
"""How far before the others the instance ranks that stands for its work."""

MOST_VOTERS = 300
"""Instances of one work that are asked what it is called."""

LONGEST = 200


def add(placed: Sequence[Placed], *, harvest: Harvest, change: int, now: datetime) -> None:
    """Write new records with their new instances and works. Instances that records join are to be derived again."""
    works = [p for p in placed if p.new_work]
    at = now.replace(microsecond=0)  # SQLite keeps it as a text, seven characters shorter
    insert(
        Work,
        ("id", "state", "title", "language", "kind", "year", "added_at", "changed"),
        ((p.work, "live", *_work_columns(p.prepared.columns), at, change) for p in works),
    )
    alone = [p for p in placed if p.new_instance]
    insert(
        Instance,
        ("id", "work_id", "rank", "live", "document", "beside_id"),
        ((p.instance, p.work, rank(p.prepared.columns.year, p.prepared.signs.translation), True, b"", p.record) for p in alone),
    )
    add_versions(((p.record, p.prepared, p.instance) for p in placed if p.new_instance), harvest=harvest, together=True)
    add_versions(((p.record, p.prepared, p.instance) for p in placed if not p.new_instance), harvest=harvest)
    insert(
        Identifier,
        ("scheme", "value", "trusted", "instance_id"),
        ((*row, p.instance) for p in alone for row in p.prepared.identifiers),
    )
    insert(Pointer, ("kind", "value", "instance_id"), ((*row, p.instance) for p in alone for row in p.prepared.pointers))
    insert(WorkKey, ("key", "instance_id"), ((key, p.instance) for p in alone for key in p.prepared.work_keys))
    add_holdings((p.instance, p.record, h) for p in alone for h in p.prepared.holdings)
    add_judgements(placed, now=now)


def add_versions(
    versions: Iterable[tuple[int, Prepared, int | None]],
    *,
    harvest: Harvest,
    withdrawn: Harvest | None = None,
    together: bool = False,
) -> None:
    """Write received bytes: (key of the row, record, instance). ``together``: with their descriptions, for instances that are ``beside`` them."""
    names = (
        "id",
        "source_id",
        "key",
        "current",
        "harvest_id",
        "number",
        "position",
        "hash",
        "raw",
        "instance_id",
        "withdrawn_id",
    )
    by = withdrawn.pk if withdrawn else None
    insert(
        SourceRecord,
        names,
        (
            (
                pk,
                harvest.source_id,
                p.key,
                True,
                harvest.pk,
                p.number,
                p.position,
                p.hash,
                p.raw if together else _alone(p),
                at,
                by,
            )
            for pk, p, at in versions
        ),
    )


def _alone(row: Prepared) -> bytes:
    """Return received bytes packed without a description."""
    return pack(unpack(row.raw), dictionary=row.alone)


def add_holdings(rows: Iterable[tuple[int, int, HoldingRecord]]) -> None:
    """Write holdings and their items: (instance, record, holding)."""
    ready = list(rows)
    keys = reserve(Holding, len(ready))
    insert(
        Holding,
        ("id", "instance_id", "record_id", "library", "location", "call_number", "scheme", "shelf_key", "coverage", "note"),
        ((pk, instance, record, *_holding_columns(h)) for pk, (instance, record, h) in zip(keys, ready, strict=True)),
    )
    insert(
        Item,
        ("holding_id", "barcode", "location", "call_number", "volume", "copy", "status", "material", "note"),
        ((pk, *_item_columns(i)) for pk, (_, _, h) in zip(keys, ready, strict=True) for i in h.items),
    )


def add_refusals(refused: Iterable[Refused], *, harvest: Harvest) -> None:
    """Keep refused rows with their bytes and reasons."""
    insert(
        Refusal,
        ("harvest_id", "number", "position", "field", "reason", "values", "raw"),
        ((harvest.pk, r.number, r.position, r.field, r.reason, dict(r.values), r.raw) for r in refused),
    )


def add_judgements(placed: Iterable[Placed], *, now: datetime) -> None:
    """Keep what the rules decided about new records, with the reasons."""
    insert(
        Judgement,
        ("left_id", "right_id", "level", "verdict", "score", "reasons", "at"),
        (
            (min(p.record, other), max(p.record, other), level.value, v.decision.value, v.score, list(v.reasons), now)
            for p in placed
            for other, level, v in p.compared
        ),
    )


def describe_instances(described: Sequence[tuple[int, BibRecord, Mapping[int, Sequence[HoldingRecord]]]]) -> None:
    """Write instances again from their merged descriptions: (instance, description, holdings by the record that gives them)."""
    hide_instances([instance for instance, _, _ in described])
    seen = {instance: signs(record) for instance, record, _ in described}
    dictionary = of_descriptions()
    update(
        Instance,
        ("document", "beside_id", "rank", "live"),
        (
            (pack(encode(record), dictionary=dictionary), None, rank(record.year, seen[instance].translation), True, instance)
            for instance, record, _ in described
        ),
    )
    insert(
        Identifier,
        ("scheme", "value", "trusted", "instance_id"),
        ((*row, instance) for instance, record, _ in described for row in identifier_rows(record)),
    )
    pointed = ((*row, instance) for instance, record, _ in described for row in pointer_rows(record))
    insert(Pointer, ("kind", "value", "instance_id"), pointed)
    insert(WorkKey, ("key", "instance_id"), ((key, pk) for pk, found in seen.items() for key in work_keys(found)))
    add_holdings((instance, pk, h) for instance, _, holdings in described for pk, given in holdings.items() for h in given)


def hide_instances(instances: Collection[int]) -> None:
    """Take instances out of everything that finds them; their descriptions stay for the day that their records come back."""
    for piece in in_pieces(instances, 500):
        for model in (Identifier, Pointer, WorkKey, Holding):
            model.objects.filter(instance__in=piece).delete()  # type: ignore[attr-defined]
        Instance.objects.filter(pk__in=piece).update(live=False)


def describe_works(works: Collection[int], *, change: int) -> None:
    """Write the columns of works again from their first instances; one without instances becomes a tombstone, or a pointer where
    it has moved."""
    told: list[tuple[object, ...]] = []
    ranks: list[tuple[int, int]] = []
    for piece in in_pieces(works, 500):
        described = _instances_of(piece)
        for work in piece:
            if described[work]:
                columns_of, moved = _described(described[work])
                told.append(("live", *columns_of, change, work))
                ranks += moved
        _without_instances([work for work in piece if not described[work]], change=change)
    update(Work, ("state", "title", "language", "kind", "year", "changed"), told)
    update(Instance, ("rank",), ranks)


def _instances_of(works: Sequence[int]) -> dict[int, list[tuple[int, int, BibRecord]]]:
    """Return (key, rank, record) of the first instances of each work, in their order; one question to the database."""
    found: dict[int, list[tuple[int, int, BibRecord]]] = {work: [] for work in works}
    place = Window(RowNumber(), partition_by="work", order_by=("rank", "pk"))
    rows = Instance.objects.filter(work__in=works, live=True).packed().annotate(place=place).filter(place__lte=MOST_VOTERS)
    for work, pk, at, document in rows.order_by("work_id", "rank", "pk").values_list("work_id", "pk", "rank", "packed"):
        found[work].append((pk, at, decode(description(document))))
    return found


def _described(instances: Sequence[tuple[int, int, BibRecord]]) -> tuple[tuple[str, str, str, int | None], list[tuple[int, int]]]:
    """Return the columns of the work that has these instances, and (rank, key) of those that rank elsewhere than they did."""
    places = {pk: rank(record.year, is_translation(record)) for pk, _, record in instances}
    records = {pk: record for pk, _, record in sorted(instances, key=lambda row: (places[row[0]], row[0]))}
    first = preferred(records)
    places[first] -= PREFERRED
    return _work_columns(columns(records[first])), [(places[pk], pk) for pk, before, _ in instances if before != places[pk]]


def _without_instances(works: Sequence[int], *, change: int) -> None:
    moved = set(Work.objects.filter(pk__in=works, moves__isnull=False).values_list("pk", flat=True)) if works else set()
    for state, those in ((Work.State.MOVED, moved), (Work.State.DELETED, set(works) - moved)):
        if those:
            Work.objects.filter(pk__in=those).update(state=state, changed=change)


def preferred(records: Mapping[int, BibRecord]) -> int:
    """Return which instance stands for its work: an original under the title that most instances know the work by, the oldest of those.

    A work is sought as 红楼梦, though its first printing was called otherwise; and what was published stands before what was submitted.
    ``records``: in the order of their ranks.
    """
    if len(records) == 1:
        return next(iter(records))
    votes = Counter(title for record in records.values() for title in known_titles(record))
    originals = [pk for pk, record in records.items() if not is_translation(record)] or list(records)
    settled = [pk for pk in originals if records[pk].kind is not Kind.PREPRINT] or originals
    return max(settled, key=lambda pk: max((votes[t] for t in proper_titles(records[pk])), default=0))


def rank(year: int | None, translation: bool) -> int:
    """Return the place of an instance among those of its work: the lower the earlier."""
    return (TRANSLATIONS_AFTER if translation else 0) + (UNDATED if year is None else max(min(year, UNDATED), -UNDATED))


def count(harvest: Harvest, **outcomes: int) -> None:
    """Add to an import's counts; every row has exactly one outcome."""
    rows = sum(outcomes.values())
    Harvest.objects.filter(pk=harvest.pk).update(
        rows_done=F("rows_done") + rows, **{name: F(name) + number for name, number in outcomes.items()}
    )


def _work_columns(given: Columns) -> tuple[str, str, str, int | None]:
    return (given.title[:2_000], given.language[:35], given.kind, given.year)


def _holding_columns(h: HoldingRecord) -> tuple[str, ...]:
    words = (h.library, h.location, h.call_number)
    return (*(w[:LONGEST] for w in words), h.scheme[:12], shelf_key(h), "\n".join(h.coverage), h.note)


def _item_columns(i: ItemRecord) -> tuple[str, ...]:
    short = (
        (i.barcode, 80),
        (i.location, LONGEST),
        (i.call_number, LONGEST),
        (i.volume, LONGEST),
        (i.copy, 40),
        (i.status, 80),
        (i.material, 80),
    )
    return (*(value[:most] for value, most in short), i.note)
