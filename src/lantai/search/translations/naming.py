"""What a file of tables holds of names, and how it is filled.

``name_clusters``: forms that records or authorities give for one agent, and family names by themselves; ``name_known`` leads to them from any of
the forms. ``name_heard``: every form of a name and every word of the index that may be one, with how it sounds; ``name_keys`` leads to them from keys
of sound (core.names.keys), a script before each so that every script is asked by itself: under a key the numbers of what is kept there, and how each
sounds, coarsely.
"""

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from lantai.core.bilingual.entry import Layer, Origin
from lantai.core.bilingual.pairs import NameForm
from lantai.core.names.families import families, known_keys
from lantai.core.names.keys import coarse, skeleton, units
from lantai.core.names.parts import name, shown

KNOWN = Layer(name="names", origin=Origin.NAME, title="Names in several scripts in the library's records")
ALIKE = Layer(name="alike", origin=Origin.NAME, title="Similar sound or spelling")

TABLES = """
CREATE TABLE name_clusters (id INTEGER PRIMARY KEY, forms BLOB NOT NULL);
CREATE TABLE name_known (key TEXT, cluster INTEGER, PRIMARY KEY (key, cluster)) WITHOUT ROWID;
CREATE TABLE name_heard (id INTEGER PRIMARY KEY, text TEXT NOT NULL, script TEXT NOT NULL, words TEXT NOT NULL, count INTEGER NOT NULL,
                         is_form INTEGER NOT NULL);
CREATE TABLE name_scripts (script TEXT PRIMARY KEY, forms INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE name_keys (key TEXT PRIMARY KEY, count INTEGER NOT NULL, ids BLOB NOT NULL, spoken TEXT NOT NULL) WITHOUT ROWID;
"""

SHORTEST_WORD = 4
"""Letters that a word of the index has at least, to be taken for a name; two where a character is a syllable."""
MOST_WORDS = 500_000
"""Words of the index that are kept, those of most documents first."""


class Stored(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One form of a cluster as it is stored."""

    text: str
    lang: str
    evidence: int
    records: tuple[int, ...]


_encode = msgspec.msgpack.Encoder().encode
decode_forms = msgspec.msgpack.Decoder(tuple[Stored, ...]).decode
RECORDS = 3
_Known = dict[tuple[str, str], Counter[int]]


def fill(base: sqlite3.Connection, forms: Iterable[NameForm], vocabulary: Iterable[tuple[str, int]]) -> None:
    """Write names into the file of tables. ``vocabulary``: words of the index, and in how many documents each is.

    The same input gives the same rows, whatever its order.
    """
    base.executescript(TABLES)
    base.execute("BEGIN")
    agents: dict[str, _Known] = {}
    heard: Counter[str] = Counter()
    for form in forms:
        if text := shown(form.text):
            agents.setdefault(form.agent, {}).setdefault((text, form.lang), Counter())[form.record] += 1
            heard[text] += 1
    clusters = _clusters(agents.values())
    _fill_known(base, [*clusters, *_clusters(map(_families, clusters))])
    rows = [(text, count, True) for text, count in heard.items()]
    for word, count in sorted(vocabulary, key=lambda entry: (-entry[1], entry[0]))[:MOST_WORDS]:
        if word not in heard and len(word) >= SHORTEST_WORD and word.isalpha():
            rows.append((word, count, False))
    _fill_heard(base, sorted(rows))
    base.execute("COMMIT")


def _clusters(agents: Iterable[_Known]) -> list[_Known]:
    """Return agents with more than one form; those with just the same forms are one."""
    merged: dict[tuple[tuple[str, str], ...], _Known] = {}
    for known in agents:
        if len(known) > 1:
            cluster = merged.setdefault(tuple(sorted(known)), {})
            for form, records in known.items():
                cluster.setdefault(form, Counter()).update(records)
    return [merged[forms] for forms in sorted(merged)]


def _families(known: _Known) -> _Known:
    """Return the forms of a family name: those of the name, its first names left out."""
    found: _Known = {}
    for form, family in families(list(known)).items():
        found.setdefault((family, form[1]), Counter()).update(known[form])
    return found


def _fill_known(base: sqlite3.Connection, clusters: Sequence[_Known]) -> None:
    for number, known in enumerate(clusters, start=1):
        forms = [
            Stored(text, lang, records.total(), tuple(sorted(record for record in records if record)[:RECORDS]))
            for (text, lang), records in sorted(known.items())
        ]
        base.execute("INSERT INTO name_clusters VALUES (?, ?)", (number, _encode(forms)))
        found = sorted(set().union(*(known_keys(form.text) for form in forms)))
        base.executemany("INSERT INTO name_known VALUES (?, ?)", ((key, number) for key in found))


def _fill_heard(base: sqlite3.Connection, heard: Sequence[tuple[str, int, bool]]) -> None:
    ids: dict[str, array[int]] = {}
    spoken: dict[str, list[str]] = {}
    rows = list[tuple[int, str, str, str, int, bool]]()
    for text, count, is_form in heard:
        made = name(text)
        if not made.words:
            continue
        rows.append((len(rows) + 1, text, made.script, " ".join(made.words), count, is_form))
        for unit in units(made):
            if (numbers := ids.get(key := made.script + skeleton(unit))) is None:
                numbers, spoken[key] = ids.setdefault(key, array("I")), []
            numbers.append(len(rows))
            spoken[key].append(coarse(unit))
    base.executemany("INSERT INTO name_heard VALUES (?, ?, ?, ?, ?, ?)", rows)
    base.executemany("INSERT INTO name_scripts VALUES (?, ?)", sorted(Counter(row[2] for row in rows).items()))
    kept = ((key, len(ids[key]), ids[key].tobytes(), "\n".join(spoken[key])) for key in sorted(ids))
    base.executemany("INSERT INTO name_keys VALUES (?, ?, ?, ?)", kept)
