"""The engines that are compared: the product's, SQLite FTS5 and Xapian, given the same folded documents and the same trees of questions."""

import shutil
import sqlite3
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

from lantai.core.query.tree import AllOf, AnyOf, Everything, Node, Term
from lantai.search import opener, ranking
from lantai.search.document import Document
from lantai.search.protocol import Request, Result

FACETS = ("language", "kind", "location", "subject", "availability")
COLUMNS = ranking.COLUMNS
SHOWN = 20


class Peer(Protocol):
    """An engine to compare."""

    def build(self, chunks: Iterable[list[Document]]) -> float:
        """Index all documents and return the seconds that took, without making the documents."""

    def search(self, request: Request) -> Result:
        """Answer a question."""

    def size(self) -> int:
        """Return the bytes on disk."""

    def remove(self) -> None:
        """Remove what was made."""


class Folder:
    """An engine's directory."""

    def __init__(self, directory: Path) -> None:
        shutil.rmtree(directory, ignore_errors=True)
        directory.mkdir(parents=True)
        self.directory = directory

    def size(self) -> int:
        """Return the bytes on disk."""
        return sum(path.stat().st_size for path in self.directory.rglob("*") if path.is_file())

    def remove(self) -> None:
        """Remove what was made."""
        shutil.rmtree(self.directory)


class Tantivy(Folder):
    """The product's own, with the ids counted anew."""

    def build(self, chunks: Iterable[list[Document]]) -> float:
        """Put all and commit once."""
        self._engine = opener("tantivy")(self.directory, create=True)
        took = 0.0
        with self._engine.writer(filling=True) as writer:
            for chunk in chunks:
                start = time.perf_counter()
                writer.put(chunk)
                took += time.perf_counter() - start
            start = time.perf_counter()
            writer.commit()
        return took + time.perf_counter() - start

    def search(self, request: Request) -> Result:
        """Ask it."""
        return self._engine.search(request)


class Fts5(Folder):
    """SQLite FTS5 over the folded text; facets in a table, keys of titles in another."""

    def build(self, chunks: Iterable[list[Document]]) -> float:
        """Insert in one transaction a chunk, then merge, as its manual says is fastest for many rows."""
        self._db = db = sqlite3.connect(self.directory / "fts5.sqlite3")
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA cache_size = -262144")
        db.execute("PRAGMA mmap_size = 4000000000")
        marks = "".join(chr(n) for n in range(33, 127) if not chr(n).isalnum() and chr(n) not in "'\"")
        db.execute(
            f"CREATE VIRTUAL TABLE text USING fts5({', '.join(COLUMNS)}, content='', tokenize=\"ascii tokenchars '{marks}'\")"
        )
        db.execute("CREATE TABLE facet (work INTEGER, name INTEGER, value TEXT, PRIMARY KEY (work, name, value)) WITHOUT ROWID")
        db.execute("CREATE TABLE title_key (value TEXT, work INTEGER, PRIMARY KEY (value, work)) WITHOUT ROWID")
        took = 0.0
        for chunk in chunks:
            start = time.perf_counter()
            with db:
                db.executemany(
                    f"INSERT INTO text (rowid, {', '.join(COLUMNS)}) VALUES ({', '.join('?' * (1 + len(COLUMNS)))})",
                    map(_row, chunk),
                )
                db.executemany(
                    "INSERT OR IGNORE INTO facet VALUES (?, ?, ?)", (row for document in chunk for row in _facets(document))
                )
                keys = ((key, document.id) for document in chunk for key in document.title_keys)
                db.executemany("INSERT OR IGNORE INTO title_key VALUES (?, ?)", keys)
            took += time.perf_counter() - start
        start = time.perf_counter()
        with db:
            db.execute("INSERT INTO text(text) VALUES ('optimize')")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return took + time.perf_counter() - start

    def search(self, request: Request) -> Result:
        """Answer with three questions: how many, the first twenty, the counts."""
        if isinstance(request.tree, Everything):
            within, given = "", ()
            total = self._one("SELECT count(*) FROM text_docsize")
        else:
            given = (_match(request.tree),)
            within = "WHERE work IN (SELECT rowid FROM text WHERE text MATCH ?)"
            weights = ", ".join(str(weight) for weight in ranking.LOOKED_IN["any"].values())  # type: ignore[index]
            total = self._one("SELECT count(*) FROM text WHERE text MATCH ?", *given)
            self._db.execute(
                f"SELECT rowid FROM text WHERE text MATCH ? ORDER BY bm25(text, {weights}) LIMIT {SHOWN}", given
            ).fetchall()
            self._db.execute("SELECT work FROM title_key WHERE value = ?", (request.exact_key,)).fetchall()
        if request.facets:
            self._db.execute(
                f"SELECT name, value, count(*) FROM facet {within} GROUP BY name, value ORDER BY 3 DESC", given
            ).fetchall()
        return Result(total=total, hits=())

    def _one(self, question: str, *given: str) -> int:
        found: int = self._db.execute(question, given).fetchone()[0]
        return found


