"""Staff's lists as files for a spreadsheet, out and in: CSV and Excel workbooks, formulas made text.

The first column holds the row's key, by which it is found again when the file comes back; headings are the columns' names in the
language of the page, and are read in any language of the site, or as the columns' codes. What reads and writes workbooks is imported
when one is asked for: it brings numpy, which processes that serve readers do without.
"""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any, BinaryIO
from zipfile import BadZipFile

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from lantai.core.formats.charset import decoded, encoding_of
from lantai.core.formats.errors import FormatError
from lantai.core.formats.linestream import lines
from lantai.core.formats.table_cells import neutral, plain
from lantai.core.formats.table_rows import cells_of, rows
from lantai.infra.lists import Column, StaffList
from lantai.infra.lists.columns import Words, said

from .changing import MOST_ROWS, Proposed
from .refused import csv_line

KEY = "key"
MOST_BYTES = 20_000_000
MOST_WORKBOOK = 100_000
"""Rows of a workbook that is written while somebody waits; beyond, CSV takes them."""


class NotASheet(Exception):
    """The whole file cannot be read; the message says why, in the language of the page."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a file. ``unknown``: headings that are no columns of the list; they are left alone, and said."""

    rows: Sequence[Proposed]
    columns: Sequence[str]
    unknown: Sequence[str]


def key_label() -> str:
    """Return what the column of keys is called."""
    return _("Key (leave as it is)")


def csv_of(columns: Sequence[Column], found: Iterable[Any]) -> Iterator[str]:
    """Yield a CSV of rows, with a byte order mark, which spreadsheets need."""
    yield "\ufeff" + csv_line([key_label(), *(str(column.label) for column in columns)])
    for row in found:
        yield csv_line([str(row.pk), *(said(column, column.of(row)) for column in columns)])


def workbook_of(columns: Sequence[Column], found: Iterable[Any], title: Words) -> IO[bytes]:
    """Return a workbook of rows, to be read from its beginning. Every cell is text: none is a formula."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("".join(c for c in str(title) if c not in "[]:*?/\\")[:31] or "list")
    sheet.freeze_panes = "B2"
    sheet.append([_cell(sheet, head, bold=True) for head in (key_label(), *(str(column.label) for column in columns))])
    for row in found:
        sheet.append([_cell(sheet, cell) for cell in (str(row.pk), *(said(column, column.of(row)) for column in columns))])
    kept = tempfile.SpooledTemporaryFile(max_size=16 * 1024 * 1024)  # noqa: SIM115 (closed by whoever sends it)
    book.save(kept)
    kept.seek(0)
    return kept  # type: ignore[return-value]


def _cell(sheet: Any, text: str, *, bold: bool = False) -> Any:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell
    from openpyxl.styles import Font

    from lantai.core.formats.xlsx import CELL_LIMIT

    cell = WriteOnlyCell(sheet, value=neutral(ILLEGAL_CHARACTERS_RE.sub("", text))[:CELL_LIMIT])
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def read(file: BinaryIO, made: StaffList) -> Sheet:
    """Return what a file wants of the rows of a list; raise NotASheet."""
    head = file.read(64 * 1024)
    file.seek(0)
    found = _of_workbook(file) if head.startswith(b"PK\x03\x04") else _of_text(file, head)
    _line, headings, _broken = next(found, (0, [], False))
    columns = [_column(made, heading) for heading in headings]
    if KEY not in columns and made.create is None:
        raise NotASheet(
            _("The file has no column “%(key)s”, by which rows are found again. Download the list, change it, and send it back.")
            % {"key": key_label()}
        )
    known = [name for name in columns if name and name != KEY]
    if not known:
        raise NotASheet(_("No heading of the file’s first row is a column of this list."))
    if twice := {name for name in columns if name and columns.count(name) > 1}:
        raise NotASheet(_("Two columns of the file are the same column of the list: %(names)s") % {"names": ", ".join(twice)})
    unknown = [heading for heading, name in zip(headings, columns, strict=True) if not name and heading]
    return Sheet(list(_rows(found, columns)), known, unknown)


def _rows(found: Iterator[tuple[int, list[str], bool]], columns: Sequence[str]) -> Iterator[Proposed]:
    for n, (line, cells, broken) in enumerate(found):
        if n >= MOST_ROWS:
            raise NotASheet(_("The file has more than %(n)d rows, the most that are taken at once.") % {"n": MOST_ROWS})
        given = {name: plain(cell.strip()) for name, cell in zip(columns, cells, strict=False) if name}
        problems = []
        if broken:
            problems.append(("", "", _("A quotation mark opens in this row and is not closed.")))
        if len(cells) > len(columns) and any(cells[len(columns) :]):
            problems.append(("", cells[len(columns)], _("The row has more cells than there are headings.")))
        subject = given.pop(KEY, "")
        yield Proposed(line, subject, given, problems)


def _column(made: StaffList, heading: str) -> str:
    """Return which column a heading means, KEY for the key, "" none: by its code, or what it is called in any language."""
    words = " ".join(heading.split()).casefold()
    if words == KEY or made.column(words):
        return words
    for language, _name in settings.LANGUAGES:
        with override(language):
            if words == key_label().casefold():
                return KEY
            for column in made.columns:
                if str(column.label).casefold() == words:
                    return column.name
    return ""


def _of_text(file: BinaryIO, head: bytes) -> Iterator[tuple[int, list[str], bool]]:
    encoding = encoding_of(head)
    first = next(iter(head.decode(encoding, "ignore").removeprefix("\ufeff").splitlines()), "")
    delimiter = max("\t,;|", key=first.count)
    for row in rows(lines(file, encoding), delimiter):
        text = decoded(row.raw, encoding)[0]
        cells = [cell.strip() for cell in cells_of(text.removeprefix("\ufeff"), delimiter)]
        if any(cells):
            yield row.line, cells, bool(row.unclosed)


def _of_workbook(file: BinaryIO) -> Iterator[tuple[int, list[str], bool]]:
    import openpyxl

    from lantai.core.formats.xlsx import cell_text, check_size

    try:
        check_size(file)  # type: ignore[arg-type]
        file.seek(0)
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        for n, values in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1):
            cells = [cell_text(value) for value in values]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                yield n, cells, False
    except FormatError as problem:
        raise NotASheet(str(problem)) from problem
    except (BadZipFile, KeyError, ValueError, OSError, IndexError, TypeError, EOFError) as problem:
        raise NotASheet(_("The workbook is damaged and cannot be read: %(problem)s") % {"problem": problem}) from problem
