"""Search documents made from the database, with the facts that areas add.

An area writes ``@facts("openaccess")`` in its facts.py: (work numbers) -> {work: {facet: values}}; and calls
``actions.touch(works)`` when they change. What records say and an area knows better it says anew by ``@restated("openaccess")``.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from django.conf import settings

from lantai.search import kept as keeping
from lantai.search.document import Document
from lantai.search.kept import Kept
from lantai.search.whole_texts import with_text

from . import dictionaries, known
from .composing import Described, compose, composed, decoded
from .kept_texts import searched_of
from .models import OURS, Instance, SourceRecord, Work

if TYPE_CHECKING:
    from .readers import Lent

Facts = Mapping[int, Mapping[str, tuple[str, ...]]]
_facts: dict[str, Callable[[Collection[int]], Facts]] = {}
Restate = Callable[[Sequence[Document]], Facts]
_restated: dict[str, Restate] = {}


def facts(area: str) -> Callable[[Callable[[Collection[int]], Facts]], Callable[[Collection[int]], Facts]]:
    """Decorate a function that tells what an area knows of works, to find or to filter them by."""

    def register(tell: Callable[[Collection[int]], Facts]) -> Callable[[Collection[int]], Facts]:
        _facts[area] = tell
        return tell

    return register


def restated(area: str) -> Callable[[Restate], Restate]:
    """Decorate a function that says facets of documents anew, in the place of what records alone make them: (documents) -> {work: {facet: values}}."""

    def register(tell: Restate) -> Restate:
        _restated[area] = tell
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
    for work, blob, at in rows.packed().values_list("work_id", "packed", "work__added_at"):
        records[work].append(bytes(blob))
        added[work] = at.toordinal()
    sources = defaultdict[int, dict[str, None]](dict)
    received = SourceRecord.objects.filter(known.live(), instance__work__in=works).exclude(source__name__in=OURS).order_by("pk")
    for work, name in received.values_list("instance__work_id", "source__name"):
        sources[work][name] = None
    return [Described(work, tuple(blobs), tuple(sources[work]), added[work]) for work, blobs in records.items()]


def kept_up_to(last: Callable[[], int]) -> Kept:
    """Return the documents that are kept, to be used in one thread. ``last``: gives the last change of the library."""
    return Kept(_directory(), last=last)


def tidy_kept() -> None:
    """Remove documents that another version kept."""
    keeping.tidy(_directory())


def _directory() -> Path:
    return Path(settings.DATA) / "index" / "documents"


def of_many(
    pages: Iterable[Mapping[int, int]], readers: "Callable[[], Lent | None]", kept: Kept | None = None
) -> Iterator[list[Document]]:
    """Yield the documents of each page (work -> its last change), in order: those that are kept as they are, the others made,
    and then kept; in ``readers`` where there are some, a few pages ahead."""
    under_way: deque[Callable[[], list[Document]]] = deque()
    ahead, lent = 0, None
    for page in pages:
        found = _kept(page, kept)
        if len(found) < len(page) and (lent := readers()):
            ahead = lent.count + 2
        under_way.append(_begun(page, found, lent, kept))
        if len(under_way) > ahead:
            yield under_way.popleft()()
    while under_way:
        yield under_way.popleft()()


def begun(page: Mapping[int, int], readers: "Lent | None", kept: Kept | None = None) -> Callable[[], list[Document]]:
    """Begin to make the documents of one page (work -> its last change) of their works as they are now; return what waits for them, and keeps them."""
    return _begun(page, _kept(page, kept), readers, kept)


def _kept(page: Mapping[int, int], kept: Kept | None) -> dict[int, Document]:
    return kept.of(page, on=datetime.now(UTC).date()) if kept else {}


def _begun(
    page: Mapping[int, int], found: dict[int, Document], readers: "Lent | None", kept: Kept | None
) -> Callable[[], list[Document]]:
    making = _making([work for work in page if work not in found], readers)
    return lambda: _whole(page, found, making, kept)


def _making(works: Sequence[int], readers: "Lent | None") -> Callable[[], list[Document]]:
    """Begin to make the documents of works; return what waits for them."""
    if not works:
        return list
    given = described(works)
    if readers is None:
        return partial(compose, given)
    coming = readers.submit(composed, given, dictionaries.own_of_descriptions())  # asked after: an import may just have made one
    return lambda: decoded(coming.result())


def _whole(
    page: Mapping[int, int], found: Mapping[int, Document], making: Callable[[], list[Document]], kept: Kept | None
) -> list[Document]:
    """Return the documents of a page, in the order of their numbers; keep those that were made."""
    made = making()
    if kept:
        kept.put(made, page)
    return with_facts(sorted([*found.values(), *made], key=lambda document: document.id))


def with_facts(documents: Iterable[Document]) -> list[Document]:
    """Return the documents with what every area adds to their facets, and the words of full texts where they are searched."""
    ready = list(documents)
    if texts := searched_of([d.id for d in ready]):
        ready = [with_text(d, texts[d.id]) if d.id in texts else d for d in ready]
    known = told([d.id for d in ready])
    anew = [found for tell in _restated.values() if (found := tell(ready))]
    if not (known or anew):
        return ready
    return [_with(d, known.get(d.id, {}), [found.get(d.id, {}) for found in anew]) for d in ready]


def _with(document: Document, known: Mapping[str, tuple[str, ...]], anew: Iterable[Mapping[str, tuple[str, ...]]]) -> Document:
    own = dict(document.facets)
    for facets_ in anew:
        own |= facets_
    return msgspec.structs.replace(document, facets=_joined([own, known]))


def told(works: Collection[int]) -> Facts:
    """Return what all areas know of works; nothing of those of which none does."""
    said = [found for tell in _facts.values() if (found := tell(works))]
    return {work: _joined(found[work] for found in said if work in found) for work in {w for found in said for w in found}}


def _joined(said: Iterable[Mapping[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    """Return every facet with the values that any of them tells: what an area knows stands beside what records say."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for facets_ in said:
        for name, values in facets_.items():
            found[name] |= dict.fromkeys(values)
    return {name: tuple(values) for name, values in found.items()}
