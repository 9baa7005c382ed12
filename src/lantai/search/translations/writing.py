"""Making a file of translations: filled layer by layer, in any order of rows, and then written whole in the order of its keys.

Rows are sorted by SQLite in a file beside the new one, so that neither a dictionary of a million words nor a large catalog must fit into memory.
"""

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import TracebackType

from lantai.core.bilingual.entry import Label, Layer, Row
from lantai.core.bilingual.pairs import NameForm

from . import naming
from .schema import APPLICATION, FORMAT, TABLES, pack_entry, pack_head, pack_names, primary
from .store import Store

_INCOMING = """
CREATE TABLE incoming (key TEXT, pair INTEGER, weight REAL, text TEXT, expected REAL, entry BLOB);
CREATE TABLE labels (layer INTEGER, code TEXT, lang TEXT, text TEXT, preferred INTEGER, key TEXT);
CREATE TABLE gathered (layer INTEGER, code TEXT, labels BLOB, keys TEXT);
"""

_OLD_PAIRS = "SELECT id, source, target, heads, entries FROM old.pairs WHERE layer = ? ORDER BY id"
_OLD_WORDS = "INSERT INTO words SELECT key, ?, entries FROM old.words WHERE pair = ?"
_OLD_CONCEPTS = """WITH of_each AS (SELECT concept, json_group_array(json_array(key, lang)) AS keys FROM old.named GROUP BY concept)
INSERT INTO gathered SELECT ?, code, labels, coalesce(keys, '[]') FROM old.concepts LEFT JOIN of_each ON concept = id WHERE layer = ?"""
"""One pass over the names: they lie in the order of their keys, and a look for those of each concept would read them all."""

KeyOf = Callable[[str, str], str]


