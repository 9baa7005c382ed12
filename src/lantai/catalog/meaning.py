"""What works mean, as vectors beside the index; off until LANTAI_EMBEDDER names an embedder. numpy is loaded only then.

``leg`` gives a search its vectors, ``follow`` brings them up to date with the works. They do not depend on the index: a rebuild of that leaves them,
another embedder begins its own store. What goes wrong here never stops a search: it goes on by words, the log and ``lantai check`` say why.
"""

import logging
import shutil
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from lantai.ai.breaker import Breaker
from lantai.ai.choice import AiError, Choice
from lantai.core.bib.record import BibRecord, decode
from lantai.core.query.expansion import Expansion
from lantai.core.query.fuse import weight
from lantai.core.query.lexer import Kind, lex
from lantai.core.query.terms import positive_terms
from lantai.core.query.tree import Field, Question
from lantai.core.registry import MissingExtra
from lantai.infra.httpclient import Client
from lantai.search import crosslang, fusing
from lantai.search.fusing import Found, Leg, Near
from lantai.search.protocol import Engine, Request, SearchError
from lantai.search.vectors import passage

from . import index, word_vectors
from .blobs import description
from .models import Instance, Work

if TYPE_CHECKING:
    from lantai.ai.embedders.protocol import Embedder, Vectors
    from lantai.search.vectors.files import VectorWriter
    from lantai.search.vectors.store import VectorStore

log = logging.getLogger(__name__)

AGENT = "Lantai"
ASKED_S, INDEXED_S = 1.0, 60.0
"""How long a service may take over a reader's question, and over a batch of works."""

PIECE = 100
"""Works a step: after each the vectors so far are kept."""

REMEMBERED = 512
KEEP_OLD_SECONDS = 86_400

Progress = Callable[[int, int], None]


class NoEmbedder(Exception):
    """No embedder has been chosen; the message says how to."""


def chosen() -> "Embedder | None":
    """Return the embedder for questions, None where none was chosen; raise AiError or MissingExtra, saying what to do."""
    choice: Choice | None = settings.EMBEDDER
    return opened(replace(choice, client=_client(ASKED_S), tries=1)) if choice else None


@cache
def opened(choice: Choice) -> "Embedder":
    """Return an embedder, opened once."""
    from lantai.ai.embedders import EMBEDDERS

    return EMBEDDERS[choice.name](choice)


def store(embedder: "Embedder") -> "VectorStore":
    """Return the vectors that an embedder made."""
    return _store(_directory(embedder))


@cache
def _store(directory: Path) -> "VectorStore":
    from lantai.search.vectors.store import VectorStore

    return VectorStore(directory)


def search(engine: Engine, request: Request, question: Question, expansion: Expansion) -> Found:
    """Answer a request for the works of a question, with the nearest ones where vectors take part."""
    return fusing.search(engine, request, _leg_of(engine, question, expansion))


def _leg_of(engine: Engine, question: Question, expansion: Expansion) -> Leg | None:
    """Return the vectors' part in a question; none where the reader wants their own words alone, or looks in one field."""
    if settings.EMBEDDER is None or expansion.off or question.identifiers:
        return None
    if any(term.field is not Field.ANY for term in positive_terms(question.tree)):
        return None
    return leg(question.text, languages=expansion.languages, translated=crosslang.translated(engine, expansion))


def leg(text: str, *, languages: Sequence[str], translated: float) -> Leg | None:
    """Return the vectors' part in a search, None where they have none: none was chosen, the question is more than words, its language is not one of
    the encoder's, or it cannot be asked now.

    ``languages``: what the question was taken for, likeliest first. ``translated``: the share of its words that found a translation.
    """
    if settings.EMBEDDER is None or not _is_words(text):
        return None
    try:
        embedder = chosen()
        if embedder is None or not store(embedder).count():
            return None
        lang = next(iter(languages), "")
        share = weight(knows_language=_knows(embedder, lang), translated=translated)
        vectors = _Question(embedder, text, lang)
        return Leg(nearest=vectors.nearest, alike=vectors.alike, weight=share) if share else None
    except (AiError, SearchError, MissingExtra) as problem:
        _tell(str(problem))
        return None


def follow(*, anew: bool = False, budget_s: float = float("inf"), progress: Progress = lambda done, total: None) -> int:
    """Bring the vectors up to date with the works and return how many works were looked at; stop after ``budget_s``, to go on the next time.

    ``anew``: make all of them again. Raise NoEmbedder, AiError, MissingExtra, WriterBusy.
    """
    from lantai.search.vectors.files import writing

    choice: Choice | None = settings.EMBEDDER
    if choice is None:
        raise NoEmbedder("no embedder has been chosen: set LANTAI_EMBEDDER (docs/operate/services.md)")
    if choice.name == word_vectors.NAME and word_vectors.prepare(Path(choice.at), anew=anew):
        opened.cache_clear()
    embedder = opened(replace(choice, client=_client(INDEXED_S), tries=5, wait=time.sleep))
    ends, last, done = time.monotonic() + budget_s, index.last_change(), 0
    with writing(_directory(embedder), embedder.digest, anew=anew) as writer:
        reached = writer.manifest.reached
        if reached >= last:
            return 0
        total = Work.objects.filter(changed__gt=reached, changed__lte=last).count()
        for works, through in index.pages(reached, last, size=PIECE):
            _put(writer, embedder, list(works))
            writer.commit(through)
            progress(done := done + len(works), total)
            if time.monotonic() > ends:
                return done
        writer.commit(last)
    _sweep(embedder)
    return done


