"""Translations as staff see them: what every table says of a word, what was decided, what is doubtful, and the state of the tables."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings

from lantai.catalog import index, translations
from lantai.catalog.models import Work
from lantai.core.bilingual.entry import Layer, Origin
from lantai.core.bilingual.words import key as key_of
from lantai.core.query.expansion import Found, KnowsForms, Span
from lantai.core.text.fold import key as folded
from lantai.core.text.scripts import tagged
from lantai.search.looking_up import PIVOT, through_pivot
from lantai.search.translations import EXPANDERS
from lantai.search.translations.protocol import TablesUnavailable
from lantai.search.translations.store import Store
from lantai.search.translations.tables import Tables
from lantai.search.translations.views import authority, learned, lexicon
from lantai.vocab import queries as vocab
from lantai.vocab.models import Decision

MOST_LINES = 150
"""Translations of a word that a page shows, best first in each language; a country has names in 140."""

MOST_PAIRS = 60
MOST_DOUBTFUL = 100

VIEWS = (authority, learned, lexicon)
"""What knows words; names are asked for by themselves."""

STRONG, OFTEN = 0.5, 3.0
"""From this weight and so many appearances of the word on, what one work alone says is worth a look."""


_SITE = frozenset(code.partition("-")[0] for code, _ in settings.LANGUAGES)
"""Languages of the site, whose translations stand first."""


@dataclass(frozen=True, slots=True)
class Told:
    """A work that says so."""

    number: int
    title: str
    language: str


@dataclass(slots=True)
class Line:
    """One translation: ``says``: what each table says of it; ``decision``: what staff decided about it and stands."""

    source: str
    word: str
    key: str
    target: str
    text: str
    says: list[tuple[Found, Layer]] = field(default_factory=list)
    works: list[Told] = field(default_factory=list)
    decision: Decision | None = None

    @property
    def is_blocked(self) -> bool:
        """Say whether readers' questions are not translated so."""
        return self.decision is not None and self.decision.verdict == "blocked"

    @property
    def is_accepted(self) -> bool:
        """Say whether staff accepted it."""
        return self.decision is not None and self.decision.verdict == "accepted"


@dataclass(frozen=True, slots=True)
class Reading:
    """A word read as one of a language, with its translations by target language; ``more``: how many are not shown."""

    source: str
    key: str
    lines: Sequence[Line]
    more: int


def languages() -> list[str]:
    """Return the languages that the tables go from or into, those of the collection and of the pages: a word may be added before any table."""
    of_tables = {lang for pair in translations.tables().languages() for lang in pair}
    of_pages = {code.partition("-")[0] for code, _ in settings.LANGUAGES}
    return sorted(of_tables | of_pages | set(index.languages()))


def readings(word: str, *, source: str = "", target: str = "") -> list[Reading]:
    """Return what is known of a word read in ``source``, or in every language that it may be of; into ``target``, or all: by the tables, by way of
    English, and as a name."""
    tables = translations.tables()
    pairs = tables.languages()
    sources = [source] if source else sorted({one for one, _ in pairs if _may_be(word, one)})
    spans = {Span(lang, key): lang for lang in sources if (key := key_of(word, lang))}
    targets = {other for _, other in pairs if target in ("", other)}
    known = _known(tables, spans, targets)
    if named := _as_name(word, tables, spans, target, is_known=bool(known)):
        span, rows = named
        known[span] = [*known.get(span, ()), *rows]
    decided = _decided(spans)
    found = [_reading(word, span, known.get(span, ()), decided.get(span, []), target, tables) for span in spans]
    shown = [reading for reading in found if reading.lines or source]
    _name_works([line for reading in shown for line in reading.lines])
    return sorted(shown, key=lambda reading: -len(reading.lines))


def _may_be(word: str, lang: str) -> bool:
    """Say whether a language is usually written in the letters of a word."""
    return tagged(lang, word).partition("-")[2] in ("", "Hans", "Hant")


