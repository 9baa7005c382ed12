"""The list of databases as pages and programs ask for it. There are some hundreds, a thousand at most: read whole and narrowed in memory."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import pgettext_lazy

from lantai.apps.holdings.models import Activation, Basis, Database, DatabaseOpenings
from lantai.core.text.languages import name as language_name
from lantai.infra.collation import sort_keys

from .naming import Named, asked, first_script, places, words_of

NEW = timedelta(days=90)
"""For how long a database counts as new."""

FEWEST_RANKED = 10
"""Openings in a year from which on a database has a place among those used most: fewer may be one reader's."""

TYPES = {
    "full_text": pgettext_lazy("database", "Full text"),
    "abstracts": pgettext_lazy("database", "Abstracts and indexes"),
    "journals": pgettext_lazy("database", "Journals"),
    "books": pgettext_lazy("database", "Books"),
    "news": pgettext_lazy("database", "Newspapers"),
    "theses": pgettext_lazy("database", "Theses"),
    "data": pgettext_lazy("database", "Data and statistics"),
    "reference": pgettext_lazy("database", "Reference works"),
    "archives": pgettext_lazy("database", "Archives and sources"),
    "images": pgettext_lazy("database", "Images"),
    "media": pgettext_lazy("database", "Sound and film"),
    "patents": pgettext_lazy("database", "Patents"),
    "standards": pgettext_lazy("database", "Standards"),
    "law": pgettext_lazy("database", "Law and cases"),
}
"""Types that there are; a library may write others, which are shown as written."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A database as a row: where it stands, whether it is new, until when it is on trial (None: it is not).

    ``rank``: its place among those opened most, from 1 on; None where it was opened too seldom to say.
    """

    database: Database
    script: str
    initial: str
    is_new: bool
    trial_until: date | None
    rank: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody wants of the list. ``only``: "new", "trial" or ""; ``order``: "used", those opened most first, or "", by name."""

    words: str = ""
    script: str = ""
    letter: str = ""
    subject: str = ""
    type: str = ""
    language: str = ""
    only: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The list, with what it can be narrowed by and how many each leaves of the whole."""

    rows: Sequence[Listed]
    whole: int
    letters: Sequence[tuple[str, str, int]]
    subjects: Sequence[tuple[str, int]]
    types: Sequence[tuple[str, int]]
    languages: Sequence[tuple[str, int]]
    new: int
    trials: int
    ranked: int


def databases(wanted: Asked, *, on: date, lang: str) -> Found:
    """Return the databases that readers have on a day, narrowed, in the order of the reader's names for them."""
    listed = _listed(on, lang)
    keep = [row for row in listed if all(test(row) for test in _tests(wanted))]
    if wanted.order == "used":
        keep.sort(key=lambda row: row.rank or len(listed) + 1)
    letters = Counter((row.script, row.initial) for row in listed)
    order = list(dict.fromkeys((row.script, row.initial) for row in listed))
    return Found(
        rows=keep,
        whole=len(listed),
        letters=[(script, letter, letters[script, letter]) for script, letter in order],
        subjects=sorted(Counter(s for row in listed for s in row.database.subjects).items()),
        types=_most(Counter(t for row in listed for t in row.database.types)),
        languages=_most(Counter(tag for row in listed for tag in row.database.languages)),
        new=sum(row.is_new for row in listed),
        trials=sum(row.trial_until is not None for row in listed),
        ranked=sum(row.rank is not None for row in listed),
    )


def database(pk: int, *, on: date, lang: str) -> Listed | None:
    """Return one database that readers have on a day."""
    return next((row for row in _listed(on, lang) if row.database.pk == pk), None)


def name_of(row: Database, lang: str) -> Named:
    """Return the name by which a reader of a language looks for it."""
    names = {tag.casefold(): words for tag, words in row.names.items()}
    primary = lang.partition("-")[0]
    said = names.get(lang.casefold()) or names.get(primary)
    return Named(said, primary, "proper") if said else Named(row.name, row.language, "proper")


def _listed(on: date, lang: str) -> list[Listed]:
    rows = list(Database.objects.available(on).select_related("platform", "package"))
    named = places([name_of(row, lang) for row in rows], sort_keys)
    trials, ranks = _trials(rows, on), _ranks(on)
    made = [
        (
            place.script == "#",
            place.script,
            place.sort,
            Listed(row, place.script, place.initial, on - row.added_date <= NEW, trials.get(row.pk), ranks.get(row.pk)),
        )
        for row, place in zip(rows, named, strict=True)
    ]
    first = first_script(lang)
    return [row for *_, row in sorted(made, key=lambda each: (each[0], each[1] != first, each[1], each[2], each[3].database.pk))]


def _ranks(on: date) -> dict[int, int]:
    """Return the places of the databases opened most in a year; as many openings, the same place."""
    counted = {pk: times for pk, times in DatabaseOpenings.objects.lately(on).counted().items() if times >= FEWEST_RANKED}
    order = sorted(counted.values(), reverse=True)
    return {pk: order.index(times) + 1 for pk, times in counted.items()}


def _trials(rows: Sequence[Database], on: date) -> dict[int, date]:
    """Return until when databases are on trial: those that nothing but a trial gives on a day."""
    given = list(Activation.objects.covering(on).of_databases(rows))
    found: dict[int, date] = {}
    for row in rows:
        mine = [a for a in given if a.database_id == row.pk or (row.package_id and a.package_id == row.package_id)]
        ends = [a.until_date for a in mine if a.basis == Basis.TRIAL and a.until_date]
        if ends and all(a.basis == Basis.TRIAL for a in mine):
            found[row.pk] = max(ends)
    return found


def _tests(wanted: Asked) -> list[Callable[[Listed], bool]]:
    tests: list[Callable[[Listed], bool]] = []
    if wanted.words:
        words = asked(wanted.words)
        tests.append(lambda row: bool(words) and all(_has(row.database, word) for word in words))
    if wanted.letter:
        tests.append(lambda row: (row.script, row.initial) == (wanted.script, wanted.letter))
    if wanted.subject:
        tests.append(lambda row: wanted.subject in row.database.subjects)
    if wanted.type:
        tests.append(lambda row: wanted.type in row.database.types)
    if wanted.language:
        tests.append(lambda row: wanted.language in row.database.languages)
    if wanted.only in ("new", "trial"):
        tests.append(lambda row: row.is_new if wanted.only == "new" else row.trial_until is not None)
    return tests


def _has(row: Database, word: str) -> bool:
    """Say whether a database is found by a word: of its names in any language, its provider, or what is said of it."""
    names = [Named(row.name, row.language, ""), *(Named(words, tag, "") for tag, words in row.names.items())]
    about = [Named(words, tag, "") for tag, words in (*row.descriptions.items(), ("", row.provider))]
    words, sound = words_of([*names, *about], ())
    if not word.isascii():
        return word in words
    return f" {word}" in words or (word.isalpha() and len(word) > 1 and word in sound)


def _most(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def language_order(tags: Sequence[tuple[str, int]], lang: str) -> list[tuple[str, int]]:
    """Return languages in the order of their names in the reader's language."""
    names = [language_name(tag, lang) for tag, _ in tags]
    keys = sort_keys(names, lang)
    return [pair for _, pair in sorted(zip(keys, tags, strict=True), key=lambda each: each[0])]
