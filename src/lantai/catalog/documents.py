"""Search documents made from the database, with the facts that areas add.

An area writes ``@facts("openaccess")`` in its facts.py: (work numbers) -> {work: {facet: values}}; and calls
``actions.touch(works)`` when they change.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

import msgspec

from lantai.core.bib.record import decode
from lantai.search.build import document
from lantai.search.document import Document

from . import known
from .blobs import unpack
from .models import OURS, Instance, SourceRecord, Work

Facts = Mapping[int, Mapping[str, tuple[str, ...]]]
_facts: dict[str, Callable[[Collection[int]], Facts]] = {}


def facts(area: str) -> Callable[[Callable[[Collection[int]], Facts]], Callable[[Collection[int]], Facts]]:
    """Decorate a function that tells what an area knows of works, to find or to filter them by."""

    def register(tell: Callable[[Collection[int]], Facts]) -> Callable[[Collection[int]], Facts]:
        _facts[area] = tell
        return tell

    return register


def of_works(works: Collection[int]) -> list[Document]:
    """Return the documents of those of ``works`` that are live, in order of their numbers; two questions to the database."""
    rows = Instance.objects.filter(work__in=works, live=True, work__state=Work.State.LIVE).order_by("work_id", "rank", "pk")
    records = defaultdict(list)
    added = {}
    for work, blob, at in rows.values_list("work_id", "document", "work__added_at"):
        records[work].append(decode(unpack(blob)))
        added[work] = at.toordinal()
    sources = defaultdict(dict)
    described = SourceRecord.objects.filter(known.live(), instance__work__in=works).exclude(source__name__in=OURS).order_by("pk")
    for work, name in described.values_list("instance__work_id", "source__name"):
        sources[work][name] = None
    made = (document(r, number=work, sources=tuple(sources[work]), added=added[work]) for work, r in records.items())
    return with_facts(made)


def with_facts(documents: Iterable[Document]) -> list[Document]:
    """Return the documents with what every area adds to their facets."""
    ready = list(documents)
    if not _facts:
        return ready
    told = [tell([d.id for d in ready]) for tell in _facts.values()]
    return [msgspec.structs.replace(d, facets=d.facets | {k: v for t in told for k, v in t.get(d.id, {}).items()}) for d in ready]