def lag(embedder: "Embedder") -> int:
    """Return how many works have changed since the vectors were brought up to date."""
    manifest = store(embedder).manifest()
    return Work.objects.filter(changed__gt=manifest.reached if manifest else 0).count()


def _put(writer: "VectorWriter", embedder: "Embedder", works: Collection[int]) -> None:
    """Make the vectors agree with the database about ``works``; a text that has not changed keeps its vector."""
    from lantai.search.vectors.files import mark

    texts = _passages(embedder, works)
    known = writer.marks(list(texts))
    new = [work for work, (parts, _) in texts.items() if known.get(work) != mark("\n".join(parts))]
    if new:
        writer.put(new, ["\n".join(texts[work][0]) for work in new], _made(embedder, [texts[work] for work in new]))
    writer.delete(set(works) - texts.keys())


def _passages(embedder: "Embedder", works: Collection[int]) -> dict[int, tuple[tuple[str, ...], str]]:
    """Return the texts of those of ``works`` that are live and in a language that the embedder knows, or in one that nobody named."""
    records: dict[int, list[BibRecord]] = defaultdict(list)
    rows = Instance.objects.filter(work__in=works, live=True, work__state=Work.State.LIVE).order_by("work_id", "rank", "pk")
    for work, blob in rows.packed().values_list("work_id", "packed"):
        records[work].append(decode(description(blob)))
    found = {work: passage.passages(of_work) for work, of_work in records.items()}
    return {work: (parts, lang) for work, (parts, lang) in found.items() if parts and (_knows(embedder, lang))}


def _made(embedder: "Embedder", texts: Sequence[tuple[tuple[str, ...], str]]) -> "Vectors":
    from lantai.ai.vectors import of_texts

    return of_texts(embedder, texts)


def _knows(embedder: "Embedder", lang: str) -> bool:
    from lantai.ai.embedders.protocol import knows

    return lang in ("", "und", "mul", "zxx") or knows(embedder, lang)


_breaker = Breaker()


class _Question:
    """One question to the vectors; where it cannot be embedded, nothing is near."""

    def __init__(self, embedder: "Embedder", text: str, lang: str) -> None:
        self._embedder = embedder
        self._asked = text, lang

    def nearest(self, count: int) -> Near:
        """Return the works nearest to the question."""
        if not _breaker.lets_through:
            return ()
        try:
            vector = _vector(self._embedder, *self._asked)
            _breaker.went_well()
            return store(self._embedder).nearest(vector, count)
        except (AiError, SearchError) as problem:
            _breaker.failed()
            _tell(str(problem))
            return ()

    def alike(self, works: Collection[int]) -> Mapping[int, float]:
        """Return how near given works lie; asked after ``nearest`` found some."""
        return store(self._embedder).alike(_vector(self._embedder, *self._asked), works)


@lru_cache(maxsize=REMEMBERED)
def _vector(embedder: "Embedder", text: str, lang: str) -> "Vectors":
    """Return the vector of a question; those asked lately are remembered, for their pages and facets."""
    vector: Vectors = embedder.embed([text], [lang] if lang else [], asked=True)[0]
    return vector


def _is_words(text: str) -> bool:
    """Say whether a question is words alone: who writes phrases, fields or operators means what is written."""
    items, _ = lex(text)
    return bool(items) and all(item.kind is Kind.WORD and not item.beginning for item in items)


def _client(timeout_s: float) -> Client:
    return Client(agent=AGENT, timeout_s=timeout_s, allowed=settings.SERVICE_HOSTS)


def _directory(embedder: "Embedder") -> Path:
    return Path(settings.DATA) / "vectors" / f"{embedder.name}-{embedder.digest[:16]}-{passage.VERSION}"


def _sweep(embedder: "Embedder") -> None:
    """Remove the vectors of embedders that were in use before, a day after they were last written."""
    for directory in _directory(embedder).parent.glob("*-*-*"):
        if directory != _directory(embedder) and directory.stat().st_mtime < time.time() - KEEP_OLD_SECONDS:
            shutil.rmtree(directory)


@lru_cache(maxsize=16)
def _tell(problem: str) -> None:
    """Say once what keeps vectors from taking part."""
    log.warning("Vectors take no part: %s", problem)
