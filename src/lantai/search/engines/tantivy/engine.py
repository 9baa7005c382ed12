"""A tantivy index, open for reading."""

import os
import threading
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import tantivy

from lantai.core.query.tree import Everything
from lantai.core.romanise.sounding import LETTERS
from lantai.search import ranking
from lantai.search.document import COUNTED, PARTS
from lantai.search.plan import planned
from lantai.search.protocol import MOST_BELOW, EngineUnavailable, IndexDamaged, Request, Result, Sort

from .columns import Columns
from .compile import compiled, filtered, filters, matching, numbered
from .facets import Counts, counted
from .guard import guarded
from .hits import Scored, numbers_among, page
from .numbered import Named, lost, make_files
from .schema import facet_field, fingerprint, register_tokenizers, schema, terms_below
from .writer import TantivyWriter

if TYPE_CHECKING:
    from .numbering import Numbered

_TERM_COLUMNS = ("title", "titles", "names", "subjects")
_TOO_WIDE = "max expansions"

_MOST_WORDS = 200_000
"""Words of which it is remembered in how many works they stand: some 20 MB. Then all are forgotten, and the frequent ones soon back."""


_LIKE = 0.01
"""Share of the works by which an index may have grown or shrunk until it is counted anew in how many a word stands."""


_LIKELY_NEXT = ("<a", "<m", "<s", "an", "ma", "ml", "sh", "")
"""What a token of a sound likely goes on with. All tokens that begin so are gone through, and those of a letter took .35 s at a million works."""


class _Standing:
    """In how many works words stand, as far as they stand in any: remembered over commits, for readers ask for the same words before and after.

    ``begun``: letters that any token of a column begins with.
    """

    def __init__(self, works: int, begun: set[tuple[str, str]] | None = None) -> None:
        self.counted_among = works
        self.begun = set[tuple[str, str]]() if begun is None else begun
        self.in_column: dict[tuple[str, str], int] = {}
        self.most: dict[bool, dict[str, int]] = {False: {}, True: {}}

    def still(self, works: int) -> "_Standing":
        """Return the same for an index that has about as many works, else nothing counted yet."""
        return self if abs(works - self.counted_among) <= _LIKE * self.counted_among else _Standing(works, self.begun)


class _Kept:
    """What is remembered of one commit. ``start_page``: counts over everything by what was asked, 0.1 s for a million works."""

    def __init__(self, searcher: tantivy.Searcher, before: _Standing | None = None) -> None:
        self.searcher = searcher
        self.standing = before.still(searcher.num_docs) if before else _Standing(searcher.num_docs)
        self.columns = Columns(self.works)
        self.scored = Scored()
        self.start_page: dict[tuple[tuple[str, ...], tuple[int, ...], int | None], Counts] = {}
        self._absent: dict[tuple[str, str], int] = {}
        self._nowhere: dict[bool, dict[str, int]] = {False: {}, True: {}}
        self._unbegun: set[tuple[str, str]] = set()
        self._sounds: frozenset[str] | None = None

    def works(self, column: str, token: str) -> int:
        """Return in how many works a token stands in a column."""
        asked = (column, token)
        found = self.standing.in_column.get(asked)
        if found is None and (found := self._absent.get(asked)) is None:
            there = column not in ranking.SOUND_COLUMNS or self._begins(column, token[:1])
            found = self.searcher.doc_freq(column, token) if there else 0
            remembered = self.standing.in_column if found else self._absent
            if len(remembered) >= _MOST_WORDS:
                remembered.clear()
            remembered[asked] = found
        return found

    def _begins(self, column: str, letter: str) -> bool:
        """Say whether a column has any token that begins so. The first letter of a sound is its script's: few libraries have titles in all, and a question
        sounds like hundreds of tokens."""
        asked = (column, letter)
        if asked in self.standing.begun:
            return True
        if asked not in self._unbegun:
            if any(self.searcher.terms_with_prefix(column, letter + more, limit=1) for more in _LIKELY_NEXT):
                self.standing.begun.add(asked)
                return True
            self._unbegun.add(asked)
        return False

    def sounds(self) -> frozenset[str]:
        """Return what the tokens of sounds begin with: the first letter is their script's, and few libraries have titles in all."""
        if self._sounds is None:
            self._sounds = frozenset(
                letter for letter in LETTERS if any(self._begins(column, letter) for column in ranking.SOUND_COLUMNS)
            )
        return self._sounds

    def among(self, tokens: Iterable[str], columns: Sequence[str]) -> dict[str, int]:
        """Return in how many works each token stands, in that of some columns that has most of them."""
        return {token: max([self.works(column, token) for column in columns]) for token in tokens}

    def most(self, tokens: Iterable[str], *, stem: bool) -> dict[str, int]:
        """Return in how many works each token stands, in the column that has most of them. Asked of a hundred tokens a question: a call less for each."""
        known, nowhere = self.standing.most[stem], self._nowhere[stem]
        columns, found = ranking.alternatives(stem=stem), dict[str, int]()
        in_column, absent, ask = self.standing.in_column, self._absent, self.searcher.doc_freq
        for remembered in (known, nowhere, in_column, absent):
            if len(remembered) >= _MOST_WORDS:
                remembered.clear()
        for token in tokens:
            most = known.get(token)
            if most is None and (most := nowhere.get(token)) is None:
                each = [ask(column, token) for column in columns]
                most = max(each)
                if most:
                    known[token] = most
                    for column, works in zip(columns, each, strict=True):
                        (in_column if works else absent)[column, token] = works
                else:
                    nowhere[token] = 0
            found[token] = most
        return found


