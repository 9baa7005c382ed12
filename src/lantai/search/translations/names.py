"""Names in the tables: which forms are known to be one name, and what sounds like a name that nobody knows; the expander "name".

Forms that one record or authority gives for one agent are a cluster: each finds the others. What is in no cluster is compared by its sound
(core.names) with the names and the words of the index. Spans are asked as typed: a stem would spoil a name.
"""

import heapq
import json
import logging
import sqlite3
import threading
from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace
from rapidfuzz import process
from rapidfuzz.distance import Indel

from lantai.core.bilingual.entry import Origin
from lantai.core.names.alike import ROUNDING, Asked, likeness
from lantai.core.names.foreign import halves, is_foreign, names_inside
from lantai.core.names.keys import asked_units, coarse, likely
from lantai.core.names.parts import Name, name, name_key
from lantai.core.query.expansion import Expander, Found, Span
from lantai.core.query.recent import Recent
from lantai.core.text.families import script as script_of_language
from lantai.core.text.fold import words as folded_words
from lantai.core.text.scripts import script_of

from .naming import ALIKE, KNOWN, RECORDS, SHORTEST_WORD, Stored, decode_forms
from .tables import Tables

log = logging.getLogger(__name__)

LEAST = 0.5
"""The least probability that something alike is the name. On words of the training names and common words of seven languages against a dictionary
of 69,000 English words: 79 % of the names that come up reach it, and 24 % of the wrong ones beside them (of 7,500 words: 86 % and 16 %)."""
BUDGET, COMPARED, COMPARABLE, ALIGNED, MOST = 3_000, 150, 0.4, 32, 3
"""For each word of a name so many forms are read, so many of them kept that are so much alike at least; so many are aligned, and so many given for
a script. Among 500,000 forms twice the first two find .81 instead of .80 among the first five and take half as long again (benchmarks/names.py)."""

REMEMBERED = 2_000
"""Words of which each process remembers what sounds like them, the last asked for: 6 to 40 ms of a question in all languages, and the tables stay
what they are. Two thousand take some 2 MB."""

MOST_KNOWN = 4_000
"""Words and phrases of which it is remembered what other forms they have as names; nearly all have none."""

MOST_INSIDE = 3
"""Names that are looked for inside a stretch of Chinese, and ways of parting one in two."""

LEAST_OF_FORM = 0.2
"""The same of a form of a name in a record: it is a name, so that much less is needed to believe that it is this one."""

LEAST_IN_ONE_SCRIPT = 0.75
"""The same of either in the script of what was asked, where that is not Latin: two spellings of one name are much more alike there. Of 42 pairs (普希京 and
普希金, شيكسبير and شكسبير) 41 reach it, most .9; of 250 Chinese words 163 reached .2 with somebody's name in the demo library, of 200 Arabic ones 46 reached
.5 with some word, and 40 and 15 reach this. Latin letters are shared by languages whose words sound alike because they are the same."""


FAR_BEHIND = 0.5
"""Of what sounds alike, in all scripts together, what is so much less likely than the best is left out. Chosen, not measured."""

NEAR = 0.7
"""What is so much less likely than the best is taken for it only where it sounds like the best as well, and records do not say how that is called in its
language: شيكسبير is Shakespeare, .99, and no 圣埃克苏佩里, .51. Where records do say it, nothing less likely stands beside it: Лу Синь is Lu, Xun, .73, and
so 鲁迅, but no 刘向, .58. Chosen on questions to the demo library."""


class Heard(NamedTuple):
    """What sounds like what was asked. ``probability``: that it is that name, 0..1; ``is_form``: a form of a name in records, else a word of the index."""

    text: str
    probability: float
    documents: int
    is_form: bool


class Alike(NamedTuple):
    """What sounds like a text, in all languages asked for. ``words``: what of it are words of the index, and forms of no name."""

    rows: Sequence[Found]
    words: Sequence[Found]


class Candidate(NamedTuple):
    """What may sound like what was asked, before it is aligned; see Heard."""

    text: str
    name: Name
    documents: int
    is_form: bool


