"""Store: one file of translations, open for reading; safe to share between threads.

A question asks once, with all its words and phrases: two questions to SQLite, however many they are. What was said is remembered, for words come
again from question to question.
"""

import json
import sqlite3
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from lantai.core.bilingual.entry import OF_WORK, Layer, Origin
from lantai.core.query.expansion import Found, Span

from .protocol import TablesDamaged, TablesOutdated
from .schema import APPLICATION, FORMAT, FULL_WEIGHT, TENTHS, Head, decode_head, decode_names, primary

VARIANT = 0.6
"""Weight of a label that is not the preferred one of its concept. Chosen, not measured."""

TRUST = {origin: place for place, origin in enumerate(Origin)}

MOST_WAYS = 8
"""Sets of languages and origins for which answers are remembered; a collection asks for two."""

MOST_REMEMBERED, MOST_ROWS = 50_000, 100_000
"""Spans that are remembered, and what is said of them all, some 20 MB; then all are forgotten, and the frequent ones soon back."""

_WORDS = "SELECT key, pair, entries FROM words WHERE key IN (SELECT value FROM json_each(?))"
_CONCEPTS = (
    "SELECT named.key, named.lang, concepts.layer, concepts.code, concepts.labels FROM named JOIN concepts ON concepts.id = named.concept "
    "WHERE named.key IN (SELECT value FROM json_each(?))"
)


class Pair(msgspec.Struct, frozen=True):
    """One layer between two languages, and how much it holds."""

    layer: Layer
    source: str
    target: str
    heads: int
    entries: int


class _Said(dict[Span, tuple[Found, ...]]):
    """What was said of spans, nothing included."""

    rows = 0

    def remember(self, found: Mapping[Span, tuple[Found, ...]]) -> None:
        """Take in more."""
        if len(self) > MOST_REMEMBERED or self.rows > MOST_ROWS:
            self.clear()
            self.rows = 0
        self.update(found)
        self.rows += sum(map(len, found.values()))


