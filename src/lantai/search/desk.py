"""From a question as typed to one with its translations: its stretches are read, all their words looked up in few passes, blocks made of them."""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from lantai.core.bilingual.words import UNSPACED, key
from lantai.core.query import crossing, identify, loosening, stretches
from lantai.core.query import units as concepts
from lantai.core.query.blocks import Block, Blocks, together
from lantai.core.query.expansion import Span
from lantai.core.query.han_pieces import pieces, with_pieces
from lantai.core.query.parts import parts, with_parts
from lantai.core.query.reading import LONGEST_NAME, Reading, is_one, read, share_known, word_spans
from lantai.core.query.stretches import Stretch
from lantai.core.query.translations import Translations
from lantai.core.query.tree import AnyOf, Field, Node, Question
from lantai.core.query.units import Unit
from lantai.core.text.stems import stems

from .counting import Works
from .crossed import Crossed
from .expanders import Expanders
from .looking_up import LookingUp
from .met import MetBlocks
from .protocol import Engine, Request

FEWEST_CUT = 3
"""Characters of a word that is read in its pieces where all of it finds nothing."""

MOST_TYPED = 4
"""Words of a question that is also asked for with its function words: "history of China" is a title, and of many works the very words. Of longer ones, that
took a sixth of the time of a title's page among a million works, and found the same works first."""


