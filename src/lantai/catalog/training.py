"""Training: the tables of translations made anew from what works say in two languages, and from the lexicons there are.

Whole every time, because that takes seconds; but only works that changed are read again, and lexicons that did not change are taken over from the
tables before. Until the new tables are whole and in place, the old ones serve: kill it whenever you like.
"""

import hashlib
import json
import logging
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event

from django.conf import settings

import lantai
from lantai.core.bilingual.entry import Layer, Origin
from lantai.core.bilingual.lexicons import Lexicon, packaged
from lantai.core.bilingual.pair import Pair
from lantai.core.bilingual.words import analyzer, key
from lantai.search import lexicons as added
from lantai.search.protocol import SearchError
from lantai.search.translations import naming
from lantai.search.translations.protocol import TablesUnavailable
from lantai.search.translations.ready import fill, ready
from lantai.search.translations.store import Store
from lantai.search.translations.writing import Writer
from lantai.vocab.models import Training, TrainingState

from . import index, known, translations
from .gathering import Gathered, Stopped
from .locks import Busy, held

log = logging.getLogger(__name__)

LEARNED = Layer(name="learned", origin=Origin.LEARNED, title="Learned from this library’s records")
TITLES = Layer(name="titles", origin=Origin.AUTHORITY, title="Titles of one work in this library")

NOTE_EVERY_S = 1.0
"""How often the page that shows a training is told how far it is."""

Told = Callable[[str, int, int], None]
"""Told the phase ("read", "learn", "write", or the name of a lexicon), and how much of it is done, of how much (0: unknown)."""

