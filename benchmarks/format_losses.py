"""Write the sample records in each format, read them back, and say which fields survive.

    python benchmarks/format_losses.py [--write docs/data/losses.md]

The records are all those of the formats' own sample files. A field of a format is "all" where every record that has it
gets it back equal, else how many of how many do. Exit code 1 where one of the fields that must survive does not.
"""

import argparse
import io
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from lantai.core.bib.record import BibRecord, DateKind, Kind, Link, NoteKind, Relation, Scheme, Standing, TitleKind
from lantai.core.formats import FORMATS, open_file, read_chunk
from lantai.core.formats.citation import cite, joined
from lantai.core.formats.errors import Unreadable
from lantai.core.formats.protocol import Profile

SAMPLES = Path(__file__).resolve().parents[1] / "src/lantai/core/formats/tests/samples"
SOURCES = ("ris.ris", "bibtex.bib", "csl.json", "mods.xml", "oai_dc.xml", "table.csv", "table-utf16.tsv", "endnote.xml", "noteexpress.txt",
           "crossref.json", "openalex.jsonl", "iso2709-marc21.mrc", "iso2709-cnmarc-gbk.iso")  # fmt: skip
WRITTEN = ("ris", "bibtex", "csl", "mods", "oai_dc", "table", "xlsx", "native")
CITATIONS = ("ris", "bibtex", "csl", "mods", "table", "xlsx", "native")
"""The formats in which the fields of ``MUST`` survive; Dublin Core has no place for most of them."""

MUST = (
    "title with subtitle",
    "names in order",
    "roles",
    "year",
    "container",
    "volume",
    "issue",
    "pages",
    "DOI",
    "ISSN",
    "ISBN",
    "language",
    "URL",
)


def host(record: BibRecord) -> Link | None:
    """Return the link to what the thing stands in."""
    return next((link for link in record.links if link.relation is Relation.HOST), None)


def numbers(record: BibRecord, *schemes: Scheme) -> list[str]:
    """Return the sound numbers of a record, its host and its series."""
    around = host(record)
    everywhere = [
        *record.identifiers,
        *(around.identifiers if around else ()),
        *(i for s in record.series for i in s.identifiers),
    ]
    return sorted({i.value for i in everywhere if i.scheme in schemes and i.standing in (Standing.VALID, Standing.RELATED)})


def others(record: BibRecord) -> list[str]:
    """Return the sound identifiers that have no line of their own."""
    known = {Scheme.ISBN, Scheme.ISSN, Scheme.DOI}
    return sorted(
        f"{i.scheme.value}:{i.value}" for i in record.identifiers if i.scheme not in known and i.standing is Standing.VALID
    )


def notes(record: BibRecord, *, summary: bool) -> list[str]:
    """Return the notes, or the summaries."""
    return [" ".join(n.forms[0].value.split()) for n in record.notes if (n.kind is NoteKind.SUMMARY) is summary]


Field = Callable[[BibRecord], Any]
FIELDS: dict[str, Field] = {
    "title with subtitle": lambda r: joined(r.title.forms[0]) if r.title else "",
    "subtitle apart": lambda r: r.title.forms[0].rest if r.title else "",
    "part apart": lambda r: r.title.forms[0].part if r.title else "",
    "statement of responsibility": lambda r: r.title.forms[0].by if r.title else "",
    "title in other scripts": lambda r: [f.value for f in r.title.forms[1:]] if r.title else [],
    "other titles": lambda r: [(t.kind.value, joined(t.forms[0])) for t in r.titles if t is not r.title],
    "original title": lambda r: [joined(t.forms[0]) for t in r.titles if t.kind is TitleKind.ORIGINAL],
    "names in order": lambda r: [name.heading for name in cite(r).names],
    "roles": lambda r: [name.roles for name in cite(r).names],
    "persons and bodies told apart": lambda r: [name.kind for name in cite(r).names],
    "names in other scripts": lambda r: [f.value for c in r.contributions for f in c.forms[1:]],
    "dates of persons": lambda r: [c.dates for c in r.contributions if c.dates],
    "identifiers of persons": lambda r: [i.value for c in r.contributions for i in c.identifiers],
    "where persons worked": lambda r: [place.printed or place.name for c in r.contributions for place in c.affiliations],
    "funders and grants": lambda r: [(paid.funder, paid.awards) for paid in r.fundings],
    "language": lambda r: r.languages,
    "original language": lambda r: r.original_languages,
    "country": lambda r: r.countries,
    "kind": lambda r: r.kind if r.kind is not Kind.OTHER else "",
    "year": lambda r: cite(r).date.start if cite(r).date else "",  # type: ignore[union-attr]
    "date in its words": lambda r: cite(r).date.text if cite(r).date else "",  # type: ignore[union-attr]
    "original date": lambda r: [d.text for d in r.dates if d.kind is DateKind.ORIGINAL],
    "place": lambda r: cite(r).places,
    "publisher": lambda r: cite(r).publishers,
    "edition": lambda r: [s.forms[0].value for s in r.editions],
    "extent": lambda r: [s.forms[0].value for s in r.extents],
    "series": lambda r: [s.forms[0].value for s in r.series],
    "number in the series": lambda r: [s.number for s in r.series if s.number],
    "container": lambda r: cite(r).container,
    "volume": lambda r: host(r).volume if host(r) else "",  # type: ignore[union-attr]
    "issue": lambda r: host(r).issue if host(r) else "",  # type: ignore[union-attr]
    "pages": lambda r: host(r).pages if host(r) else "",  # type: ignore[union-attr]
    "DOI": lambda r: numbers(r, Scheme.DOI),
    "ISBN": lambda r: numbers(r, Scheme.ISBN),
    "ISSN": lambda r: numbers(r, Scheme.ISSN),
    "other identifiers": others,
    "URL": lambda r: [a.url for a in r.access],
    "what an address leads to": lambda r: [(a.kind, a.label, a.note) for a in r.access],
    "summary": lambda r: notes(r, summary=True),
    "other notes": lambda r: notes(r, summary=False),
    "subjects": lambda r: ["--".join((s.forms[0].value, *s.subdivisions)) for s in r.subjects],
    "schemes of subjects": lambda r: [s.scheme for s in r.subjects if s.scheme],
    "class numbers": lambda r: [(c.scheme, c.value) for c in r.classifications],
    "relations to other works": lambda r: [
        (k.relation, [t.value for t in k.titles]) for k in r.links if k.relation is not Relation.HOST
    ],
    "holdings": lambda r: [(h.library, h.call_number) for h in r.holdings],
    "items": lambda r: [(i.barcode, i.location) for h in r.holdings for i in h.items],
    "record number": lambda r: r.control,
    "withdrawal": lambda r: "deleted" if r.deleted else "",
    "unmapped fields": lambda r: [(v.name, v.values) for v in r.verbatim],
}


