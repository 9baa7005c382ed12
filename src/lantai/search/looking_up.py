"""All that is known of the words of one question: asked of tables first, then of what knows names and of a service, then through English."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from lantai.core.bilingual.entry import Origin
from lantai.core.bilingual.words import key
from lantai.core.query import likely_names
from lantai.core.query.common_words import are_common, common, may_be_common
from lantai.core.query.expansion import Expander, Found, KnowsWords, Span
from lantai.core.query.mixing import is_guess, is_own_word, mixed
from lantai.core.query.reading import Known, Reading
from lantai.core.query.same_word import is_form_of
from lantai.core.query.stretches import Stretch
from lantai.core.query.tree import Field
from lantai.core.text.fold import fold
from lantai.core.text.fold import words as folded_words

from .expanders import Expanders
from .protocol import Engine

FREQUENT, FEWEST_FREQUENT = 0.005, 20
"""Share of works, and how many, in which a word stands that is a common one though no table knows it; among names a tenth of it at most. Chosen, not
measured."""

PIVOT = "en"
MOST_PIVOTS = 3
"""Words of the pivot language through which one word is taken into another."""


class LookingUp:
    """``known``: what has been said so far. ``targets``: languages that are translated into."""

    def __init__(self, engine: Engine, expanders: Expanders, targets: Sequence[str]) -> None:
        self.known = Known()
        self._engine = engine
        self._expanders = expanders
        self._targets = targets
        self._asked: set[Span] = set()
        self._noted: list[Reading] = []
        self._as_noted: dict[Span, str] = {}

    def note(self, readings: Iterable[Reading]) -> None:
        """Note how the words of these readings were typed: a concept found by the stem of one is only meant where the word is a form of its name."""
        self._noted += readings

    def _typed(self) -> dict[Span, str]:
        """Return how words were typed; few questions want to know."""
        for reading in self._noted:
            self._as_noted |= {reading.span(at, at + 1): word.text for at, word in enumerate(reading.words)}
        self._noted.clear()
        return self._as_noted

    def look_up(self, spans: Collection[Span]) -> None:
        """Ask the tables for spans that they were not asked for yet."""
        spans = set(spans).difference(self._asked)
        if not spans or not self._targets:
            return
        self._asked |= spans
        targets = {*self._targets, PIVOT}
        for table in self._expanders.tables:
            for span, rows in table.look_up(spans, targets).items():
                if meant := [row for row in rows if not row.names or self._is_meant(span, row)]:
                    self.known.setdefault(span, []).extend(meant)

    def _is_meant(self, span: Span, row: Found) -> bool:
        word = self._typed().get(span)
        return word is None or is_form_of(word, span.lang, row.names)

    def look_up_names(self, found: Sequence[Stretch], readings: Sequence[Sequence[Reading]]) -> None:
        """Look up as names what no table knows, and everything that is looked for among names; a service is asked for the rest."""
        typed: dict[Span, str] = {}
        for stretch, of_one in zip(found, readings, strict=True):
            for reading in of_one:
                typed |= (
                    likely_names.every_name(reading) if stretch.field is Field.NAME else likely_names.names(reading, self.known)
                )
        own = {fold(word) for stretch in found for word in stretch.text.split()}
        for teller in self._expanders.forms:
            proper = likely_names.proper_names(readings, self.known)
            for span, rows in _as_typed(teller.forms, proper, self._targets).items():
                said = self._allowed(span, proper[span], rows)
                self.known[span] += [row for row in said if not is_own_word(row, proper[span], own, is_here=False)]
        for expander in self._expanders.others:
            left = {span: text for span, text in typed.items() if span not in self.known}
            if not left or not self._targets:
                return
            names = self._names(expander, left, [word for stretch in found for word in stretch.text.split()])
            here = _here(self._engine, {span: text for span, text in left.items() if span in names})
            for span, rows in names.items():
                said = self._allowed(span, left[span], rows)
                if others := [row for row in said if not is_own_word(row, left[span], own, is_here=span in here)]:
                    self.known.setdefault(span, []).extend(others)

    def _allowed(self, span: Span, text: str, rows: Iterable[Found]) -> Iterable[Found]:
        """Return what staff did not block: of a word or name that was typed as ``text``."""
        rulings = self._expanders.rulings
        if not rulings:
            return rows
        return [
            row
            for row in rows
            if not rulings.is_blocked(span, row.lang, row.text)
            and not (row.origin is Origin.NAME and rulings.is_blocked_name(text, row.text))
        ]

    def _names(self, expander: Expander, typed: Mapping[Span, str], written: Sequence[str]) -> Mapping[Span, Sequence[Found]]:
        """Return what an expander knows of texts; of common words that are nobody's name here, no name that only sounds like them."""
        if not isinstance(expander, KnowsWords):
            return _as_typed(expander.look_up, typed, self._targets)
        words = self._common(typed)
        plain = {span: text for span, text in typed.items() if are_common(text, words, written)}
        others = {span: text for span, text in typed.items() if span not in plain}
        return {**_as_typed(expander.look_up, others, self._targets), **_as_typed(expander.words, plain, self._targets)}

    def _common(self, typed: Mapping[Span, str]) -> set[str]:
        """Return the common words among texts: those that tables have as words, or many works, and not as many as the name of who made them."""
        words = {word for text in typed.values() for word in folded_words(text) if may_be_common(word)}
        if not words:
            return words
        known = common(self._typed(), self.known)
        works, names = self._engine.frequencies(words), self._engine.frequencies(words, names=True)
        many = max(FEWEST_FREQUENT, FREQUENT * self._engine.count())
        return {
            word
            for word in words
            if (word in known and names[word] < max(works[word], 1)) or names[word] * 10 < works[word] >= many
        }

    def look_up_through_pivot(self, spans: Iterable[Span]) -> None:
        """Take words into languages that no table leads to directly, through English."""
        for span, rows in through_pivot(self.known, spans, self._expanders.tables, self._targets):
            self.known[span] += self._allowed(span, "", rows)


