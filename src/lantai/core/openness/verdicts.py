"""The colour of a work and the rule that gave it: publisher's copies before all others, the journal of the year before the licence.

``judge`` is the one function. Its order is diamond, gold, hybrid, bronze, green, closed; services differ in details, so a page names whose
colour it shows (docs/decisions/0110). Agreement with them is measured by benchmarks/openness.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lantai.core.bib.licenses import License
from lantai.core.text.messages import N_

from .copies import Color, Copy, Host, OpenPeriod, Version


class Rule(StrEnum):
    """Why a work has its colour."""

    NO_CHARGE = "open-journal-no-charge"
    CHARGE = "open-journal-charge"
    CHARGE_UNKNOWN = "open-journal-charge-unknown"
    UNPLACED = "open-copy-unplaced"
    LICENSE = "publisher-license"
    JOURNAL_UNKNOWN = "publisher-license-journal-unknown"
    FREE = "publisher-free"
    REPOSITORY = "repository-copy"
    EMBARGO = "embargo"
    NOTHING = "no-open-copy"


SAID: dict[Rule, str] = {
    Rule.NO_CHARGE: N_("The journal was open in that year, and authors pay nothing."),
    Rule.CHARGE: N_("The journal was open in that year; authors pay a charge."),
    Rule.CHARGE_UNKNOWN: N_("The journal was open in that year; whether authors pay is not known."),
    Rule.UNPLACED: N_("A free copy stands on a site of which no source says whose it is; it is taken for the publisher’s."),
    Rule.LICENSE: N_("The publisher’s copy has a license that allows reuse, in a journal that was not open as a whole."),
    Rule.JOURNAL_UNKNOWN: N_(
        "The publisher’s copy has a license that allows reuse; whether the journal is open as a whole is not known."
    ),
    Rule.FREE: N_("The publisher’s copy can be read free of charge, without a license that allows reuse."),
    Rule.REPOSITORY: N_("Only repositories have a free copy."),
    Rule.EMBARGO: N_("A copy is waiting for the end of its embargo."),
    Rule.NOTHING: N_("No free copy is known."),
}
"""What a reader is told of a rule."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A colour with its reasons. ``best``: the copy to offer first. ``shadowed_green``: a repository has a free copy too.

    ``opens_on``: of a closed work, when the first embargo ends. ``is_sure``: no fact was missing that could make it another colour.
    """

    color: Color
    rule: Rule
    best: Copy | None = None
    shadowed_green: bool = False
    opens_on: date | None = None
    is_sure: bool = True

    @property
    def license(self) -> License | None:
        """Return the licence of the best copy."""
        return self.best.license if self.best else None

    @property
    def version(self) -> Version:
        """Return the version of the best copy."""
        return self.best.version if self.best else Version.UNKNOWN


def judge(copies: Sequence[Copy], *, year: int | None, on: date) -> Verdict:
    """Return the colour of a work published in ``year`` as it is on a day."""
    free = [copy for copy in copies if copy.is_open_on(on)]
    if not free:
        ends = [copy.embargo_until for copy in copies if copy.embargo_until is not None and copy.embargo_until > on]
        return Verdict(Color.CLOSED, Rule.EMBARGO if ends else Rule.NOTHING, opens_on=min(ends, default=None))
    color, rule = _color(free, year)
    green = any(copy.host is Host.REPOSITORY for copy in free)
    sure = rule not in (Rule.CHARGE_UNKNOWN, Rule.UNPLACED, Rule.JOURNAL_UNKNOWN)
    return Verdict(color, rule, best_of(free), shadowed_green=green and color is not Color.GREEN, is_sure=sure)


_VERSIONS = (Version.PUBLISHED, Version.ACCEPTED, Version.SUBMITTED, Version.UNKNOWN)
_HOSTS = (Host.PUBLISHER, Host.UNPLACED, Host.REPOSITORY)


def best_of(copies: Sequence[Copy]) -> Copy:
    """Return the copy to offer first: the publisher's before others, the published version, a file before a page; of equals the first."""
    return min(copies, key=goodness)


def goodness(copy: Copy | None) -> tuple[int, int, bool]:
    """Return what the better of two copies has less of; an address of which nobody says anything is like a page at a publisher's."""
    if copy is None:
        return 0, len(_VERSIONS), True
    return _HOSTS.index(copy.host), _VERSIONS.index(copy.version), not copy.pdf_url


def _color(free: Sequence[Copy], year: int | None) -> tuple[Color, Rule]:
    published = [copy for copy in free if copy.host is Host.PUBLISHER]
    if published:
        periods = [period for copy in published if copy.journal and (period := copy.journal.open_in(year))]
        if periods:
            return _of_journal(periods)
        if not any(copy.license is not None and copy.license.reuse for copy in published):
            return Color.BRONZE, Rule.FREE
        known = any(copy.journal is not None for copy in published)
        return Color.HYBRID, Rule.LICENSE if known else Rule.JOURNAL_UNKNOWN
    if any(copy.host is Host.UNPLACED for copy in free):
        return Color.GOLD, Rule.UNPLACED
    return Color.GREEN, Rule.REPOSITORY


def _of_journal(periods: Sequence[OpenPeriod]) -> tuple[Color, Rule]:
    charges = {period.charges for period in periods}  # who does not know contradicts nobody
    if True in charges:
        return Color.GOLD, Rule.CHARGE
    return (Color.DIAMOND, Rule.NO_CHARGE) if False in charges else (Color.GOLD, Rule.CHARGE_UNKNOWN)
