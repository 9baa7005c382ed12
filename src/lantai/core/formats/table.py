"""Delimited tables (CSV, TSV and their kin), both ways: whatever a library system, a vendor or a spreadsheet writes.

``examine`` finds encoding, delimiter and headings (table_layout.py); a mapping says which column is which field
(table_fields.py), and where none is laid down headings are guessed in nine languages (table_words.py).
"""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec

from lantai.core.bib.record import BibRecord, Repair
from lantai.core.text.messages import N_

from .charset import decoded, encoding_of
from .errors import Unreadable, WrongProfile
from .linestream import lines
from .protocol import Chunk, Profile
from .table_cells import COLUMNS, said_row
from .table_fields import paths_of, read_row
from .table_layout import HEADER_WITHIN_ROWS, complaint, headless, layout_of, named
from .table_rows import Row, cells_of, rows

UNCLOSED = N_("A quotation mark opens a cell of this line and is not closed; the line cannot be cut into cells.")
TOO_MANY = N_(
    "The row has {cells} cells, but there are {columns} headings: from column {column} on nothing says what the cells are."
)
TOO_FEW = N_(
    "The row has {cells} cells, but there are {columns} headings: a line end or a delimiter is missing after column {column}."
)

HEAD_LINES = 2000
_EMPTY = b" \t,;|\"'\r\n\0\x1a"  # a row of nothing but these says nothing

OPEN_ENDED = "open-ended"
"""Profile.dialect of a table whose rows leave out empty cells at their end."""


def sniff(head: bytes, filename: str) -> float:
    """Return how surely this is a table: even rows with known headings."""
    encoding = encoding_of(head)
    text = _text(head, encoding)
    if not text.strip() or text.lstrip()[:1] in ("{", "[", "<", "@", "%") or "\x1e" in text or "\x1d" in text:
        return 0.0
    layout = layout_of(text)
    named_so = filename.endswith((".csv", ".tsv", ".tab")) * 0.4
    familiar = sum(map(bool, paths_of(layout.columns, {}).values()))
    if layout.width < 2 or not familiar:  # any prose has lines with as many commas
        return named_so
    return min(0.9, 0.3 + named_so + 0.15 * familiar) if layout.columns else max(0.1, named_so)


def _text(head: bytes, encoding: str) -> str:
    """Return the head of the file, each line in its own encoding."""
    if encoding.startswith(("utf-16", "utf-32")):
        return head.decode(encoding, "ignore").removeprefix("\ufeff")
    return "".join(decoded(line, encoding)[0] for line in head.splitlines(keepends=True)[:HEAD_LINES])


def examine(head: bytes, profile: Profile) -> Profile:
    """Return the profile with encoding, delimiter, headings and what each was taken for.

    Raises WrongProfile, naming line and column, where the laid down delimiter is not the file's, a mapped column is not
    there, or there are no headings and none are laid down.
    """
    encoding = profile.encoding or encoding_of(head)
    text = _text(head, encoding)
    layout = layout_of(text, delimiter=profile.delimiter)
    if profile.delimiter and (wrong := complaint(text, profile.delimiter)):
        raise WrongProfile(wrong)
    columns = profile.columns or layout.columns
    if not columns:
        raise WrongProfile(f"{headless(text, layout)}. Name the columns in a mapping file (columns = [...]).")
    missing = sorted(profile.mapping.keys() - set(columns))
    if missing:
        raise WrongProfile(
            f"the mapping names columns that the table does not have: {', '.join(missing)}; it has: {', '.join(columns)}"
        )
    return msgspec.structs.replace(
        profile,
        format="table",
        encoding=encoding,
        delimiter=layout.delimiter,
        columns=columns,
        dialect=OPEN_ENDED if layout.short_rows else profile.dialect,
        notes=(*profile.notes, *_notes(columns, profile.mapping, layout.header_line)),
    )


def _notes(columns: tuple[str, ...], mapping: dict[str, str], header_line: int) -> Iterator[str]:
    """Say what was guessed: where the headings stand, and what each column was taken for."""
    if header_line > 1:
        yield f"the headings stand on line {header_line}; the lines above were passed over"
    if not mapping:
        taken = [f"{column} = {path or 'kept as it is'}" for column, path in paths_of(columns, {}).items()]
        yield f"columns were guessed: {'; '.join(taken)}"


def split(stream: BinaryIO, profile: Profile) -> Iterator[Chunk]:
    """Yield the rows below the headings; ``position`` is the line where a row begins. A file without headings is all rows."""
    filled = (row for row in _below_headings(stream, profile) if row.raw.strip(_EMPTY))
    for number, row in enumerate(filled, start=1):
        yield Chunk(raw=row.raw, position=row.line, number=number, refused=UNCLOSED if row.unclosed else "")


def _below_headings(stream: BinaryIO, profile: Profile) -> Iterator[Row]:
    held: list[Row] | None = []
    for row in rows(lines(stream, profile.encoding), profile.delimiter):
        if held is None:
            yield row
        elif named(cells_of(decoded(row.raw, profile.encoding)[0], profile.delimiter)) == profile.columns:
            held = None
        else:
            held.append(row)
            if len(held) > HEADER_WITHIN_ROWS:
                yield from held
                held = None
    yield from held or ()


def read(raw: bytes, profile: Profile) -> BibRecord:
    """Return the record of one row."""
    text, repairs = decoded(raw, profile.encoding)
    try:
        cells = cells_of(text, profile.delimiter)
    except csv.Error as problem:
        raise Unreadable(UNCLOSED) from problem
    width = len(profile.columns)
    extra = [cell for cell in cells[width:] if cell.strip()]
    if extra:
        raise Unreadable(
            TOO_MANY, field=f"column {width + 1}", values={"cells": len(cells), "columns": width, "column": width + 1}
        )
    if len(cells) < width and profile.dialect != OPEN_ENDED:
        at = len(cells)
        raise Unreadable(TOO_FEW, field=f"column {at}", values={"cells": at, "columns": width, "column": at})
    more = [] if len(cells) >= width else [Repair(code="short row", detail=f"{len(cells)} cells of {width}")]
    pairs = list(zip(profile.columns, cells, strict=False))
    record = read_row(pairs, profile.mapping, dialect="table", library=profile.library, repairs=(*repairs, *more))
    return msgspec.structs.replace(record, deleted=True) if profile.deletions else record


def write(records: Iterable[BibRecord], stream: BinaryIO) -> None:
    """Write CSV in UTF-8 with a byte order mark (spreadsheets need it); headings are field paths, formulas are neutralised."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    try:
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for record in records:
            writer.writerow(said_row(record))
    finally:
        text.detach()