class Desk:
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
        self.met = expanders.met(engine, engine.count(), tuple(targets))
        self.works = Works(engine, self.met)
        self._expanders = expanders
        self._targets = targets
        self._prior = prior
        self._dropped = dropped
        self._words = LookingUp(engine, expanders, targets)
        self._made = MetBlocks(self.met, self.works)
        self._passed_over: set[str] = set()
        self.languages: dict[str, None] = {}

    def crossed(self, question: Question, quotes: frozenset[str]) -> Crossed | None:
        """Return the question with its translations; None when it has no words to translate. ``quotes``: texts that stay as typed."""
        assert question.tree is not None
        found = stretches.stretches(question.tree, quotes)
        if not found:
            return None
        plain = self._readings(found)
        told = self._units(self._translated(found, plain))
        if self._targets and not any(unit.alternatives or unit.dropped for inner in told for unit in inner):
            told = self._read_otherwise(found) or told
        elif self._is_found_nowhere(found, told):
            plain = self._translated(found, plain)
            told = self._units(plain)
        every = zip(found, told, strict=True)
        units = [concepts.names_only(inner) if stretch.field is Field.NAME else inner for stretch, inner in every]
        own = [concepts.own_words(of_one[0]) if of_one else [] for of_one in plain]
        alone = sum(map(len, units)) == 1
        self.works.learn((token for inner in units for unit in inner for token in crossing.written(unit.text)), stem=False)
        made = [self._blocks(*each, alone=alone) for each in zip(found, own, units, strict=True)]
        places = iter(made)
        tree = stretches.rebuilt(question.tree, quotes, lambda stretch: [block.strict for block in next(places)])
        has_lone = any(map(_has_lone_character, own))
        is_short = sum(map(len, own)) <= MOST_TYPED
        has_more = has_lone or (is_short and any(_is_more(stretch, words) for stretch, words in zip(found, own, strict=True)))
        return Crossed(
            strict=loosening.whole(question.tree, tree, has_more=has_more),
            groups=tree,
            counted=tuple(block for of_one in made for block in of_one),
            stands=tuple((each[0], *pair) for each in zip(found, own, units, strict=True) for pair in _pairs(*each[1:])),
            units=tuple(unit for inner in units for unit in inner),
            words=sum(len(of_one[0].words) for of_one in plain if of_one),
            quotes=quotes,
            typed=question.tree if has_lone else None,
        )

    def _blocks(self, stretch: Stretch, own: Sequence[Unit], units: Sequence[Unit], *, alone: bool) -> list[Block]:
        """Return the blocks of a stretch. ``alone``: a question's one concept is ordered by what works are about."""
        if not own:
            return [Block(piece.node, piece.node) for piece in stretch.pieces]
        return self.of_one(stretch, own, units) if alone and units else self._made.of(stretch, own, units)

    def of_one(self, stretch: Stretch, own: Sequence[Unit], units: Sequence[Unit]) -> list[Block]:
        """Return the blocks of a question's one concept, ordered by what works are about."""
        unit = units[0]
        typed = {False: set(crossing.written(unit.text)), True: set(stems(unit.text, unit.lang))}
        found = {
            stem: self._engine.frequencies(
                typed[stem].union(*(one.tokens for one in unit.alternatives if one.stem is stem)), stem=stem
            )
            for stem in (False, True)
        }
        works = self._engine.count()
        even = crossing.evened(unit, found, works)
        if not crossing.is_subject(stretch, even):
            return Blocks().of(stretch, own, [even])

        def about(node: Node) -> Node:
            return crossing.about(stretch, even, crossing.evened_own(node, found, works))

        return [Block(about(one.strict), about(one.loose), one.words) for one in Blocks().of(stretch, own, [even])]

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

    def _is_found_nowhere(self, found: Sequence[Stretch], told: Sequence[Sequence[Unit]]) -> bool:
        """Say whether a question of one word, in writing without spaces, finds nothing by what the tables know of the whole word; it is then no longer
        known, and is read in its pieces: 文学史 is "history of literature", words that stand in no work side by side.
        """
        units = [(stretch, unit) for stretch, inner in zip(found, told, strict=True) for unit in inner]
        if len(units) != 1:
            return False
        stretch, unit = units[0]
        if unit.lang not in UNSPACED or len(unit.text) < FEWEST_CUT or unit.dropped or not unit.alternatives:
            return False
        if any(len(one.tokens) == 1 for one in unit.alternatives):
            return False
        if self._engine.search(
            Request(tree=AnyOf((crossing.own(stretch, unit), crossing.translated(stretch, unit))), limit=0)
        ).total:
            return False
        return self._words.known.pop(Span(unit.lang, key(unit.text, unit.lang)), None) is not None

    def _translated(self, found: Sequence[Stretch], readings: list[list[Reading]]) -> list[list[Reading]]:
        """Return the readings of each stretch cut as the tables know their words, once all are looked up."""
        words, every = self._words, [reading for of_one in readings for reading in of_one]
        words.look_up({span for reading in every for span in reading.phrases()})
        words.look_up({span for reading in every for span in pieces(reading, words.known)})
        readings = [[with_pieces(reading, words.known) for reading in of_one] for of_one in readings]
        words.look_up_names(found, readings)
        words.look_up({span for of_one in readings for reading in of_one for span in parts(reading, words.known)})
        return [[with_parts(reading, words.known) for reading in of_one] for of_one in readings]

    def _units(self, readings: Sequence[Sequence[Reading]]) -> list[list[Unit]]:
        known = self._words.known
        used = {span for of_one in readings for reading in of_one for span in concepts.used_spans(reading, known)}
        self._words.look_up_through_pivot(used)
        translations = Translations(known, targets=self._targets, dropped=self._dropped, met=self.met.told)
        translations.choose(used, self.works.learn)
        told = (concepts.units(of_one, translations, known, concepts=len(used)) if of_one else [] for of_one in readings)
        return concepts.shared_out(told)

    def _readings(self, found: Sequence[Stretch]) -> list[list[Reading]]:
        """Return each stretch cut into words of the languages it may be of; all stretches of one script are of one language."""
        chosen: dict[str, tuple[str, ...]] = {}
        for script, same in groupby(sorted(found, key=lambda s: s.script), key=lambda s: s.script):
            text = " ".join(stretch.text for stretch in same)
            chosen[script] = self._chosen(text, script)
            self.languages.update(dict.fromkeys(chosen[script]))
        return [[read(stretch.text, lang) for lang in chosen[stretch.script]] for stretch in found]

    def _chosen(self, text: str, script: str) -> tuple[str, ...]:
        typed = text.split()
        possible = identify.candidates(typed, script, prior=self._prior, known=self._sources())
        tried = {lang: read(text, lang) for lang in possible}
        self._words.note(tried.values())
        spans = {span for reading in tried.values() for span in word_spans(reading)}
        if len(tried) <= identify.MOST_READINGS:  # most or all of these are taken: their phrases, too, are asked for at once
            spans.update(*(reading.phrases() for reading in tried.values()))
        self._words.look_up(spans)
        known = self._words.known
        shares = {lang: share_known(reading, known) for lang, reading in tried.items() if lang not in self._passed_over}
        if len(shares) > 1:
            short = [reading for reading in tried.values() if 1 < len(reading.words) <= LONGEST_NAME or script == "Hani"]
            self._words.look_up(
                {reading.span(*run) for reading in short for run in ((0, len(reading.words)), reading.title()) if run[1]}
            )
            whole = [lang for lang in shares if is_one(tried[lang], known)]
            shares |= {lang: 1 + identify.AS_A_WHOLE for lang in whole if len(whole) < len(shares)}
        return identify.readings(shares, typed, script, prior=self._prior)

    def _sources(self) -> list[str]:
        """Return the languages that can be translated from, those of the collection first."""
        sources = self._expanders.sources
        return [lang for lang in self._targets if lang in sources] + sorted(sources.difference(self._targets))


def _pairs(own: Sequence[Unit], units: Sequence[Unit]) -> Iterator[tuple[list[Unit], list[Unit]]]:
    """Yield the own words of each block of a stretch, with what the tables know of them."""
    return together(own, [unit for unit in units if unit.alternatives or unit.parts])


def _is_more(stretch: Stretch, words: Sequence[Unit]) -> bool:
    """Say whether a stretch as typed has more than the words that are searched one by one: function words."""
    return sum(_letters(word.text) for word in words) < _letters(stretch.text)


def _has_lone_character(words: Sequence[Unit]) -> bool:
    """Say whether there is a single character of Han: by itself it is looked for as the beginning of a pair, in what was typed also as the end of one."""
    return any(len(word.text) == 1 and not word.text.isascii() for word in words)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
