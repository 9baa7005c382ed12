"""A file of documents, open for searching and writing."""

import fcntl
import hashlib
import os
from collections import Counter
from collections.abc import Collection as Ids
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import msgspec

from lantai.search import ranking
from lantai.search.document import FACETS, PARTS, Document, parted
from lantai.search.plan import planned
from lantai.search.protocol import (
    MAX_OFFSET,
    MOST_BELOW,
    EngineUnavailable,
    Hit,
    IndexOutdated,
    Request,
    Result,
    Sort,
    WriterBusy,
)

from .collection import Collection, Scores, kept, order

_FILE = "documents.msgpack"


class MemoryEngine:
    """Reads the file anew after each commit."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._seen: tuple[int, ...] = ()
        self._collection = Collection(())

    def search(self, request: Request) -> Result:
        """Answer from the newest commit."""
        collection, plan = self._newest(), planned(request)
        scores = collection.question(plan)
        found = sorted(kept(collection.documents, scores, request), key=order(request.sort, scores))
        offset, limit = max(request.offset, 0), max(request.limit, 0)
        page = found[offset : offset + limit] if offset <= MAX_OFFSET else []
        ranked = request.sort is Sort.RELEVANCE and plan.ranks
        return Result(
            total=len(found),
            hits=tuple(Hit(d.id, scores[d.id] if ranked else 0.0, collection.matched(plan, d.id)) for d in page),
            facets={name: _values(collection, scores, request, name) for name in request.facets},
            years=_years(collection, scores, request) if request.facets else (),
        )

    def count(self) -> int:
        """Return how many works there are."""
        return len(self._newest().documents)

    def among(self, ids: Ids[int]) -> set[int]:
        """Return those of ``ids`` that are here."""
        return self._newest().documents.keys() & set(ids)

    def terms(self, prefix: str, *, limit: int = 10) -> tuple[str, ...]:
        """Return tokens of titles, names and subjects that begin so, most frequent first."""
        counts: Counter[str] = Counter()
        for name in ("title", "titles", "names", "subjects"):
            for texts in self._newest().columns[name].values.values():
                counts.update({token for text in texts for token in text if token.startswith(prefix)} - {ranking.START})
        return tuple(sorted(counts, key=lambda token: (-counts[token], token))[: max(limit, 0)])

    def frequencies(self, tokens: Ids[str], *, stem: bool = False, names: bool = False, sounds: bool = False) -> dict[str, int]:
        """Return in how many works each token stands, in the column that has most of them."""
        columns = [self._newest().columns[name] for name in ranking.alternatives(stem=stem, names=names, sounds=sounds)]
        return {token: max(len(column.occurrences((token,))) for column in columns) for token in tokens}

    def below(self, facet: str, key: str) -> dict[str, int]:
        """Return the keys one step below a key, with how many works have each."""
        counts: Counter[str] = Counter()
        for document in self._newest().documents.values():
            counts.update({value for value in document.facets.get(facet, ()) if value == PARTS.join((key, parted(value)[1]))})
        return dict(counts.most_common(MOST_BELOW))

    def sounds(self) -> frozenset[str]:
        """Return what the tokens of sounds begin with."""
        columns = [self._newest().columns[name] for name in ranking.SOUND_COLUMNS]
        return frozenset(token[0] for column in columns for texts in column.values.values() for text in texts for token in text)

    def writer(self, *, filling: bool = False) -> "MemoryWriter":
        """Return the writer, which holds the lock until its with-block ends."""
        return MemoryWriter(self._directory)

    def close(self) -> None:
        """Nothing to let go of."""

    def _newest(self) -> Collection:
        try:
            status = (self._directory / _FILE).stat()
        except FileNotFoundError:
            return self._collection  # swept away under us
        if (seen := (status.st_ino, status.st_mtime_ns)) != self._seen:
            self._collection, self._seen = Collection(_read(self._directory)), seen
        return self._collection


def _values(collection: Collection, scores: Scores, request: Request, name: str) -> tuple[tuple[str, int], ...]:
    found = kept(collection.documents, scores, request, but=name)
    counts = Counter(value for document in found for value in set(document.facets.get(name, ())))
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[: request.size_of(name)])


def _years(collection: Collection, scores: Scores, request: Request) -> tuple[tuple[int, int], ...]:
    found = kept(collection.documents, scores, request, but="year")
    return tuple(sorted(Counter(document.year for document in found if document.year is not None).items()))


class MemoryWriter:
    """Collects changes; writes the whole file at commit."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._lock: IO[bytes] = (directory / "lock").open("wb")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            self._lock.close()
            raise WriterBusy(f"another process is writing to the index in {directory}") from problem
        self._documents = {document.id: document for document in _read(directory)}

    def put(self, documents: Iterable[Document]) -> None:
        """Add documents, each in place of the one with its id."""
        for document in documents:
            self._documents[document.id] = document

    def delete(self, ids: Iterable[int]) -> None:
        """Take works out."""
        for number in ids:
            self._documents.pop(number, None)

    def commit(self) -> None:
        """Put the new file in the place of the old one."""
        _write(self._directory, tuple(self._documents.values()))

    def __enter__(self) -> "MemoryWriter":
        return self

    def __exit__(self, *exc: object) -> None:
        self._lock.close()


def _read(directory: Path) -> tuple[Document, ...]:
    try:
        kept_there = msgspec.msgpack.decode((directory / _FILE).read_bytes(), type=Kept)
    except FileNotFoundError as problem:
        raise EngineUnavailable(f"there is no index in {directory}; make it with: lantai index") from problem
    except msgspec.DecodeError as problem:
        raise IndexOutdated(
            f"the index in {directory} was made by another version and must be made anew: lantai index"
        ) from problem
    if kept_there.fingerprint != open_engine.fingerprint:
        raise IndexOutdated(f"the index in {directory} was made by another version and must be made anew: lantai index")
    return kept_there.documents


def _write(directory: Path, documents: tuple[Document, ...]) -> None:
    new = directory / f"{_FILE}.new"
    with new.open("wb") as file:
        file.write(msgspec.msgpack.encode(Kept(open_engine.fingerprint, documents)))
        file.flush()
        os.fsync(file.fileno())
    new.replace(directory / _FILE)


class Kept(msgspec.Struct, frozen=True):
    """What stands in the file of an index."""

    fingerprint: str
    documents: tuple[Document, ...]


class _OpenMemory:
    """How an index is opened; see OpenEngine."""

    @property
    def fingerprint(self) -> str:
        """Return what changes with the fields and facets of a document."""
        return hashlib.blake2b(" ".join((*Document.__struct_fields__, *FACETS)).encode(), digest_size=6).hexdigest()

    def __call__(self, directory: Path, *, create: bool = False) -> MemoryEngine:
        if create and not (directory / _FILE).exists():
            directory.mkdir(parents=True, exist_ok=True)
            _write(directory, ())
        _read(directory)
        return MemoryEngine(directory)


open_engine = _OpenMemory()
