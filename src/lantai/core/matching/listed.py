"""Which known edition a title of a provider's list is: by its numbers, else by title and publisher, else nobody knows yet.

Enter at ``match``. A wrong tie shows readers another journal's years, so what is not sure waits for a person, with its reasons.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum

import msgspec

from lantai.core.text.fold import key, words

from .books_listed import book
from .candidates import LIKELY, Candidate, Said, issue_of
from .publishers import house_of, named_by, publishers_agree
from .serial_titles import Relation, apart, likeness, relation, said
from .signs import GENERIC

ALIKE = 0.65
"""Likeness of titles from which on a shared number ties them. At 0.6 stands a title change under an old number
(Rocky Mountain Review of Language and Literature), at 0.75 begin other spellings of one title."""

LEAST_WORDS = 2
"""Words of a title that may tie without a number; "Nature" and "Bulletin" are many journals."""

SURE = 0.8
"""Score from which on a title is tied without a person."""

UNLIKELY = 0.3
"""Score above which a second candidate keeps the likely one from being tied."""

LEAST_TELLING = 4
"""Words of a title that no second publisher takes for a journal of his; "Journal of Computer Science and Technology" has two of Springer's and of another."""

LEAST_OF_SOCIETY = 3
"""Words of a title that is a society's own when the society is named for them; "Internal Medicine" is any house's."""

MOST_SHOWN = 5

__all__ = ["NEW", "Candidate", "Match", "Said", "Tie", "issue_of", "match", "set_aside"]


class Tie(StrEnum):
    """What became of a title."""

    MATCHED = "matched"
    QUEUED = "queued"
    NEW = "new"


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


def set_aside(found: Match, *, because: tuple[str, str]) -> Match:
    """Return a match that a person is to look at for a reason beyond it; what it would have been tied to stays proposed."""
    proposed = found.candidates or ((Candidate(found.key, SURE, found.reasons),) if found.key else ())
    return Match(Tie.QUEUED, reasons=(because, *found.reasons), candidates=proposed)


def _decided(candidates: Sequence[Candidate], asked: Said, known: Sequence[Said]) -> Match:
    """Tie to the one work of which it is sure; of its editions to the online one, else to the first."""
    ranked = sorted(candidates, key=lambda each: (-each.score, each.key))
    sure = [each for each in ranked if each.score >= SURE]
    groups = {each.key: each.group for each in known}
    if not sure and (alone := _alone(ranked)):
        return Match(Tie.MATCHED, alone.key, (*alone.reasons, ("no_other", "")))
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


def _alone(ranked: Sequence[Candidate]) -> Candidate | None:
    """Return the one likely candidate where the catalog knows no second of that name."""
    if ranked[0].score < LIKELY or any(each.score > UNLIKELY for each in ranked[1:]):
        return None
    return ranked[0]


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
    if asked.serial != known.serial:
        return None
    found = {relation(one, other) for one in asked.titles for other in known.titles} - {None}
    if not found:
        return None
    how = next(each for each in Relation if each in found)
    if asked.serial:
        return _journal(asked, known, how)
    return book(asked, known, how)


def _journal(asked: Said, known: Said, how: Relation) -> Candidate:
    publishers, begun = _published_alike(asked, known), begun_alike(asked, known)
    reasons: list[tuple[str, str]] = [(_RELATED[how], asked.titles[0])]
    reasons += [("same_publisher", known.publisher)] if publishers else []
    reasons += [("same_beginning", str(known.began or (known.issue or ("",))[0]))] if begun else []
    if publishers is False:
        reasons.append(("publishers_differ", f"{asked.publisher} / {known.publisher}"))
    if begun is False:
        return Candidate(known.key, 0.3, (*reasons, ("beginnings_differ", "")))
    if other := sorted(asked.numbers & known.beside):
        return Candidate(known.key, 0.93, (*reasons, ("number_of_other_form", other[0])))
    if asked.numbers and known.numbers:
        reasons.append(("numbers_differ", "; ".join(sorted(known.numbers))))
        if not _may_be_of_other_media(asked, known, publishers, begun):
            return Candidate(known.key, 0.6 if publishers is not False else 0.3, tuple(reasons))
    score, because = _evidence(asked.titles[0], how, publishers, begun)
    if score < SURE and publishers is None and _whole_title(asked, known) and _run_on(asked, known):
        score, because = 0.82, (("volumes_run_on", ""),)
    if score < SURE and _likely(asked, known, how, publishers):
        score, because = LIKELY, ()
    return Candidate(known.key, score, (*reasons, *because))


