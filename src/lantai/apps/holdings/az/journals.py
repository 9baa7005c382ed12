"""The list of journals as pages and programs ask for it: narrowed, a letter or a search at a time, with counts that are kept a while."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.db.models import Count, QuerySet

from lantai.apps.holdings.models.listed import Journal, JournalSubject, ListsFollowed
from lantai.core.bib.disciplines import NAMES
from lantai.core.text import fold
from lantai.core.text.initials import OTHER

from .naming import SCRIPTS, first_script
from .searching import words_of

PAGE = 50
MOST_PAGES = 1_000
MOST_SUGGESTED = 8
NEWEST = 50
MOST_PUBLISHERS = 200


UNSHOWN = ("key", "sort", "words", "sound")
"""What no page shows of a title: half of its row."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of a script, and how many titles stand under it."""

    script: str
    letter: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody wants of the list. ``letter`` of ``script``, or ``words``; ``subject``: "d:08", "clc:TP"; ``publisher``: its key."""

    words: str = ""
    script: str = ""
    letter: str = ""
    subject: str = ""
    publisher: str = ""
    is_open: bool = False
    is_reviewed: bool = False
    page: int = 1

    @property
    def narrowed(self) -> bool:
        """Say whether the list is narrowed otherwise than by a letter."""
        return bool(self.words or self.subject or self.publisher or self.is_open or self.is_reviewed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of the list."""

    asked: Asked
    rows: Sequence[Journal]
    total: int
    pages: int
    letters: Sequence[Letter]
    whole: int


def revision() -> int:
    """Return the number of the list's last change."""
    return ListsFollowed.objects.values_list("revision", flat=True).first() or 0


