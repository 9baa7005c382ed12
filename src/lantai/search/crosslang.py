"""A reader's question asked in every language of the collection: what its words are called there, and the tree that finds them.

The one way from words to a search for pages, the command line, suggestions and measurements: ``ask``. It never fails: without tables, and in
languages that nobody trained, a question is searched as typed.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import msgspec
from msgspec.structs import replace

from lantai.core.bilingual.entry import Origin
from lantai.core.bilingual.words import key
from lantai.core.query import crossing, expand, identify, loosening, parts, stretches
from lantai.core.query.blocks import Block, blocks, together
from lantai.core.query.expand import Reading, Translations, Unit
from lantai.core.query.expansion import Concept, Expander, Expansion, Found, KnowsForms, Span
from lantai.core.query.mixing import dropped as dropped_tokens
from lantai.core.query.mixing import is_guess, is_own_word, mixed
from lantai.core.query.stretches import Stretch
from lantai.core.query.tree import AllOf, AnyOf, Field, Node, Question, Then
from lantai.core.text.fold import fold
from lantai.core.text.fold import words as folded_words
from lantai.core.text.segment import sequence
from lantai.core.text.stems import stems

from . import heard
from .counting import Works
from .protocol import Engine, Request, Sort
from .spoken import languages
from .translations.views import merged

PAGE = 20
"""Works that match all of a question until nobody needs those that match a part of it."""

MOST_TARGETS = 24
"""Languages into which a question is translated: those in which the collection has most works."""

PIVOT = "en"
MOST_PIVOTS = 3
"""Words of the pivot language through which one word is taken into another."""

RAREST = 3
"""Concepts of a long question that are counted before all of it is."""


class Expanders:
    """What knows translations, in order of trust; made once, for it remembers which languages can be translated from."""

    def __init__(self, expanders: Sequence[Expander] = ()) -> None:
        others = [one for one in expanders if one.origin in (Origin.NAME, Origin.SERVICE)]
        self.tables = tuple(merged(one for one in expanders if one not in others))
        self.others = tuple(sorted(others, key=lambda one: list(Origin).index(one.origin)))
        self.forms = tuple(one for one in self.others if isinstance(one, KnowsForms))
        self.sources = frozenset(source for table in self.tables for source, _ in table.languages())


class Asked(msgspec.Struct, frozen=True):
    """A question as it is searched: ``question.tree`` has the translations, ``question.typed`` the words as typed; ``expansion`` tells them.

    ``strict``: what works that match all of it match, where works that match a part are found as well, and ``all_words``: how many they are, filters
    aside; None where all of it must match.
    """

    question: Question
    expansion: Expansion = Expansion()
    strict: Node | None = None
    all_words: int | None = None


def ask(
    engine: Engine,
    question: Question,
    expanders: Expanders,
    *,
    prior: str = "",
    targets: Sequence[str] | None = None,
    dropped: Iterable[str] = (),
    own: bool = False,
) -> Asked:
    """Return the question with its words in the languages of the collection.

    ``prior``: tag of the page's language, likely the reader's. ``targets``: languages to translate into; None: those of the collection.
    ``dropped``: codes of translations that the reader does not want; ``own``: the reader wants none.
    """
    wanted = [] if own else list(languages(engine) if targets is None else targets)[:MOST_TARGETS]
    desk = _Desk(engine, expanders, wanted, prior.partition("-")[0], dropped_tokens(dropped))
    crossed = desk.crossed(question, stretches.quoted(question)) if question.tree is not None else None
    sounding = None if own else heard.tree(engine, question, known=crossed is not None and crossed.is_translated)
    if question.tree is None or crossed is None:
        return Asked(_beside(question, sounding), Expansion(off=own))
    crossed = crossed.heard_as(sounding)
    tree, all_words = _loosened_where_little_is_found(engine, desk, question, crossed)
    if sounding is not None and isinstance(tree, Then):
        tree = replace(tree, rest=AnyOf((tree.rest, sounding)))  # scored there too
    elsewhere = set(wanted).difference(desk.languages)
    concepts = tuple(crossed.concepts()) if elsewhere else ()  # in a collection of one language nothing is left untranslated
    expansion = Expansion(concepts=concepts, languages=tuple(desk.languages), off=own)
    strict = None if all_words is None else crossed.strict
    return Asked(replace(question, tree=tree, typed=question.tree), expansion, strict, all_words)


def _beside(question: Question, sounding: Node | None) -> Question:
    if question.tree is None or sounding is None:
        return question
    return replace(question, tree=AnyOf((question.tree, sounding)), typed=question.typed or question.tree)


def _loosened_where_little_is_found(
    engine: Engine, desk: "_Desk", question: Question, crossed: "_Crossed"
) -> tuple[Node, int | None]:
    """Return the tree that is searched, and how many works match all of it where a part is enough.

    Where nothing matches all, what was quoted counts as words like others: a quotation in one language stands in no work of another.
    """
    if crossed.loosened(nothing=True) is None and not crossed.quotes:
        return crossed.strict, None
    total, works = _matching_all(engine, desk.works, crossed)
    if total >= PAGE:
        return crossed.strict, None
    if not total and crossed.quotes:
        crossed = desk.crossed(question, frozenset()) or crossed
    loose = crossed.loosened(nothing=not total)
    if loose is None:
        return crossed.strict, None
    if not total and (only := crossed.only(desk.works.of_each([block.loose for block in crossed.counted]))):
        return desk.of_one(*only)[0].loose, 0
    loose = loosening.by_rarest(loose, desk.works.of_each)
    return (Then(crossed.strict, loose, works) if total else loose), total


def _matching_all(engine: Engine, works: Works, crossed: "_Crossed") -> tuple[int, tuple[int, ...]]:
    """Return how many works match all of a question, and their numbers where they are fewer than a page.

    A long one is first asked for its rarest concepts: where no work has these, none has all.
    At 100,000 works and questions of ten concepts this takes 2 ms in place of 6.
    """
    if len(crossed.counted) <= RAREST:
        return _first(engine, crossed.strict)
    nodes = [block.strict for block in crossed.counted]
    found = works.of_each(nodes)
    rare = sorted(range(len(found)), key=lambda at: found[at])[:RAREST]
    if engine.search(Request(tree=AllOf(tuple(nodes[at] for at in rare)), limit=0)).total:
        return _first(engine, crossed.strict)
    return _first(engine, crossed.typed) if crossed.typed else (0, ())


def _first(engine: Engine, tree: Node) -> tuple[int, tuple[int, ...]]:
    found = engine.search(Request(tree=tree, sort=Sort.ADDED, limit=PAGE, bare=True))
    return found.total, tuple(hit.id for hit in found.hits)


def translated(engine: Engine, expansion: Expansion) -> float:
    """Return the share of a question's concepts that found a translation, 0..1; 1 where the collection has works in the question's own language."""
    if not expansion.concepts or next(iter(expansion.languages), "") in languages(engine):
        return 1.0
    return sum(concept.is_translated for concept in expansion.concepts) / len(expansion.concepts)


class _Desk:
    """Translates the stretches of one question: reads them, looks everything up in few passes, asks the index what it has."""

    def __init__(
        self,
        engine: Engine,
        expanders: Expanders,
        targets: Sequence[str],
        prior: str,
        dropped: Collection[tuple[str, tuple[str, ...]]],
    ) -> None:
        self._engine = engine
        self.works = Works(engine)
        self._expanders = expanders
        self._targets = targets
        self._prior = prior
        self._dropped = dropped
        self._known: dict[Span, list[Found]] = {}
        self._asked: set[Span] = set()
        self._passed_over: set[str] = set()
        self.languages: dict[str, None] = {}

    def crossed(self, question: Question, quotes: frozenset[str]) -> "_Crossed | None":
        """Return the question with its translations; None when it has no words to translate. ``quotes``: texts that stay as typed."""
        assert question.tree is not None
        found = stretches.stretches(question.tree, quotes)
        if not found:
            return None
        plain = self._readings(found)
        told = self._units(self._translated(found, plain))
        if self._targets and not any(unit.alternatives or unit.dropped for inner in told for unit in inner):
            told = self._read_otherwise(found) or told
        every = zip(found, told, strict=True)
        units = [expand.names_only(inner) if stretch.field is Field.NAME else inner for stretch, inner in every]
        own = [expand.own_words(of_one[0]) if of_one else [] for of_one in plain]
        alone = sum(map(len, units)) == 1
        made = [self._blocks(*each, alone=alone) for each in zip(found, own, units, strict=True)]
        places = iter(made)
        tree = stretches.rebuilt(question.tree, quotes, lambda stretch: [block.strict for block in next(places)])
        has_more = any(_is_more(stretch, words) for stretch, words in zip(found, own, strict=True))
        return _Crossed(
            strict=loosening.whole(question.tree, tree, has_more=has_more),
            groups=tree,
            counted=tuple(block for of_one in made for block in of_one),
            stands=tuple((each[0], *pair) for each in zip(found, own, units, strict=True) for pair in _pairs(*each[1:])),
            units=tuple(unit for inner in units for unit in inner),
            words=sum(len(of_one[0].words) for of_one in plain if of_one),
            quotes=quotes,
            typed=question.tree if any(map(_has_lone_character, own)) else None,
        )

    def _blocks(self, stretch: Stretch, own: Sequence[Unit], units: Sequence[Unit], *, alone: bool) -> list[Block]:
        """Return the blocks of a stretch. ``alone``: a question's one concept is ordered by what works are about."""
        if not own:
            return [Block(piece.node, piece.node) for piece in stretch.pieces]
        return self.of_one(stretch, own, units) if alone and units else blocks(stretch, own, self._leveled(units))

    def of_one(self, stretch: Stretch, own: Sequence[Unit], units: Sequence[Unit]) -> list[Block]:
        """Return the blocks of a question's one concept, ordered by what works are about."""
        unit = units[0]
        typed = {False: set(sequence(unit.text)), True: set(stems(unit.text, unit.lang))}
        found = {
            stem: self._engine.frequencies(
                typed[stem].union(*(one.tokens for one in unit.alternatives if one.stem is stem)), stem=stem
            )
            for stem in (False, True)
        }
        works = self._engine.count()
        even = crossing.evened(unit, found, works)
        if not crossing.is_subject(stretch, even):
            return blocks(stretch, own, [even])

        def about(node: Node) -> Node:
            return crossing.about(stretch, even, crossing.evened_own(node, found, works))

        return [Block(about(one.strict), about(one.loose), one.words) for one in blocks(stretch, own, [even])]

    def _read_otherwise(self, found: Sequence[Stretch]) -> list[list[Unit]] | None:
        """Return what words mean in other languages, where those that come first say nothing of use here: "amor" is in an English dictionary, too."""
        passed_over = dict(self.languages)
        self._passed_over |= passed_over.keys()
        self.languages.clear()
        told = self._units(self._translated(found, self._readings(found)))
        if any(unit.alternatives for inner in told for unit in inner):
            return told
        self.languages = passed_over
        return None

    def _leveled(self, units: Sequence[Unit]) -> list[Unit]:
        """Return the concepts with translations that are no rarer than the concepts are."""
        self.works.learn((token for unit in units for token in sequence(unit.text)), stem=False)
        return [crossing.leveled(unit, self.works, self._engine.count()) for unit in units]

    def _translated(self, found: Sequence[Stretch], readings: list[list[Reading]]) -> list[list[Reading]]:
        """Return the readings of each stretch cut as the tables know their words, once all are looked up."""
        every = [reading for of_one in readings for reading in of_one]
        self._look_up({span for reading in every for span in expand.phrase_spans(reading)})
        self._look_up({span for reading in every for span in expand.pieces(reading, self._known)})
        readings = [[expand.with_pieces(reading, self._known) for reading in of_one] for of_one in readings]
        self._named(found, readings)
        self._look_up({span for of_one in readings for reading in of_one for span in parts.parts(reading, self._known)})
        return [[parts.with_parts(reading, self._known) for reading in of_one] for of_one in readings]

    def _units(self, readings: Sequence[Sequence[Reading]]) -> list[list[Unit]]:
        used = {span for of_one in readings for reading in of_one for span in expand.used_spans(reading, self._known)}
        self._through_pivot(used)
        translations = Translations(self._known, targets=self._targets, dropped=self._dropped)
        considered = translations.considered(used)
        translations.leave_out(self.works.lacking(considered))
        return [expand.units(of_one, translations, self._known, concepts=len(used)) if of_one else [] for of_one in readings]

    def _readings(self, found: Sequence[Stretch]) -> list[list[Reading]]:
        """Return each stretch cut into words of the languages it may be of; all stretches of one script are of one language."""
        chosen: dict[str, tuple[str, ...]] = {}
        for script, same in groupby(sorted(found, key=lambda s: s.script), key=lambda s: s.script):
            text = " ".join(stretch.text for stretch in same)
            chosen[script] = self._chosen(text, script)
            self.languages.update(dict.fromkeys(chosen[script]))
        return [[expand.read(stretch.text, lang) for lang in chosen[stretch.script]] for stretch in found]

    def _chosen(self, text: str, script: str) -> tuple[str, ...]:
        typed = text.split()
        possible = identify.candidates(typed, script, prior=self._prior, known=self._sources())
        tried = {lang: expand.read(text, lang) for lang in possible}
        self._look_up({span for reading in tried.values() for span in expand.word_spans(reading)})
        shares = {
            lang: expand.share_known(reading, self._known) for lang, reading in tried.items() if lang not in self._passed_over
        }
        if script == "Hani" and len(shares) > 1:
            self._look_up(
                {reading.span(0, len(reading.words)) for reading in tried.values() if len(reading.words) <= expand.LONGEST_NAME}
            )
            whole = [lang for lang in shares if expand.is_one(tried[lang], self._known)]
            shares |= {lang: 1 + identify.AS_A_WHOLE for lang in whole if len(whole) < len(shares)}
        return identify.readings(shares, typed, script, prior=self._prior)

    def _sources(self) -> list[str]:
        """Return the languages that can be translated from, those of the collection first."""
        sources = self._expanders.sources
        return [lang for lang in self._targets if lang in sources] + sorted(sources.difference(self._targets))

    def _look_up(self, spans: Collection[Span]) -> None:
        spans = set(spans).difference(self._asked)
        if not spans or not self._targets:
            return
        self._asked |= spans
        targets = {*self._targets, PIVOT}
        for table in self._expanders.tables:
            for span, rows in table.look_up(spans, targets).items():
                self._known.setdefault(span, []).extend(rows)

    def _named(self, found: Sequence[Stretch], readings: Sequence[Sequence[Reading]]) -> None:
        """Look up as names what no table knows, and everything that is looked for among names; a service is asked for the rest."""
        typed: dict[Span, str] = {}
        for stretch, of_one in zip(found, readings, strict=True):
            for reading in of_one:
                typed |= expand.every_name(reading) if stretch.field is Field.NAME else expand.names(reading, self._known)
        own = {fold(word) for stretch in found for word in stretch.text.split()}
        for teller in self._expanders.forms:
            proper = expand.proper_names(readings, self._known)
            for span, rows in _as_typed(teller.forms, proper, self._targets).items():
                self._known[span] += [row for row in rows if not is_own_word(row, proper[span], own, is_here=False)]
        for expander in self._expanders.others:
            left = {span: text for span, text in typed.items() if span not in self._known}
            if not left or not self._targets:
                return
            names = _as_typed(expander.look_up, left, self._targets)
            here = _here(self._engine, {span: text for span, text in left.items() if span in names})
            for span, rows in names.items():
                if others := [row for row in rows if not is_own_word(row, left[span], own, is_here=span in here)]:
                    self._known.setdefault(span, []).extend(others)

    def _through_pivot(self, spans: Iterable[Span]) -> None:
        """Take words into languages that no table leads to directly, through English."""
        wanted: dict[Span, list[tuple[Span, Found]]] = {}
        for span in spans:
            rows = [row for row in self._known.get(span, []) if not is_guess(row)]
            if span.lang == PIVOT or not rows:
                continue
            reached = {row.lang for row in rows}
            if not any(lang not in reached and lang != span.lang for lang in self._targets):
                continue
            for middle in mixed(row for row in rows if row.lang == PIVOT)[:MOST_PIVOTS]:
                through = Span(PIVOT, key(middle.text, PIVOT))
                best = next(row for row in rows if row.lang == PIVOT and row.text == middle.text)
                wanted.setdefault(through, []).append((span, msgspec.structs.replace(best, weight=middle.weight)))
        if not wanted:
            return
        reached_by = {span: {row.lang for row in self._known[span]} for through in wanted.values() for span, _ in through}
        for table in self._expanders.tables:
            for through, more in table.look_up(list(wanted), self._targets).items():
                for span, middle_row in wanted[through]:
                    self._known[span] += [
                        replace(row, weight=row.weight * middle_row.weight, via=f"{PIVOT}:{middle_row.text}", records=())
                        for row in more
                        if row.lang not in reached_by[span] and row.lang != span.lang
                    ]


