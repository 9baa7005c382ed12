"""How open a catalogued work is: the copies that its records speak of, judged together.

Enter at ``judged``; ``facets`` says the same in the words of the search. A record of whose copies nobody says anything has no color.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from lantai.core.bib.hosts import host_issns
from lantai.core.bib.licenses import License, license_of
from lantai.core.bib.record import BibRecord, Openness, Scheme, Standing

from .copies import Color, Copy, Host, Journal, OpenPeriod, Version, version_of
from .days import day_of
from .places import host_of
from .verdicts import Rule, Verdict, judge

_PERIODS = {
    "yes": (OpenPeriod(),),
    "paid": (OpenPeriod(charges=True),),
    "unpaid": (OpenPeriod(charges=False),),
    "no": (),
}
_HOSTS = {host.value: host for host in Host}
_OF_WEB = "https://example.org/"
_SAID_BY = "open_access/oa_status"
OPEN, NO_LICENSE, OWN_WORDS = "open", "none", "other"
"""Values of the facets "open" and "license" beside the colors and the families of licenses."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list of open journals says of one journal. ``by``: whose list; ``license``: its words, "" where the journal has several."""

    by: str
    journal: Journal
    license: str = ""


Journals = Mapping[str, Listed]
"""ISSN -> what a list says of the journal."""
NO_JOURNALS: Journals = {}

Said = tuple[Copy, str]
"""A copy, and whose word it is."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on a work. ``by``: whose facts it was made from. ``said``: the color that OpenAlex gives the work itself, "" none known."""

    verdict: Verdict
    by: tuple[str, ...]
    said: str = ""

    @property
    def is_open(self) -> bool:
        """Say whether anybody can read it."""
        return self.verdict.color is not Color.CLOSED

    @property
    def color(self) -> str:
        """Return the color to show; "" where it is open and a fact is missing to say in which way."""
        return "" if self.verdict.rule is Rule.JOURNAL_UNKNOWN else self.verdict.color.value


def judged(
    records: Sequence[BibRecord], *, on: date, journals: Journals = NO_JOURNALS, kept: Sequence[Said] = ()
) -> Judged | None:
    """Return the verdict on a work on a day, from all copies that somebody says something of; None where nobody does.

    ``journals``: what lists say of the journals that its records stand in; it counts for papers of the years that it is said of.
    ``kept``: copies of which no record says anything, since the library has them itself.
    """
    year = next((year for record in records if (year := record.year) is not None), None)
    told = [*copies_said(records), *kept]
    if journals:
        told += _by_lists(records, journals, year)
    if not told:
        return None
    verdict = judge([copy for copy, _ in told], year=year, on=on)
    counted = [by for copy, by in told if copy.is_open_on(on)] or [by for _, by in told]
    return Judged(verdict, tuple(dict.fromkeys(counted)), _said(records))


def facets(
    records: Sequence[BibRecord], *, on: date, journals: Journals = NO_JOURNALS, kept: Sequence[Said] = ()
) -> dict[str, tuple[str, ...]]:
    """Return the values of the facets "open" and "license"."""
    found = judged(records, on=on, journals=journals, kept=kept)
    return {} if found is None else _facets_of(found)


def _facets_of(found: Judged) -> dict[str, tuple[str, ...]]:
    if not found.is_open:
        return {"open": (Color.CLOSED.value,)}
    return {"open": tuple(filter(None, (OPEN, found.color))), "license": (license_value(found.verdict.license),)}


class Outlook(NamedTuple):
    """What ``facets`` gives of a work without lists, and the next day on which that may be something else (``changes_on``)."""

    facets: dict[str, tuple[str, ...]]
    changes: date | None


def outlook(records: Sequence[BibRecord], *, on: date) -> Outlook:
    """Return both at once: of copies that are told alike, as most are, they are remembered."""
    told = tuple([_told_by(a.url, a.openness) for record in records for a in record.access if a.openness is not None])
    return _outlook(told, next((year for record in records if (year := record.year) is not None), None), on) if told else _NOTHING


