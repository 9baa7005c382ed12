"""Vectors of works and their part in a search, for whoever has texts and an embedder: the catalog, evaluations."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np

from lantai.core.query.fuse import weight
from lantai.search.evaluation.files import Doc
from lantai.search.evaluation.runs import Vectors as Beside
from lantai.search.fusing import Leg, Near
from lantai.search.vectors.files import writing
from lantai.search.vectors.passage import helpings
from lantai.search.vectors.store import VectorStore

from .embedders.protocol import Embedder, Vectors, knows, unit

AT_ONCE = 100

T = TypeVar("T")


def of_texts(embedder: Embedder, works: Sequence[tuple[Sequence[str], str]]) -> Vectors:
    """Return a vector a work: the sum of those of its texts, at unit length. ``works``: texts, one at least, and language."""
    texts = [text for of_work, _ in works for text in of_work]
    langs = [lang for of_work, lang in works for _ in of_work]
    starts = np.cumsum([0, *(len(of_work) for of_work, _ in works[:-1])])
    return unit(np.add.reduceat(embedder.embed(texts, langs), starts, axis=0))


def vectors(embedder: Embedder, directory: Path, documents: Iterable[Doc], progress: Callable[[int], None]) -> Beside:
    """Make the vectors of an evaluation's documents, numbered from 1, and return their part in its questions."""
    done = 0
    with writing(directory, embedder.digest) as writer:
        for some in _batched(documents):
            texts = [(helpings(doc.title, doc.text), doc.lang) for doc in some]
            known = [n for n, (of_work, lang) in enumerate(texts) if of_work and knows(embedder, lang)]
            numbers = [done + 1 + n for n in known]
            if known:
                writer.put(numbers, ["\n".join(texts[n][0]) for n in known], of_texts(embedder, [texts[n] for n in known]))
            progress(done := done + len(some))
        writer.commit(done)
    store = VectorStore(directory)

    def leg(text: str, languages: Sequence[str], translated: float) -> Leg | None:
        lang = next(iter(languages), "")
        share = weight(knows_language=not lang or knows(embedder, lang), translated=translated)
        return Question(embedder, store, text, lang).leg(share) if share else None

    return Beside(leg)


class Question:
    """One question to a store of vectors."""

    def __init__(self, embedder: Embedder, store: VectorStore, text: str, lang: str) -> None:
        self._store = store
        self._vector = embedder.embed([text], [lang] if lang else [], asked=True)[0]

    def leg(self, share: float) -> Leg:
        """Return the vectors' part in a search."""
        return Leg(nearest=self._nearest, alike=self._alike, weight=share)

    def _nearest(self, count: int) -> Near:
        return self._store.nearest(self._vector, count)

    def _alike(self, works: Collection[int]) -> Mapping[int, float]:
        return self._store.alike(self._vector, works)


def _batched(items: Iterable[T]) -> Iterator[tuple[T, ...]]:
    rest = iter(items)
    while some := tuple(islice(rest, AT_ONCE)):
        yield some
