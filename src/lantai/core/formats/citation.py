"""Citation: what a citation format can say of a record, taken out of a BibRecord once for all the writers.

Enter at ``cite``. The counterpart of ``Draft``: what ``Draft`` would make of these values is what comes back.
"""

from typing import NamedTuple

from lantai.core.bib.record import (
    AgentKind,
    BibRecord,
    Contribution,
    Date,
    DateKind,
    Kind,
    Link,
    NoteKind,
    Precision,
    Relation,
    Scheme,
    Standing,
    TitleForm,
    TitleKind,
)

from .agent_names import turned
from .draft import IN_A_HOST

SPOKEN = ("openalex", "doaj", "arxiv")
"""Dialects whose records have people's names as they are spoken; catalogs and the other formats say which part is the family."""


class CitedName(NamedTuple):
    """A name in the script of the record: its heading, what it is, and its relator codes."""

    heading: str
    kind: AgentKind
    roles: tuple[str, ...]


class Citation(NamedTuple):
    """A record as a citation sees it; texts are in the original script, "" where the record does not say.

    ``volume``: of the journal, of the book in its series, or the part of the title. ``pages``: in the host, or the extent.
    """

    key: str
    kind: Kind
    title: str
    other_titles: tuple[tuple[TitleKind, str], ...]
    names: tuple[CitedName, ...]
    container: str
    container_short: str
    container_names: tuple[str, ...]
    volume: str
    issue: str
    pages: str
    extent: str
    series: str
    edition: str
    places: tuple[str, ...]
    publishers: tuple[str, ...]
    date: Date | None
    original_date: str
    isbns: tuple[str, ...]
    issns: tuple[str, ...]
    doi: str
    identifiers: tuple[tuple[Scheme, str], ...]
    urls: tuple[str, ...]
    languages: tuple[str, ...]
    abstract: str
    notes: tuple[tuple[NoteKind, str], ...]
    keywords: tuple[str, ...]
    call_number: str


def headed(record: BibRecord, contribution: Contribution, name: str) -> str:
    """Return a form of a contributor's name as it stands in lists: the family first, of a person whom the record names as is spoken."""
    return turned(name) if record.dialect in SPOKEN and contribution.kind is AgentKind.PERSON else name


def joined(form: TitleForm, *, part: bool = True) -> str:
    """Return a title on one line: proper, part and subtitle."""
    text = f"{form.value}. {form.part}" if part and form.part else form.value
    return f"{text}: {form.rest}" if form.rest else text


def cite(record: BibRecord) -> Citation:
    """Return what a citation of the record says."""
    host = next((link for link in record.links if link.relation is Relation.HOST), None)
    own_volume, title = _title(record, host)
    places = tuple(forms[0].value for imprint in record.imprints[:1] for forms in imprint.places if forms)
    publishers = tuple(forms[0].value for imprint in record.imprints[:1] for forms in imprint.publishers if forms)
    first_series = record.series[0] if record.series else None
    return Citation(
        key=record.control,
        kind=record.kind,
        title=title,
        other_titles=tuple((t.kind, joined(t.forms[0])) for t in record.titles if t is not record.title),
        names=tuple(
            _name(record, contribution) for contribution in record.contributions if contribution.forms and not contribution.title
        ),
        container=joined(host.titles[0]) if host and host.titles else "",
        container_short=host.titles[1].value if host and len(host.titles) > 1 else "",
        container_names=tuple(name.value for name in host.names) if host else (),
        volume=(host.volume if host else "") or own_volume or (first_series.number if first_series else ""),
        issue=host.issue if host else "",
        pages=host.pages if host else "",
        extent="; ".join(statement.forms[0].value for statement in record.extents),
        series=first_series.forms[0].value if first_series else "",
        edition="; ".join(statement.forms[0].value for statement in record.editions),
        places=places,
        publishers=publishers,
        date=_date(record),
        original_date=next((d.text for d in record.dates if d.kind is DateKind.ORIGINAL), ""),
        isbns=_numbers(record, host, Scheme.ISBN),
        issns=_numbers(record, host, Scheme.ISSN),
        doi=next((i.value for i in record.identifiers if i.scheme is Scheme.DOI and i.standing is Standing.VALID), ""),
        identifiers=tuple(
            (i.scheme, i.value) for i in record.identifiers if i.scheme not in (Scheme.ISBN, Scheme.ISSN, Scheme.DOI)
        ),
        urls=tuple(access.url for access in record.access),
        languages=record.languages,
        abstract="\n".join(n.forms[0].value for n in record.notes if n.kind is NoteKind.SUMMARY),
        notes=tuple((n.kind, n.forms[0].value) for n in record.notes if n.kind is not NoteKind.SUMMARY),
        keywords=tuple("--".join((s.forms[0].value, *s.subdivisions)) for s in record.subjects),
        call_number=next((h.call_number for h in record.holdings if h.call_number), ""),
    )


def _title(record: BibRecord, host: Link | None) -> tuple[str, str]:
    """Return the part of a work in parts (its volume, to a citation) and the title without it."""
    if record.title is None:
        return "", ""
    form = record.title.forms[0]
    if form.part and host is None and not record.series and record.kind not in IN_A_HOST:
        return form.part, joined(form, part=False)
    return "", joined(form)


def _name(record: BibRecord, contribution: Contribution) -> CitedName:
    name = headed(record, contribution, contribution.forms[0].value)
    return CitedName(name, contribution.kind, contribution.roles or ("aut",) * contribution.main)


def _date(record: BibRecord) -> Date | None:
    order = (DateKind.PUBLISHED, DateKind.RUNNING, DateKind.COPYRIGHT, DateKind.CREATED)
    dates = [d for d in record.dates if d.kind in order]
    return min(dates, key=lambda d: order.index(d.kind)) if dates else None


def _numbers(record: BibRecord, host: Link | None, scheme: Scheme) -> tuple[str, ...]:
    """Return the numbers of the thing, its host and its series; wrong and withdrawn ones stay out."""
    all_of_them = [*record.identifiers, *(host.identifiers if host else ()), *(i for s in record.series for i in s.identifiers)]
    good = [i.value for i in all_of_them if i.scheme is scheme and i.standing in (Standing.VALID, Standing.RELATED)]
    return tuple(dict.fromkeys(good))


def iso_date(date: Date) -> str:
    """Return "2021-03-15", "2021-03" or "2021" where the date is one; "" for ranges, decades and unknown years."""
    if date.iso:
        return date.iso
    exact = date.precision is Precision.YEAR and date.start is not None and date.certain
    return f"{date.start:04d}" if exact and date.start is not None and date.start > 0 else ""