class Writer:
    """Fills one file; a context manager. ``key_of``: (text, language) -> key, for labels. The file is there, whole, from ``finish`` on."""

    def __init__(self, path: Path, *, key_of: KeyOf) -> None:
        self._path = path
        self._key_of = key_of
        self._layers: dict[str, int] = {}
        self._pairs: dict[tuple[int, str, str], int] = {}
        self._counts: dict[int, tuple[int, int]] = {}
        self._draft = path.with_name(path.name + ".draft")
        for left in (self._draft, path):
            left.unlink(missing_ok=True)
        self._base = sqlite3.connect(self._draft.absolute().as_uri(), uri=True, isolation_level=None)
        self._base.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {TABLES} {_INCOMING}")

    def layer(self, layer: Layer, *, rows: Iterable[Row] = (), labels: Iterable[Label] = ()) -> None:
        """Add what one table says; raise ValueError for a layer of that name already there. Where its rows cannot all be read, nothing of it is there."""
        with self._whole(layer) as number:
            self._base.executemany("INSERT INTO incoming VALUES (?, ?, ?, ?, ?, ?)", self._incoming(number, rows))
            self._base.executemany("INSERT INTO labels VALUES (?, ?, ?, ?, ?, ?)", self._labels(number, labels))

    def names(self, forms: Iterable[NameForm], vocabulary: Iterable[tuple[str, int]]) -> None:
        """Add the forms of names in the catalog, and the words of its index with how many works have each, among which names are looked for by
        their sound."""
        for layer in (naming.KNOWN, naming.ALIKE):
            self.layer(layer)
        naming.fill(self._base, forms, vocabulary)

    def reuse(self, layer: Layer, store: Store) -> None:
        """Take a layer over from other tables as it is; raise KeyError where it is not among them."""
        old = {known.name: number for number, known in store.numbered()}[layer.name]
        self._base.execute("ATTACH ? AS old", (f"{store.path.absolute().as_uri()}?mode=ro&immutable=1",))
        try:
            with self._whole(layer) as number:
                for pair, source, target, heads, entries in self._base.execute(_OLD_PAIRS, (old,)).fetchall():
                    new = self._pair(number, source, target)
                    self._counts[new] = heads, entries
                    self._base.execute(_OLD_WORDS, (new, pair))
                self._base.execute(_OLD_CONCEPTS, (number, old))
                self._base.execute("INSERT INTO labeled SELECT ?, lang, labels FROM old.labeled WHERE layer = ?", (number, old))
        finally:
            self._base.execute("DETACH old")

    def fact(self, name: str, value: str) -> None:
        """Note something about what the tables were made from."""
        self._base.execute("INSERT INTO facts VALUES (?, ?)", (name, value))

    def finish(self) -> None:
        """Write the file; it lasts through a power cut."""
        self._base.execute("BEGIN")
        self._fill_words()
        self._fill_concepts()
        self._base.execute("DROP TABLE incoming")
        self._base.execute("DROP TABLE labels")
        self._base.execute("DROP TABLE gathered")
        self._base.execute("COMMIT")
        self._base.execute(f"PRAGMA application_id = {APPLICATION}")
        self._base.execute(f"PRAGMA user_version = {FORMAT}")
        self._base.execute("VACUUM INTO ?", (str(self._path),))
        with self._path.open("rb") as file:
            os.fsync(file.fileno())

    @contextmanager
    def _whole(self, layer: Layer) -> Iterator[int]:
        """Give the number of a new layer. Where the block fails nothing of it is left, and the next one has its numbers."""
        if layer.name in self._layers:
            raise ValueError(f"there are two layers named {layer.name!r}")
        number = self._layers[layer.name] = len(self._layers) + 1
        said = (number, layer.name, layer.origin.value, layer.title, layer.licence, layer.version)
        self._base.execute("BEGIN")
        try:
            self._base.execute("INSERT INTO layers VALUES (?, ?, ?, ?, ?, ?)", said)
            yield number
        except BaseException:
            self._base.execute("ROLLBACK")
            del self._layers[layer.name]
            for pair in [pair for pair in self._pairs if pair[0] == number]:
                self._counts.pop(self._pairs.pop(pair), None)
            raise
        self._base.execute("COMMIT")

    def _pair(self, layer: int, source: str, target: str) -> int:
        return self._pairs.setdefault((layer, source, target), len(self._pairs) + 1)

    def _incoming(self, layer: int, rows: Iterable[Row]) -> Iterator[tuple[object, ...]]:
        for row in rows:
            if row.key and row.text:
                yield row.key, self._pair(layer, row.source, row.target), row.weight, row.text, row.expected, pack_entry(row)

    def _labels(self, layer: int, labels: Iterable[Label]) -> Iterator[tuple[object, ...]]:
        for label in labels:
            if label.text:
                yield layer, label.concept, label.lang, label.text, label.preferred, self._key_of(label.text, label.lang)

    def _fill_words(self) -> None:
        found = self._base.execute(
            "SELECT key, pair, expected, entry FROM incoming ORDER BY key, pair, weight DESC, text, expected, entry"
        )
        into = self._base.cursor()
        for (key, pair), same in groupby(found, itemgetter(0, 1)):
            given = list(same)
            head = pack_head(max(expected for _, _, expected, _ in given), [entry for *_, entry in given])
            into.execute("INSERT INTO words VALUES (?, ?, ?)", (key, pair, head))
            heads, entries = self._counts.get(pair, (0, 0))
            self._counts[pair] = heads + 1, entries + len(given)
        rows = ((number, *languages, *self._counts.get(number, (0, 0))) for languages, number in self._pairs.items())
        self._base.executemany("INSERT INTO pairs VALUES (?, ?, ?, ?, ?, ?)", rows)

    def _fill_concepts(self) -> None:
        self._gather_labels()
        found = self._base.execute("SELECT layer, code, labels, keys FROM gathered ORDER BY layer, code")
        into = self._base.cursor()
        for number, (layer, code, labels, keys) in enumerate(found, start=1):
            into.execute("INSERT INTO concepts VALUES (?, ?, ?, ?)", (number, layer, code, labels))
            into.executemany("INSERT INTO named VALUES (?, ?, ?)", ((key, lang, number) for key, lang in json.loads(keys)))

    def _gather_labels(self) -> None:
        found = self._base.execute(
            "SELECT DISTINCT layer, code, lang, text, preferred, key FROM labels ORDER BY layer, code, lang, preferred DESC, text"
        )
        into = self._base.cursor()
        counts: Counter[tuple[int, str]] = Counter()
        for (layer, code), same in groupby(found, itemgetter(0, 1)):
            given = [row[2:] for row in same]
            counts.update((layer, primary(lang)) for lang, *_ in given)
            keys = sorted({(key, primary(lang)) for lang, _, _, key in given if key})
            names = pack_names([(lang, text, bool(preferred)) for lang, text, preferred, _ in given])
            into.execute("INSERT INTO gathered VALUES (?, ?, ?, ?)", (layer, code, names, json.dumps(keys, ensure_ascii=False)))
        self._base.executemany("INSERT INTO labeled VALUES (?, ?, ?)", ((*of, n) for of, n in sorted(counts.items())))

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._base.close()
        self._draft.unlink(missing_ok=True)
