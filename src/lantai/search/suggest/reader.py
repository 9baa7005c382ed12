"""Suggestions: what begins as typed, best first, a few of each kind.

Looked for in four steps, the next only while there is room: the very form, forms that begin so, first letters of how it sounds (hlm), words
inside. In each the order is that of most editions and copies of a title, most works of somebody or a subject; where many begin so, the tiers of it
are asked one after the other until there are enough.
"""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import msgspec
import tantivy
from tantivy import DocAddress, Occur, Order, Query, Searcher

from lantai.core.romanise.syllables import with_u
from lantai.core.text.fold import key as folded
from lantai.core.text.segment import is_cjk
from lantai.search.engines.tantivy.guard import guarded
from lantai.search.protocol import EngineUnavailable

from .described import Kind
from .schema import Columns, schema
from .terms import GRAMS, LONGEST_FORM, MARKS, MOST_INITIALS, SHORTEST_INSIDE, TIERS, Typed, typed
from .writer import KeptForm, decode_kept

SPARE = 4
"""Headings that are looked at beyond those wanted: some have no works any more, some are one person."""

MOST_AT_ONCE = 3_000
"""Suggestions that are put in order at once: so many take 60 µs, and each tier 20 at least."""

MOST_WORDS = 8
MOST_LETTERS = 80


class Candidate(msgspec.Struct, frozen=True):
    """Something to suggest. ``number``: of a work; else 0 and ``address`` leads to its page, ``forms`` are its names, ``works`` how many it has."""

    kind: Kind
    number: int = 0
    address: str = ""
    forms: tuple[KeptForm, ...] = ()
    works: int = 0


class Suggestions:
    """One index of suggestions, open for reading; safe to share between threads. Raise EngineUnavailable where there is none."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._lock = threading.Lock()
        self._seen: tuple[int, ...] = ()
        with guarded(directory):
            if not (directory.is_dir() and tantivy.Index.exists(str(directory))):
                raise EngineUnavailable(f"there are no suggestions in {directory}")
            self._index = tantivy.Index(schema(), path=str(directory))
            self._index.config_reader("manual")

    def find(self, text: str, kind: Kind, most: int, *, exact: bool = False) -> list[Candidate]:
        """Return at most ``most`` of a kind that ``text`` may be the beginning of, the best first; ``exact``: only what is called so."""
        other = with_u(text)
        return self._find(text, kind, most, exact=exact) or (self._find(other, kind, most, exact=exact) if other != text else [])

    def _find(self, text: str, kind: Kind, most: int, *, exact: bool) -> list[Candidate]:
        asked = typed(text[:MOST_LETTERS])
        if not asked.key or most < 1:
            return []
        with guarded(self._directory):
            searcher = self._searcher()
            found: dict[int | str, Candidate] = {}
            room = most if kind is Kind.TITLE else most + SPARE
            for step in islice(_steps(asked, MARKS[kind]), 1 if exact else None):
                for candidate in _read(searcher, _hits(searcher, step, room), kind):
                    found.setdefault(candidate.number or candidate.address, candidate)
                if len(found) >= room:
                    break
            return list(found.values())[:most] if kind is Kind.TITLE else _people(list(found.values()))[:most]

    def vocabulary(self, *, least: int) -> Iterator[tuple[str, int]]:
        """Yield the folded words of titles and makers' names that stand in at least so many works, the most frequent first."""
        with guarded(self._directory):
            for term, count in self._searcher().terms_with_prefix(Columns.WORD, MARKS[Kind.TITLE]):
                if count < least:
                    return
                yield term[1:], count

    def words_around(self, word: str, kind: Kind, most: int) -> tuple[list[str], list[str]]:
        """Return folded words of a kind in their order, at most so many each way: from ``word`` backwards without it, and from it on.

        Words of titles stand among those of their makers' names. Words that are in no work any more may be among them until the index is tidied.
        """
        with guarded(self._directory):
            searcher, mark = self._searcher(), MARKS[kind]
            for length in range(len(word), -1, -1):  # ever more words that begin like it, until there are enough
                found = [term[1:] for term, _ in searcher.terms_with_prefix(Columns.WORD, mark + word[:length])]
                before, after = [w for w in found if w < word], [w for w in found if w >= word]
                if len(before) >= most and len(after) >= most:
                    break
            return sorted(before, reverse=True)[:most], sorted(after)[:most]

    def _searcher(self) -> Searcher:
        with self._lock:
            if (seen := self._commit_seen()) != self._seen:
                self._index.reload()
                self._seen = seen
            return self._index.searcher()

    def _commit_seen(self) -> tuple[int, ...]:
        try:
            status = (self._directory / "meta.json").stat()
        except FileNotFoundError:
            return self._seen  # swept away under us: its open files can still be read
        return status.st_ino, status.st_mtime_ns, status.st_size