class TantivyEngine:
    """Reads what is committed at the moment of asking, by whatever process; safe to share between threads.

    Open it after a server has forked: tantivy starts a thread that watches the index, and forks have no copy of it.
    """

    def __init__(self, index: tantivy.Index, directory: Path) -> None:
        self._index, self._directory, self._meta = index, directory, str(directory / "meta.json")
        self._named = {name: Named(directory, name) for name in COUNTED}
        self._numbered: dict[str, Numbered] | None = None
        self._lock = threading.Lock()
        self._seen: tuple[int, ...] = ()
        self._kept = _Kept(index.searcher())

    def search(self, request: Request) -> Result:
        """Answer from the newest commit."""
        with guarded(self._directory):
            try:
                return self._answer(request, loose=False)
            except ValueError as problem:
                if _TOO_WIDE not in str(problem):
                    raise
                return self._answer(request, loose=True)

    def count(self) -> int:
        """Return how many works there are."""
        with guarded(self._directory):
            return self._searcher()[0].num_docs

    def among(self, ids: Collection[int]) -> set[int]:
        """Return those of ``ids`` that are here."""
        if not ids:
            return set()
        with guarded(self._directory):
            return numbers_among(self._searcher()[0], ids)

    def terms(self, prefix: str, *, limit: int = 10) -> tuple[str, ...]:
        """Return tokens of titles, names and subjects that begin so, most frequent first."""
        found: dict[str, int] = {}
        with guarded(self._directory):
            searcher, _ = self._searcher()
            for column in _TERM_COLUMNS:
                for term, count in searcher.terms_with_prefix(column, prefix, limit=max(limit * 4, 40)):
                    found[term] = found.get(term, 0) + count
        found.pop(ranking.START, None)
        return tuple(sorted(found, key=lambda term: (-found[term], term))[: max(limit, 0)])

    def frequencies(
        self, tokens: Collection[str], *, stem: bool = False, names: bool = False, sounds: bool = False
    ) -> dict[str, int]:
        """Return in how many works each token stands, in the column that has most of them."""
        with guarded(self._directory):
            _, kept = self._searcher()
            if names or sounds:
                return kept.among(tokens, ranking.alternatives(stem=stem, names=names, sounds=sounds))
            return kept.most(tokens, stem=stem)

    def below(self, facet: str, key: str) -> dict[str, int]:
        """Return the keys one step below a key, with how many works have each."""
        begun = terms_below(key)
        with guarded(self._directory):
            every = tantivy.Query.all_query()  # else works that were replaced would count
            found = self._searcher()[0].terms_with_prefix(facet_field(facet), begun, every, MOST_BELOW)
        return {f"{key}{PARTS}{term.removeprefix(begun)}": count for term, count in found}

    def sounds(self) -> frozenset[str]:
        """Return what the tokens of sounds begin with."""
        with guarded(self._directory):
            return self._searcher()[1].sounds()

    def writer(self, *, filling: bool = False) -> TantivyWriter:
        """Return the writer, which holds the lock of the index until its with-block ends."""
        if self._numbered is None:
            from .numbering import Numbered  # loads numpy, which processes that only read have no use for

            self._numbered = {name: Numbered(self._directory, name) for name in COUNTED}
        return TantivyWriter(self._index, self._directory, self._numbered, filling=filling)

    def close(self) -> None:
        """Nothing to stop: there are no threads, and files are let go with the last searcher."""

    def _answer(self, request: Request, *, loose: bool) -> Result:
        searcher, kept = self._searcher()
        plan = planned(request, loose=loose)
        is_scored = request.limit > 0 and request.sort is Sort.RELEVANCE
        query = compiled(plan, kept.columns) if is_scored else matching(plan, kept.columns)
        found = page(searcher, filtered(query, filters(request)), plan, request, kept.columns, kept.scored)
        if not _is_start_page(request):
            if found.every and not _is_narrowed(request):
                scoreless = numbered(found.every)
            else:
                scoreless = matching(plan, kept.columns) if request.facets and is_scored else query
            counts = counted(searcher, scoreless, request, self._named, found.total)
        else:
            asked = request.facets, tuple(map(request.size_of, request.facets)), request.most_counted
            if asked not in kept.start_page:
                kept.start_page[asked] = counted(searcher, query, request, self._named, found.total)
            counts = kept.start_page[asked]
        return Result(total=found.total, hits=found.hits, **counts._asdict())

    def _searcher(self) -> tuple[tantivy.Searcher, "_Kept"]:
        """Return a searcher of the newest commit, and what is remembered of it; to see that it moved costs two microseconds."""
        with self._lock:
            if (seen := self._commit_seen()) != self._seen:
                self._index.reload()
                self._seen = seen
                self._kept = _Kept(self._index.searcher(), self._kept.standing)
            return self._kept.searcher, self._kept

    def _commit_seen(self) -> tuple[int, ...]:
        try:
            status = os.stat(self._meta)  # a path object would take five times as long, a dozen times a question
        except FileNotFoundError:
            return self._seen  # swept away under us: its open files can still be read
        return status.st_ino, status.st_mtime_ns, status.st_size


