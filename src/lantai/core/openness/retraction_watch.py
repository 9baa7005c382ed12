"""Retraction Watch's list of notices, the CSV that Crossref keeps: each row as a notice about a paper, or refused with line and column.

One paper may have several notices. Enter at ``read``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import BinaryIO

import msgspec

from lantai.core.bib.identifiers import identify
from lantai.core.bib.notices import Nature, nature_of
from lantai.core.bib.record import Scheme, Standing
from lantai.core.formats import plain_table
from lantai.core.formats.errors import UnknownFormat

from .journals import RefusedRow

BY = "Retraction Watch"
EARLIEST = 1700

_NEEDED = ("Record ID", "Title", "RetractionDate", "RetractionDOI", "OriginalPaperDOI", "RetractionNature", "Reason")
_NOTHING = frozenset({"", "unavailable", "unknown", "na", "n/a", "none", "0"})
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s.*)?|(\d{4})-(\d\d)-(\d\d)(?:[T\s].*)?")


class DescribedNotice(msgspec.Struct, frozen=True, kw_only=True):
    """One notice. ``key``: its number in the list; ``about``: DOI of the paper; ``doi``: of the notice, "" none; ``day``: None not known."""

    key: str
    about: str
    nature: Nature
    day: date | None = None
    doi: str = ""
    reasons: tuple[str, ...] = ()
    title: str = ""


class _Bad(ValueError):
    """A cell cannot be used: (name of the column, why)."""


def read(stream: BinaryIO) -> Iterator[DescribedNotice | RefusedRow]:
    """Yield every row, packed or not; raise UnknownFormat where it is no list of Retraction Watch's."""
    table = plain_table.read(stream)
    headings = [cell.strip() for cell in table.lines[0].cells] if table.lines else []
    if missing := [name for name in _NEEDED if name not in headings]:
        raise UnknownFormat(f"this is no list of notices of Retraction Watch: it has no column {', '.join(missing)}")
    for refused in table.refused:
        yield RefusedRow(refused.line, refused.column, refused.why, is_cut=False)
    lines: dict[str, int] = {}
    for line in table.lines[1:]:
        cells = dict(zip(headings, line.cells, strict=True))
        try:
            notice = _notice(cells)
            if notice.key in lines:
                raise _Bad("Record ID", f"line {lines[notice.key]} has this number too")
        except _Bad as problem:
            name, why = problem.args
            yield RefusedRow(line.number, headings.index(name) + 1, why)
            continue
        lines[notice.key] = line.number
        yield notice


def _notice(cells: Mapping[str, str]) -> DescribedNotice:
    nature = nature_of(cells["RetractionNature"])
    if not cells["Record ID"].strip():
        raise _Bad("Record ID", "there is no number")
    if nature is None:
        raise _Bad(
            "RetractionNature", f"{cells['RetractionNature']!r} is neither retraction, concern, correction nor reinstatement"
        )
    about = _doi(cells, "OriginalPaperDOI")
    if not about:
        raise _Bad("OriginalPaperDOI", "there is no DOI of the paper, so no work can be marked")
    return DescribedNotice(
        key=cells["Record ID"].strip(),
        about=about,
        nature=nature,
        day=_day(cells),
        doi=_doi(cells, "RetractionDOI"),
        reasons=tuple(_reasons(cells["Reason"])),
        title=cells["Title"].strip(),
    )


def _doi(cells: Mapping[str, str], name: str) -> str:
    said = cells[name].strip()
    if said.casefold() in _NOTHING:
        return ""
    known = identify(Scheme.DOI, said)
    if known.standing is not Standing.VALID:
        raise _Bad(name, f"{said!r} is no DOI")
    return known.value


def _day(cells: Mapping[str, str]) -> date | None:
    """Return the day of "3/28/2024 0:00": month before day, as the list has it; or of "2024-03-28"."""
    said = cells["RetractionDate"].strip()
    if said.casefold() in _NOTHING:
        return None
    found = _DAY.fullmatch(said)
    if found:
        month, day, year, *rest = found.groups()
        parts: Sequence[str] = (year, month, day) if year else rest
        try:
            told = date(*map(int, parts))
        except ValueError:
            pass
        else:
            if told.year >= EARLIEST:
                return told
    raise _Bad("RetractionDate", f"{said!r} is no day; it must read month/day/year")


def _reasons(cell: str) -> Iterator[str]:
    """Yield the reasons of "+Concerns/Issues About Data;+Duplication of Image;"."""
    yield from filter(None, (piece.strip().removeprefix("+").strip() for piece in cell.split(";")))
