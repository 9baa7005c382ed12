"""Every edition looked at once: its description, its holdings, its items, by all the checks of core.measures together."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime
from hashlib import blake2b

from lantai.catalog import known
from lantai.catalog.blobs import description
from lantai.catalog.models import CORRECTIONS, Holding, Instance, InstanceQuerySet, Item, SourceRecord, Work
from lantai.catalog.models import Counter as Numbers
from lantai.core.bib.record import BibRecord, HoldingRecord, ItemRecord, decode
from lantai.core.measures.findings import Found, of_holding, of_item, of_record
from lantai.infra.rules import Finding, Seen, Sweep, sweep

from . import records, shelves

PIECE = 1_000
"""Editions looked at in one step: half a second's work, so that an interruption loses no more."""

LONGEST_SUBJECT = 180

Holdings = dict[int, list[HoldingRecord]]


def look(place: int, since: int | None, now: datetime) -> Iterator[Seen]:
    """Yield what is found of editions after ``place``, in the order of their keys; of works changed after ``since``."""
    while rows := list(
        _editions(since)
        .packed()
        .filter(pk__gt=place)
        .order_by("pk")
        .values_list("pk", "work_id", "live", "work__state", "packed")[:PIECE]
    ):
        shown = {pk: (work, document) for pk, work, live, state, document in rows if live and state == Work.State.LIVE}
        holdings, sources = _holdings(shown), _sources(shown)
        found = [
            each
            for pk, (work, document) in shown.items()
            for each in of_edition(pk, work, decode(description(document)), holdings.get(pk, []), sources.get(pk, ""), now.date())
        ]
        place = rows[-1][0]
        yield Seen([pk for pk, *_ in rows], found, place)


def _editions(since: int | None) -> InstanceQuerySet:
    every = Instance.objects.all()
    return every if since is None else every.filter(work__changed__gt=since)


def of_edition(
    pk: int, work: int, record: BibRecord, holdings: Collection[HoldingRecord], source: str, today: date
) -> list[tuple[str, Finding]]:
    """Return what the checks find of one edition."""
    traits = {"source": source, "language": record.language or "und", "kind": record.kind.value}
    first = next((h.location for h in holdings if h.location), "")
    found = [
        (code, Finding(f"instance:{pk}", pk, work, detail=words, traits=traits | {"location": first}))
        for code, words in _coded(of_record(record, today=today))
    ]
    for holding in holdings:
        where = traits | {"location": holding.location}
        named = f"instance:{pk}/{holding.library}/{holding.location}/{holding.call_number}"
        found += [
            (code, Finding(named, pk, work, detail=words, traits=where)) for code, words in _coded(of_holding(holding, record))
        ]
        for item in holding.items:
            piece = f"barcode:{item.barcode}" if item.barcode else f"{named}/{item.volume}/{item.copy}"
            here = traits | {"location": item.location or holding.location}
            found += [
                (code, Finding(piece, pk, work, detail=words, traits=here)) for code, words in _coded(of_item(item, holding))
            ]
    return _told_apart(found)


def _coded(found: Found) -> Found:
    return tuple((f"catalog.{code}", words) for code, words in found)


def _told_apart(found: list[tuple[str, Finding]]) -> list[tuple[str, Finding]]:
    """Number subjects that are alike, such as two pieces without barcodes in one place, and shorten long ones."""
    seen: Counter[tuple[str, str]] = Counter()
    told = []
    for code, finding in found:
        seen[code, finding.subject] += 1
        n = seen[code, finding.subject]
        name = finding.subject if n == 1 else f"{finding.subject}~{n}"
        if len(name) > LONGEST_SUBJECT:
            name = f"{name[: LONGEST_SUBJECT - 33]}#{blake2b(name.encode(), digest_size=16).hexdigest()}"
        told.append((code, Finding(name, finding.owner, finding.work, detail=finding.detail, traits=finding.traits)))
    return told


def _holdings(instances: Collection[int]) -> Holdings:
    """Return the holdings of editions with their items; two questions to the database."""
    items: dict[int, list[ItemRecord]] = defaultdict(list)
    names = ("barcode", "location", "call_number", "volume", "copy", "status")
    rows = Item.objects.filter(holding__instance__in=instances).order_by("pk").values_list("holding_id", *names)
    for holding, *values in rows:
        items[holding].append(ItemRecord(**dict(zip(names, values, strict=True))))
    found: Holdings = defaultdict(list)
    columns = ("library", "location", "call_number", "scheme")
    held = Holding.objects.filter(instance__in=instances).order_by("pk").values_list("pk", "instance_id", "coverage", *columns)
    for pk, instance, coverage, *values in held:
        said = tuple(filter(None, coverage.split("\n")))
        made = HoldingRecord(**dict(zip(columns, values, strict=True)), coverage=said, items=tuple(items[pk]))
        found[instance].append(made)
    return found


def _sources(instances: Collection[int]) -> dict[int, str]:
    """Return the source of the first record of each edition."""
    rows = SourceRecord.objects.filter(known.live(), instance__in=instances).exclude(source__name=CORRECTIONS).order_by("-pk")
    return dict(rows.values_list("instance_id", "source__name"))


def last_change() -> int:
    """Return the number of the last change to works."""
    return Numbers.objects.filter(name="change").values_list("value", flat=True).first() or 0


sweep(
    Sweep(
        name="catalog.editions",
        codes=(*records.CODES, *shelves.CODES),
        look=look,
        total=lambda since: _editions(since).count(),
        mark=last_change,
    )
)
