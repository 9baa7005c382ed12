"""How a table is laid out, told from its head: the delimiter, the line of the headings, and what is wrong with it.

Enter at ``layout_of`` (what the file shows) and ``complaint`` (why it does not fit what the librarian laid down).
"""

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from .table_fields import known
from .table_rows import cells_of, open_cell
from .table_words import guess

DELIMITERS = ("\t", ",", ";", "|")
SAMPLE_ROWS = 200
HEADER_WITHIN_ROWS = 40

_VALUE = re.compile(
    r"https?://.*|[\d\s.,/:€$£¥+%-]+|\d{4}-\d{3}[\dXx]|97[89][\d-]{10,14}|[\d-]{9,12}[Xx]|10\.\d{4,}/.*|[^@\s]+@[^@\s]+|\d+[.,]\d+\s*[A-Z]{3}"
)


class Row(NamedTuple):
    """A row of the sample: the line where it begins, and its cells."""

    line: int
    cells: list[str]


class Layout(NamedTuple):
    """What a table's head shows. ``header_line``: 0 where no headings were found. ``width``: cells of most rows."""

    delimiter: str
    columns: tuple[str, ...]
    header_line: int
    width: int
    short_rows: bool


def sample_rows(text: str, delimiter: str) -> list[Row]:
    """Return the first rows of a text; a row that is cut off at its end is left out."""
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith(("\n", "\r")) and len(lines) > 1 and len(text) > 60_000:
        lines.pop()
    rows: list[Row] = []
    held, start = "", 0
    for number, line in enumerate(lines, start=1):
        if len(rows) >= SAMPLE_ROWS:
            break
        held, start = held + line, start if held else number
        if open_cell(held.encode(), delimiter) and number - start < 50 and number < len(lines):
            continue
        if held.strip():
            rows.append(Row(start, cells_of(held, delimiter)))
        held = ""
    return rows


def layout_of(text: str, *, delimiter: str = "") -> Layout:
    """Return the layout, with the delimiter that cuts most rows into the same number of cells."""
    best = delimiter or max(DELIMITERS, key=lambda mark: _evenness(sample_rows(text, mark)))
    if best == delimiter or _evenness(sample_rows(text, best)) > 0:
        return _laid_out(sample_rows(text, best), best)
    return _laid_out(sample_rows(text, ","), ",")


def _evenness(rows: Sequence[Row]) -> float:
    """Return the share of the rows that have the most usual number of cells, weighed by that number; 0 for one cell."""
    width, count = _usual_width(rows)
    return count / len(rows) * min(width, 12) ** 0.5 if width > 1 else 0.0


def _usual_width(rows: Sequence[Row]) -> tuple[int, int]:
    widths = Counter(len(row.cells) for row in rows)
    wide = {width: count for width, count in widths.items() if width > 1} or dict(widths)
    return max(wide.items(), key=lambda entry: entry[1], default=(0, 0))


def _laid_out(rows: Sequence[Row], delimiter: str) -> Layout:
    width, _ = _usual_width(rows)
    header = _header(rows[:HEADER_WITHIN_ROWS], width)
    if header is None:
        return Layout(delimiter, (), 0, width, short_rows=False)
    columns = named(header.cells)
    after = [row for row in rows if row.line > header.line]
    short = sum(len(row.cells) < len(columns) for row in after)
    return Layout(delimiter, columns, header.line, width, short_rows=len(after) >= 5 and short > len(after) * 0.3)


def named(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the headings, each different: an empty one becomes "column 3", the second "ISBN" "ISBN (2)"."""
    names: list[str] = []
    times: Counter[str] = Counter()
    for number, cell in enumerate(cells, start=1):
        name = " ".join(cell.split()) or f"column {number}"
        times[name] += 1
        names.append(f"{name} ({times[name]})" if times[name] > 1 else name)
    while len(names) > 1 and names[-1].startswith("column ") and not cells[len(names) - 1].strip():
        names.pop()
    return tuple(names)


def header_of(rows: Sequence[Row]) -> Row | None:
    """Return the row of headings among the first rows of a table whose cells are known already."""
    return _header(rows, max((len([c for c in row.cells if c]) for row in rows), default=0))


def _header(rows: Sequence[Row], width: int) -> Row | None:
    """Return the row of headings: the one with most known headings, else the first wide row in which nothing looks like a value."""
    typical = median([sum(map(bool, row.cells)) for row in rows if len(row.cells) >= width] or [width])
    scored = [(score, -row.line, row) for row in rows if (score := _headingness(row.cells, typical)) > 1]
    if scored:
        return max(scored, key=lambda entry: entry[:2])[2]
    first = next((row for row in rows if len(row.cells) >= width * 0.5), None)
    if first is None or _headingness(first.cells, typical) == 0 or _repeats(first, rows):
        return None
    return first


def _repeats(first: Row, rows: Sequence[Row]) -> bool:
    """Whether a cell stands in the same column of other rows: headings do not."""
    others = [row.cells for row in rows if row.line > first.line]
    return any(cell.strip() and sum(cells[at : at + 1] == [cell] for cells in others) > 1 for at, cell in enumerate(first.cells))


def _headingness(cells: Sequence[str], typical: float) -> float:
    """Return how much a row looks like headings: 0 not at all, 1 it may be, more for every heading that is known.

    ``typical``: how many cells of a row are filled.
    """
    filled = [cell.strip() for cell in cells if cell.strip()]
    recognised = sum(bool(guess(cell)) or known(cell) for cell in filled)
    sparse = len(filled) < typical * 0.5 and recognised < 3
    if not filled or sparse or (typical > 1 and len(cells) < 2):
        return 0
    values = sum(bool(_VALUE.fullmatch(cell)) or len(cell) > 60 for cell in filled)
    if values > len(filled) * 0.2 or len(set(filled)) < len(filled) * 0.8:
        return 0
    return recognised + 1 if recognised or not values else 0


def complaint(text: str, delimiter: str) -> str:
    """Return what is wrong, with line and column, where the laid down delimiter is not the file's; "" where nothing is."""
    other = layout_of(text)
    rows = sample_rows(text, delimiter)
    parted = sum(len(row.cells) > 1 for row in rows)
    if parted < len(rows) * 0.5 and other.width > 1 and other.delimiter != delimiter:
        line = other.header_line or 1
        first = text.splitlines()[line - 1] if text else ""
        at = first.find(other.delimiter) + 1
        return (
            f"line {line}, column {at}: the cells are parted by {_spoken(other.delimiter)}, "
            f"not by {_spoken(delimiter)}, which part only {parted} of {len(rows)} rows"
        )
    return ""


def headless(text: str, layout: Layout) -> str:
    """Return what shows that the table has no headings, with line and column."""
    first = next((row for row in sample_rows(text, layout.delimiter) if row.cells), None)
    if first is None:
        return "the file holds no rows"
    column = next((n for n, cell in enumerate(first.cells, start=1) if _VALUE.fullmatch(cell.strip()) or len(cell) > 60), 1)
    return f"line {first.line}, column {column}: no headings were found; {first.cells[column - 1][:40]!r} looks like a value"


def _spoken(delimiter: str) -> str:
    return {"\t": "tabs", ",": "commas", ";": "semicolons", "|": "vertical bars"}.get(delimiter, repr(delimiter))
