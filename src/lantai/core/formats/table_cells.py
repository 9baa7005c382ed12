"""The cells of a record, under the field paths of ``COLUMNS``: what ``read_row`` understands without a mapping."""

import re
from collections.abc import Iterator

from lantai.core.bib.record import AgentKind, BibRecord, NoteKind, Scheme, TitleForm, TitleKind

from .citation import cite, iso_date
from .name_lines import spoken_role

COLUMNS = (
    "control", "kind", "title", "title.rest", "title.part", "title.by", "title.parallel", "title.original", "title.uniform", "title.alternative",
    "creator", "edition", "place", "publisher", "date", "date.original", "extent", "series", "series.number", "language", "language.original",
    "country", "isbn", "issn", "doi", "lccn", "oclc", "identifier", "host", "host.volume", "host.issue", "host.pages", "subject", "class[clc]", "class[lcc]",
    "class[ddc]", "note.summary", "note.contents", "note", "url", "holding.library", "holding.location", "holding.callnumber", "holding.coverage",
    "item.barcode", "item.location", "item.callnumber", "item.volume", "item.copy", "item.status", "deleted",
)  # fmt: skip
_DANGEROUS = re.compile(r"'*[=+\-@\t\r]")


def neutral(cell: str) -> str:
    """Return the cell with an apostrophe before what a spreadsheet would run as a formula; reading takes it off again."""
    return f"'{cell}" if _DANGEROUS.match(cell) else cell


def plain(cell: str) -> str:
    """Return the cell without the apostrophe that ``neutral`` put before it."""
    return cell[1:] if cell.startswith("'") and _DANGEROUS.match(cell[1:]) else cell


def said_row(record: BibRecord) -> list[str]:
    """Return the cells of a record, under ``COLUMNS``."""
    cells = dict(_said(record))
    return [neutral(cells.get(column, "")) for column in COLUMNS]


def _said(record: BibRecord) -> Iterator[tuple[str, str]]:
    citation = cite(record)
    title = record.title.forms[0] if record.title else TitleForm(value="")
    yield from (("control", record.control), ("kind", record.kind.value), ("title", title.value), ("title.rest", title.rest))
    yield from (("title.part", title.part), ("title.by", title.by), ("deleted", "yes" if record.deleted else ""))
    for kind in (TitleKind.PARALLEL, TitleKind.ORIGINAL, TitleKind.UNIFORM, TitleKind.ALTERNATIVE):
        yield f"title.{kind.value}", next((text for said, text in citation.other_titles if said is kind), "")
    yield "creator", "; ".join(_said_name(name.heading, name.roles, name.kind) for name in citation.names)
    yield from (
        ("edition", citation.edition),
        ("place", "; ".join(citation.places)),
        ("publisher", "; ".join(citation.publishers)),
    )
    yield (
        "date",
        (iso_date(citation.date) if citation.date and citation.date.calendar == "" else "")
        or (citation.date.text if citation.date else ""),
    )
    yield from (("date.original", citation.original_date), ("extent", citation.extent), ("series", citation.series))
    yield "series.number", record.series[0].number if record.series else ""
    yield from (("language", "; ".join(record.languages)), ("language.original", "; ".join(record.original_languages)))
    yield from (
        ("country", next(iter(record.countries), "")),
        ("isbn", "; ".join(citation.isbns)),
        ("issn", "; ".join(citation.issns)),
    )
    yield "doi", citation.doi
    for scheme in (Scheme.LCCN, Scheme.OCLC):
        yield scheme.value, next((value for said, value in citation.identifiers if said is scheme), "")
    apart = (Scheme.LCCN, Scheme.OCLC, Scheme.BARCODE)
    yield "identifier", "; ".join(f"{scheme.value}:{value}" for scheme, value in citation.identifiers if scheme not in apart)
    yield from (("host", citation.container), ("host.volume", citation.volume if not record.series and not title.part else ""))
    yield from (("host.issue", citation.issue), ("host.pages", citation.pages), ("subject", "; ".join(citation.keywords)))
    for name in ("clc", "lcc", "ddc"):
        yield f"class[{name}]", "; ".join(c.value for c in record.classifications if c.scheme == name)
    yield "note.summary", citation.abstract
    yield "note.contents", next((note for kind, note in citation.notes if kind is NoteKind.CONTENTS), "")
    yield "note", "\n".join(note for kind, note in citation.notes if kind is not NoteKind.CONTENTS)
    yield "url", "; ".join(citation.urls)
    yield from _said_holdings(record)


def _said_name(heading: str, roles: tuple[str, ...], kind: AgentKind) -> str:
    spoken = spoken_role(roles, kind, understood="aut", heading=heading)
    return f"{heading} [{spoken}]" if spoken else heading


def _said_holdings(record: BibRecord) -> Iterator[tuple[str, str]]:
    """Yield the first holding, and the items of all."""
    if record.holdings:
        first = record.holdings[0]
        yield from (
            ("holding.library", first.library),
            ("holding.location", first.location),
            ("holding.callnumber", first.call_number),
        )
        yield "holding.coverage", "; ".join(first.coverage)
    items = [item for holding in record.holdings for item in holding.items]
    said = {"barcode": [i.barcode for i in items], "location": [i.location for i in items], "callnumber": [i.call_number for i in items],
            "volume": [i.volume for i in items], "copy": [i.copy for i in items], "status": [i.status for i in items]}  # fmt: skip
    for name, values in said.items():
        if any(values):
            yield f"item.{name}", "; ".join(values)
