"""Whether a record is what somebody cites. Citations are short and often wrong, so nothing is asked of them that they do not say.

Enter at ``agreement``. Thresholds were set by the cases in its tests; a wrong target is worse than a list to choose from.
"""

import re
from collections.abc import Iterator

from rapidfuzz.fuzz import ratio, token_set_ratio

from lantai.core.bib.record import BibRecord, Relation
from lantai.core.bib.wanted import Wanted
from lantai.core.text.fold import fold, key, words

SURE, LIKELY = 0.9, 0.6
"""From where on a record is what is cited, and from where on it is worth showing."""

_SAME_TITLE, _LIKE_TITLE = 92.0, 70.0
_YEARS_OFF = 1
_LITTLE = 0.85
_BEFORE_SUBTITLE = re.compile(r"\s*[:：;]\s|\s[-–—]\s")
_NUMBERS = re.compile(r"\d+")


def agreement(wanted: Wanted, record: BibRecord, *, by_number: bool) -> float:
    """Return how surely the record is what is cited, 0..1. ``by_number``: a number of it stands in both; then only a title of something
    else can speak against it."""
    title = _title(wanted.title, record) if wanted.title else None
    if by_number:
        return 1.0 if title is None or title >= 0.4 else 0.65
    if title is None or title < 0.5:
        return 0.0
    if _says_little(wanted):
        title *= _LITTLE
    return max(0.0, min(1.0, title * _people(wanted, record) * _dates(wanted, record) * _within(wanted, record)))


def _says_little(wanted: Wanted) -> bool:
    """Tell whether a short title is all there is: many a work is called "History"."""
    alone = not wanted.authors and wanted.year is None and not wanted.host
    return alone and len(words(wanted.title)) < 4 and len(key(wanted.title)) < 16


def _title(cited: str, record: BibRecord) -> float:
    """Return how alike the titles are: 1 the same, also without a subtitle on one side; 0 others."""
    best = 0.0
    bare, short = key(cited), key(_BEFORE_SUBTITLE.split(cited)[0])
    for own in _titles(record):
        if key(own) == bare:
            return 1.0
        if key(own) == short:
            best = max(best, 90.0)
        alike = ratio(fold(cited), fold(own))
        if len(words(cited)) > 1 and len(words(own)) > 1:
            alike = max(alike, min(91.0, token_set_ratio(fold(cited), fold(own))))
        if _NUMBERS.findall(fold(cited)) != _NUMBERS.findall(fold(own)):
            alike = min(alike, 84.0)  # another volume, another year
        best = max(best, alike)
    return 0.95 if best >= _SAME_TITLE else 0.8 if best >= 85 else 0.5 if best >= _LIKE_TITLE else 0.3 * best / 100


def _titles(record: BibRecord) -> Iterator[str]:
    for title in record.titles[:40]:
        for form in title.forms:
            yield form.value
            if form.rest or form.part:
                yield " ".join(filter(None, (form.value, form.part, form.rest)))


def _people(wanted: Wanted, record: BibRecord) -> float:
    """Return what the first author says: nothing where one side names none, little where names may be spelled differently."""
    if not wanted.authors or not record.contributions:
        return 0.92 if wanted.authors else 0.95
    cited = set(words(wanted.authors[0]))
    own = {word for agent in record.contributions[:50] for form in agent.forms for word in words(form.value)}
    family = key(wanted.authors[0].partition(",")[0])
    if (family and family in {key(word) for word in own}) or cited & own:
        return 1.0
    joined = {key(form.value) for agent in record.contributions[:50] for form in agent.forms}
    return 1.0 if family and any(family in name for name in joined) else 0.6


def _dates(wanted: Wanted, record: BibRecord) -> float:
    if wanted.year is None or record.year is None:
        return 0.97
    off = abs(wanted.year - record.year)
    return 1.0 if off == 0 else 0.96 if off <= _YEARS_OFF else 0.8


def _within(wanted: Wanted, record: BibRecord) -> float:
    """Return what the journal or book says that it is in."""
    hosts = [form.value for link in record.links if link.relation is Relation.HOST for form in link.titles]
    if not wanted.host or not hosts:
        return 1.0
    return 1.0 if any(token_set_ratio(fold(wanted.host), fold(host)) >= _LIKE_TITLE for host in hosts) else 0.7
