"""Which known edition a title of a provider's list is: by its numbers, else by title and publisher, else nobody knows yet.

Enter at ``match``. A wrong tie shows readers another journal's years, so what is not sure waits for a person, with its reasons.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum

import msgspec

from lantai.core.text.fold import key, words

from .serial_titles import apart, forms, likeness

ALIKE = 0.65
"""Likeness of titles from which on a shared number ties them. At 0.6 stands a title change under an old number
(Rocky Mountain Review of Language and Literature), at 0.75 begin other spellings of one title."""

LEAST_WORDS = 2
"""Words of a title that may tie without a number; "Nature" and "Bulletin" are many journals."""

TELLING_WORDS, TELLING_LETTERS = 4, 20
"""From when on a title is long enough to be one journal's alone where a publisher is not known."""

SURE = 0.8
"""Score from which on a title is tied without a person."""

MOST_SHOWN = 5


class Said(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What is compared. ``numbers``: ISSNs or ISBNs. ``titles``: the first is its own, others it is known by. ``key``: of a known one, its
    instance; ``group``: its work. ``online``: a number that is of the online edition. ``people``: family names, folded."""

    titles: tuple[str, ...]
    numbers: frozenset[str] = frozenset()
    publisher: str = ""
    serial: bool = True
    part: str = ""
    people: frozenset[str] = frozenset()
    year: int | None = None
    online: str = ""
    key: int = 0
    group: int = 0


class Tie(StrEnum):
    """What became of a title."""

    MATCHED = "matched"
    QUEUED = "queued"
    NEW = "new"


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """A known edition that it may be, how surely (0..1), and why: (code, detail) pairs."""

    key: int
    score: float
    reasons: tuple[tuple[str, str], ...]


class Match(msgspec.Struct, frozen=True, gc=False):
    """What became of a title: ``key`` of the edition it is tied to, 0 none; the reasons; those it may be, the likeliest first."""

    tie: Tie
    key: int = 0
    reasons: tuple[tuple[str, str], ...] = ()
    candidates: tuple[Candidate, ...] = ()


NEW = Match(Tie.NEW)


def match(asked: Said, by_number: Sequence[Said], by_title: Iterable[Said] = ()) -> Match:
    """Return what ``asked`` is among the known that share a number with it, else among those that share its title."""
    if by_number:
        return _decided([_numbered(asked, known) for known in by_number], asked, by_number)
    candidates = [found for known in by_title if (found := _titled(asked, known))]
    return _decided(candidates, asked, ()) if candidates else NEW


def _decided(candidates: Sequence[Candidate], asked: Said, known: Sequence[Said]) -> Match:
    """Tie to the one work of which it is sure; of its editions to the online one, else to the first."""
    ranked = sorted(candidates, key=lambda each: (-each.score, each.key))
    sure = [each for each in ranked if each.score >= SURE]
    groups = {each.key: each.group for each in known}
    if not sure:
        return Match(Tie.QUEUED, candidates=tuple(ranked[:MOST_SHOWN]), reasons=ranked[0].reasons)
    if len({groups.get(each.key, each.key) for each in sure}) > 1:
        best = [each for each in sure if each.score == sure[0].score]
        if len({groups.get(each.key, each.key) for each in best}) > 1:
            reasons = (("several_editions", str(len(sure))),)
            return Match(Tie.QUEUED, candidates=tuple(ranked[:MOST_SHOWN]), reasons=reasons)
        sure = best
    online = {each.key for each in known if asked.online and asked.online in each.numbers}
    chosen = next((each for each in sure if each.key in online), sure[0])
    return Match(Tie.MATCHED, chosen.key, chosen.reasons)


def _numbered(asked: Said, known: Said) -> Candidate:
    shared = sorted(asked.numbers & known.numbers)
    reasons: list[tuple[str, str]] = [("shared_number", number) for number in shared]
    alike = max((likeness(one, other) for one in asked.titles for other in known.titles), default=0.0)
    if asked.serial != known.serial:
        return Candidate(known.key, 0.4, (*reasons, ("kinds_differ", "")))
    if asked.part and known.part and key(asked.part) != key(known.part):
        return Candidate(known.key, 0.5, (*reasons, ("parts_differ", f"{asked.part} / {known.part}")))
    if alike >= ALIKE:
        return Candidate(known.key, 0.9 + 0.1 * alike, (*reasons, ("titles_alike", f"{alike:.2f}")))
    told_apart = any(apart(one, other) for one in asked.titles[:1] for other in known.titles[:1])
    if len(shared) > 1 and not told_apart:
        return Candidate(known.key, 0.85, (*reasons, ("titles_differ", f"{alike:.2f}")))
    return Candidate(known.key, 0.5 + 0.2 * alike, (*reasons, ("titles_differ", f"{alike:.2f}")))


def _titled(asked: Said, known: Said) -> Candidate | None:
    """Compare two that share no number: equal titles alone are many journals' own."""
    if asked.serial != known.serial or not _one_title(asked, known):
        return None
    if asked.serial:
        return _journal(asked, known)
    return _book(asked, known)


def _one_title(asked: Said, known: Said) -> bool:
    mine = {form for title in asked.titles for form in forms(title)}
    return not mine.isdisjoint(form for title in known.titles for form in forms(title))


def _journal(asked: Said, known: Said) -> Candidate:
    publishers = publishers_agree(asked.publisher, known.publisher)
    reasons: tuple[tuple[str, str], ...] = (("same_title", asked.titles[0]),)
    distinct = len(words(asked.titles[0])) >= LEAST_WORDS
    if publishers is False:
        return Candidate(known.key, 0.3, (*reasons, ("publishers_differ", f"{asked.publisher} / {known.publisher}")))
    if asked.numbers and known.numbers:
        return Candidate(known.key, 0.6, (*reasons, ("numbers_differ", "; ".join(sorted(known.numbers)))))
    if publishers and distinct:
        return Candidate(known.key, 0.9, (*reasons, ("same_publisher", known.publisher)))
    if publishers is None and len(words(asked.titles[0])) >= TELLING_WORDS and len(key(asked.titles[0])) >= TELLING_LETTERS:
        return Candidate(known.key, 0.85, (*reasons, ("long_title", "")))
    return Candidate(known.key, 0.5, (*reasons, ("little_to_compare", "")))


def _book(asked: Said, known: Said) -> Candidate | None:
    reasons: tuple[tuple[str, str], ...] = (("same_title", asked.titles[0]),)
    people = asked.people & known.people
    if asked.people and known.people and not people:
        return None
    if asked.part and known.part and key(asked.part) != key(known.part):
        return None
    years = asked.year is not None and known.year is not None
    if years and abs((asked.year or 0) - (known.year or 0)) > 1:
        return Candidate(known.key, 0.4, (*reasons, ("years_differ", f"{asked.year} / {known.year}")))
    publishers = publishers_agree(asked.publisher, known.publisher)
    if publishers is False:
        return Candidate(known.key, 0.4, (*reasons, ("publishers_differ", f"{asked.publisher} / {known.publisher}")))
    if people and years and publishers:
        return Candidate(known.key, 0.9, (*reasons, ("same_author", sorted(people)[0]), ("same_year", str(known.year))))
    return Candidate(known.key, 0.6, (*reasons, ("little_to_compare", "")))


_HOUSE = frozenset(
    """press publishing publishers publisher publications ltd limited inc llc gmbh co company group verlag and the of de sons books
    international university""".split()  # noqa: SIM905 (words read better than quotes)
)


def publishers_agree(one: str, other: str) -> bool | None:
    """Say whether two names are of one publisher, None where one is not known: one word that says something, or the whole name, in common."""
    if not one.strip() or not other.strip():
        return None
    if key(one) == key(other):
        return True
    mine, others = ({word for word in words(name) if word not in _HOUSE and len(word) > 1} for name in (one, other))
    return bool(mine & others) if mine and others else key(one) == key(other)
