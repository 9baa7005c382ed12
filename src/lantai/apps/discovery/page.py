"""The page of a work, made ready for its template: one edition described in full, the others as lines of a table by language."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from lantai.catalog.queries import OriginRow, WorkPage
from lantai.core.bib.merge import merged
from lantai.core.bib.record import (
    Access,
    BibRecord,
    Classification,
    Contribution,
    Forms,
    Identifier,
    Note,
    NoteKind,
    Scheme,
    Subject,
    Title,
    TitleForm,
)
from lantai.core.bib.work import InstanceDocument

from .places import Place, addresses, places
from .rows import date_text

MAX_EDITIONS = 300  # lines of one page; a work of two thousand editions is read language by language
LONG_TITLE = 60  # characters from which a heading is set smaller


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One line of the table of editions. ``why``: code of the reason for which it stands with the others."""

    number: int
    title: tuple[TitleForm, ...]
    edition: Forms | None
    people: tuple[Contribution, ...]
    publisher: Forms | None
    date: str
    extent: Forms | None
    isbns: tuple[str, ...]
    places: tuple[Place, ...]
    online: Access | None
    why: str
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage:
    """A work's page. ``record``: the edition described, numbered ``edition``; ``editions``: all of them, by language."""

    number: int
    edition: int
    record: BibRecord
    title: tuple[TitleForm, ...]
    other_titles: Sequence[Title]
    date: str
    summary: Sequence[Note]
    notes: Sequence[Note]
    subjects: Sequence[Subject]
    classifications: Sequence[Classification]
    identifiers: Sequence[Identifier]
    editions: Sequence[tuple[str, Sequence[Edition]]]
    edition_count: int
    hidden_editions: int
    places: Sequence[Place]
    online: Sequence[Access]
    sources: Sequence[OriginRow]
    added_at: datetime

    @property
    def is_long(self) -> bool:
        """Say whether the title is too long for the largest type."""
        return len(self.title[0].value) > LONG_TITLE

    @property
    def languages(self) -> int:
        """Return in how many languages there are editions."""
        return len(self.editions)


def record_page(found: WorkPage, *, edition: int | None = None) -> RecordPage:
    """Return the page, describing the edition asked for, else the first."""
    document = found.document
    chosen = next((i for i in document.instances if i.number == edition), document.instances[0])
    view, record = merged(document), chosen.record
    title = record.title or view.title
    shown = document.instances[:MAX_EDITIONS]
    return RecordPage(
        number=document.number,
        edition=chosen.number,
        record=record,
        title=title.forms if title else (TitleForm(""),),
        other_titles=[other for other in record.titles if other is not title],
        date=date_text(record),
        summary=[n for n in record.notes if n.kind is NoteKind.SUMMARY],
        notes=sorted((n for n in record.notes if n.kind is not NoteKind.SUMMARY), key=lambda n: n.kind is not NoteKind.CONTENTS),
        subjects=record.subjects or view.subjects,
        classifications=record.classifications or view.classifications,
        identifiers=record.identifiers,
        editions=_by_language(found, shown, chosen, document.why),
        edition_count=len(document.instances),
        hidden_editions=len(document.instances) - len(shown),
        places=places(found.holdings.get(chosen.number, ()))
        if edition
        else places(h for rows in found.holdings.values() for h in rows),
        online=addresses([record]) if edition else addresses([view]),
        sources=sorted({o.source: o for o in found.origins.values()}.values(), key=lambda o: o.source_title),
        added_at=found.added_at,
    )


def _by_language(
    found: WorkPage, instances: Sequence[InstanceDocument], chosen: InstanceDocument, why: Sequence[str]
) -> list[tuple[str, list[Edition]]]:
    """Return the editions of each language: the first edition's language first, then by how many there are."""
    groups: dict[str, list[Edition]] = defaultdict(list)
    for n, instance in enumerate(instances):
        reason = why[n] if n < len(why) else ""
        groups[instance.record.language].append(_edition(found, instance, reason, shown=instance is chosen))
    first = instances[0].record.language
    ordered = sorted(groups.items(), key=lambda group: (group[0] != first, not group[0], -len(group[1])))
    return [(language, sorted(editions, key=lambda e: e.date, reverse=True)) for language, editions in ordered]


def _edition(found: WorkPage, instance: InstanceDocument, why: str, *, shown: bool) -> Edition:
    record = instance.record
    online = addresses([record])
    return Edition(
        number=instance.number,
        title=record.title.forms if record.title else (TitleForm(""),),
        edition=record.editions[0].forms if record.editions else None,
        people=tuple(_of_edition(record))[:3],
        publisher=next((i.publishers[0] for i in record.imprints if i.publishers), None),
        date=date_text(record),
        extent=record.extents[0].forms if record.extents else None,
        isbns=tuple(i.value for i in record.identifiers if i.scheme is Scheme.ISBN)[:3],
        places=tuple(places(found.holdings.get(instance.number, ()))),
        online=online[0] if online else None,
        why=why,
        shown=shown,
    )


def _of_edition(record: BibRecord) -> Iterator[Contribution]:
    """Yield who made this edition: translators and editors; else its first contributor."""
    made = [agent for agent in record.contributions if set(agent.roles) & {"trl", "edt", "ann", "com", "ill"}]
    yield from made or record.contributions[:1]
