"""From a work's records to the document that engines index: one small function a field.

Pure: the same work gives the same document, in the import's reader processes and when the index is rebuilt.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache

from lantai.core.bib import headings, ror
from lantai.core.bib.classes import classes_above
from lantai.core.bib.first_level import facet_values
from lantai.core.bib.hosts import host_issns
from lantai.core.bib.identifiers import doi
from lantai.core.bib.record import AccessKind, BibRecord, Kind, Scheme, Standing, SubjectKind, TitleForm, Verbatim
from lantai.core.openness import recorded as openness
from lantai.core.text.analysed import analyse
from lantai.core.text.fold import fold, key, letters

from . import romanised, stemmed, subjects
from .document import Document, texts

MOST_NAMES = 60
"""Contributors of one record by whose names it is listed; a paper of five thousand authors is found by all, listed by these."""

MOST_INSTITUTIONS = 200
"""Institutions, and countries, of one work; the largest collaborations have some more."""

_NONE: Mapping[str, str] = {}

MOST_BODY = 200_000
"""Characters of notes and contents, as tokens, that are indexed; a 40 kB table of contents is still searched whole."""

_ITSELF = (AccessKind.RESOURCE, AccessKind.VERSION)
_RESOLVED = re.compile(r"\bdoi[.-]org\b[^/]*/(10\.\d.+)")
"""The DOI in an address that resolves it, a library's proxy before it or within its host."""

CONTENT_TYPES = frozenset({"336", "337", "338"})
"""MARC fields that say "text", "unmediated", "volume" of nearly every record."""


def document(
    records: Sequence[BibRecord], *, number: int, sources: Sequence[str], added: int, on: date | None = None
) -> Document:
    """Return the document of a work. ``records``: its instances, the one shown first standing first; ``sources``: short
    names of who describes it; ``added``: day number; ``on``: the day by which embargoes are told, today's by default."""
    first, day = records[0], on or datetime.now(UTC).date()
    opened, about = openness.outlook(records, on=day), subjects.given(records)
    tokens: dict[str, str] = {}
    title_stems, stems = stemmed.titles(records, tokens), stemmed.others(records, tokens)
    return Document(
        id=number,
        title_keys=tuple(dict.fromkeys(k for r in records for k in title_keys(r))),
        title=texts(_analysed(_titles(records), tokens)),
        names=texts(_analysed(_names(records))),
        subjects=texts(about.words),
        series=texts(_analysed(_series(records))),
        call_numbers=texts(_analysed(_call_numbers(records))),
        body=texts(_limited(_analysed(_body(records), tokens))),
        title_stems=title_stems,
        subject_stems=stemmed.each_once(about.stems),
        stems=" ".join(_limited(stems)),
        romanised=romanised.sounds(records),
        identifiers=tuple(dict.fromkeys(i for r in records for i in identifiers(r))),
        facets=_facets(records, sources, week(added), about.keys) | opened.facets,
        year=next((year for r in records if (year := r.year) is not None), None),
        sort_title=sort_title(first),
        sort_author=sort_author(first),
        added=added,
        until=opened.changes.toordinal() if opened.changes else 0,
    )


def title_keys(record: BibRecord) -> Iterator[str]:
    """Yield the keys under which a reader may ask for exactly this title: with and without subtitle, part and leading article."""
    for title in record.titles:
        for form in title.forms:
            yield from _keys(form.value, form.rest, form.part)
            if form.nonfiling:
                yield from _keys(form.value[form.nonfiling :], form.rest, form.part)


def _keys(value: str, rest: str, part: str) -> Iterator[str]:
    begun = letters(value)
    if whole := begun or key(value):
        yield whole
    if rest or part:
        middle, end = letters(rest), letters(part)
        yield from filter(None, (begun + middle, begun + end, begun + middle + end))


def identifiers(record: BibRecord) -> Iterator[str]:
    """Yield "scheme:value" of everything that a reader may type to get this record, wrong and withdrawn numbers included."""
    for i in record.identifiers:
        yield f"{i.scheme}:{i.value}"
        if i.standing is Standing.INVALID and i.given:
            yield f"{i.scheme}:{i.given}"
    if record.control:
        yield f"local:{record.control}"
    for holding in record.holdings:
        if holding.call_number:
            yield f"callno:{key(holding.call_number)}"
        for item in holding.items:
            if item.barcode:
                yield f"barcode:{item.barcode}"
            if item.call_number:
                yield f"callno:{key(item.call_number)}"
    for number in record.classifications:
        if number.item:  # with it a class is a place on a shelf
            yield f"callno:{key(number.value + number.item)}"
    for one in record.access:
        if one.kind in _ITSELF and (match := _RESOLVED.search(one.url)) and (found := doi(match[1])):
            yield f"doi:{found}"


def sort_title(record: BibRecord) -> str:
    """Return the folded title without its leading article."""
    title = record.title
    form = title.forms[0] if title else TitleForm("")
    return " ".join(fold(f"{form.value[form.nonfiling :]} {form.part}").split())[:120]


def sort_author(record: BibRecord) -> str:
    """Return the folded name of the first contributor."""
    agent = next((c for c in record.contributions if c.main), record.contributions[0] if record.contributions else None)
    return fold(agent.forms[0].value)[:80] if agent else ""


