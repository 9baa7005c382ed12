"""Rules that compare records: numbers that several have, corrections that their sources have overtaken."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lantai.catalog import known
from lantai.catalog.known import correction_key, in_pieces
from lantai.catalog.models import CORRECTIONS, Identifier, Item, SourceRecord, Work
from lantai.infra.rules import Finding, Severity, rule


@rule(
    "catalog.isbn_shared",
    level="record",
    severity=Severity.SOON,
    label=_("One ISBN on several works"),
    why=_("One of the records has another book’s number, or they are one work that stands twice."),
    remedy=_("Compare the records; correct the ISBN, or put them under one work."),
    permission="catalog.view_harvest",
)
def isbn_shared(now: datetime) -> Iterator[Finding]:
    """Find each work that shares an ISBN with another."""
    standing = Identifier.objects.filter(scheme="isbn", trusted=True, instance__live=True)
    shared = standing.values("value").annotate(works=Count("instance__work", distinct=True)).filter(works__gt=1)
    for piece in in_pieces(shared.values_list("value", flat=True).iterator()):
        pairs = set(standing.filter(value__in=piece).values_list("value", "instance__work"))
        traits = _traits({work for _, work in pairs})
        for value, work in sorted(pairs):
            yield Finding(f"isbn:{value}/work:{work}", work=work, detail=value, traits=traits.get(work, {}))


@rule(
    "catalog.barcode_shared",
    level="item",
    severity=Severity.URGENT,
    label=_("One barcode on several items"),
    why=_("Loans and returns reach the wrong item."),
    remedy=_("Find both pieces, and give one of them a new barcode."),
    permission="catalog.view_harvest",
)
def barcode_shared(now: datetime) -> Iterator[Finding]:
    """Find each item whose barcode another has."""
    every = Item.objects.exclude(barcode="")
    shared = every.values("barcode").annotate(times=Count("id")).filter(times__gt=1)
    for piece in in_pieces(shared.values_list("barcode", flat=True).iterator()):
        rows = every.filter(barcode__in=piece).order_by("barcode", "pk")
        found = list(rows.values_list("barcode", "location", "holding__location", "holding__instance__work"))
        traits = _traits({work for *_, work in found})
        for n, (barcode, own, place, work) in enumerate(found):
            nth = sum(1 for other, *_ in found[max(0, n - 20) : n] if other == barcode) + 1
            where = {"location": own or place}
            yield Finding(f"barcode:{barcode}~{nth}", work=work, detail=barcode, traits=traits.get(work, {}) | where)


@rule(
    "catalog.number_reused",
    level="record",
    severity=Severity.SOON,
    label=_("Record number used for several things"),
    why=_("The source gave one number to records of different things; a later version of one may replace another."),
    remedy=_("Have the source number its records anew."),
    permission="catalog.view_harvest",
)
def number_reused(now: datetime) -> Iterator[Finding]:
    """Find records that had to be kept under a number with a suffix."""
    rows = SourceRecord.objects.filter(known.live(), key__regex=r"~[0-9]+$", instance__live=True)
    yield from _of_records(rows, lambda key: key)


@rule(
    "catalog.correction_overtaken",
    level="record",
    severity=Severity.SOON,
    label=_("Corrected record that its source has changed since"),
    why=_("The correction still stands before a newer version, which may be right by now."),
    remedy=_("Compare the two; take the correction back where the source has mended the record."),
    permission="catalog.view_harvest",
)
def correction_overtaken(now: datetime) -> Iterator[Finding]:
    """Find records of which a newer version came in after they were corrected."""
    corrections = SourceRecord.objects.filter(known.live(), source__name=CORRECTIONS).values_list("key", "pk", "instance_id")
    for piece in in_pieces(corrections.iterator(), 500):
        made = {(key, instance): pk for key, pk, instance in piece}
        newer = SourceRecord.objects.filter(known.live(), instance__in={instance for *_, instance in piece}, instance__live=True)
        rows = newer.exclude(source__name=CORRECTIONS).values_list("pk", "source__name", "key", "instance_id")
        late = [pk for pk, name, key, instance in rows if pk > made.get((correction_key(name, key), instance), pk)]
        yield from _of_records(SourceRecord.objects.filter(pk__in=late), lambda key: key)


def _of_records(rows: QuerySet[SourceRecord], words: "type[str] | object") -> Iterator[Finding]:
    for piece in in_pieces(rows.order_by("pk").values_list("key", "source__name", "instance__work").iterator(), 1_000):
        traits = _traits({work for *_, work in piece})
        for key, source, work in piece:
            yield Finding(f"record:{source}:{key}"[:180], work=work, detail=key, traits=traits.get(work, {}) | {"source": source})


def _traits(works: Iterable[int]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    for piece in in_pieces(works):
        for pk, language, kind in Work.objects.filter(Q(pk__in=piece)).values_list("pk", "language", "kind"):
            found[pk] = {"language": language or "und", "kind": kind}
    return found