def _known(tables: Tables, spans: Collection[Span], targets: Collection[str]) -> dict[Span, Sequence[Found]]:
    """Return what the tables say, directly or by way of English, blocked translations among it; tables that cannot be read say nothing."""
    if tables.store is None:
        return {}
    try:
        known = {span: list(rows) for span, rows in tables.store.look_up(spans, {*targets, PIVOT}).items()}
        for span, rows in through_pivot(known, spans, [opened(Tables(tables.store)) for opened in VIEWS], sorted(targets)):
            known[span] += rows
    except TablesUnavailable:
        return {}
    return {span: [row for row in rows if row.lang in targets] for span, rows in known.items()}


def _as_name(
    word: str, tables: Tables, spans: Collection[Span], target: str, *, is_known: bool
) -> tuple[Span, Sequence[Found]] | None:
    """Return other forms of a name, in the reading of which the collection has most: those that records give, and where no table knows the word
    (``is_known``) what sounds like it, as readers' questions are searched."""
    collection = index.languages()
    by_language = {span.lang: span for span in spans}
    lang = next((lang for lang in (*collection, *by_language) if lang in by_language), "")
    asked, wanted = Span(lang, word), [target] if target else [other for other in collection if other != lang]
    names = EXPANDERS["name"](Tables(tables.store))
    if not lang or not isinstance(names, KnowsForms):
        return None
    rows = names.forms([asked], wanted).get(asked) or (() if is_known else names.look_up([asked], wanted).get(asked, ()))
    return (by_language[lang], rows) if rows else None


def _decided(spans: Collection[Span]) -> dict[Span, list[Decision]]:
    found: dict[Span, list[Decision]] = {}
    for decision in vocab.decisions().filter(key__in={span.key for span in spans}):
        span = Span(decision.source, decision.key)
        if span in spans:
            found.setdefault(span, []).append(decision)
    return found


def _reading(word: str, span: Span, known: Iterable[Found], decided: Iterable[Decision], target: str, tables: Tables) -> Reading:
    lines: dict[tuple[str, str], Line] = {}
    for found in known:
        line = lines.setdefault((found.lang, folded(found.text)), Line(span.lang, word, span.key, found.lang, found.text))
        if (layer := tables.layer(found.layer)) and layer not in [said for _, said in line.says]:
            line.says.append((found, layer))
    for decision in decided:
        if target in ("", decision.target):
            place = decision.target, decision.folded
            line = lines.setdefault(place, Line(span.lang, word, span.key, decision.target, decision.text))
            line.decision = decision
    ordered = sorted(
        lines.values(), key=lambda line: (line.decision is None, line.target not in _SITE, line.target, -_weight(line))
    )
    return Reading(span.lang, span.key, ordered[:MOST_LINES], max(0, len(ordered) - MOST_LINES))


def _weight(line: Line) -> float:
    return max((found.weight for found, _ in line.says), default=0.0)


def _name_works(lines: Collection[Line]) -> None:
    """Give each line the works that say so, by title; one question to the database."""
    wanted = {number for line in lines for found, _ in line.says for number in found.records}
    live = Work.objects.filter(pk__in=wanted, state=Work.State.LIVE).values_list("pk", "title", "language")
    titles = {pk: Told(pk, title, language) for pk, title, language in live}
    for line in lines:
        numbers = dict.fromkeys(number for found, _ in line.says for number in found.records)
        line.works = [titles[number] for number in numbers if number in titles]


