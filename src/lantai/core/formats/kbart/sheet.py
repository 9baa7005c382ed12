"""From a file's bytes to rows: encoding, delimiter, the row of headings wherever it stands, and each row as it was received.

Text in any encoding with tabs, commas or semicolons, packed or not, or a workbook.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO, NamedTuple

from lantai.core.formats.charset import decoded, encoding_of
from lantai.core.formats.errors import FormatError
from lantai.core.formats.linestream import lines
from lantai.core.formats.table_rows import cells_of, rows
from lantai.core.formats.unpack import rewound, unpacked
from lantai.core.text.messages import N_

from .columns import COLUMNS, TELLING, column_of, placed

HEADER_WITHIN = 60
"""Rows among which the headings are looked for: lists of GOKb have eleven lines of what they are about above them."""

HEAD_BYTES = 1024 * 1024
ZIP = b"PK\x03\x04"
"""How a workbook begins."""

DELIMITERS = ("\t", ",", ";", "|")

EMPTY = N_("The file is empty.")
NO_HEADINGS = N_(
    "No row of headings was found: a list of titles needs at least a column publication_title. If another heading means it, "
    "say which: publication_title=HEADING (on the command line after --map). The first row is: {row}"
)


class NotAList(FormatError):
    """The file as a whole is no list of titles. ``reason``: a sentence with ``{name}`` filled from ``values``."""

    def __init__(self, reason: str, values: Mapping[str, str] | None = None) -> None:
        self.reason, self.values = reason, dict(values or {})
        super().__init__(reason.format(**self.values))


class Line(NamedTuple):
    """A row: its line in the file (from 1), its cells, its text as received; ``faults``: what was wrong with it as a row."""

    number: int
    cells: list[str]
    raw: str
    faults: tuple[str, ...] = ()


class Sheet(NamedTuple):
    """A file opened: which column stands where, all headings, and the rows below them. ``faults``: what was mended of the whole."""

    places: dict[str, int]
    headings: tuple[str, ...]
    lines: Iterator[Line]
    faults: tuple[str, ...]


def opened(stream: BinaryIO, mapping: Mapping[str, str]) -> Sheet:
    """Open a file; raise NotAList, or FormatError where it is packed and damaged."""
    stream = unpacked(stream)
    head = stream.read(HEAD_BYTES)
    stream = rewound(stream, head)
    if not head.strip(b"\0\r\n\t ,;\xef\xbb\xbf\xff\xfe"):
        raise NotAList(EMPTY)
    if head.startswith(ZIP):
        return _laid_out(_of_workbook(stream), mapping, ())
    encoding = encoding_of(head)
    faults = () if encoding == "utf-8" else ("bom",) if encoding == "utf-8-sig" else ("encoding",)
    text = head.decode(encoding, "replace")
    return _laid_out(_of_text(stream, encoding, _delimiter(text)), mapping, faults)


def _of_text(stream: BinaryIO, encoding: str, delimiter: str) -> Iterator[Line]:
    for row in rows(lines(stream, encoding), delimiter):
        text, mended = decoded(row.raw, encoding)
        text = text.strip("\r\n\0\x1a")
        faults = ("encoding",) if mended else ()
        if row.unclosed:
            yield Line(row.line, [cell.strip('"') for cell in text.split(delimiter)], text, (*faults, "open_quote"))
        else:
            yield Line(row.line, cells_of(text, delimiter) if '"' in text else text.split(delimiter), text, faults)


def _of_workbook(stream: BinaryIO) -> Iterator[Line]:
    from lantai.core.formats import xlsx  # brings numpy with it, which web processes do without

    for number, cells in xlsx.cells(stream):
        out = io.StringIO()
        csv.writer(out, delimiter="\t", lineterminator="").writerow(cells)
        yield Line(number, cells, out.getvalue())


def _delimiter(text: str) -> str:
    """Return the mark that cuts some early line into most known headings."""
    found = {
        mark: max((_known(line.split(mark)) for line in text.splitlines()[:HEADER_WITHIN]), default=0) for mark in DELIMITERS
    }
    best = max(found, key=lambda mark: found[mark])
    return best if found[best] > 1 else "\t"


def _known(cells: Iterable[str]) -> int:
    return len({column for cell in cells if len(cell) < 60 and (column := column_of(cell.strip('" \r\n\ufeff')))})


def _laid_out(source: Iterator[Line], mapping: Mapping[str, str], faults: tuple[str, ...]) -> Sheet:
    before: list[Line] = []
    for line in source:
        if not any(cell.strip() for cell in line.cells):
            continue
        headings = tuple(" ".join(cell.split()).strip("\ufeff") for cell in line.cells)
        places = placed(headings, mapping)
        if "publication_title" in places and len(TELLING & places.keys()) + bool(mapping) > 1:
            return Sheet(places, headings, _below(source, len(headings)), (*faults, *_about(headings, places, before)))
        before.append(line)
        if len(before) >= HEADER_WITHIN:
            break
    first = before[0].raw[:200] if before else ""
    raise NotAList(NO_HEADINGS if first else EMPTY, {"row": first})


def _about(headings: Sequence[str], places: Mapping[str, int], before: Sequence[Line]) -> Iterator[str]:
    """Yield what is unusual about the headings."""
    if before:
        yield "lines_above"
    if any(headings[place].casefold() != column for column, place in places.items()):
        yield "other_headings"
    if any(column not in places for column in COLUMNS):
        yield "columns_missing"
    if any(heading and place not in places.values() for place, heading in enumerate(headings)):
        yield "more_columns"


def _below(source: Iterator[Line], width: int) -> Iterator[Line]:
    for line in source:
        if not line.raw or line.raw.isspace() or not any(map(str.strip, line.cells)):
            continue
        over = len(line.cells) > width and any(map(str.strip, line.cells[width:]))
        yield line._replace(faults=(*line.faults, "too_many_cells")) if over else line
