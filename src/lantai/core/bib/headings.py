"""Headings without authority rows: the key by which forms of one name or subject meet, and the address that leads to its page.

A name is known by the folded form of any of its scripts, and by the years of life that tell namesakes apart: ``caoxueqin--1715-1763``. A
subject is known by its elements: ``china--history``. An address is the same with the words of each part apart: ``cao-xueqin--1715-1763``.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from lantai.core.text.fold import fold, letters_once, words

from .record import Contribution, Subject, SubjectKind

PARTS = "--"
"""Between the elements of a heading, and before years of life; no key and no word holds it."""

LONGEST = 100
"""Characters of a part that count."""

LONGEST_ADDRESS = 240

MOST_PARTS = 6

NAMED = (SubjectKind.PERSON, SubjectKind.ORGANIZATION, SubjectKind.MEETING)

_WORDLIKE = re.compile("[A-Za-z0-9&]")
_NUMBERS = re.compile(r"\d+")
_SPAN = re.compile(r"(?:(\d{1,4})(bc)?)?-(?:(\d{1,4})(bc)?)?")
_DATED = re.compile(r",\s*(?=(?:b\.|d\.|ca\.|approximately|born|died|-)?\s*\d{3,4})", re.IGNORECASE)
_BEFORE_CHRIST = re.compile(r"\bB\.? ?C\b|公元前|紀元前|前\d|ق\.? ?م", re.IGNORECASE)
_NO_LIFE = re.compile(r"\bfl\b|\bflourished|\bactive|\bcent|世纪|世紀|القرن|\bв\.", re.IGNORECASE)


@lru_cache(maxsize=16_384)  # names and headings come again and again
def heading_key(text: str) -> str:
    """Return what every spelling of a name or of one element of a subject shares; "" of signs alone."""
    if not (text.isascii() and _WORDLIKE.search(text)) and not words(text):
        return ""
    return (letters_once(text) or "".join(fold(text).split()))[:LONGEST]


def address(*parts: str) -> str:
    """Return the readable part of an address that leads to the heading of these parts; "" when it has no words."""
    made = ["-".join(words(part))[:LONGEST_ADDRESS].strip("-") for part in parts]
    return PARTS.join(filter(None, made))


def key_of_address(given: str) -> str:
    """Return the key that an address means; whatever stands in it."""
    return PARTS.join(filter(None, map(heading_key, given.split(PARTS)[:MOST_PARTS])))


def name_address(name: str, years: str = "") -> str:
    """Return the readable part of an address that leads to somebody."""
    found = address(name)
    return f"{found}{PARTS}{years}" if found and years else found


def name_of_address(given: str) -> tuple[str, str]:
    """Return the key of the name and the years that an address means, "" where it has none."""
    name, _, years = given.partition(PARTS)
    return heading_key(name), years if is_life(years) else ""


def life(dates: str) -> str:
    """Return the years of a life as "1715-1763", "1926-" or "-1763"; "" when they do not say when somebody was born or died.

    Years before Christ are "427bc-347bc". How sure a year is ("1715?", "approximately 1715") is left out: it is for telling
    namesakes apart.
    """
    if not dates or _NO_LIFE.search(dates):
        return ""
    early = bool(_BEFORE_CHRIST.search(dates))
    years = [n for n in _NUMBERS.findall(dates) if (1 if early else 3) <= len(n) <= 4]
    if not years:
        return ""
    sign = "bc" if early else ""
    if len(years) == 1:
        died = re.match(r"\s*(?:d\.|died|-|–|م\.?\s|ت\.?\s)", dates)
        return f"-{years[0]}{sign}" if died else f"{years[0]}{sign}-"
    later = "" if early and int(years[-1]) > int(years[0]) else sign  # 63 B.C.-14 A.D. has a larger number last
    crosses = early and re.search(r"A\.? ?D|公元后|後", dates)
    return f"{years[0]}{sign}-{years[-1]}{'' if crosses else later}"


def same_life(one: str, other: str) -> bool:
    """Tell whether two spans may be of one person: nothing that both say differs, a birth by a few years only where the deaths agree."""
    (born, died), (other_born, other_died) = span(one), span(other)
    both_died = died is not None and other_died is not None
    if both_died and died != other_died:
        return False
    if born is None or other_born is None:
        return both_died
    return abs(born - other_born) <= (10 if both_died else 0)


def span(years: str) -> tuple[int | None, int | None]:
    """Return the years of birth and death of what ``life`` returned; those before Christ are negative."""
    match = _SPAN.fullmatch(years)
    if not match:
        return None, None
    born, died = (int(match[n]) * (-1 if match[n + 1] else 1) if match[n] else None for n in (1, 3))
    return born, died


def is_life(text: str) -> bool:
    """Tell whether a part of an address is a span of years."""
    return span(text) != (None, None)


def names(agent: Contribution) -> Iterator[str]:
    """Yield the keys of a contributor: of each form alone, and with the years of life where they are known."""
    years = life(agent.dates)
    for form in agent.forms:
        if found := heading_key(form.value):
            yield found
            if years:
                yield f"{found}{PARTS}{years}"


def subjects(subject: Subject) -> Iterator[str]:
    """Yield the keys of a subject: the heading, then longer and longer with its subdivisions; of other forms the heading alone."""
    found = heading_key(subject.forms[0].value)
    if found:
        yield found
        for part in subject.subdivisions[: MOST_PARTS - 1]:
            if more := heading_key(part):
                found = f"{found}{PARTS}{more}"
                yield found
    yield from filter(None, (heading_key(form.value) for form in subject.forms[1:]))


def name_without_life(text: str) -> str:
    """Return the name that a heading gives without the years after it: "Cao, Xueqin, 1715-1763" is "Cao, Xueqin"."""
    return _DATED.split(text, maxsplit=1)[0]


def about(subject: Subject) -> Iterator[str]:
    """Yield the keys of the name that a subject names, as ``names`` yields them, so that works about somebody are found by them."""
    if subject.kind not in NAMED:
        return
    for form in subject.forms:
        name, *rest = _DATED.split(form.value, maxsplit=1)
        if found := heading_key(name):
            yield found
            years = life(rest[0].split(". ")[0]) if rest else ""
            if years:
                yield f"{found}{PARTS}{years}"