def read_all(data: bytes, filename: str, format_: str = "") -> list[BibRecord]:
    """Return the records of a file; what is refused is left out."""
    profile, chunks = open_file(io.BytesIO(data), filename, Profile(format=format_))
    records = []
    for chunk in chunks:
        try:
            records += [] if chunk.refused else [read_chunk(chunk.raw, profile)]
        except Unreadable:
            continue
    return records


@cache
def records() -> tuple[BibRecord, ...]:
    """Return the records of the samples."""
    return tuple(record for name in SOURCES for record in read_all((SAMPLES / name).read_bytes(), name))


@cache
def survival(format_: str) -> dict[str, tuple[int, int]]:
    """Return for each field how many records get it back equal, of how many that have it."""
    before = [r for r in records() if not r.deleted or format_ in ("native", "oai_dc", "mods")]
    stream = io.BytesIO()
    FORMATS[format_].write(before, stream)
    after = read_all(stream.getvalue(), f"x.{format_}", format_)
    if len(after) != len(before):
        raise SystemExit(f"{format_}: {len(before)} records written, {len(after)} read back")
    pairs = list(zip(before, after, strict=True))
    return {name: _count(pairs, field) for name, field in FIELDS.items()}


def _count(pairs: list[tuple[BibRecord, BibRecord]], field: Field) -> tuple[int, int]:
    said = [(field(before), field(after)) for before, after in pairs if field(before)]
    return sum(before == after for before, after in said), len(said)


def broken() -> list[str]:
    """Return the fields that must survive and do not, with what became of them."""
    return [
        f"{format_}: {name} {kept} of {had}"
        for format_ in CITATIONS
        for name in MUST
        for kept, had in [survival(format_)[name]]
        if kept < had
    ]


def table() -> str:
    """Return the page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# What survives a format\n"
    yield f"Written by `python benchmarks/format_losses.py --write docs/data/losses.md`: {len(records())} sample records, written and read back."
    yield "A number says in how many of the records that have the field it came back equal. Fields in bold must survive in every format but"
    yield "Dublin Core, which has no place for most of them.\n"
    yield f"| Field | {' | '.join(WRITTEN)} |"
    yield f"|---|{'---|' * len(WRITTEN)}"
    for name in FIELDS:
        cells = [_cell(*survival(format_)[name]) for format_ in WRITTEN]
        yield f"| {f'**{name}**' if name in MUST else name} | {' | '.join(cells)} |"


def _cell(kept: int, had: int) -> str:
    return "all" if kept == had and had else "–" if not had else "lost" if not kept else f"{kept} of {had}"


def main(arguments: list[str] | None = None) -> int:
    """Print or write the page; return 1 where a field is lost that must survive."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", type=Path, help="write the page to this file instead of printing it")
    path = parser.parse_args(arguments).write
    if path:
        path.write_text(table(), encoding="utf-8")
    else:
        print(table())
    for line in broken():
        print(line, file=sys.stderr)
    return 1 if broken() else 0


if __name__ == "__main__":
    sys.exit(main())
