"""The page of a work, made ready for its template: one edition described in full, the others as lines of a table by language."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, groupby

from msgspec.structs import replace

from lantai.catalog.queries import OriginRow, WorkPage
from lantai.core.bib.merge import merged
from lantai.core.bib.offers import Offer, Options, arranged, ranked
from lantai.core.bib.places import Place
from lantai.core.bib.pointers import PAPERS
from lantai.core.bib.record import (
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

from .cutting import cut_note, is_cut, more, shortened, some
from .rows import date_text

EDITIONS_SHOWN = 50  # lines of the table on one page
PLACES_OF_EDITION = 4
PLACES_SHOWN, MOST_PLACES = 8, 200  # in the box that says how to get it: at once, and unfolded
NO_OFFERS: Mapping[int, Sequence[Offer]] = {}
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
    options: Options
    why: str
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage:
    """A work's page. ``record``: the edition described, numbered ``edition``; ``editions``: those of this page of the table, by
    language. ``options``: how to get it; ``hidden_places``: further ones, where there are too many to show at once.
    ``more``: part -> how much of it this page does not show; ``cut``: whether a title or a note is not shown whole.
    """

    number: int
    edition: int
    record: BibRecord
    title: tuple[TitleForm, ...]
    other_titles: Sequence[Title]
    people: Sequence[Contribution]
    date: str
    summary: Sequence[Note]
    notes: Sequence[Note]
    subjects: Sequence[Subject]
    classifications: Sequence[Classification]
    identifiers: Sequence[Identifier]
    editions: Sequence[tuple[str, Sequence[Edition]]]
    edition_count: int
    editions_page: int
    editions_pages: int
    has_extents: bool
    languages: int
    options: Options
    hidden_places: Sequence[Place]
    library: str
    sources: Sequence[OriginRow]
    added_at: datetime
    more: Mapping[str, int]
    cut: bool

    @property
    def is_long(self) -> bool:
        """Say whether the title is too long for the largest type."""
        return len(self.title[0].value) > LONG_TITLE

    @property
    def only_authors(self) -> bool:
        """Say whether it is a paper whose people are all its authors, as of nearly every paper: no name needs to say so."""
        return self.record.kind in PAPERS and all(
            one.roles == ("aut",) and not one.role_words for one in self.record.contributions
        )


def record_page(
    found: WorkPage, *, edition: int | None = None, editions_page: int = 1, offers: Mapping[int, Sequence[Offer]] = NO_OFFERS
) -> RecordPage:
    """Return the page, describing the edition asked for, else the first; the table of editions turned to a page of its own.

    ``offers``: of each edition, by its number.
    """
    document = found.document
    chosen = next((i for i in document.instances if i.number == edition), document.instances[0])
    view, record = merged(document), chosen.record
    title, other_titles = _titles(record, view)
    notes = sorted(record.notes, key=lambda n: n.kind is not NoteKind.CONTENTS)
    summary = [n for n in notes if n.kind is NoteKind.SUMMARY]
    rows = _by_language(document.instances)
    pages = -(-len(rows) // EDITIONS_SHOWN)
    at = min(max(editions_page, 1), pages)
    given = ranked(offers.get(chosen.number, ()) if edition else chain.from_iterable(offers.values()))
    held = [offer.place for offer in given if offer.place]
    return RecordPage(
        number=document.number,
        edition=chosen.number,
        record=record,
        title=tuple(shortened(form, "title") for form in title),
        other_titles=[replace(t, forms=tuple(shortened(f, "title") for f in t.forms)) for t in some(other_titles, "titles")],
        people=some(record.contributions, "people"),
        date=date_text(record),
        summary=[cut_note(note) for note in summary],
        notes=[cut_note(n) for n in some([n for n in notes if n.kind is not NoteKind.SUMMARY], "notes")],
        subjects=some(record.subjects or view.subjects, "subjects"),
        classifications=record.classifications or view.classifications,
        identifiers=some(record.identifiers, "identifiers"),
        editions=_lines(found, rows[(at - 1) * EDITIONS_SHOWN : at * EDITIONS_SHOWN], chosen, offers),
        edition_count=len(rows),
        editions_page=at,
        editions_pages=pages,
        languages=len({instance.record.language for instance in document.instances}),
        has_extents=any(i.record.extents for i in document.instances),
        options=arranged(given, most_places=PLACES_SHOWN),
        hidden_places=held[PLACES_SHOWN:MOST_PLACES],
        library=next(iter(names)) if len(names := {place.library for place in held}) == 1 else "",
        sources=sorted({o.source: o for o in found.origins.values()}.values(), key=lambda o: o.source_title),
        added_at=found.added_at,
        more=more(record, titles=other_titles, subjects=record.subjects or view.subjects),
        cut=is_cut(title, record.notes),
    )


def _titles(record: BibRecord, view: BibRecord) -> tuple[tuple[TitleForm, ...], list[Title]]:
    title = record.title or view.title
    return title.forms if title else (TitleForm(""),), [other for other in record.titles if other is not title]


def _by_language(instances: Sequence[InstanceDocument]) -> list[tuple[int, InstanceDocument]]:
    """Return the editions with their places: the first edition's language first, then by how many there are; in it the newest."""
    counts = Counter(instance.record.language for instance in instances)
    first = instances[0].record.language
    newest = sorted(enumerate(instances), key=lambda pair: date_text(pair[1].record), reverse=True)

    def language(pair: tuple[int, InstanceDocument]) -> tuple[bool, bool, int, str]:
        tag = pair[1].record.language
        return tag != first, not tag, -counts[tag], tag

    return sorted(newest, key=language)


def _lines(
    found: WorkPage,
    rows: Sequence[tuple[int, InstanceDocument]],
    chosen: InstanceDocument,
    offers: Mapping[int, Sequence[Offer]],
) -> list[tuple[str, list[Edition]]]:
    """Return lines of the table of editions, by language."""
    why = found.document.why
    lines = (
        (row.record.language, _edition(row, why[n] if n < len(why) else "", offers.get(row.number, ()), shown=row is chosen))
        for n, row in rows
    )
    return [(language, [line for _, line in group]) for language, group in groupby(lines, key=lambda line: line[0])]


def _edition(instance: InstanceDocument, why: str, offers: Sequence[Offer], *, shown: bool) -> Edition:
    record = instance.record
    return Edition(
        number=instance.number,
        title=tuple(shortened(form, "title") for form in record.title.forms) if record.title else (TitleForm(""),),
        edition=record.editions[0].forms if record.editions else None,
        people=tuple(_of_edition(record))[:3],
        publisher=next((i.publishers[0] for i in record.imprints if i.publishers), None),
        date=date_text(record),
        extent=record.extents[0].forms if record.extents else None,
        isbns=tuple(i.value for i in record.identifiers if i.scheme is Scheme.ISBN)[:3],
        options=arranged(ranked(offers), most_places=PLACES_OF_EDITION),
        why=why,
        shown=shown,
    )


def _of_edition(record: BibRecord) -> Iterator[Contribution]:
    """Yield who made this edition: translators and editors; else its first contributor."""
    made = [agent for agent in record.contributions if set(agent.roles) & {"trl", "edt", "ann", "com", "ill"}]
    yield from made or record.contributions[:1]
