"""Search documents made from the database, with the facts that areas add.

An area writes ``@facts("openaccess")`` in its facts.py: (work numbers) -> {work: {facet: values}}; and calls
``actions.touch(works)`` when they change.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from lantai.search.document import Document

from . import dictionaries, known
from .composing import Described, compose, composed, decoded
from .models import OURS, Instance, SourceRecord, Work

if TYPE_CHECKING:
    from .readers import Coming, Lent

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
    return with_facts(compose(described(works)))


def described(works: Collection[int]) -> list[Described]:
    """Return what the database holds of those of ``works`` that are live, in order of their numbers."""
    rows = Instance.objects.filter(work__in=works, live=True, work__state=Work.State.LIVE).order_by("work_id", "rank", "pk")
    records = defaultdict[int, list[bytes]](list)
    added = {}
    for work, blob, at in rows.values_list("work_id", "document", "work__added_at"):
        records[work].append(bytes(blob))
        added[work] = at.toordinal()
    sources = defaultdict[int, dict[str, None]](dict)
    received = SourceRecord.objects.filter(known.live(), instance__work__in=works).exclude(source__name__in=OURS).order_by("pk")
    for work, name in received.values_list("instance__work_id", "source__name"):
        sources[work][name] = None
    return [Described(work, tuple(blobs), tuple(sources[work]), added[work]) for work, blobs in records.items()]


def of_many(pages: Iterable[Sequence[int]], readers: "Lent | None") -> Iterator[list[Document]]:
    """Yield the documents of each page, in order; made in ``readers`` where there are some, a few pages ahead."""
    if readers is None:
        yield from map(of_works, pages)
        return
    under_way: deque[Coming] = deque()
    for page in pages:
        works = described(page)
        under_way.append(
            readers.submit(composed, works, dictionaries.own_of_descriptions())
        )  # asked after: an import may just have made one
        if len(under_way) > readers.count + 2:
            yield with_facts(decoded(under_way.popleft().result()))
    while under_way:
        yield with_facts(decoded(under_way.popleft().result()))


def with_facts(documents: Iterable[Document]) -> list[Document]:
    """Return the documents with what every area adds to their facets."""
    ready = list(documents)
    works = [d.id for d in ready]
    told = [found for tell in _facts.values() if (found := tell(works))]
    if not told:
        return ready
    return [msgspec.structs.replace(d, facets=_joined([d.facets, *(t.get(d.id, {}) for t in told)])) for d in ready]


def _joined(told: Iterable[Mapping[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    """Return every facet with the values that any of them tells: what an area knows stands beside what records say."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for facets_ in told:
        for name, values in facets_.items():
            found[name] |= dict.fromkeys(values)
    return {name: tuple(values) for name, values in found.items()}
