"""Excel workbooks, both ways, row by row. The sheet is the one named in the profile, else the first that has known headings.

``raw`` of a row is the JSON array of its [heading, cell] pairs, so that it can be read alone. The file is a zip of XML: how far it
may unfold is limited, and XML that declares entities is refused.
"""

import datetime
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import zip_longest
from typing import IO, Any, BinaryIO, cast

import msgspec
import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from lantai.core.bib.record import BibRecord
from lantai.core.text.messages import N_

from .errors import FormatError, LimitExceeded, Unreadable, WrongProfile
from .jsonstream import NOT_JSON
from .protocol import Chunk, Profile
from .table_cells import COLUMNS, said_row
from .table_fields import paths_of, read_row
from .table_layout import HEADER_WITHIN_ROWS, Row, header_of, named

UNPACKED_LIMIT_BYTES = 4 * 1024 * 1024 * 1024
RATIO_LIMIT = 200
FREE_BYTES = 64 * 1024 * 1024
CELL_LIMIT = 32_767  # characters, Excel's own
_SPOOL_BYTES = 32 * 1024 * 1024

NO_PAIRS = N_("This is no row of a workbook: pairs of heading and cell were expected.")


def sniff(head: bytes, filename: str) -> float:
    """Return how surely this is a workbook: a zip file with the parts of one."""
    if not head.startswith(b"PK\x03\x04"):
        return 0.0
    return 0.98 if b"xl/" in head or b"[Content_Types].xml" in head[:4096] else 0.6 * filename.endswith(".xlsx")


def examine(head: bytes, profile: Profile) -> Profile:
    """Return the profile; the headings are found when the whole file is there."""
    return msgspec.structs.replace(profile, format="xlsx")


def split(stream: BinaryIO, profile: Profile) -> Iterator[Chunk]:
    """Yield the rows below the headings; ``position`` is the row of the sheet."""
    with _workbook(stream) as book:
        yield from _chunks(book, profile)


def cells(stream: BinaryIO) -> Iterator[tuple[int, list[str]]]:
    """Yield every row of the sheet with most rows, with its number from 1, for those who find the headings themselves."""
    with _workbook(stream) as book:
        sheet = max(book.worksheets, key=lambda sheet: sheet.max_row or 0)
        for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield number, [cell_text(value) for value in values]


@contextmanager
def _workbook(stream: BinaryIO) -> Iterator[Any]:
    """Open a workbook, whole and harmless; whatever is wrong with it, now or later on, is a FormatError."""
    with tempfile.SpooledTemporaryFile(max_size=_SPOOL_BYTES) as spool:
        while block := stream.read(1024 * 1024):
            spool.write(block)
        spool.seek(0)
        try:
            check_size(cast("IO[bytes]", spool))
            spool.seek(0)
            yield openpyxl.load_workbook(spool, read_only=True, data_only=True)
        except FormatError:
            raise
        except Exception as problem:  # a damaged zip, part or cell makes zipfile, expat and openpyxl raise nearly anything
            raise FormatError(f"the workbook is damaged and cannot be read on from here: {problem!r}") from problem


def check_size(file: IO[bytes]) -> None:
    """Refuse a bomb, and XML with entities, before anything is unfolded."""
    with zipfile.ZipFile(file) as parts:
        packed = sum(part.compress_size for part in parts.infolist())
        unpacked = sum(part.file_size for part in parts.infolist())
        if unpacked > UNPACKED_LIMIT_BYTES or (unpacked > FREE_BYTES and unpacked > RATIO_LIMIT * packed):
            limits = f"limits: {RATIO_LIMIT} times its size, {UNPACKED_LIMIT_BYTES} bytes"
            raise LimitExceeded(f"the workbook unfolds to {unpacked} bytes ({limits})")
        for part in parts.infolist():
            if part.filename.endswith((".xml", ".rels")):
                with parts.open(part) as xml:
                    if b"<!ENTITY" in xml.read(64 * 1024):
                        raise LimitExceeded(f"{part.filename} declares XML entities; none is read (limit: 0)")


def _chunks(book: Any, profile: Profile) -> Iterator[Chunk]:
    sheet = _sheet(book, profile)
    columns, header = _columns(sheet, profile)
    number = 0
    for at, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells = [cell_text(value) for value in values]
        if at <= header or not any(cells):
            continue
        number += 1
        beyond = [(f"column {n}", cell) for n, cell in enumerate(cells[len(columns) :], start=len(columns) + 1) if cell]
        pairs = [*zip_longest(columns, cells[: len(columns)], fillvalue=""), *beyond]
        yield Chunk(raw=msgspec.json.encode(pairs), position=at, number=number)


def _sheet(book: Any, profile: Profile) -> Any:
    """Return the sheet named in the profile's ``dialect``, else the one whose headings are best known."""
    if profile.dialect:
        if profile.dialect not in book.sheetnames:
            raise WrongProfile(f"the workbook has no sheet {profile.dialect!r}; it has: {', '.join(book.sheetnames)}")
        return book[profile.dialect]
    return max(book.worksheets, key=lambda sheet: _familiar(sheet, profile))


def _familiar(sheet: Any, profile: Profile) -> int:
    """Return how many headings of a sheet are known; of equals the first sheet is taken."""
    return sum(map(bool, paths_of(_columns(sheet, Profile())[0], profile.mapping).values()))


def _columns(sheet: Any, profile: Profile) -> tuple[tuple[str, ...], int]:
    """Return the headings and their row (0: none; then the columns are numbered)."""
    top = [
        Row(at, [cell_text(value) for value in values])
        for at, values in enumerate(sheet.iter_rows(values_only=True, max_row=HEADER_WITHIN_ROWS), start=1)
    ]
    header = header_of([row for row in top if any(row.cells)])
    if profile.columns:
        return profile.columns, header.line if header and named(header.cells) == profile.columns else 0
    if header:
        return named(header.cells), header.line
    return tuple(f"column {n}" for n in range(1, 1 + max((len(row.cells) for row in top), default=0))), 0


def cell_text(value: Any) -> str:
    """Return a cell as a person sees it: 2019.0 as 2019, a day without its midnight."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(sep=" ")
    return str(value).strip()


def read(raw: bytes, profile: Profile) -> BibRecord:
    """Return the record of one row."""
    try:
        pairs = msgspec.json.decode(raw, type=list[tuple[str, str]])
    except msgspec.ValidationError as problem:
        raise Unreadable(NO_PAIRS) from problem
    except (msgspec.DecodeError, RecursionError) as problem:
        raise Unreadable(NOT_JSON, values={"problem": str(problem)}) from problem
    record = read_row(pairs, profile.mapping, dialect="xlsx", library=profile.library, repairs=())
    return msgspec.structs.replace(record, deleted=True) if profile.deletions else record


def write(records: Iterable[BibRecord], stream: BinaryIO) -> None:
    """Write a workbook with one sheet; headings are field paths, formulas are neutralised."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("records")
    sheet.append(list(COLUMNS))
    for record in records:
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("", cell)[:CELL_LIMIT] for cell in said_row(record)])
    book.save(stream)
