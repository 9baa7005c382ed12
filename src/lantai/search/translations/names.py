"""Names in the tables: which forms are known to be one name, and what sounds like a name that nobody knows; the expander "name".

Forms that one record or authority gives for one agent are a cluster: each finds the others. What is in no cluster is compared by its sound
(core.names) with the names and the words of the index. Spans are asked as typed: a stem would spoil a name.
"""

import json
import logging
import sqlite3
import threading
from array import array
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Indel

from lantai.core.bilingual.entry import Origin
from lantai.core.names.alike import likeness
from lantai.core.names.keys import coarse, keys, skeleton
from lantai.core.names.parts import Name, name
from lantai.core.query.expansion import Expander, Found, Span
from lantai.core.text.families import script as script_of_language
from lantai.core.text.fold import words as folded_words

from .naming import ALIKE, KNOWN, RECORDS, SHORTEST_WORD, Stored, decode_forms, known_key
from .rulings import Rulings
from .tables import Tables

log = logging.getLogger(__name__)

LEAST = 0.5
"""The least probability that something alike is the name."""
BUDGET, COMPARED, ALIGNED, MOST = 4_000, 160, 16, 3
"""Of the rarest keys so many forms are read; of these so many are compared, so many aligned, and so many given for a script."""


class Heard(NamedTuple):
    """A form of the index that sounds like what was asked. ``probability``: that it is that name, 0..1."""

    text: str
    probability: float
    documents: int


