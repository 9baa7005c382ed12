"""Does a work do what a policy asks? Each requirement answered from the facts of the work: done, not done, or not known. And what changed between two texts."""

import difflib
import re
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

import msgspec

from lantai.core.bib.licenses import license_of
from lantai.core.openness.copies import Color, Version
from lantai.core.openness.recorded import Judged
from lantai.core.openness.verdicts import Rule
from lantai.core.text.messages import N_


class Demand(StrEnum):
    """What a policy may ask."""

    OPEN = "open"
    VERSION = "version"
    EMBARGO = "embargo"
    LICENSE = "license"


DEMANDED: dict[Demand, str] = {
    Demand.OPEN: N_("A copy can be read by anybody"),
    Demand.VERSION: N_("in the version that is asked for"),
    Demand.EMBARGO: N_("in time"),
    Demand.LICENSE: N_("under a license that is asked for"),
}


class Met(StrEnum):
    """Whether a demand is met."""

    YES = "yes"
    NO = "no"
    UNKNOWN = ""


class Demands(msgspec.Struct, frozen=True, kw_only=True):
    """What a version of a policy asks of works published from ``from_date`` on. ``embargo_months``: at most; None not said.

    ``version``: the least that is enough. ``licenses``: families ("CC-BY"), one of which is asked for; () any.
    """

    from_date: date
    until_date: date | None = None
    is_open: bool = True
    version: Version = Version.UNKNOWN
    embargo_months: int | None = None
    licenses: tuple[str, ...] = ()


class Checked(msgspec.Struct, frozen=True):
    """One demand, and whether a work meets it."""

    demand: Demand
    met: Met


_ENOUGH = {
    Version.SUBMITTED: (Version.SUBMITTED, Version.ACCEPTED, Version.PUBLISHED),
    Version.ACCEPTED: (Version.ACCEPTED, Version.PUBLISHED),
    Version.PUBLISHED: (Version.PUBLISHED,),
}


def concerns(demands: Demands, year: int | None) -> bool:
    """Say whether a version of a policy holds for a work of a year; the year in which it begins counts."""
    last = (demands.until_date - timedelta(days=1)).year if demands.until_date else year
    return year is not None and last is not None and demands.from_date.year <= year <= last


def check(demands: Demands, work: Judged, *, year: int, on: date) -> list[Checked]:
    """Return each demand with whether the work meets it on a day."""
    return [*_open(demands, work), *_embargo(demands, work, year, on), *_version(demands, work), *_license(demands, work)]


def _open(demands: Demands, work: Judged) -> Iterator[Checked]:
    if demands.is_open:
        waits = work.verdict.rule is Rule.EMBARGO and demands.embargo_months is not None
        yield Checked(Demand.OPEN, Met.YES if work.is_open else Met.UNKNOWN if waits else Met.NO)


def _embargo(demands: Demands, work: Judged, year: int, on: date) -> Iterator[Checked]:
    if demands.embargo_months is None:
        return
    if work.is_open:
        yield Checked(Demand.EMBARGO, Met.YES)
        return
    # Only the year is known for certain: the last day on which the copy may open is reckoned from its end.
    years, months = divmod(demands.embargo_months, 12)
    latest = date(year + years + (1 if months else 0), months or 12, 28)
    opens = work.verdict.opens_on
    late = (opens is not None and opens > latest) or (opens is None and on > latest)
    yield Checked(Demand.EMBARGO, Met.NO if late else Met.YES if opens else Met.UNKNOWN)


def _version(demands: Demands, work: Judged) -> Iterator[Checked]:
    if demands.version is Version.UNKNOWN or work.verdict.color is Color.CLOSED:
        return
    found = work.verdict.version
    known = found is not Version.UNKNOWN
    yield Checked(Demand.VERSION, (Met.YES if found in _ENOUGH[demands.version] else Met.NO) if known else Met.UNKNOWN)


def _license(demands: Demands, work: Judged) -> Iterator[Checked]:
    if not demands.licenses or work.verdict.color is Color.CLOSED:
        return
    wanted = {found.family for words in demands.licenses if (found := license_of(words))}
    granted = work.verdict.license
    yield Checked(Demand.LICENSE, Met.UNKNOWN if granted is None else Met.YES if granted.family in wanted else Met.NO)


class Change(StrEnum):
    """What became of a sentence."""

    KEPT = ""
    GONE = "gone"
    NEW = "new"


class Piece(msgspec.Struct, frozen=True):
    """A sentence of a policy, and what became of it."""

    change: Change
    words: str


_END = re.compile(r"(?<=[。！？؟])|(?<=[.!?])\s+|\n")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, whatever its script."""
    return [words for found in _END.split(text) if (words := found.strip())]


def differences(before: str, after: str) -> list[Piece]:
    """Return both texts as one, sentence by sentence, with what has gone and what is new."""
    old, new = sentences(before), sentences(after)
    found: list[Piece] = []
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [Piece(Change.KEPT, words) for words in old[i1:i2]]
        else:
            found += [Piece(Change.GONE, words) for words in old[i1:i2]]
            found += [Piece(Change.NEW, words) for words in new[j1:j2]]
    return found