_NOTHING = Outlook({}, None)
_Told = tuple[str, bool, str, str, bool, str, bool, str]
"""All by which a copy is judged: whose it is, whether its address is of the web, version, license, whether it is free, until when not, whether it is a file,
and the state of its journal."""


def _told_by(url: str, said: Openness) -> _Told:
    of_web = _of_the_web(url) != ""
    host = said.host if said.host in _HOSTS else host_of(url if of_web else "").value
    return host, of_web, said.version, said.license, said.free, said.until, said.is_file, said.all_open


@lru_cache(maxsize=4_096)
def _outlook(told: tuple[_Told, ...], year: int | None, on: date) -> Outlook:
    copies = [
        copy_at(
            _OF_WEB if of_web else "",
            Openness(
                by="", host=host, version=version, license=words, free=free, until=until, is_file=is_file, all_open=all_open
            ),
        )
        for host, of_web, version, words, free, until, is_file, all_open in told
    ]
    return Outlook(_facets_of(Judged(judge(copies, year=year, on=on), ())), _next_end(copies, on))


def changes_on(records: Sequence[BibRecord], *, on: date) -> date | None:
    """Return the next day on which ``judged`` may say something else of the same records, when an embargo ends; None for never."""
    return _next_end([copy for copy, _ in copies_said(records)], on)


def _next_end(copies: Iterable[Copy], on: date) -> date | None:
    ends = (copy.embargo_until for copy in copies)
    return min((end for end in ends if end is not None and end > on), default=None)


def license_value(granted: License | None) -> str:
    """Return the value of the facet "license" for the license of a copy."""
    return NO_LICENSE if granted is None else granted.family or OWN_WORDS


def copy_at(url: str, said: Openness, *, file: str = "") -> Copy:
    """Return the copy that a service speaks of; whose the place is is told from the address where the service does not say.

    An address that is none of the web, as javascript:, leads nowhere: pages make links of it.
    """
    url, file = _of_the_web(url), _of_the_web(file)
    host = _HOSTS.get(said.host) or host_of(url or file)
    return Copy(
        host,
        url or file,
        file or (url if said.is_file else ""),
        version_of(said.version),
        _license(said.license),
        is_open=said.free,
        embargo_until=day_of(said.until),
        journal=Journal(said.journal, _PERIODS[said.all_open]) if host is Host.PUBLISHER and said.all_open in _PERIODS else None,
    )


def _of_the_web(url: str) -> str:
    return url if url.lower().startswith(("https://", "http://")) else ""


_license = lru_cache(maxsize=2_048)(license_of)


def copies_said(records: Iterable[BibRecord]) -> Iterator[Said]:
    """Yield each copy that records speak of, with whose word it is."""
    for record in records:
        for access in record.access:
            if access.openness is not None:
                yield copy_at(access.url, access.openness), access.openness.by


def _by_lists(records: Iterable[BibRecord], journals: Journals, year: int | None) -> Iterator[Said]:
    """Yield the publishers' copies once more, in a journal as a list describes it. A paper of whose copies its record says nothing has
    one at its DOI when the list says that all of the journal was open in the year: that is what such a list is of."""
    for record in records:
        found = next((journals[issn] for issn in host_issns([record]) if issn in journals), None)
        if found is None:
            continue
        told = [copy for copy, _ in copies_said([record])]
        doi = next((i.value for i in record.identifiers if i.scheme is Scheme.DOI and i.standing is Standing.VALID), "")
        if not told and doi and found.journal.open_in(year):
            told = [Copy(Host.PUBLISHER, f"https://doi.org/{doi}", version=Version.PUBLISHED, license=_license(found.license))]
        yield from ((replace(copy, journal=found.journal), found.by) for copy in told if copy.host is Host.PUBLISHER)


def _said(records: Iterable[BibRecord]) -> str:
    values = (value for r in records for field in r.verbatim if field.name == _SAID_BY for _, value in field.values)
    return next((value for value in values if value in list(Color)), "")
