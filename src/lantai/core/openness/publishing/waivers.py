"""Does a publisher waive its charge, or lower it, for authors of a country? The rule: terms of a waiver and the question in, answer and reasons out.

Publishers name countries, or groups of them that others keep (Research4Life's Groups A and B); which countries these are on a day is not this rule's
to know. Enter at ``judge``; the answer is read as that of an agreement (``asking``).
"""

from datetime import date
from enum import StrEnum

import msgspec

from .asking import SOON_DAYS, Covers, Question, Reason, Verdict, answer_of


class Who(StrEnum):
    """Whose country counts."""

    CORRESPONDING = "corresponding"
    ALL = "all"
    ANY = "any"
    UNKNOWN = ""


class Given(StrEnum):
    """How it is given: by itself, to whoever asks, or as the publisher decides each time."""

    AUTOMATIC = "automatic"
    ON_REQUEST = "request"
    BY_CASE = "case"
    UNKNOWN = ""


class WaiverTerms(msgspec.Struct, frozen=True, kw_only=True):
    """What a waiver says. ``until_date``: the first day on which it no longer holds, None no end. ``types``: of articles, () all.

    ``open_only``: it holds for journals that are wholly open, not for single open articles elsewhere.
    """

    from_date: date | None = None
    until_date: date | None = None
    covers: Covers = Covers.UNKNOWN
    types: tuple[str, ...] = ()
    who: Who = Who.UNKNOWN
    given: Given = Given.UNKNOWN
    counts_by: str = ""
    open_only: bool = False


class Where(msgspec.Struct, frozen=True, kw_only=True):
    """How author and journal stand to it. ``named``: whether it names the author's country on the day, None that country is not known; ``wholly_open``: None
    not known."""

    named: bool | None = None
    wholly_open: bool | None = None


def judge(terms: WaiverTerms, where: Where, asked: Question) -> Verdict:
    """Return what a waiver means for a question."""
    reasons = (*_of_days(terms, asked), *_of_author(terms, where, asked), *_of_journal(terms, where), *_of_charge(terms))
    return Verdict(answer_of(reasons), reasons)


def _of_days(terms: WaiverTerms, asked: Question) -> list[Reason]:
    if terms.until_date is not None and asked.day >= terms.until_date:
        return [Reason.WAIVER_ENDED]
    if terms.from_date is not None and asked.day < terms.from_date:
        return [Reason.WAIVER_NOT_BEGUN]
    found = [] if terms.counts_by else [Reason.DAY_UNSAID]
    if terms.until_date is not None and (terms.until_date - asked.day).days <= SOON_DAYS:
        found.append(Reason.WAIVER_ENDS_SOON)
    return found


def _of_author(terms: WaiverTerms, where: Where, asked: Question) -> list[Reason]:
    if where.named is None:
        return [Reason.COUNTRY_UNKNOWN]
    if not where.named:
        return [Reason.NO_COUNTRY]
    found = [Reason.COUNTRY]
    if terms.types and asked.type and asked.type not in terms.types:
        found.append(Reason.WAIVER_TYPE)
    if terms.who is Who.ALL:
        found.append(Reason.ALL_AUTHORS)
    elif terms.who is Who.CORRESPONDING and asked.corresponding is not True:
        found.append(Reason.CORRESPONDING_COUNTRY)
    elif terms.who is Who.UNKNOWN:
        found.append(Reason.WHO_UNKNOWN)
    return found


def _of_journal(terms: WaiverTerms, where: Where) -> list[Reason]:
    if not terms.open_only or where.wholly_open:
        return []
    return [Reason.OPEN_UNKNOWN if where.wholly_open is None else Reason.NOT_OPEN]


def _of_charge(terms: WaiverTerms) -> list[Reason]:
    how = {
        Given.AUTOMATIC: Reason.AUTOMATIC,
        Given.ON_REQUEST: Reason.ON_REQUEST,
        Given.BY_CASE: Reason.BY_CASE,
        Given.UNKNOWN: Reason.GIVEN_UNKNOWN,
    }
    much = {Covers.DISCOUNT: [Reason.LOWERED], Covers.UNKNOWN: [Reason.WAIVER_COVERS_UNKNOWN], Covers.FULL: []}
    return [*much[terms.covers], how[terms.given]]


def concerns(verdict: Verdict) -> bool:
    """Say whether a waiver is any matter of the author's: not one for other countries."""
    return Reason.NO_COUNTRY not in verdict.reasons


def has_ended(verdict: Verdict) -> bool:
    """Say whether it has ended."""
    return Reason.WAIVER_ENDED in verdict.reasons
