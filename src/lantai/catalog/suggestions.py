"""What is suggested while somebody types, kept up to date with the works; ``current()`` for asking, ``follow`` to go on.

It follows changes of works as the index does, but at its own pace: an import never waits for it, and a list that is a minute old still helps.
"""

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from msgspec.structs import replace

from lantai.core.bib.headings import PARTS
from lantai.core.bib.record import BibRecord, Text, decode
from lantai.core.bilingual.entry import Origin
from lantai.core.bilingual.words import key as word_key
from lantai.core.names.alike import likeness
from lantai.core.names.parts import name
from lantai.core.query.expansion import Found, Span
from lantai.core.query.near import LEAST_WORKS, Speller, is_spelled
from lantai.core.text.scripts import script_of
from lantai.search.protocol import EngineUnavailable
from lantai.search.suggest.described import Heading, Kind, described
from lantai.search.suggest.reader import Suggestions
from lantai.search.suggest.schema import fingerprint
from lantai.search.suggest.shelf import Shelf
from lantai.search.suggest.terms import Sounds
from lantai.search.suggest.writer import OtherNames, Writer
from lantai.search.translations.names import Names
from lantai.search.translations.protocol import TablesUnavailable
from lantai.search.translations.tables import Tables

from . import index, translations
from .blobs import description
from .models import Instance, Work

log = logging.getLogger(__name__)

PIECE = 500
BATCH = 20_000
"""Works between two commits of a long run; each commit rewrites the people and subjects that grew."""

WORDS_AGE_S = 3_600
"""For so long the list of words for other spellings is good enough; to make it takes a second a million works."""

MOST_LABELS = 12
MOST_HEARD = 30
ALIKE = 0.5
"""A name that stands with another in a record may be its translator's: it is taken for another form only where it sounds so. Names of one
person in nine scripts reach .85, those of authors and their translators .08."""

SURE = (Origin.AUTHORITY,)


def shelf() -> Shelf:
    """Return where this library's suggestions lie."""
    return _shelf(Path(settings.DATA) / "suggestions")


@cache
def _shelf(directory: Path) -> Shelf:
    return Shelf(directory)


def current() -> Suggestions | None:
    """Return the suggestions in use; None while there are none, or they cannot be read (the log says why): readers then type on without."""
    try:
        return shelf().current()
    except EngineUnavailable as problem:
        log.warning("Nothing is suggested: %s", problem)
        return None


def lag() -> int:
    """Return how many works have changed since the suggestions in use were brought up to date."""
    return Work.objects.filter(changed__gt=shelf().reached(shelf().name() or "-")).count()


def follow(*, budget_s: float | None = None, progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Bring suggestions up to date, for so many seconds at the most, and return how many works were looked at; the next call goes on.

    Raise WriterBusy when another process is at it already.
    """
    place, tables = shelf(), translations.tables()
    made = fingerprint(translations.shelf().name() or "")
    reached, last = place.reached(made), index.last_change()
    if last <= reached and place.name() == made:
        return 0
    until = None if budget_s is None else time.monotonic() + budget_s
    total = Work.objects.filter(changed__gt=reached, changed__lte=last).count()
    done, noted = 0, reached
    with Writer(place.directory(made), sounds=_sounds(), others=_Known(tables, index.languages())) as writer:
        uncommitted, through = 0, reached
        for works, through in index.pages(reached, last, size=PIECE):
            _put(writer, list(works))
            done, uncommitted = done + len(works), uncommitted + len(works)
            progress(done, total)
            is_over = until is not None and time.monotonic() > until and through > noted
            if is_over or uncommitted >= BATCH:
                writer.commit()
                place.note(made, noted := through)
                uncommitted = 0
            if is_over:
                break
        else:
            writer.commit()
            place.note(made, noted := last)
    if noted >= last or place.name() is None:
        place.use(made)
    if noted >= last and place.words_age_s(made) > WORDS_AGE_S:
        found = Suggestions(place.directory(made)).vocabulary(least=LEAST_WORKS)
        place.keep_words(made, ((word, count) for word, count in found if is_spelled(word)))
    return done


def speller() -> Speller | None:
    """Return who knows the words of titles and makers' names, to look for other spellings; None while there is no list of them."""
    return _speller(shelf(), shelf().words_seen())


@lru_cache(maxsize=1)
def _speller(place: Shelf, seen: tuple[str, int]) -> Speller | None:
    name, at = seen
    return Speller(place.words(name)) if at else None


def _put(writer: Writer, works: Collection[int]) -> None:
    """Make suggestions agree with the database about ``works``."""
    rows = Instance.objects.filter(work__in=works, live=True, work__state=Work.State.LIVE).order_by("work_id", "rank", "pk")
    records: dict[int, list[BibRecord]] = defaultdict(list)
    for work, blob in rows.packed().values_list("work_id", "packed"):
        records[work].append(decode(description(blob)))
    writer.put(described(editions, number=work) for work, editions in records.items())
    writer.delete(set(works).difference(records))


def _sounds() -> Sounds:
    """Return what romanises; it takes 60 MB, and is only loaded by who writes."""
    from lantai.search.suggest.sounds import sound

    return sound


class _Known(OtherNames):
    """What the tables know: forms of one name in other records and authorities, labels of one subject in the languages of the collection."""

    def __init__(self, tables: Tables, languages: Sequence[str]) -> None:
        self._tables, self._targets = tables, frozenset(lang.partition("-")[0] for lang in languages)
        self._names = Names(tables.store.path if tables.store else None) if tables.store else None

    def of(self, heading: Heading) -> Iterable[Text]:
        """Return the forms; none where the tables cannot be read."""
        try:
            found = self._of_person(heading) if heading.kind is Kind.PERSON else self._of_subject(heading)
            return [Text(one.text, one.lang) for one in found[:MOST_LABELS]]
        except TablesUnavailable:  # searching says so in the log
            return ()

    def _of_person(self, heading: Heading) -> list[Found]:
        if self._names is None:
            return []
        first = heading.forms[0].value
        spans = [Span("", first)]
        known = self._names.forms(spans, self._targets)
        ruled = self._tables.rulings.over(known, spans, self._targets, with_accepted=False)
        own = name(first)
        said = (one for rows in ruled.values() for one in rows[:MOST_HEARD])
        alike = [one for one in said if likeness(own, name(one.text), among=MOST_HEARD) >= ALIKE]
        return [replace(one, lang="") if script_of(one.text) == "Latn" else one for one in alike]

    def _of_subject(self, heading: Heading) -> list[Found]:
        if PARTS in heading.key:
            return []
        spans = [Span(form.lang.partition("-")[0], key) for form in heading.forms if (key := word_key(form.value, form.lang))]
        known = self._tables.look_up(spans, self._targets, SURE) if self._targets else {}
        return [one for said in known.values() for one in said]
