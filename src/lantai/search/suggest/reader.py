"""Suggestions: what begins as typed, best first, a few of each kind.

Looked for in four steps, the next only while there is room: the very form, forms that begin so, first letters of how it sounds (hlm), words
inside. In each the order is that of most editions and copies of a title, most works of somebody or a subject.
"""

import threading
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from re import escape

import msgspec
import tantivy
from tantivy import Occur, Order, Query

from lantai.core.text.fold import key as folded
from lantai.core.text.segment import is_cjk
from lantai.search.engines.tantivy.guard import guarded
from lantai.search.protocol import EngineUnavailable

from .described import Kind
from .schema import Columns, schema
from .terms import GRAMS, LONGEST_FORM, MARKS, MOST_INITIALS, SHORTEST_INSIDE, Typed, typed
from .writer import KeptForm, decode_kept

SPARE = 4
"""Headings that are looked at beyond those wanted: some have no works any more, some are one person."""

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
        asked = typed(text[:MOST_LETTERS])
        if not asked.key or most < 1:
            return []
        with guarded(self._directory):
            searcher = self._searcher()
            found: dict[int | str, Candidate] = {}
            room = most if kind is Kind.TITLE else most + SPARE
            for query in islice(_queries(asked, MARKS[kind]), 1 if exact else None):
                for candidate in _read(searcher, query, kind, room):
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

    def _searcher(self) -> tantivy.Searcher:
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


def _queries(asked: Typed, mark: str) -> Iterator[Query]:
    """Yield what is looked for, the closest first."""
    form = asked.key[:LONGEST_FORM]
    yield _term(Columns.FORM, mark + form)
    yield _beginning(Columns.FORM, Columns.START, mark, form)
    if len(form) <= MOST_INITIALS and form.isascii():
        yield _term(Columns.INITIAL, mark + form)
    inside = [_term(Columns.WORD, mark + word) for word in asked.words[:MOST_WORDS]]
    if len(asked.last) >= SHORTEST_INSIDE or is_cjk(asked.last):  # of one or two letters nothing is known yet
        inside.append(_beginning(Columns.WORD, Columns.GRAM, mark, asked.last))
    if inside:
        yield Query.boolean_query([(Occur.Must, query) for query in inside])


def _beginning(column: str, grams: str, mark: str, text: str) -> Query:
    if len(text) <= GRAMS:
        return _term(grams, mark + text)
    return Query.regex_query(schema(), column, f"{escape(mark + text)}.*")


def _term(column: str, term: str) -> Query:
    return Query.term_query(schema(), column, term)


def _read(searcher: tantivy.Searcher, query: Query, kind: Kind, room: int) -> Iterator[Candidate]:
    hits = searcher.search(query, room, count=False, order_by_field="place", order=Order.Desc).hits
    addresses = [address for _, address in hits]
    if kind is Kind.TITLE:
        yield from (
            Candidate(kind, number=int(n or 0)) for n in (searcher.fast_field_values("number", addresses) if addresses else ())
        )
        return
    for address in addresses:
        document = searcher.doc(address)
        kept = decode_kept(bytes(document["kept"][0]))
        works = _works(searcher, str(document["key"][0]))
        yield Candidate(kind, address=kept.address, forms=tuple(kept.forms), works=works)


def _works(searcher: tantivy.Searcher, key: str) -> int:
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