def availability(record: BibRecord) -> Iterator[str]:
    """Yield how the thing can be had: "online", "shelf" (a piece that may be there), "library" (held, no piece known)."""
    if any(a.kind in _ITSELF and not a.is_closed for a in record.access):
        yield "online"
    if any(h.items for h in record.holdings):
        yield "shelf"
    elif record.holdings:
        yield "library"


def _titles(records: Sequence[BibRecord]) -> list[str]:
    found = []
    for record in records:
        found += [stemmed.whole(form) for title in record.titles for form in title.forms]
        if record.links:
            found += [form.value for link in record.links if link.relation in stemmed.SAME_WORK for form in link.titles]
    return found


def _names(records: Sequence[BibRecord]) -> list[str]:
    found = []
    for record in records:
        found += [form.value for agent in record.contributions for form in agent.forms]
        found += [form.by for title in record.titles for form in title.forms]
    return found


def _series(records: Sequence[BibRecord]) -> list[str]:
    return [f"{form.value} {series.number}" for record in records for series in record.series for form in series.forms]


def _call_numbers(records: Sequence[BibRecord]) -> list[str]:
    found = []
    for record in records:
        found += [holding.call_number for holding in record.holdings]
        found += [item.call_number for holding in record.holdings for item in holding.items]
        found += [f"{number.value} {number.item}" for number in record.classifications]
    return found


def _body(records: Sequence[BibRecord]) -> list[str]:
    found = []
    for record in records:
        for imprint in record.imprints:
            found += [form.value for forms in (*imprint.publishers, *imprint.places) for form in forms]
            found.append(imprint.date)
        found += [form.value for statement in (*record.editions, *record.notes) for form in statement.forms]
        for link in record.links:
            found += [form.value for form in (*link.titles, *link.names)]
            found.append(link.text)
        found += [" ".join([value for _, value in field.values]) for field in record.verbatim if _is_read(field)]
    return found


def _is_read(field: Verbatim) -> bool:
    """Return whether readers may look for what a field says: not the codes by which systems and cataloguers speak to each other."""
    return len(field.marks) == 2 and field.name[0] not in "09" and field.name not in CONTENT_TYPES


@lru_cache(maxsize=64)
def week(day: int) -> str:
    """Return the week of a day number, "2026-W48"; "" of none."""
    year, number, _ = date.fromordinal(day).isocalendar() if day > 0 else (0, 0, 0)
    return f"{year}-W{number:02}" if year else ""


def _classes(records: Sequence[BibRecord]) -> Iterator[str]:
    for record in records:
        for number in record.classifications:
            yield from classes_above(number.scheme, number.value)
        for holding in record.holdings:
            if holding.scheme:
                yield from classes_above(holding.scheme, holding.call_number)


def _facets(records: Sequence[BibRecord], sources: Sequence[str], week: str, headed: list[str]) -> dict[str, tuple[str, ...]]:
    every_subject = [s for r in records for s in r.subjects]
    every: dict[str, Iterable[str]] = {
        "language": [lang.partition("-")[0] for r in records for lang in r.languages],
        "kind": [r.kind.value for r in records if r.kind is not Kind.OTHER],
        "location": [place for r in records for h in r.holdings for place in _places(h.library, h.location)],
        "subject": [s.forms[0].value for s in every_subject if s.kind is not SubjectKind.KEYWORD],
        "availability": [way for r in records for way in availability(r)],
        "source": sources,
        "country": [code for r in records for code in r.countries],
        "class": _classes(records),
        "name": [name for r in records for c in r.contributions[:MOST_NAMES] for name in headings.names(c)],
        "about": [
            name for r in records for s in r.subjects[: subjects.MOST] if s.kind in headings.NAMED for name in headings.about(s)
        ],
        "heading": headed,
        "week": (week,),
        "discipline": facet_values(records),
        "journal": host_issns(records),
        **_workplaces(records),
    }
    found = {name: once for name, values in every.items() if (once := tuple(dict.fromkeys(filter(None, values))))}
    if len(found.get("subject", ())) > subjects.MOST:
        found["subject"] = found["subject"][: subjects.MOST]
    return found


def _workplaces(records: Sequence[BibRecord]) -> dict[str, list[str]]:
    """Return where the people of a work worked, as its sources number it and name its country."""
    bodies: dict[str, None] = {}
    countries: dict[str, None] = {}
    for record in records:
        for agent in record.contributions:
            for place in agent.affiliations:
                if place.country:
                    countries[place.country] = None
                for number in place.identifiers:
                    if number.scheme is Scheme.ROR:
                        bodies[number.value.lower()] = None
    if not (bodies or countries):
        return {}
    known = [body for body in bodies if ror.number_of(body) is not None]
    return {"institution": known[:MOST_INSTITUTIONS], "author_country": list(countries)[:MOST_INSTITUTIONS]}


def _places(library: str, location: str) -> tuple[str, ...]:
    return (f"{library} / {location}",) if library and location else (library or location,)


def _analysed(values: Iterable[str], tokens: Mapping[str, str] = _NONE) -> list[str]:
    """Return the tokens of each value, of those that are the same once. ``tokens``: of those that are known."""
    return [tokens[value] if value in tokens else analyse(value) for value in dict.fromkeys(values) if value]


def _limited(values: Sequence[str]) -> Iterator[str]:
    if sum(map(len, values)) <= MOST_BODY:
        yield from values
        return
    left = MOST_BODY
    for value in values:
        if left <= 0:
            return
        yield value if len(value) <= left else value[:left].rpartition(" ")[0]
        left -= len(value)
