"""The pure half of making suggestions: what the database holds of works to what is suggested of them, and further names that the tables know.

Runs in reader processes too (see ``readers``), so nothing here knows the database or Django.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from msgspec.structs import replace

from lantai.core.bib.headings import PARTS
from lantai.core.bib.record import Text
from lantai.core.bilingual.entry import Origin
from lantai.core.bilingual.words import key as word_key
from lantai.core.names.alike import likeness
from lantai.core.names.parts import name
from lantai.core.query.expansion import Found, Span
from lantai.core.text.scripts import script_of
from lantai.search.suggest import filling
from lantai.search.suggest.described import Described, Heading, Kind, described, told
from lantai.search.suggest.terms import Sounds
from lantai.search.suggest.writer import OtherNames
from lantai.search.translations.names import Names
from lantai.search.translations.protocol import TablesUnavailable
from lantai.search.translations.rulings import Rulings
from lantai.search.translations.store import Store
from lantai.search.translations.tables import Tables

from .blobs import description, learn

Packed = tuple[int, tuple[bytes, ...]]
"""A work, and its instances as they are packed, the one shown first standing first."""

MOST_LABELS = 12
MOST_HEARD = 30
ALIKE = 0.5
"""A name that stands with another in a record may be its translator's: it is taken for another form only where it sounds so. Names of one
person in nine scripts reach .85, those of authors and their translators .08."""

SURE = (Origin.AUTHORITY,)
LENGTH_BYTES = 4
"""Before each piece of a file of mentions."""


def of(works: Iterable[Packed]) -> Iterable[Described]:
    """Yield what can be suggested of works."""
    return (described([told(description(blob)) for blob in blobs], number=number) for number, blobs in works)


def spread(works: list[Packed], own: tuple[tuple[int, bytes], ...], over: int) -> bytes:
    """Return the rows of works and what they name, for another process. ``own``: the library's own dictionaries."""
    learn(own)
    return filling.encode_spread(filling.spread(of(works), over=over, sounds=sounds()))


def gathered(mentions: Path, rows: Path, tables: Path | None, rulings: Rulings, languages: Sequence[str]) -> bytes:
    """Write the rows of the headings of a file of mentions, and remove that one."""
    others = Others(_tables(tables, rulings), languages)
    with rows.open("wb") as out:
        out.writelines(line + b"\n" for line in filling.headings(_pieces(mentions), sounds=sounds(), others=others))
    mentions.unlink()
    return b""


def _pieces(file: Path) -> Iterable[bytes]:
    with file.open("rb") as stream:
        while length := stream.read(LENGTH_BYTES):
            yield stream.read(int.from_bytes(length))


def sounds() -> Sounds:
    """Return what romanises; it takes 60 MB, and is only loaded by who writes."""
    from lantai.search.suggest.sounds import sound

    return sound


@lru_cache(maxsize=1)
def _store(path: Path) -> Store:
    return Store(path)


def _tables(path: Path | None, rulings: Rulings) -> Tables:
    return Tables(_store(path) if path else None, rulings)


class Others(OtherNames):
    """What the tables know: forms of one name in other records and authorities, labels of one subject in the languages of the collection."""

    def __init__(self, tables: Tables, languages: Sequence[str]) -> None:
        self._tables, self._targets = tables, frozenset(lang.partition("-")[0] for lang in languages)
        self._names = Names(tables.store.path) if tables.store else None

    def of(self, headings: Sequence[Heading]) -> Sequence[Sequence[Text]]:
        """Return the forms of each; none where the tables cannot be read."""
        if not (self._tables.store or self._tables.rulings):
            return [()] * len(headings)
        try:
            found = self._of_people([one for one in headings if one.kind is Kind.PERSON])
            found |= self._of_subjects([one for one in headings if one.kind is Kind.SUBJECT])
        except TablesUnavailable:  # searching says so in the log
            found = {}
        return [[Text(row.text, row.lang) for row in found.get((one.kind, one.key), ())[:MOST_LABELS]] for one in headings]

    def _of_people(self, headings: Collection[Heading]) -> dict[tuple[Kind, str], list[Found]]:
        if self._names is None:
            return {}
        spans = {(one.kind, one.key): Span("", one.forms[0].value) for one in headings}
        asked = list(dict.fromkeys(spans.values()))
        known = self._names.forms(asked, self._targets)
        blocked = self._tables.rulings.is_blocked_name
        said = {span: [row for row in rows if not blocked(span.key, row.text)] for span, rows in known.items()}
        return {heading: _alike(span.key, said[span][:MOST_HEARD]) for heading, span in spans.items() if span in said}

    def _of_subjects(self, headings: Collection[Heading]) -> dict[tuple[Kind, str], list[Found]]:
        if not self._targets:
            return {}
        spans = {(one.kind, one.key): _spans(one) for one in headings if PARTS not in one.key}
        asked = list(dict.fromkeys(span for own in spans.values() for span in own))
        said = self._tables.look_up(asked, self._targets, SURE)
        return {heading: [row for span in own for row in said.get(span, ())] for heading, own in spans.items()}


def _spans(heading: Heading) -> list[Span]:
    return [Span(form.lang.partition("-")[0], key) for form in heading.forms if (key := word_key(form.value, form.lang))]


def _alike(text: str, said: Sequence[Found]) -> list[Found]:
    own = name(text)
    alike = [one for one in said if likeness(own, name(one.text), among=MOST_HEARD) >= ALIKE]
    return [replace(one, lang="") if script_of(one.text) == "Latn" else one for one in alike]
