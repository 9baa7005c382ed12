"""The years of a work, wherever the library has it: print, every electronic copy, open ones, and all together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lantai.catalog.listing import holdings_of
from lantai.catalog.queries import WorkPage
from lantai.core.bib.held_years import held_years
from lantai.core.measures.coverage import Run, available, joined, spans, years

from .exporting import statements_of
from .models import Access, PackageTitle
from .queries import tied

WIDTH = 600
"""Units of the drawing from its first year to the end of its last."""


class Medium(StrEnum):
    """How a copy is read."""

    PRINT = "print"
    ELECTRONIC = "electronic"
    OPEN = "open"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Line:
    """One copy. ``where``: whose or which; ``stretches``: years without a gap; ``bars``: (x, width) of each in the drawing."""

    medium: Medium
    where: str
    address: str
    embargo: str
    note: str
    stretches: tuple[tuple[int, int], ...]
    bars: tuple[tuple[float, float], ...] = ()
    unknown_start: bool = False


@dataclass(frozen=True, slots=True)
class Years:
    """All copies, the first and last year that any has, and what they have together."""

    lines: tuple[Line, ...]
    first: int
    last: int
    together: Line


def years_of(found: WorkPage, *, on: date) -> Years | None:
    """Return the years of a work on a day; None where no copy names any."""
    instances = [each.number for each in found.document.instances]
    told = [*_printed(instances, on), *(_electronic(title, on) for title in _titles(instances, on))]
    dated = [(line, runs) for line, runs in told if line.stretches or line.unknown_start]
    if not any(line.stretches for line, _ in dated):
        return None
    first = min(stretch[0] for line, _ in dated for stretch in line.stretches)
    last = max(stretch[1] for line, _ in dated for stretch in line.stretches)
    together = _line(Medium.ALL, joined(run for _, runs in dated for run in runs), on)
    lines = tuple(_drawn(line, first, last) for line, _ in dated)
    return Years(lines, first, last, _drawn(together, first, last))


def _titles(instances: Sequence[int], on: date) -> Iterable[PackageTitle]:
    if not (named := tied(tuple(instances))):  # most works of a library: asking who may read what takes ten times as long
        return ()
    found = PackageTitle.objects.of_instances(named).current().available(on)
    return found.select_related("package", "platform").order_by("pk")


def _printed(instances: Sequence[int], on: date) -> Iterable[tuple[Line, list[Run]]]:
    for row in holdings_of(tuple(instances)):
        found = [(a, on.year if b is None else min(b, on.year)) for a, b in held_years(row.coverage) if a <= on.year]
        runs = joined(Run(date(a, 1, 1), date(b + 1, 1, 1)) for a, b in found)
        if runs:
            where = " ".join(filter(None, (row.location or row.library, row.call_number)))
            yield _line(Medium.PRINT, runs, on, where=where, note=row.coverage), runs


def _electronic(title: PackageTitle, on: date) -> tuple[Line, list[Run]]:
    runs = available(statements_of(title), on)
    medium = Medium.OPEN if title.access == Access.FREE else Medium.ELECTRONIC
    where = f"{title.platform.name}: {title.package.name}" if title.platform else title.package.name
    return _line(medium, runs, on, where=where, address=title.url, embargo=title.embargo, note=title.note), runs


def _line(
    medium: Medium, runs: Sequence[Run], on: date, *, where: str = "", address: str = "", embargo: str = "", note: str = ""
) -> Line:
    open_start = any(run.first == date.min for run in runs)
    return Line(medium, where, address, embargo, note, tuple(spans(years(runs, on))), unknown_start=open_start)


def _drawn(line: Line, first: int, last: int) -> Line:
    """Return the line with its bars: each year has the same width."""
    step = WIDTH / (last - first + 1)
    bars = tuple((round((a - first) * step, 1), round((b - a + 1) * step, 1)) for a, b in line.stretches)
    return Line(line.medium, line.where, line.address, line.embargo, line.note, line.stretches, bars, line.unknown_start)