# ---------------------------------------------------------------- the tables


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two languages: pairs of texts drawn from works, those learned from, and entries of words that came of them, both ways."""

    one: str
    other: str
    drawn: int
    kept: int
    entries: int


@dataclass(frozen=True, slots=True)
class LayerRow:
    """One table: how much it holds, and in how many languages."""

    layer: Layer
    entries: int
    languages: int


@dataclass(frozen=True, slots=True)
class State:
    """The tables in use. ``refused``: why pairs of texts were not learned from, and how many; ``unusable``: lexicons that cannot be read, and why."""

    layers: Sequence[LayerRow]
    pairs: Sequence[PairRow]
    more_pairs: int
    refused: Sequence[tuple[str, int]]
    unusable: Mapping[str, str]
    problem: str = ""


def state() -> State:
    """Return the state of the tables; ``problem`` where they cannot be read."""
    try:
        store = translations.shelf().current()
    except TablesUnavailable as problem:
        return State((), (), 0, (), {}, str(problem))
    if store is None:
        return State((), (), 0, (), {})
    counts = json.loads(store.facts.get("counts", "{}"))
    pairs = _pairs(store, counts)
    refused = sorted(counts.get("refused", {}).items(), key=lambda entry: -entry[1])
    return State(
        layers=_layers(store),
        pairs=pairs[:MOST_PAIRS],
        more_pairs=max(0, len(pairs) - MOST_PAIRS),
        refused=[(why, n) for why, n in refused if n],
        unusable=counts.get("unusable", {}),
    )


def _pairs(store: Store, counts: Mapping[str, Mapping[str, int]]) -> list[PairRow]:
    entries: dict[tuple[str, str], int] = {}
    for pair in store.pairs:
        if pair.layer.origin is Origin.LEARNED:
            one, other = sorted((pair.source, pair.target))
            entries[one, other] = entries.get((one, other), 0) + pair.entries
    drawn, kept = counts.get("drawn", {}), counts.get("kept", {})
    rows = [PairRow(*name.split(" "), n, kept.get(name, 0), entries.get(tuple(name.split(" ")), 0)) for name, n in drawn.items()]
    return sorted(rows, key=lambda row: (-row.kept, row.one, row.other))


def _layers(store: Store) -> list[LayerRow]:
    found = []
    for layer in store.layers:
        pairs = [pair for pair in store.pairs if pair.layer == layer]
        labels = [(lang, count) for of, lang, count in store.labels() if of == layer]
        spoken = {lang for pair in pairs for lang in (pair.source, pair.target)} | {lang for lang, _ in labels}
        found.append(LayerRow(layer, sum(p.entries for p in pairs) + sum(n for _, n in labels), len(spoken)))
    return [row for row in found if row.entries]


def learned_pairs() -> list[tuple[str, str]]:
    """Return the pairs of languages that were learned from works, those of most entries first."""
    store = translations.tables().store
    pairs = [pair for pair in (store.pairs if store else ()) if pair.layer.origin is Origin.LEARNED and not _is_pivot(pair.layer)]
    return [(pair.source, pair.target) for pair in sorted(pairs, key=lambda pair: -pair.entries)]


def _is_pivot(layer: Layer) -> bool:
    return "pivot" in layer.name


def doubtful(source: str, target: str) -> list[Line]:
    """Return strong entries of frequent words that one work alone says, the most frequent first: what one wrong record can do."""
    tables = translations.tables()
    if tables.store is None:
        return []
    chosen = [p for p in tables.store.pairs if (p.source, p.target) == (source, target) and p.layer.origin is Origin.LEARNED]
    rows = []
    try:
        for pair in chosen:
            for found_key, head in tables.store.heads(pair):
                rows += [(found_key, found) for found in head if _is_doubtful(found)]
    except TablesUnavailable:
        return []
    rows.sort(key=lambda row: (-row[1].expected, row[0], row[1].text))
    lines = [_doubtful_line(source, word, found, tables) for word, found in rows[:MOST_DOUBTFUL]]
    decided = _decided({Span(source, line.key) for line in lines})
    for line in lines:
        standing = decided.get(Span(source, line.key), [])
        same = (d for d in standing if (d.target, d.folded) == (line.target, folded(line.text)))
        line.decision = next(same, None)
    _name_works(lines)
    return lines


def _is_doubtful(found: Found) -> bool:
    return found.evidence <= 1 and found.weight >= STRONG and found.expected >= OFTEN and not found.via


def _doubtful_line(source: str, key: str, found: Found, tables: Tables) -> Line:
    layer = tables.layer(found.layer)
    return Line(source, key, key, found.lang, found.text, [(found, layer)] if layer else [])