def _likely(asked: Said, known: Said, how: Relation, publishers: bool | None) -> bool:
    """Say whether a title would be taken for the known one by anybody who knows no other of that name."""
    if how is not Relation.SAME or not _whole_title(asked, known):
        return False
    if publishers is None:
        return True
    return _of_its_society(asked, known) or len(_about(asked.titles[0])) >= LEAST_TELLING


def _of_its_society(asked: Said, known: Said) -> bool:
    """Say whether one publisher is named for what the title is about: a society gives its journal to a house, and the house's list names the house."""
    about = _about(asked.titles[0])
    return (
        len(words(asked.titles[0])) >= LEAST_OF_SOCIETY
        and bool(about)
        and any(about <= set(words(each.publisher)) for each in (asked, known))
    )


def _about(title: str) -> set[str]:
    return {word for word in said(title) if len(word) > 3 and word not in _KINDS_OF_JOURNALS}


_KINDS_OF_JOURNALS = frozenset(
    "journal review studies international bulletin annals archives revista quarterly research science sciences".split()  # noqa: SIM905 (words read better than quotes)
)


def _may_be_of_other_media(asked: Said, known: Said, publishers: bool | None, begun: bool | None) -> bool:
    """Say whether different numbers may be of one serial: one of each, of its printed and of its online edition perhaps; of several
    numbers of the one, the other would have one."""
    fewer, more = sorted((len(asked.numbers), len(known.numbers)))
    return bool(publishers or begun) if more == 1 else bool(publishers and begun) and fewer == 1


def _published_alike(asked: Said, known: Said) -> bool | None:
    """Say whether two are of one publisher: by its name, or by the address at which the one is read."""
    said = publishers_agree(asked.publisher, known.publisher)
    if said is not True and (named_by(asked.host, known.publisher) or named_by(known.host, asked.publisher)):
        return True
    if said is None and any(
        one.host and not one.publisher and other.publisher and house_of(one.host)
        for one, other in ((asked, known), (known, asked))
    ):
        return False
    return said


_RELATED = {Relation.SAME: "same_title", Relation.SUBTITLE: "same_but_subtitle", Relation.ABBREVIATED: "title_abbreviated"}


def _evidence(
    title: str, how: Relation, publishers: bool | None, begun: bool | None
) -> tuple[float, tuple[tuple[str, str], ...]]:
    """Return how surely a title is the one that is known, from what else agrees; the thresholds of words stand above."""
    count = len(words(title))
    if key(title) in GENERIC:
        return 0.5, (("little_to_compare", ""),)
    if how is not Relation.SAME:
        enough = begun and (publishers or (publishers is None and count >= LEAST_WORDS))
        return (0.84, ()) if enough else (0.5, (("little_to_compare", ""),))
    if publishers:
        return 0.95 if begun else 0.9, ()
    if begun and (publishers is None or count >= LEAST_WORDS):
        return 0.85, ()
    return (0.5 if publishers is None else 0.3), (("little_to_compare", ""),)


def _whole_title(one: Said, other: Said) -> bool:
    """Say whether the whole titles are one, and more than a word: one of two parallel titles is another journal's own."""
    return len(words(one.titles[0])) >= LEAST_WORDS and key(one.titles[0]) in map(key, other.titles)


def _run_on(one: Said, other: Said) -> bool:
    """Say whether two early issues may be of one run of volumes, which come once to twelve times a year."""
    if not one.issue or not other.issue:
        return False
    (year, volume), (later, higher) = sorted((one.issue, other.issue))
    return later > year and (later - year) * 0.9 <= higher - volume <= (later - year) * MOST_VOLUMES


A_VOLUME_YEARS = 2
"""Years over which a volume may reach; under one number in years further apart stand two journals."""

MOST_VOLUMES = 12
"""Volumes of a year; few journals have more."""


def begun_alike(one: Said, other: Said) -> bool | None:
    """Say whether two serials began alike, None where nobody can tell: their first issues online are one, or their volumes count from
    one year, or the one began when the other's volumes say. What is online before the other began is another."""
    if one.issue and other.issue:
        if one.issue == other.issue:
            return True
        (year, volume), (of_other, volume_of_other) = sorted((one.issue, other.issue))
        if of_other > year and (volume > volume_of_other or (volume == volume_of_other and of_other - year > A_VOLUME_YEARS)):
            return False
        alike = abs((year - volume) - (of_other - volume_of_other)) <= 1
        return True if alike and volume >= 1 and volume_of_other >= 1 else None
    for asked, known in ((one, other), (other, one)):
        if asked.issue and known.began:
            if abs(asked.issue[0] - asked.issue[1] + 1 - known.began) <= 1:
                return True
            return False if asked.issue[0] < known.began - 1 else None
    if one.began and other.began:
        return True if one.began == other.began else None
    return None