__all__ = ["Busy", "Outcome", "Stopped", "is_outdated", "run", "train"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a training. ``is_new``: tables were made; else nothing had changed. ``counts``: rows, pairs and refusals, for people and pages."""

    is_new: bool
    counts: Mapping[str, object]
    tables: str
    change: int
    seconds: float


def run(
    training: Training, *, now: Callable[[], datetime], stop: Event, told: Told = lambda phase, done, total: None
) -> Outcome | None:
    """Train, noting on the row how far it is and what came of it; None when it was stopped half-way and is to be taken up again.

    Raise Busy when another process trains.
    """
    note = _Noted(training, told)
    Training.objects.filter(pk=training.pk).update(state=TrainingState.RUNNING, started_at=now(), error="")
    try:
        outcome = train(full=training.full, told=note, stop=stop)
    except (Stopped, Busy) as problem:
        Training.objects.filter(pk=training.pk).update(state=TrainingState.WAITING)
        if isinstance(problem, Busy):
            raise
        return None
    except Exception as problem:
        said = f"{type(problem).__name__}: {problem}"[:2_000]
        Training.objects.filter(pk=training.pk).update(state=TrainingState.FAILED, finished_at=now(), error=said)
        raise
    state = TrainingState.FINISHED if outcome.is_new else TrainingState.SAME
    Training.objects.filter(pk=training.pk).update(
        state=state, finished_at=now(), change=outcome.change, counts=outcome.counts, tables=outcome.tables, phase=""
    )
    return outcome


def train(*, full: bool, told: Told, stop: Event) -> Outcome:
    """Make the tables anew where anything changed; ``full``: read all works and lexicons again. Raise Busy when another process trains."""
    began = time.monotonic()
    with held("training"):
        gathered = Gathered(directory())
        try:
            gathered.follow(progress=lambda done, total: told("read", done, total), stop=stop, anew=full)
            shelf, (lexicons, unusable) = translations.shelf(), _lexicons()
            before = _before()
            wanted = _input(gathered, lexicons)
            counts = json.loads(before.facts["counts"]) if before and before.facts.get("input") == wanted else {}
            if counts and not full and not counts["unusable"]:
                is_new = False
            else:
                with shelf.making(key_of=key) as writer:
                    counts = _filled(writer, gathered, lexicons, unusable, None if full else before, told, stop, anew=full)
                    writer.fact("input", wanted)
                    told("write", 0, 0)
                is_new = True
            return Outcome(is_new, counts, shelf.name() or "", gathered.reached(), round(time.monotonic() - began, 2))
        finally:
            gathered.close()


def directory() -> Path:
    """Return where the tables lie, and what was gathered for them."""
    return Path(settings.DATA) / "translations"


def is_outdated(store: Store) -> bool:
    """Say whether the tables hold other keys than questions are now cut into, so that they must be made anew."""
    return store.facts.get("analyzer") != analyzer()


def _before() -> Store | None:
    try:
        return translations.shelf().current()
    except TablesUnavailable:
        return None


@dataclass(frozen=True, slots=True)
class _Stamped:
    """A lexicon, and what stands for all that its rows are made of."""

    lexicon: Lexicon
    stamp: str
    is_packaged: bool = False

    @property
    def name(self) -> str:
        return self.lexicon.layer.name


def _lexicons() -> tuple[list[_Stamped], dict[str, str]]:
    """Return the lexicons there are, and those that cannot be opened with what is wrong with them."""
    shelved = list(added.shelved(Path(settings.DATA) / "lexicons"))
    found = [_Stamped(each, _stamp(each, ""), is_packaged=True) for each in packaged()]
    found += [_Stamped(one.lexicon, _stamp(one.lexicon, one.digest)) for one in shelved if one.lexicon]
    return found, {one.name: one.problem for one in shelved if one.problem}


def _stamp(lexicon: Lexicon, digest: str) -> str:
    said = (lantai.__version__, analyzer(), lexicon.reader, repr(lexicon.layer), repr(lexicon.about), digest)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:32]


def _input(gathered: Gathered, lexicons: list[_Stamped]) -> str:
    """Return what stands for everything that the tables are made from."""
    said = [lantai.__version__, analyzer(), gathered.digest(), *(f"{each.name} {each.stamp}" for each in lexicons)]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _filled(
    writer: Writer,
    gathered: Gathered,
    lexicons: list[_Stamped],
    unusable: Mapping[str, str],
    before: Store | None,
    told: Told,
    stop: Event,
    *,
    anew: bool,
) -> dict[str, object]:
    """Fill the tables; return the counts. ``unusable``: lexicons that are left out; those that cannot be read are told beside them, and none is kept out
    for good: the next training looks again."""
    counts = _learn(writer, gathered, told, stop)
    writer.layer(TITLES, labels=gathered.labels())
    told("names", 0, 0)
    writer.names(gathered.names(), _vocabulary())
    refused = dict(unusable)
    for each in lexicons:
        if stop.is_set():
            raise Stopped
        told(each.name, 0, 0)
        if problem := _take_lexicon(writer, each, before, anew=anew):
            refused[each.name] = problem
        else:
            writer.fact(f"stamp:{each.name}", each.stamp)
    for name, problem in refused.items():
        log.warning("The lexicon %s cannot be used: %s", name, problem)
    said = counts | {"unusable": refused}
    writer.fact("analyzer", analyzer())
    writer.fact("counts", json.dumps(said, ensure_ascii=False, sort_keys=True))
    return said


def _vocabulary() -> Iterator[tuple[str, int]]:
    """Yield the words of the index, and how many works have each: among them are names that no field says."""
    try:
        engine = index.engine()
        words = engine.terms("", limit=naming.MOST_WORDS)
        for piece in known.in_pieces(words):
            yield from engine.frequencies(piece).items()
    except SearchError as problem:
        log.warning("Names are looked for only among those of records: %s", problem)


def _take_lexicon(writer: Writer, each: _Stamped, before: Store | None, *, anew: bool) -> str:
    """Add a lexicon, from the tables before where it did not change, or as it is kept ready; return what is wrong with one that cannot be read."""
    for store in _made_before(each, before, anew=anew):
        try:
            writer.reuse(each.lexicon.layer, store)
        except (sqlite3.DatabaseError, LookupError) as problem:
            log.warning("The lexicon %s could not be taken over and is read again: %s", each.name, problem)
        else:
            return ""
    try:
        fill(writer, each.lexicon)
    except added.UNUSABLE as problem:
        return str(problem)
    return ""


def _made_before(each: _Stamped, before: Store | None, *, anew: bool) -> Iterator[Store]:
    """Yield the tables that have the lexicon just as it is now. ``anew``: it is to be read again."""
    if before and before.facts.get(f"stamp:{each.name}") == each.stamp:
        yield before
    elif each.is_packaged and settings.READY and (store := ready(Path(settings.READY), each.lexicon, each.stamp, anew=anew)):
        yield store


def _learn(writer: Writer, gathered: Gathered, told: Told, stop: Event) -> dict[str, object]:
    from lantai.core.bilingual.learn import learn

    tally: Counter[str] = Counter()
    drawn: Counter[str] = Counter()
    kept: dict[str, int] = {}

    def counted() -> Iterator[Pair]:
        for pair in gathered.pairs():
            drawn[f"{pair.lang} {pair.other_lang}"] += 1
            yield pair

    def turn(one: str, other: str, count: int) -> None:
        if stop.is_set():
            raise Stopped
        kept[f"{one} {other}"] = count
        told("learn", len(kept), len(drawn))

    writer.layer(LEARNED, rows=learn(counted(), tally=tally, progress=turn))
    refused = {str(why): count for why, count in sorted(tally.items()) if why != "kept"}
    return {"drawn": dict(sorted(drawn.items())), "kept": dict(sorted(kept.items())), "refused": refused}


class _Noted:
    """Passes on how far a training is, and notes it on its row now and then."""

    def __init__(self, training: Training, told: Told) -> None:
        self._rows = Training.objects.filter(pk=training.pk)
        self._told = told
        self._noted = ("", 0.0)

    def __call__(self, phase: str, done: int, total: int) -> None:
        """Note a phase when it begins, and each second."""
        self._told(phase, done, total)
        before, at = self._noted
        if phase != before or time.monotonic() - at >= NOTE_EVERY_S:
            self._noted = (phase, time.monotonic())
            self._rows.update(phase=phase[:60], done=done, total=total)
