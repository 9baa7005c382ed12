"""Making a file of translations: filled layer by layer, in any order of rows, and then written whole in the order of its keys.

Rows are sorted by SQLite in a file beside the new one, so that neither a dictionary of a million words nor a large catalog must fit into memory.
"""

import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import TracebackType

from lantai.core.bilingual.entry import Label, Layer, Row
from lantai.core.bilingual.pairs import NameForm

from . import naming
from .schema import APPLICATION, FORMAT, TABLES, pack_entry, pack_head, pack_names, primary

_INCOMING = """
CREATE TABLE incoming (key TEXT, pair INTEGER, weight REAL, text TEXT, expected REAL, entry BLOB);
CREATE TABLE labels (layer INTEGER, code TEXT, lang TEXT, text TEXT, preferred INTEGER, key TEXT);
"""

KeyOf = Callable[[str, str], str]


class Writer:
    """Fills one file; a context manager. ``key_of``: (text, language) -> key, for labels. The file is there, whole, from ``finish`` on."""

    def __init__(self, path: Path, *, key_of: KeyOf) -> None:
        self._path = path
        self._key_of = key_of
        self._layers: dict[str, int] = {}
        self._pairs: dict[tuple[int, str, str], int] = {}
        self._draft = path.with_name(path.name + ".draft")
        for left in (self._draft, path):
            left.unlink(missing_ok=True)
        self._base = sqlite3.connect(self._draft, isolation_level=None)
        self._base.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {TABLES} {_INCOMING}")

    def layer(self, layer: Layer, *, rows: Iterable[Row] = (), labels: Iterable[Label] = ()) -> None:
        """Add what one table says; raise ValueError for a layer of that name already there."""
        if layer.name in self._layers:
            raise ValueError(f"there are two layers named {layer.name!r}")
        number = self._layers[layer.name] = len(self._layers) + 1
        said = (number, layer.name, layer.origin.value, layer.title, layer.licence, layer.version)
        self._base.execute("BEGIN")
        self._base.execute("INSERT INTO layers VALUES (?, ?, ?, ?, ?, ?)", said)
        self._base.executemany("INSERT INTO incoming VALUES (?, ?, ?, ?, ?, ?)", self._incoming(number, rows))
        self._base.executemany("INSERT INTO labels VALUES (?, ?, ?, ?, ?, ?)", self._labels(number, labels))
        self._base.execute("COMMIT")

    def names(self, forms: Iterable[NameForm], vocabulary: Iterable[tuple[str, int]]) -> None:
        """Add the forms of names in the catalog, and the words of its index with how many works have each, among which names are looked for by
        their sound."""
        for layer in (naming.KNOWN, naming.ALIKE):
            self.layer(layer)
        naming.fill(self._base, forms, vocabulary)

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
        self._base.execute("COMMIT")
        self._base.execute(f"PRAGMA application_id = {APPLICATION}")
        self._base.execute(f"PRAGMA user_version = {FORMAT}")
        self._base.execute("VACUUM INTO ?", (str(self._path),))
        with self._path.open("rb") as file:
            os.fsync(file.fileno())

    def _incoming(self, layer: int, rows: Iterable[Row]) -> Iterator[tuple[object, ...]]:
        for row in rows:
            pair = self._pairs.setdefault((layer, row.source, row.target), len(self._pairs) + 1)
            if row.key and row.text:
                yield row.key, pair, row.weight, row.text, row.expected, pack_entry(row)

    def _labels(self, layer: int, labels: Iterable[Label]) -> Iterator[tuple[object, ...]]:
        for label in labels:
            if label.text:
                yield layer, label.concept, label.lang, label.text, label.preferred, self._key_of(label.text, label.lang)

    def _fill_words(self) -> None:
        counts = dict.fromkeys(self._pairs.values(), (0, 0))
        found = self._base.execute(
            "SELECT key, pair, expected, entry FROM incoming ORDER BY key, pair, weight DESC, text, expected, entry"
        )
        into = self._base.cursor()
        for (key, pair), same in groupby(found, itemgetter(0, 1)):
            given = list(same)
            into.execute(
                "INSERT INTO words VALUES (?, ?, ?)",
                (key, pair, pack_head(max(e for _, _, e, _ in given), [b for *_, b in given])),
            )
            heads, entries = counts[pair]
            counts[pair] = heads + 1, entries + len(given)
        rows = ((number, *languages, *counts[number]) for languages, number in self._pairs.items())
        self._base.executemany("INSERT INTO pairs VALUES (?, ?, ?, ?, ?, ?)", rows)

    def _fill_concepts(self) -> None:
        found = self._base.execute(
            "SELECT DISTINCT layer, code, lang, text, preferred, key FROM labels ORDER BY layer, code, lang, preferred DESC, text"
        )
        into = self._base.cursor()
        labeled: Counter[tuple[int, str]] = Counter()
        for number, ((layer, code), same) in enumerate(groupby(found, itemgetter(0, 1)), start=1):
            given = [row[2:] for row in same]
            names = pack_names([(lang, text, bool(preferred)) for lang, text, preferred, _ in given])
            into.execute("INSERT INTO concepts VALUES (?, ?, ?, ?)", (number, layer, code, names))
            keys = {(key, primary(lang), number) for lang, _, _, key in given if key}
            into.executemany("INSERT INTO named VALUES (?, ?, ?)", sorted(keys))
            for lang, *_ in given:
                labeled[layer, primary(lang)] += 1
        self._base.executemany("INSERT INTO labeled VALUES (?, ?, ?)", ((*of, n) for of, n in sorted(labeled.items())))

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._base.close()
        self._draft.unlink(missing_ok=True)