class Xapian(Folder):
    """Xapian over the folded tokens, a prefix a column; of each facet the first value is counted, in a slot."""

    def __init__(self, directory: Path) -> None:
        self._xapian = _bindings()
        super().__init__(directory)

    def build(self, chunks: Iterable[list[Document]]) -> float:
        """Add documents and commit every 50,000."""
        xapian = self._xapian
        db = xapian.WritableDatabase(str(self.directory), xapian.DB_CREATE_OR_OVERWRITE)
        took = 0.0
        for number, chunk in enumerate(chunks, start=1):
            start = time.perf_counter()
            for document in chunk:
                db.replace_document(document.id, self._document(document))
            if not number % 50:
                db.commit()
            took += time.perf_counter() - start
        start = time.perf_counter()
        db.commit()
        db.close()
        self._db = xapian.Database(str(self.directory))
        return took + time.perf_counter() - start

    def search(self, request: Request) -> Result:
        """Answer with one question; counts by spies over all matches."""
        enquire = self._xapian.Enquire(self._db)
        query = self._query(request.tree)
        if request.exact_key:
            query = self._xapian.Query(
                self._xapian.Query.OP_OR, query, self._xapian.Query(f"K{request.exact_key}".encode()[:240])
            )
        enquire.set_query(query)
        spies = [self._xapian.ValueCountMatchSpy(slot) for slot, name in enumerate(FACETS) if name in request.facets]
        for spy in spies:
            enquire.add_matchspy(spy)
        found = enquire.get_mset(0, SHOWN, self._db.get_doccount() if spies else 1_000)
        for spy in spies:
            list(spy.top_values(50))
        return Result(total=found.get_matches_estimated(), hits=())

    def _document(self, document: Document) -> Any:
        made = self._xapian.Document()
        at = 1
        for prefix, values in _prefixed(document):
            for value in values:
                for token in value.split():
                    if len(encoded := f"{prefix}{token}".encode()) <= 240:
                        made.add_posting(encoded, at)
                    at += 1
                at += 100
        for key in document.title_keys:
            made.add_boolean_term(f"K{key}".encode()[:240])
        for slot, name in enumerate(FACETS):
            if values := document.facets.get(name):
                made.add_value(slot, values[0])
        return made

    def _query(self, node: Node) -> Any:
        xapian = self._xapian
        match node:
            case Everything():
                return xapian.Query.MatchAll
            case AllOf(nodes=nodes):
                return xapian.Query(xapian.Query.OP_AND, [self._query(child) for child in nodes])
            case AnyOf(nodes=nodes):
                return xapian.Query(xapian.Query.OP_OR, [self._query(child) for child in nodes])
            case Term(tokens=tokens, prefix=prefix):
                return xapian.Query(xapian.Query.OP_OR, [self._in_column(f"X{n}", tokens, prefix) for n in range(len(COLUMNS))])
        raise TypeError(node)

    def _in_column(self, column: str, tokens: tuple[str, ...], prefix: bool) -> Any:
        xapian = self._xapian
        if len(tokens) > 1:
            return xapian.Query(xapian.Query.OP_PHRASE, [xapian.Query(f"{column}{token}") for token in tokens])
        if prefix:
            return xapian.Query(xapian.Query.OP_WILDCARD, f"{column}{tokens[0]}", 10_000, xapian.Query.WILDCARD_LIMIT_FIRST)
        return xapian.Query(f"{column}{tokens[0]}")


def _bindings() -> Any:
    """Return Xapian's bindings; those of the system serve where its Python is of the same version."""
    try:
        import xapian
    except ImportError:
        sys.path.append("/usr/lib/python3/dist-packages")
        import xapian
    return xapian


def _row(document: Document) -> tuple[object, ...]:
    texts = ranking.columns(document)
    return (document.id, *("\n".join(texts.get(column, ())) for column in COLUMNS))


def _prefixed(document: Document) -> Iterator[tuple[str, list[str]]]:
    texts = ranking.columns(document)
    for n, column in enumerate(COLUMNS):
        yield f"X{n}", texts.get(column, [])


def _facets(document: Document) -> Iterator[tuple[int, int, str]]:
    for n, name in enumerate(FACETS):
        for value in document.facets.get(name, ()):
            yield document.id, n, value


def _match(node: Node) -> str:
    """Return FTS5's question for a tree."""
    match node:
        case AllOf(nodes=nodes):
            return "(" + " AND ".join(map(_match, nodes)) + ")"
        case AnyOf(nodes=nodes):
            return "(" + " OR ".join(map(_match, nodes)) + ")"
        case Term(tokens=tokens, prefix=prefix):
            phrase = " ".join(tokens).replace('"', '""')
            return f'"{phrase}"' + ("*" if prefix else "")
    raise TypeError(node)