class Store:
    """The tables in one file. Raise TablesDamaged or TablesOutdated when it cannot be read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._mine = threading.local()
        self._said: dict[tuple[frozenset[str], tuple[Origin, ...]], _Said] = {}
        with _explained(path):
            self._check()
            self.facts: Mapping[str, str] = dict(self._ask("SELECT name, value FROM facts"))
            self._layers = dict(self._read_layers())
            self._pairs = dict(self._read_pairs())
            self._labeled: list[tuple[int, str, int]] = list(self._ask("SELECT layer, lang, labels FROM labeled"))
        self.layers: tuple[Layer, ...] = tuple(self._layers.values())
        self.pairs: tuple[Pair, ...] = tuple(self._pairs.values())

    def languages(self, origins: Collection[Origin] = TRUST) -> set[tuple[str, str]]:
        """Return the pairs of languages that layers of these origins can go between."""
        found = {(p.source, p.target) for p in self.pairs if p.layer.origin in origins}
        for number, layer in self._layers.items():
            if layer.origin in origins:
                named = [lang for of, lang, _ in self._labeled if of == number]
                found |= {(one, other) for one in named for other in named if one != other}
        return found

    def labels(self) -> list[tuple[Layer, str, int]]:
        """Return how many labels a layer of concepts has in each language."""
        return [(self._layers[number], lang, count) for number, lang, count in self._labeled]

    def look_up(
        self, spans: Collection[Span], targets: Collection[str], origins: Collection[Origin] = TRUST
    ) -> dict[Span, Sequence[Found]]:
        """Return what layers of these origins know of each span in each target language; the most trusted first, then by weight."""
        asked = (frozenset(targets), tuple(origins))
        if (said := self._said.get(asked)) is None:
            if len(self._said) >= MOST_WAYS:
                self._said.clear()
            said = self._said.setdefault(asked, _Said())
        found = {span: said.get(span) for span in spans}
        if new := frozenset(span for span, rows in found.items() if rows is None):
            read = self._read(new, *asked)
            said.remember(read)
            found |= read
        return {span: rows for span, rows in found.items() if rows}

    def _read(
        self, wanted: frozenset[Span], targets: Collection[str], origins: Collection[Origin]
    ) -> dict[Span, tuple[Found, ...]]:
        asked = json.dumps(list({span.key for span in wanted}), ensure_ascii=False)
        found: dict[Span, list[Found]] = {span: [] for span in wanted}
        with _explained(self.path):
            for span, said in self._from_words(asked, wanted, targets, origins):
                found[span] += said
            if self._labeled:
                for span, said in self._from_concepts(asked, wanted, targets, origins):
                    found[span] += said
        return {span: tuple(sorted(rows, key=_best_first)) for span, rows in found.items()}

    def numbered(self) -> Iterator[tuple[int, Layer]]:
        """Yield the layers with their numbers in the file."""
        yield from self._layers.items()

    def is_whole(self) -> str:
        """Return what is wrong with the file, "" when nothing; reads all of it."""
        try:
            said = str(self._ask("PRAGMA quick_check(1)").fetchone()[0])
        except sqlite3.DatabaseError as problem:
            return str(problem)
        return "" if said == "ok" else said

    def heads(self, pair: Pair) -> Iterator[tuple[str, list[Found]]]:
        """Yield every key of a pair with what is said of it, in the order of the keys; reads the whole table."""
        number = next(n for n, p in self._pairs.items() if p == pair)
        with _explained(self.path):
            for key, blob in self._ask("SELECT key, entries FROM words WHERE pair = ? ORDER BY key", (number,)):
                yield key, _found(decode_head(blob), pair)

    def _from_words(
        self, asked: str, wanted: frozenset[Span], targets: Collection[str], origins: Collection[Origin]
    ) -> Iterator[tuple[Span, list[Found]]]:
        for key, number, blob in self._ask(_WORDS, (asked,)):
            pair = self._pairs[number]
            span = Span(pair.source, key)
            if span in wanted and pair.target in targets and pair.layer.origin in origins:
                yield span, _found(decode_head(blob), pair)

    def _from_concepts(
        self, asked: str, wanted: frozenset[Span], targets: Collection[str], origins: Collection[Origin]
    ) -> Iterator[tuple[Span, list[Found]]]:
        hits = [row for row in self._ask(_CONCEPTS, (asked,)) if Span(row[1], row[0]) in wanted]
        for key, lang, number, code, blob in hits:
            layer = self._layers[number]
            if layer.origin not in origins:
                continue
            labels = decode_names(blob)
            own = tuple(name.text for name in labels if primary(name.lang) == lang)
            rivals = sum(row[:3] == (key, lang, number) for row in hits)
            said = [
                Found(
                    text=name.text,
                    lang=name.lang,
                    weight=(1.0 if name.preferred else VARIANT) / rivals,
                    origin=layer.origin,
                    layer=layer.name,
                    names=own,
                    records=(int(code.removeprefix(OF_WORK)),) if code.startswith(OF_WORK) else (),
                )
                for name in labels
                if primary(name.lang) in targets and primary(name.lang) != lang
            ]
            if said:
                yield Span(lang, key), said

    def _check(self) -> None:
        marks = [self._ask(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
        if marks[0] != APPLICATION:
            raise TablesDamaged(f"{self.path} holds no tables of translations; make them anew: lantai train --full")
        if marks[1] != FORMAT:
            raise TablesOutdated("the tables of translations were made by another version; make them anew: lantai train --full")

    def _read_layers(self) -> Iterator[tuple[int, Layer]]:
        for number, name, origin, title, licence, version in self._ask("SELECT * FROM layers ORDER BY id"):
            yield number, Layer(name=name, origin=Origin(origin), title=title, licence=licence, version=version)

    def _read_pairs(self) -> Iterator[tuple[int, Pair]]:
        for number, layer, source, target, heads, entries in self._ask("SELECT * FROM pairs ORDER BY id"):
            yield number, Pair(self._layers[layer], source, target, heads, entries)

    def _ask(self, statement: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        base: sqlite3.Connection | None = getattr(self._mine, "base", None)
        if base is None:
            address = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1"
            base = self._mine.base = sqlite3.connect(address, uri=True, check_same_thread=False)
        return base.execute(statement, values)


def _found(head: Head, pair: Pair) -> list[Found]:
    expected, layer = head.expected / TENTHS, pair.layer
    return [
        Found(
            text=entry.text,
            lang=pair.target,
            weight=entry.weight / FULL_WEIGHT,
            origin=layer.origin,
            layer=layer.name,
            evidence=entry.evidence,
            expected=expected,
            records=entry.records,
            via=entry.via,
        )
        for entry in head.entries
    ]


def _best_first(found: Found) -> tuple[int, float]:
    return TRUST[found.origin], -found.weight


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what SQLite says of a broken file into what to do about it."""
    try:
        yield
    except (sqlite3.DatabaseError, msgspec.DecodeError, KeyError, ValueError) as problem:
        raise TablesDamaged(f"{path} is damaged ({problem}); make it anew: lantai train --full") from problem