@dataclass(frozen=True, slots=True)
class Step:
    """What is looked for at once: ``words`` (column, term), each of them, and what begins so, in a column that has it by tiers, too."""

    words: tuple[tuple[str, str], ...] = ()
    beginning: tuple[str, str] | None = None
    pattern: Query | None = None

    def by_tiers(self, searcher: Searcher) -> Iterator[Query]:
        """Yield what to ask one after the other, the best tier first; nothing where few begin so, or have the words."""
        if self.beginning and min(self._counts(searcher)) > MOST_AT_ONCE:
            column, term = self.beginning
            yield from (self._query(tier + term) for tier in TIERS if searcher.doc_freq(column, tier + term))

    def at_once(self, searcher: Searcher) -> Query | None:
        """Return what to ask for all of them; None where nothing has one of the terms: to ask takes 20 µs, to see that 0.3."""
        return self._query(self.beginning[1] if self.beginning else "") if all(self._counts(searcher)) else None

    def _counts(self, searcher: Searcher) -> list[int]:
        terms = (*self.words, self.beginning) if self.beginning else self.words
        return [searcher.doc_freq(column, term) for column, term in terms]

    def _query(self, beginning: str) -> Query:
        parts = [_term(column, term) for column, term in self.words]
        if self.beginning:
            parts.append(_term(self.beginning[0], beginning))
        if self.pattern:
            parts.append(self.pattern)
        return parts[0] if len(parts) == 1 else Query.boolean_query([(Occur.Must, part) for part in parts])


def _steps(asked: Typed, mark: str) -> Iterator[Step]:
    """Yield what is looked for, the closest first."""
    form = asked.key[:LONGEST_FORM]
    yield Step(words=((Columns.FORM, mark + form),))
    yield _beginning(Columns.FORM, Columns.START, mark, form)
    if len(form) <= MOST_INITIALS and form.isascii():
        yield Step(words=((Columns.INITIAL, mark + form),))
    words = tuple((Columns.WORD, mark + word) for word in asked.words[:MOST_WORDS])
    if len(asked.last) >= SHORTEST_INSIDE or is_cjk(asked.last):  # of one or two letters nothing is known yet
        yield replace(_beginning(Columns.WORD, Columns.GRAM, mark, asked.last), words=words)
    elif words:
        yield Step(words)


def _beginning(column: str, grams: str, mark: str, text: str) -> Step:
    if len(text) <= GRAMS:
        return Step(beginning=(grams, mark + text))
    # Within no mistakes of it: a regular expression says the same, and takes 200 µs to read.
    return Step(pattern=Query.fuzzy_term_query(schema(), column, mark + text, distance=0, prefix=True))


def _term(column: str, term: str) -> Query:
    return Query.term_query(schema(), column, term)


def _hits(searcher: Searcher, step: Step, room: int) -> list[DocAddress]:
    """Return where the best stand that a step finds, in their order."""
    found: list[DocAddress] = []
    for query in step.by_tiers(searcher):
        found += _best(searcher, query, room - len(found))
        if len(found) == room:
            return found
    whole = step.at_once(searcher)
    return _best(searcher, whole, room) if whole else []


def _best(searcher: Searcher, query: Query, most: int) -> list[DocAddress]:
    return [at for _, at in searcher.search(query, most, count=False, order_by_field="place", order=Order.Desc).hits]


def _read(searcher: Searcher, hits: list[DocAddress], kind: Kind) -> Iterator[Candidate]:
    if kind is Kind.TITLE:
        numbers = searcher.fast_field_values("number", hits) if hits else ()
        yield from (Candidate(kind, number=int(number or 0)) for number in numbers)
        return
    for at in hits:
        document = searcher.doc(at)
        kept = decode_kept(bytes(document["kept"][0]))
        yield Candidate(kind, address=kept.address, forms=tuple(kept.forms), works=_works(searcher, str(document["key"][0])))


def _works(searcher: Searcher, key: str) -> int:
    found = searcher.search(_term(Columns.HAS, key), 1)  # in no order: to put one in order takes 90 µs
    return int(found.count)  # type: ignore[attr-defined]  # missing from tantivy's own stub


def _people(found: Sequence[Candidate]) -> list[Candidate]:
    """Return those that have works, each once: a name in Latin letters is left out where just one of the others is written so."""
    here = [one for one in found if one.works]
    keys = [{folded(form.text) for form in one.forms} for one in here]
    kept = []
    for one, own in zip(here, keys, strict=True):
        bearers = [other for other, names in zip(here, keys, strict=True) if other is not one and own < names]
        if len(bearers) != 1:
            kept.append(one)
    return kept