def _is_start_page(request: Request) -> bool:
    asked = request.exact_key or request.identifiers
    return isinstance(request.tree, Everything) and not asked and not _is_narrowed(request)


def _is_narrowed(request: Request) -> bool:
    """Say whether anything but the question says what matches."""
    by_number = request.among is not None or request.without
    return any((request.filters, request.exclude, by_number)) or request.years != (None, None)


class _OpenTantivy:
    """How an index is opened; see OpenEngine."""

    @property
    def fingerprint(self) -> str:
        """Return what changes with the schema and with how text is folded."""
        return fingerprint()

    def __call__(self, directory: Path, *, create: bool = False) -> TantivyEngine:
        if create:
            directory.mkdir(parents=True, exist_ok=True)
        try:
            with guarded(directory):
                there = directory.is_dir() and tantivy.Index.exists(str(directory))
                if not create and not there:
                    raise IndexDamaged(f"there is no index in {directory}; make it with: lantai index")
                if not there:
                    make_files(directory)
                index = tantivy.Index(schema(), path=str(directory))
                if names := lost(directory):  # after the schema was found to be this one
                    raise IndexDamaged(f"the index in {directory} has lost {', '.join(names)}")
                register_tokenizers(index)
                index.config_reader("manual")
                return TantivyEngine(index, directory)
        except EngineUnavailable as problem:
            raise IndexDamaged(f"{problem}; a running worker makes it anew, or: lantai index --rebuild") from problem


open_engine = _OpenTantivy()
