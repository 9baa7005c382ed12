"""Monthly counts of use from a table that somebody made: a row a count, or a row a metric with a column for each month.

Enter at ``read``. Rows that cannot be used come back with their line, column and reason; nothing of them is guessed.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

LONGEST_METRIC = 80
MOST_ROWS = 20_000
MOST_COUNT = 10**12

_MONTH = re.compile(r"^\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?(?:[-/.]\d{1,2})?\s*$")
_NAMED = re.compile(r"^\s*([A-Za-z]{3})[a-z]*[-\s.]+(\d{4})\s*$")
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_HEADS = {
    "month": ("month", "date", "月份", "月", "الشهر"),
    "metric": ("metric", "metric_type", "metric type", "指标", "指標", "المقياس"),
    "value": ("value", "count", "uses", "reporting_period_total", "数值", "次数", "使用量", "القيمة", "العدد"),
}
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９", "0123456789" * 3)


class Why(StrEnum):
    """Why a cell cannot be used."""

    MONTH = "month"
    METRIC = "metric"
    VALUE = "value"
    COLUMNS = "columns"
    TOO_MANY = "too_many"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class Use:
    """One count: what was counted, in which month. ``line`` of the file, from 1."""

    year: int
    month: int
    metric: str
    count: int
    line: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A cell that cannot be used, and why."""

    line: int
    column: str
    value: str
    why: Why


def read(text: str) -> tuple[list[Use], list[Refused]]:
    """Return the counts of a table and what was refused; a count said twice is taken the first time."""
    rows = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text)))
    at = next((n for n, row in enumerate(rows) if any(cell.strip() for cell in row)), len(rows))
    if at == len(rows):
        return [], [Refused(1, "", "", Why.COLUMNS)]
    head = [cell.strip().lstrip("\ufeff") for cell in rows[at]]
    columns = {name: _column(head, name) for name in _HEADS}
    months = {n: month for n, cell in enumerate(head) if (month := month_of(cell))}
    if columns["month"] is not None and columns["value"] is not None:
        found = _long(rows, at + 1, columns, head)
    elif columns["metric"] is not None and months:
        found = _wide(rows, at + 1, columns["metric"], months, head)
    else:
        return [], [Refused(at + 1, "", " | ".join(head)[:200], Why.COLUMNS)]
    return _parted(found)


def month_of(written: str) -> tuple[int, int] | None:
    """Return (year, month) of "2026-10", "2026/10", "2026年10月", "Oct 2026"; None for anything else."""
    plain = written.translate(_DIGITS)
    if found := _MONTH.match(plain):
        year, month = int(found[1]), int(found[2])
    elif (found := _NAMED.match(plain)) and found[1].lower() in _NAMES:
        year, month = int(found[2]), _NAMES.index(found[1].lower()) + 1
    else:
        return None
    return (year, month) if 1990 <= year <= 2100 and 1 <= month <= 12 else None


def count_of(written: str) -> int | None:
    """Return a whole number of "1,204", "1 204" or "١٢٠٤"; None for anything else: a fraction of a use there is not."""
    plain = re.sub(r"(?<=\d)[\s,'\u066c\u202f\u00a0](?=\d{3}(?!\d))", "", written.translate(_DIGITS).strip())
    return int(plain) if plain.isdecimal() and len(plain) <= 13 and int(plain) <= MOST_COUNT else None


def _delimiter(text: str) -> str:
    line = next((line for line in text.splitlines() if line.strip()), "")
    return max(("\t", ";", ","), key=line.count)


def _column(head: Sequence[str], name: str) -> int | None:
    return next((n for n, cell in enumerate(head) if cell.casefold() in _HEADS[name]), None)


def _long(
    rows: Sequence[Sequence[str]], start: int, columns: dict[str, int | None], head: Sequence[str]
) -> Iterator[Use | Refused]:
    for line, row in _used(rows, start):
        when, metric, value = (_cell(row, columns[name]) for name in ("month", "metric", "value"))
        yield _use(line, when, metric or "uses", value, (head[columns["month"] or 0], head[columns["value"] or 0]))


def _wide(
    rows: Sequence[Sequence[str]], start: int, metric: int, months: dict[int, tuple[int, int]], head: Sequence[str]
) -> Iterator[Use | Refused]:
    for line, row in _used(rows, start):
        for n in months:
            if _cell(row, n):
                yield _use(line, head[n], _cell(row, metric), _cell(row, n), (head[n], head[n]))


def _used(rows: Sequence[Sequence[str]], start: int) -> Iterator[tuple[int, Sequence[str]]]:
    return ((line, row) for line, row in enumerate(rows[start:], start + 1) if any(cell.strip() for cell in row))


def _cell(row: Sequence[str], at: int | None) -> str:
    return row[at].strip() if at is not None and at < len(row) else ""


def _use(line: int, when: str, metric: str, value: str, heads: tuple[str, str]) -> Use | Refused:
    month, count = month_of(when), count_of(value)
    if month is None:
        return Refused(line, heads[0], when[:80], Why.MONTH)
    if not metric or len(metric) > LONGEST_METRIC:
        return Refused(line, "", metric[:LONGEST_METRIC], Why.METRIC)
    if count is None:
        return Refused(line, heads[1], value[:80], Why.VALUE)
    return Use(*month, metric, count, line)


def _parted(found: Iterator[Use | Refused]) -> tuple[list[Use], list[Refused]]:
    uses: dict[tuple[int, int, str], Use] = {}
    refused: list[Refused] = []
    for n, one in enumerate(found):
        if n >= MOST_ROWS:
            refused.append(Refused(one.line, "", "", Why.TOO_MANY))
            break
        if isinstance(one, Refused):
            refused.append(one)
        elif (one.year, one.month, one.metric) in uses:
            refused.append(Refused(one.line, "", f"{one.year}-{one.month:02} {one.metric}", Why.TWICE))
        else:
            uses[one.year, one.month, one.metric] = one
    return list(uses.values()), refused
