"""What a verdict is made from: the copies of a work, and what is known of the journal it appeared in, year by year."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lantai.core.bib.licenses import License
from lantai.core.text.messages import N_


class Color(StrEnum):
    """How a work can be read without paying."""

    DIAMOND = "diamond"
    GOLD = "gold"
    HYBRID = "hybrid"
    BRONZE = "bronze"
    GREEN = "green"
    CLOSED = "closed"


class Host(StrEnum):
    """Where a copy lies. ``UNPLACED``: at an address of which nobody says whether a publisher or a repository is behind it."""

    PUBLISHER = "publisher"
    UNPLACED = "unplaced"
    REPOSITORY = "repository"


class Version(StrEnum):
    """Which version a copy is of, in the words of the NISO/ALPSP terms as services use them."""

    PUBLISHED = "published"
    ACCEPTED = "accepted"
    SUBMITTED = "submitted"
    UNKNOWN = ""


VERSIONS = {
    "publishedversion": Version.PUBLISHED, "vor": Version.PUBLISHED, "published": Version.PUBLISHED, "acceptedversion": Version.ACCEPTED,
    "am": Version.ACCEPTED, "accepted": Version.ACCEPTED, "submittedversion": Version.SUBMITTED, "submitted": Version.SUBMITTED,
    "draft": Version.SUBMITTED,
}  # fmt: skip
"""What services and COAR call a version -> which it is."""


VERSION_SAID: dict[Version, str] = {
    Version.PUBLISHED: N_("The published version"),
    Version.ACCEPTED: N_("The accepted version, before the publisher set it"),
    Version.SUBMITTED: N_("The version that was submitted, before review"),
    Version.UNKNOWN: N_("Which version it is, is not known"),
}
"""What a reader is told of a version."""


def version_of(words: str) -> Version:
    """Return which version words mean."""
    return VERSIONS.get(words.rpartition("/")[2].strip().lower(), Version.UNKNOWN)


@dataclass(frozen=True, slots=True)
class OpenPeriod:
    """Years, both included, in which all of a journal was open; None: no end known. ``charges``: whether authors paid, None not known."""

    first: int | None = None
    last: int | None = None
    charges: bool | None = None


@dataclass(frozen=True, slots=True)
class Journal:
    """A journal and when it was open: a journal that became open in 2020 says nothing of its papers of 2010."""

    name: str = ""
    periods: tuple[OpenPeriod, ...] = ()

    def open_in(self, year: int | None) -> OpenPeriod | None:
        """Return the period that a year lies in; of a year that is not known, only one without bounds holds."""
        for period in self.periods:
            if year is None:
                if period.first is None and period.last is None:
                    return period
            elif (period.first or year) <= year <= (period.last or year):
                return period
        return None


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy somewhere. ``is_open``: whoever looked found it free. ``embargo_until``: the first day on which it is."""

    host: Host
    url: str = ""
    pdf_url: str = ""
    version: Version = Version.UNKNOWN
    license: License | None = None
    is_open: bool = True
    embargo_until: date | None = None
    journal: Journal | None = None

    def is_open_on(self, day: date) -> bool:
        """Say whether it can be read on a day."""
        return self.is_open and (self.embargo_until is None or self.embargo_until <= day)


@dataclass(frozen=True, slots=True)
class Described:
    """A work as one service describes it. ``by``: whose words these are; ``said``: the colour it gives itself, None where it gives none."""

    by: str
    id: str
    year: int | None
    copies: tuple[Copy, ...]
    said: Color | None = None
    notes: tuple[str, ...] = ()