def journals(wanted: Asked, *, on: date, lang: str = "") -> Found:
    """Return a page of the titles that readers have on a day; the first letter there is where nothing narrows the list.

    Titles of the script in which a reader of ``lang`` looks first come first.
    """
    now, first = revision(), first_script(lang) if lang else ""
    letters = _letters(now, on, str(settings.DATA), replace(wanted, page=1, letter="", script=""))
    letters = sorted(letters, key=lambda one: one.script != first)
    if not wanted.narrowed and not wanted.letter and letters:
        usual = next((one for one in letters if one.script != OTHER), letters[0])
        wanted = replace(wanted, script=usual.script, letter=usual.letter)
    of_letters = sum(
        one.count for one in letters if not wanted.letter or (one.script, one.letter) == (wanted.script, wanted.letter)
    )
    pages = min(max(1, -(-of_letters // PAGE)), MOST_PAGES)
    page = min(max(wanted.page, 1), pages)
    mine = sum(one.count for one in letters if one.script == first)
    found = _rows(now, wanted, on, (page - 1) * PAGE, page * PAGE, of=(first, mine))
    whole = sum(one.count for one in letters)
    return Found(asked=replace(wanted, page=page), rows=found, total=of_letters, pages=pages, letters=letters, whole=whole)


def _rows(now: int, wanted: Asked, on: date, start: int, end: int, of: tuple[str, int] = ("", 0)) -> list[Journal]:
    """Return the titles from ``start`` to ``end``. ``of``: the script that comes first where no letter is asked, and how many titles it has."""
    if not wanted.words:
        rows = narrowed(wanted, on).defer(*UNSHOWN)
        if wanted.letter:
            return list(rows.order_by("sort", "pk")[start:end])
        first, mine = of  # in two parts: each is read in the order of an index
        rows = rows.order_by("script", "initial", "sort", "pk")
        own = list(rows.filter(script=first)[start : min(end, mine)]) if start < mine else []
        return own + (list(rows.exclude(script=first)[max(start - mine, 0) : end - mine]) if end > mine else [])
    found = _searched(now, on, str(settings.DATA), replace(wanted, page=1, letter="", script=""))
    if wanted.letter:
        found = tuple(one for one in found if one[1:] == (wanted.script, wanted.letter))
    pks = [pk for pk, _script, _letter in found[start:end]]
    rows_of = Journal.objects.listed(on).defer(*UNSHOWN).in_bulk(pks)
    return [rows_of[pk] for pk in pks if pk in rows_of]


def narrowed(wanted: Asked, on: date) -> QuerySet[Journal]:
    """Return the titles that somebody wants, whatever their words, in no order."""
    rows = Journal.objects.listed(on)
    if wanted.letter:
        rows = rows.filter(script=wanted.script, initial=wanted.letter)
    if wanted.subject:
        rows = rows.filter(pk__in=JournalSubject.objects.filter(value=wanted.subject).values("journal"))
    if wanted.publisher:
        rows = rows.filter(publisher_key=wanted.publisher)
    if wanted.is_open:
        rows = rows.filter(is_open=True)
    return rows.filter(is_reviewed=True) if wanted.is_reviewed else rows


@lru_cache(maxsize=64)
def _searched(now: int, on: date, library: str, wanted: Asked) -> tuple[tuple[int, str, str], ...]:
    """Return number, script and letter of the titles that have the words, in order; kept for each state of the list and each day."""
    words = words_of(now, on, library)
    found = [(words.pks[n], *words.places[n]) for n in words.found(wanted.words)]
    if replace(wanted, words="").narrowed:
        allowed = set(narrowed(wanted, on).values_list("pk", flat=True))
        found = [one for one in found if one[0] in allowed]
    return tuple(found)


@lru_cache(maxsize=512)
def _letters(now: int, on: date, library: str, wanted: Asked) -> tuple[Letter, ...]:
    """Return the letters with how many titles, script by script; kept for each state of the list and each day."""
    counted = [Letter(script, initial, n) for (script, initial), n in _counted(now, on, library, wanted)]
    order = {code: n for n, code in enumerate(SCRIPTS)}
    return tuple(
        sorted(
            counted, key=lambda one: (one.script == OTHER, order.get(one.script, 99), one.script, one.letter == OTHER, one.letter)
        )
    )


def _counted(now: int, on: date, library: str, wanted: Asked) -> Iterable[tuple[tuple[str, str], int]]:
    if wanted.words:
        return Counter(one[1:] for one in _searched(now, on, library, wanted)).items()
    rows = narrowed(wanted, on).order_by().values_list("script", "initial").annotate(n=Count("pk"))
    return [((script, initial), n) for script, initial, n in rows]


def suggested(text: str, *, on: date) -> list[Journal]:
    """Return titles that begin as typed, then those that have such words."""
    return _rows(revision(), Asked(words=text), on, 0, MOST_SUGGESTED) if text.strip() else []


@lru_cache(maxsize=16)
def _subjects(now: int, on: date, library: str) -> dict[str, int]:
    listed = JournalSubject.objects.filter(journal__from_date__lte=on, journal__until_date__gt=on)
    return dict(listed.order_by().values_list("value").annotate(n=Count("pk")))


def disciplines(*, on: date) -> list[tuple[str, int]]:
    """Return the disciplines that have titles, with how many."""
    counted = _subjects(revision(), on, str(settings.DATA))
    return [(code, counted[f"d:{code}"]) for code in NAMES if f"d:{code}" in counted]


def classes(*, on: date, scheme: str = "clc") -> list[tuple[str, int]]:
    """Return the classes of a scheme that have titles, with how many, main classes and those below them in order."""
    counted = _subjects(revision(), on, str(settings.DATA))
    return sorted((value.partition(":")[2], n) for value, n in counted.items() if value.startswith(f"{scheme}:"))


@lru_cache(maxsize=16)
def _publishers(now: int, on: date, library: str) -> tuple[tuple[str, str, int], ...]:
    rows = Journal.objects.listed(on).exclude(publisher_key="").order_by().values("publisher_key").annotate(n=Count("pk"))
    largest = sorted(((row["publisher_key"], row["n"]) for row in rows), key=lambda row: (-row[1], row[0]))[:MOST_PUBLISHERS]
    named = dict(Journal.objects.filter(publisher_key__in=[key for key, _ in largest]).values_list("publisher_key", "publisher"))
    return tuple((key, named[key], n) for key, n in largest)


def publishers(*, on: date) -> Sequence[tuple[str, str, int]]:
    """Return the publishers with most titles: key, name, how many."""
    return _publishers(revision(), on, str(settings.DATA))


def publisher_key(name: str) -> str:
    """Return the key of a publisher's name."""
    return fold.key(name)[:120]


def journal(pk: int, *, on: date) -> Journal | None:
    """Return one title that readers have."""
    return Journal.objects.listed(on).filter(pk=pk).first()


def journal_of(work: int, *, on: date) -> Journal | None:
    """Return the title that readers have and the catalog describes as this work."""
    return Journal.objects.listed(on).filter(work=work).only("pk").first()


def newest(*, on: date, subject: str = "") -> list[Journal]:
    """Return the titles that came last, for a feed."""
    rows = narrowed(Asked(subject=subject), on).filter(new_date__lte=on)
    return list(rows.order_by("-new_date", "pk")[:NEWEST])


def offers_on(found: Journal, on: date) -> list[dict[str, object]]:
    """Return where a title is to be had on a day; years that were kept only where the whole title is not there."""
    day = on.isoformat()
    there = [offer for offer in found.offers if offer["from"] <= day < offer["until"]]
    whole = {offer["title"] for offer in there if not offer.get("kept")}
    return [offer for offer in there if not offer.get("kept") or offer["title"] not in whole]