def _here(engine: Engine, typed: Mapping[Span, str]) -> set[Span]:
    """Return the spans of which the library has a word as typed or by its stem, in languages that write words apart."""
    words = {span: list(zip(folded_words(text), span.key.split(), strict=False)) for span, text in typed.items()}
    written = engine.frequencies({word for of_one in words.values() for word, _ in of_one})
    stems = engine.frequencies({stem for of_one in words.values() for _, stem in of_one}, stem=True)
    return {span for span, of_one in words.items() if any(written[word] or stems[stem] for word, stem in of_one)}


_LookUp = Callable[[Collection[Span], Collection[str]], Mapping[Span, Sequence[Found]]]


def _as_typed(look_up: _LookUp, typed: Mapping[Span, str], targets: Sequence[str]) -> Mapping[Span, Sequence[Found]]:
    """Return what an expander knows that goes by words as they were typed, not by their keys."""
    spans = {Span(span.lang, text): span for span, text in typed.items()}
    return {spans[span]: rows for span, rows in look_up(list(spans), targets).items()}


class _Crossed(msgspec.Struct, frozen=True):
    """A question with groups of translations in place of its words. ``counted``: its blocks; ``stands``: where each is of words, and which they are;
    ``quotes``: what was taken as it stands.

    ``typed``: the question as typed, where it may be found though not all of its groups are.
    """

    strict: Node
    groups: Node
    counted: tuple[Block, ...]
    stands: tuple[tuple[Stretch, list[Unit], list[Unit]], ...]
    units: tuple[Unit, ...]
    words: int
    quotes: frozenset[str]
    typed: Node | None

    @property
    def is_translated(self) -> bool:
        """Say whether every concept has words in other languages that the library has."""
        return bool(self.units) and all(unit.alternatives for unit in self.units)

    def heard_as(self, sounding: Node | None) -> "_Crossed":
        """Return the same where works that sound like the question match all of it."""
        if sounding is None:
            return self
        return replace(
            self, strict=AnyOf((self.strict, sounding)), typed=AnyOf((self.typed, sounding)) if self.typed else sounding
        )

    def loosened(self, *, nothing: bool) -> Node | None:
        """Return what works with a part of the concepts match. ``nothing``: no work has all of them."""
        fewest = loosening.FEWEST_OF_NOTHING if nothing else loosening.FEWEST_WORDS
        return loosening.loosened(self.groups, self.counted, words=self.words, fewest_words=fewest)

    def only(self, frequencies: Sequence[int]) -> tuple[Stretch, list[Unit], list[Unit]] | None:
        """Return the one concept of the question of which the library has anything; None where it is not one, or not alone. ``frequencies``: of the
        blocks."""
        found = [at for at, works in enumerate(frequencies) if works]
        whole = isinstance(self.groups, AllOf) and len(self.groups.nodes) == len(self.counted) == len(self.stands)
        return self.stands[found[0]] if whole and len(found) == 1 and len(self.stands[found[0]][2]) == 1 else None

    def concepts(self) -> Iterator[Concept]:
        """Yield the concepts as the page shows them; numbers need no translation."""
        return (concept for concept in expand.concepts(self.units) if any(map(str.isalpha, concept.text)))


def _pairs(own: Sequence[Unit], units: Sequence[Unit]) -> Iterator[tuple[list[Unit], list[Unit]]]:
    """Yield the own words of each block of a stretch, with what the tables know of them."""
    return together(own, [unit for unit in units if unit.alternatives or unit.parts])


def _is_more(stretch: Stretch, words: Sequence[Unit]) -> bool:
    """Say whether a stretch as typed has more than the words that are searched one by one: function words, or single characters of Han."""
    return _has_lone_character(words) or sum(_letters(word.text) for word in words) < _letters(stretch.text)


def _has_lone_character(words: Sequence[Unit]) -> bool:
    """Say whether there is a single character of Han: by itself it is looked for as the beginning of a pair, in what was typed also as the end of one."""
    return any(len(word.text) == 1 and not word.text.isascii() for word in words)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