class Names:
    """The names in a file of tables (None: none); safe to share between threads."""

    origin = Origin.NAME

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._mine = threading.local()
        self._scripts: frozenset[str] = frozenset()
        self._is_there = path is not None and bool(self._ask("SELECT 1 FROM sqlite_master WHERE name = 'name_heard'").fetchone())
        if self._is_there:
            self._scripts = frozenset(row[0] for row in self._ask("SELECT DISTINCT script FROM name_heard"))

    def languages(self) -> Collection[tuple[str, str]]:
        """Return nothing: a name goes between any two languages whose scripts the library has."""
        return ()

    def look_up(self, spans: Collection[Span], targets: Collection[str]) -> Mapping[Span, Sequence[Found]]:
        """Return other forms of each name in the target languages, best first; ``key`` of a span is its text as typed.

        Forms known to be the same name come alone; where there are none, what sounds like it. A form is given for the first target written in
        its script, unless records say its language.
        """
        found = {span: self.known(span, targets) or self._alike(span, targets) for span in spans} if self._is_there else {}
        return {span: rows for span, rows in found.items() if rows}

    def known(self, span: Span, targets: Collection[str]) -> list[Found]:
        """Return the forms that records or authorities give for the same name, those of most records first."""
        asked = folded_words(span.key)
        counts: dict[tuple[str, str], Stored] = {}
        for (blob,) in self._ask(_KNOWN, (known_key(span.key),)):
            for form in decode_forms(blob):
                if (lang := _target(form.lang, form.text, targets)) and folded_words(form.text) != asked:
                    before = counts.get((form.text, lang))
                    counts[form.text, lang] = _together(before, form) if before else form
        most = max((form.evidence for form in counts.values()), default=1)
        rows = [
            Found(text=text, lang=lang, weight=form.evidence / most, origin=Origin.NAME, layer=KNOWN.name, evidence=form.evidence,
                  records=form.records)
            for (text, lang), form in counts.items()
        ]  # fmt: skip
        return sorted(rows, key=lambda row: (-row.weight, row.text))

    def _alike(self, span: Span, targets: Collection[str]) -> list[Found]:
        asked = name(span.key)
        if not is_askable(span.key, asked):
            return []
        scripts: dict[str, str] = {}
        for target in targets:
            for script in _SCRIPTS.get(script_of_language(target), (script_of_language(target),)):
                scripts.setdefault(script, target)
        own = folded_words(span.key)
        return [
            Found(text=one.text, lang=lang, weight=one.probability, origin=Origin.NAME, layer=ALIKE.name, evidence=one.documents)
            for script, lang in scripts.items()
            if script in self._scripts
            for one in self.alike(asked, script)
            if one.probability >= LEAST and folded_words(one.text) != own
        ]

    def alike(self, asked: Name, script: str, *, most: int = MOST) -> list[Heard]:
        """Return the forms in a script that sound most like a name, likeliest first."""
        likely = self._likely(asked, script)
        scored = sorted(
            ((likeness(asked, other), text, count) for text, other, count in likely), key=lambda row: (-row[0], row[1])
        )
        return [Heard(text, probability, count) for probability, text, count in scored[:most]]

    def _likely(self, asked: Name, script: str) -> list[tuple[str, Name, int]]:
        """Return the forms worth aligning: found by the rarest keys, and most alike when vowels and consonants are made coarse."""
        marks = [script + key for key in keys(asked)]
        counts = self._ask(_COUNTS, (json.dumps(marks),)).fetchall()
        points: Counter[int] = Counter()
        left = BUDGET
        for count, key in sorted((count, key) for key, count in counts):
            if count > left and points:
                break
            left -= count
            ids = array("I", self._ask("SELECT ids FROM name_keys WHERE key = ?", (key,)).fetchone()[0])
            worth = 1 / (1 + count) ** 0.25
            for number in ids[:BUDGET]:
                points[number] += worth
        best = [number for number, _ in points.most_common(COMPARED)]
        rows = self._ask(_HEARD, (json.dumps(best),)).fetchall()
        plain = skeleton if _VOWELLESS & {asked.script, script} else coarse
        spoken = {number: plain(words.replace(" ", "")) for number, _, _, words, _ in rows}
        near = {
            number
            for _, _, number in process.extract(
                plain("".join(asked.words)), spoken, scorer=Indel.normalized_similarity, limit=ALIGNED
            )
        }
        return [
            (text, Name(written, tuple(words.split(" "))), count)
            for number, text, written, words, count in rows
            if number in near
        ]

    def _ask(self, statement: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        base: sqlite3.Connection | None = getattr(self._mine, "base", None)
        if base is None:
            assert self._path is not None
            base = self._mine.base = sqlite3.connect(
                f"{self._path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
        return base.execute(statement, values)


_KNOWN = "SELECT forms FROM name_known JOIN name_clusters ON id = cluster WHERE key = ?"
_COUNTS = "SELECT key, count FROM name_keys WHERE key IN (SELECT value FROM json_each(?))"
_HEARD = "SELECT id, text, script, words, count FROM name_heard WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
_VOWELLESS = frozenset(("Arab", "Hebr"))
_SCRIPTS = {"Jpan": ("Kana", "Hani"), "Kore": ("Hang",), "Hans": ("Hani",), "Hant": ("Hani",)}


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


class _Ruled:
    """The names of a library's tables, without what staff blocked."""

    origin = Origin.NAME

    def __init__(self, names: Names, rulings: Rulings) -> None:
        self._names = names
        self._rulings = rulings

    def languages(self) -> Collection[tuple[str, str]]:
        return self._names.languages()

    def look_up(self, spans: Collection[Span], targets: Collection[str]) -> Mapping[Span, Sequence[Found]]:
        try:
            found = self._names.look_up(spans, targets)
        except sqlite3.DatabaseError as problem:
            log.warning("Names were not looked for: %s", problem)
            return {}
        return self._rulings.over(found, spans, targets, with_accepted=False)


@lru_cache(maxsize=4)  # files are named after what they hold
def _names(path: Path | None) -> Names:
    return Names(path)


def expander(tables: Tables | None) -> Expander:
    """Return what knows names; without tables it knows none."""
    if tables is None or tables.store is None:
        return Names(None)
    return _Ruled(_names(tables.store.path), tables.rulings)