class Names:
    """The names in a file of tables (None: none); safe to share between threads."""

    origin = Origin.NAME

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._mine = threading.local()
        self._forms: dict[str, int] = {}
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._alike)
        self._known: Recent[tuple[str, tuple[str, ...]], Sequence[Found]] = Recent(MOST_KNOWN)
        self._is_there = path is not None and bool(self._ask("SELECT 1 FROM sqlite_master WHERE name = 'name_heard'").fetchone())
        if self._is_there:
            self._forms = dict(self._ask("SELECT script, forms FROM name_scripts"))

    def languages(self) -> Collection[tuple[str, str]]:
        """Return nothing: a name goes between any two languages whose scripts the library has."""
        return ()

    def look_up(self, spans: Collection[Span], targets: Collection[str]) -> Mapping[Span, Sequence[Found]]:
        """Return other forms of each name in the target languages, best first; ``key`` of a span is its text as typed.

        Forms known to be the same name come alone; where there are none, what sounds like it. A form is given for the first target written in
        its script, unless records say its language.
        """
        return self._looked_up(spans, targets, lambda alike: alike.rows)

    def words(self, spans: Collection[Span], targets: Collection[str]) -> Mapping[Span, Sequence[Found]]:
        """Return the same without names that only sound like it: words of the index alone."""
        return self._looked_up(spans, targets, lambda alike: alike.words)

    def _looked_up(
        self, spans: Collection[Span], targets: Collection[str], taken: Callable[[Alike], Sequence[Found]]
    ) -> Mapping[Span, Sequence[Found]]:
        if not self._is_there:
            return {}
        with _said_where_damaged():
            languages, known = tuple(targets), self.known([span.key for span in spans], targets)
            found = {span: known[span.key] or taken(self._remembered(span.key, languages)) for span in spans}
            return {span: rows for span, rows in found.items() if rows}
        return {}

    def forms(self, spans: Collection[Span], targets: Collection[str]) -> Mapping[Span, Sequence[Found]]:
        """Return the forms that are known to be the same name, and nothing that only sounds like it."""
        with _said_where_damaged():
            known = self.known([span.key for span in spans], targets) if self._is_there and spans else {}
            return {span: rows for span in spans if (rows := known.get(span.key))}
        return {}

    def known(self, texts: Collection[str], targets: Collection[str]) -> dict[str, Sequence[Found]]:
        """Return for each text the forms that records or authorities give for the same name, those of most records first; all of them are certain."""
        languages = tuple(targets)
        found = {text: self._known.get((text, languages)) for text in texts}
        new = [text for text, rows in found.items() if rows is None]
        known = self._read_known(new, languages) if new else {}
        remembered = {text: self._known.keep((text, languages), rows) for text, rows in known.items()}
        return {text: remembered[text] if rows is None else rows for text, rows in found.items()}

    def _read_known(self, texts: Sequence[str], targets: Sequence[str]) -> dict[str, Sequence[Found]]:
        clusters = self._clusters(texts)
        return {text: self._forms_of(text, of_one, targets) if of_one else () for text, of_one in clusters.items()}

    def _clusters(self, texts: Collection[str]) -> dict[str, list[bytes]]:
        """Return the clusters in which each text stands as a name."""
        keys = {text: name_key(text) for text in texts}
        blobs: dict[str, list[bytes]] = {key: [] for key in keys.values()}
        for key, blob in self._ask(_KNOWN, (json.dumps(list(blobs), ensure_ascii=False),)):
            blobs[key].append(blob)
        return {text: blobs[key] for text, key in keys.items()}

    def _forms_of(self, text: str, clusters: Sequence[bytes], targets: Collection[str]) -> list[Found]:
        """Return the forms in the clusters of a name, other than the name as asked."""
        asked = folded_words(text)
        counts: dict[tuple[str, str], Stored] = {}
        for blob in clusters:
            for form in decode_forms(blob):
                if (lang := _target(form.lang, form.text, targets)) and folded_words(form.text) != asked:
                    before = counts.get((form.text, lang))
                    counts[form.text, lang] = _together(before, form) if before else form
        most = max((form.evidence for form in counts.values()), default=1)
        rows = [
            Found(text=text, lang=lang, weight=0.9 + 0.1 * form.evidence / most, origin=Origin.NAME, layer=KNOWN.name, evidence=form.evidence,
                  records=form.records)
            for (text, lang), form in counts.items()
        ]  # fmt: skip
        return sorted(rows, key=lambda row: (-row.weight, row.text))

    def _alike(self, text: str, targets: Sequence[str]) -> Alike:
        asked = name(text)
        if not is_askable(text, asked):
            return Alike((), ())
        scripts: dict[str, str] = {}
        for target in targets:
            for script in _SCRIPTS.get(script_of_language(target), (script_of_language(target),)):
                scripts.setdefault(script, target)
        heard = [
            (lang, one)
            for script, target in scripts.items()
            if script in self._forms
            for one in self._believed(text, asked, script)
            if (lang := target if script != "Latn" else _latin_target(one.text, target, targets))
        ]
        others = self._others(asked, {one.text for _, one in heard if one.is_form and name(one.text).script != asked.script})
        heard = [(lang, one) for lang, one in heard if one.text not in others]
        if not heard:
            return Alike((), ())
        first = max((one for _, one in heard), key=_belief)
        best = _belief(first)
        near = [(lang, one) for lang, one in heard if _belief(one) >= NEAR * best]
        told = self._of_the_same([one for _, one in near if _belief(one) >= LEAST], targets)
        named = {row.lang: row.weight for row in sorted(told, key=lambda row: row.weight)}
        same = {(row.lang, *folded_words(row.text)) for row in told}
        likely = [
            (lang, one) for lang, one in near if _belief(one) >= named.get(lang, 0.0) or (lang, *folded_words(one.text)) in same
        ] + [
            (lang, one)
            for lang, one in heard
            if FAR_BEHIND * best <= _belief(one) < NEAR * best and lang not in named and self._is_like(first, one)
        ]
        rows = [
            Found(text=one.text, lang=lang, weight=_belief(one), origin=Origin.NAME, layer=ALIKE.name, evidence=one.documents)
            for lang, one in likely
        ]
        words = tuple(row for row, (_, one) in zip(rows, likely, strict=True) if not one.is_form)
        reached = {row.lang for row in rows}
        return Alike((*rows, *(row for row in told if row.lang not in reached)), words)

    def _is_like(self, best: Heard, other: Heard) -> bool:
        """Say whether two texts that sound like what was asked may be one name themselves."""
        written = name(other.text)
        return likeness(name(best.text), written, among=self._forms.get(written.script, 0)) >= LEAST_OF_FORM

    def _of_the_same(self, heard: Sequence[Heard], targets: Collection[str]) -> list[Found]:
        """Return the other forms of the names that something sounds like: Лу Синь is Lu, Xun by its sound, and so 鲁迅."""
        found: dict[tuple[str, str], Found] = {}
        known = self.known([one.text for one in heard], targets) if heard and targets else {}
        for one in heard if targets else ():
            for row in known[one.text]:
                row = replace(row, weight=_belief(one), layer=ALIKE.name)
                before = found.setdefault((row.text, row.lang), row)
                if row.weight > before.weight:
                    found[row.text, row.lang] = row
        return list(found.values())

    def _believed(self, text: str, asked: Name, script: str) -> list[Heard]:
        """Return what sounds so much like a text, or like a name inside it, that it is likely meant; nothing where the index has the very word."""
        found = self._sure(text, asked, script)
        if asked.script != "Hani" or script == "Hani":
            return found
        if not is_foreign(text):
            found = [one for one in found if one.is_form]  # 鲁迅, but not 谁曾是: "sequence"
        if found:
            return found
        for inside in [text, *names_inside(text)][:MOST_INSIDE]:
            if found := self._sure(inside, name(inside), script) if inside != text else []:
                return found
            if found := self._two(inside, script):
                return found
        return []

    def _two(self, text: str, script: str) -> list[Heard]:
        """Return two names that are written as one: the halves that are both likeliest."""
        pairs = []
        for one, other in halves(text)[:MOST_INSIDE]:
            first, last = (self._sure(half, name(half), script)[:1] for half in (one, other))
            if first and last and (probability := first[0].probability * last[0].probability) >= LEAST_OF_FORM:
                pairs.append(
                    Heard(f"{first[0].text} {last[0].text}", probability, min(first[0].documents, last[0].documents), False)
                )
        return sorted(pairs, key=lambda heard: -heard.probability)[:1]

    def _sure(self, text: str, asked: Name, script: str) -> list[Heard]:
        if not is_askable(text, asked):
            return []
        compared = Asked(asked, script, among=self._forms.get(script, 0))
        candidates = self._likely(asked, script)
        spellings = script == asked.script != "Latn"
        least_of_form, least = (LEAST_IN_ONE_SCRIPT,) * 2 if spellings else (LEAST_OF_FORM, LEAST)
        likeliest = ranked(compared, candidates, most=MOST, least_of_form=least_of_form, least=least)
        found = [one for one in likeliest if one.probability >= (least_of_form if one.is_form else least)]
        own = folded_words(text)
        if not found or any(folded_words(one.text) == own for one in found):
            return []
        for itself in [one for one in candidates if folded_words(one.text) == own]:  # less likely than what is asked of others
            least = compared.likeness(itself.name)
            if itself.text in [one.text for one in ranked(compared, candidates, most=MOST, least_of_form=least, least=least)]:
                return []
        return found

    def _others(self, asked: Name, texts: Collection[str]) -> set[str]:
        """Return the names that records also give in the script of what was asked, and in no spelling like it: تغير is no Tagore, who is طاغور."""
        among, least = self._forms.get(asked.script, 0), LEAST_OF_FORM if asked.script == "Latn" else LEAST_IN_ONE_SCRIPT
        others = set()
        for text, clusters in self._clusters(texts).items():
            every = (name(form.text) for blob in clusters for form in decode_forms(blob))
            spelled = [form for form in every if form.script == asked.script]
            if spelled and all(likeness(asked, form, among=among) < least for form in spelled):
                others.add(text)
        return others

    def alike(self, asked: Name, script: str, *, most: int = MOST) -> list[Heard]:
        """Return what sounds most like a name in a script, likeliest first."""
        compared = Asked(asked, script, among=self._forms.get(script, 0))
        return ranked(compared, self._likely(asked, script), most=most)

    def _likely(self, asked: Name, script: str) -> list[Candidate]:
        """Return the forms worth aligning: those whose words, or all words in one, are most alike when sounds are made coarse."""
        points: dict[int, float] = defaultdict(float)
        for unit in asked_units(asked):
            for number, likeness_of_unit in self._near(unit, script).items():
                points[number] += likeness_of_unit
        best = heapq.nlargest(ALIGNED, points, key=lambda number: (points[number], -number))
        rows = self._ask(_HEARD, (json.dumps(best),))
        return [
            Candidate(text, Name(written, tuple(words.split(" "))), count, bool(is_form))
            for text, written, words, count, is_form in rows
        ]

    def _near(self, unit: str, script: str) -> dict[int, float]:
        """Return the forms that have something much like ``unit``, 0..1. Keys are read from the likeliest on, as many as the budget allows."""
        levels = likely(unit)
        marks = [script + key for level in levels for key in level]
        counts = dict(self._ask(_COUNTS, (json.dumps(marks),)))
        left, wanted = BUDGET, list[str]()
        for level in levels:
            found = sorted((counts[mark], mark) for key in level if (mark := script + key) in counts)
            for count, mark in found:
                if count > left and wanted:
                    break
                wanted.append(mark)
                left -= count
        numbers, spoken = array("I"), list[str]()
        for ids, said in self._ask(_LISTS, (json.dumps(wanted),)):
            numbers.frombytes(ids)
            spoken += said.split("\n")
        near = process.extract(coarse(unit), spoken, scorer=Indel.normalized_similarity, score_cutoff=COMPARABLE, limit=COMPARED)
        found_best: dict[int, float] = {}
        for _, value, at in near:
            found_best[numbers[at]] = max(value, found_best.get(numbers[at], 0.0))
        return found_best

    def _ask(self, statement: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        base: sqlite3.Connection | None = getattr(self._mine, "base", None)
        if base is None:
            assert self._path is not None
            base = self._mine.base = sqlite3.connect(
                f"{self._path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
        return base.execute(statement, values)


@contextmanager
def _said_where_damaged() -> Iterator[None]:
    """Leave the block where the file cannot be read; a question is then asked without names, and the log says so."""
    try:
        yield
    except sqlite3.DatabaseError as problem:
        log.warning("Names were not looked for: %s", problem)


_KNOWN = "SELECT key, forms FROM name_known CROSS JOIN name_clusters ON id = cluster WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key, cluster"
_COUNTS = "SELECT key, count FROM name_keys WHERE key IN (SELECT value FROM json_each(?))"
_LISTS = "SELECT ids, spoken FROM name_keys WHERE key IN (SELECT value FROM json_each(?))"
_HEARD = "SELECT text, script, words, count, is_form FROM name_heard WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
_SCRIPTS = {"Jpan": ("Kana", "Hani"), "Kore": ("Hang",), "Hans": ("Hani",), "Hant": ("Hani",)}


def _belief(one: Heard) -> float:
    """Return how likely this name was asked for, 0..1: of two that sound alike, that of which the library has more."""
    odds: float = one.probability / max(1 - one.probability, 1e-6) * float(max(one.documents, 1)) ** 0.5
    return odds / (1 + odds)


def _latin_target(text: str, target: str, targets: Collection[str]) -> str:
    """Return the language of a form that is kept among those in Latin letters: other scripts without sounds of their own are romanised."""
    written = script_of(text)
    return target if written == "Latn" else next((t for t in targets if script_of_language(t) == written), "")


def ranked(
    asked: Asked, candidates: Sequence[Candidate], *, most: int, least_of_form: float = 0.0, least: float = 0.0
) -> list[Heard]:
    """Return the likeliest candidates; of those below the least probability of a form or a word some may be missing. Others are not aligned."""
    heard: list[Heard] = []
    for is_form in (True, False):
        if is_form:
            enough = least_of_form
        else:  # a word takes the place of a less likely form
            enough = min([least, *(one.probability for one in heard if one.probability >= least_of_form)])
        hopes = [(asked.at_most(one.name), one) for one in candidates if one.is_form == is_form]
        for hope, one in sorted(hopes, key=lambda pair: -pair[0]):
            if hope < enough - ROUNDING:
                break
            heard.append(Heard(one.text, asked.likeness(one.name, enough - ROUNDING), one.documents, is_form))
            if len(heard) >= most and heard[-1].probability > enough:
                enough = max(enough, heapq.nlargest(most, [other.probability for other in heard])[-1])
    return sorted(heard, key=lambda one: (-one.probability, one.text))[:most]


def is_askable(text: str, asked: Name) -> bool:
    """Say whether a text is long enough for its sound to tell anything: four letters, or two where a character is a syllable."""
    letters = sum(map(str.isalpha, text))
    return letters >= (2 if asked.script in ("Hani", "Hang") else 3 if asked.script == "Kana" else SHORTEST_WORD)


def _target(lang: str, text: str, targets: Collection[str]) -> str:
    """Return the target language that a form is given for; "" where it is for none."""
    primary = lang.partition("-")[0]
    if primary in targets and "-Latn" not in lang:
        return primary
    if primary and primary not in ("und", "mul") and "-Latn" not in lang:
        return ""
    written = name(text).script
    return next((t for t in targets if written in _SCRIPTS.get(script_of_language(t), (script_of_language(t),))), "")


def _together(one: Stored, other: Stored) -> Stored:
    return Stored(one.text, one.lang, one.evidence + other.evidence, tuple(dict.fromkeys(one.records + other.records))[:RECORDS])


@lru_cache(maxsize=4)  # files are named after what they hold
def _names(path: Path | None) -> Names:
    return Names(path)


def expander(tables: Tables | None) -> Expander:
    """Return what knows names; without tables it knows none."""
    if tables is None or tables.store is None:
        return Names(None)
    return _names(tables.store.path)