def through_pivot(
    known: Mapping[Span, Sequence[Found]], spans: Iterable[Span], tables: Sequence[Expander], targets: Collection[str]
) -> Iterator[tuple[Span, list[Found]]]:
    """Yield what words are in languages that no table leads to directly, through English. ``known``: what the tables say of them, English among it."""
    wanted: dict[Span, list[tuple[Span, Found]]] = {}
    for span in spans:
        rows = [row for row in known.get(span, ()) if not is_guess(row)]
        if span.lang == PIVOT or not rows:
            continue
        reached = {row.lang for row in rows}
        if not any(lang not in reached and lang != span.lang for lang in targets):
            continue
        for middle in mixed(row for row in rows if row.lang == PIVOT)[:MOST_PIVOTS]:
            through = Span(PIVOT, key(middle.text, PIVOT))
            best = next(row for row in rows if row.lang == PIVOT and row.text == middle.text)
            wanted.setdefault(through, []).append((span, msgspec.structs.replace(best, weight=middle.weight)))
    if not wanted:
        return
    reached_by = {span: {row.lang for row in known[span]} for through in wanted.values() for span, _ in through}
    for table in tables:
        for through, more in table.look_up(list(wanted), targets).items():
            for span, middle_row in wanted[through]:
                yield (
                    span,
                    [
                        replace(row, weight=row.weight * middle_row.weight, via=f"{PIVOT}:{middle_row.text}", records=())
                        for row in more
                        if row.lang not in reached_by[span] and row.lang != span.lang
                    ],
                )


def _here(engine: Engine, typed: Mapping[Span, str]) -> set[Span]:
    """Return the spans of which the library has a word as typed or by its stem, in languages that write words apart."""
    if not typed:
        return set()
    words = {span: list(zip(folded_words(text), span.key.split(), strict=False)) for span, text in typed.items()}
    written = engine.frequencies({word for of_one in words.values() for word, _ in of_one})
    stems = engine.frequencies({stem for of_one in words.values() for _, stem in of_one}, stem=True)
    return {span for span, of_one in words.items() if any(written[word] or stems[stem] for word, stem in of_one)}


_LookUp = Callable[[Collection[Span], Collection[str]], Mapping[Span, Sequence[Found]]]


def _as_typed(look_up: _LookUp, typed: Mapping[Span, str], targets: Sequence[str]) -> Mapping[Span, Sequence[Found]]:
    """Return what an expander knows that goes by words as they were typed, not by their keys."""
    spans = {Span(span.lang, text): span for span, text in typed.items()}
    return {spans[span]: rows for span, rows in look_up(list(spans), targets).items()}
