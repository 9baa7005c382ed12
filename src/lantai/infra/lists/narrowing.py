"""How a list is narrowed, ordered and cut by its address; what makes no sense there is left out rather than refused.

``q`` words · ``f.status=active`` (again for more values) · ``f.added.from`` and ``f.added.to`` · ``f.url=-`` nothing there, ``*`` anything
· ``cols=name.status`` (from a form ``col`` again and again) · ``order=-added``.
"""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.http import QueryDict

from .columns import NO, YES, Column, Kind

if TYPE_CHECKING:
    from . import StaffList

EMPTY, ANY = "-", "*"
LONGEST = 200
RANGED = (Kind.DATE, Kind.MOMENT, Kind.NUMBER, Kind.MONEY)
LISTED = (Kind.SEVERAL, Kind.CODES)


class Narrowing:
    """What an address says of a list."""

    def __init__(self, made: "StaffList", query: QueryDict) -> None:
        self.list = made
        self.words = _clean(query.get("q", ""))
        known = {column.name for column in made.columns}
        asked_of = [name for name in query if name.startswith("f.") and name.split(".")[1] in known]
        self.given = {name: [_clean(v) for v in query.getlist(name) if _clean(v)] for name in asked_of}
        names = [*query.get("cols", "").split("."), *query.getlist("col")]
        asked = [column for name in dict.fromkeys(names) if (column := made.column(name))]
        self.columns: list[Column] = asked or [column for column in made.columns if column.shown]
        self.chosen_columns = bool(asked)
        self.order = next((said for said in (query.get("order", ""), made.order) if self._orders(said)), "")

    def _orders(self, said: str) -> bool:
        by = self.list.column(said.removeprefix("-"))
        return by is not None and bool(by.path)

    def values(self, column: Column, end: str = "") -> list[str]:
        """Return what is asked of a column; ``end``: "from" or "to" of a range."""
        return self.given.get(f"f.{column.name}.{end}" if end else f"f.{column.name}", [])

    def is_narrowed(self) -> bool:
        """Say whether anything is left out."""
        return bool(self.words) or any(True for _ in self.active())

    def active(self) -> Iterator[Column]:
        """Yield the columns by which the list is narrowed."""
        for column in self.list.columns:
            if self.values(column) or self.values(column, "from") or self.values(column, "to"):
                yield column

    def rows(self) -> QuerySet[Any]:
        """Return the rows, in order."""
        rows = self.list.rows()
        if self.words:
            rows = self.list.find(rows, self.words)
        for column in self.active():
            rows = self._narrowed(rows, column)
        by = self.list.column(self.order.removeprefix("-"))
        path = f"{'-' if self.order.startswith('-') else ''}{by.path}" if by else ""
        return rows.order_by(*filter(None, (path, "pk")))

    def query(self) -> QueryDict:
        """Return what an address must say to mean the same list, without its page."""
        made = QueryDict(mutable=True)
        if self.words:
            made["q"] = self.words
        for name, values in self.given.items():
            made.setlist(name, values)
        if self.chosen_columns:
            made["cols"] = ".".join(column.name for column in self.columns)
        if self.order and self.order != self.list.order:
            made["order"] = self.order
        return made

    def _narrowed(self, rows: QuerySet[Any], column: Column) -> QuerySet[Any]:
        values = self.values(column)
        if column.narrow is not None:
            for value in values[:1]:
                rows = column.narrow(rows, value)
            return rows
        if not column.path:
            return rows
        if column.kind in RANGED:
            return _ranged(rows, column, self.values(column, "from")[:1], self.values(column, "to")[:1], values)
        return _said(rows, column, values)


def _said(rows: QuerySet[Any], column: Column, values: list[str]) -> QuerySet[Any]:
    """Narrow by words, codes or a tick."""
    path, value = column.path, values[0]
    if value in (EMPTY, ANY):
        return _filled(rows, column, filled=value == ANY)
    if column.kind == Kind.TICK:
        return rows.filter(**{path: value == YES}) if value in (YES, NO) else rows
    if column.kind == Kind.CHOICE:
        return rows.filter(**{f"{path}__in": values})
    if column.kind in LISTED:  # a JSON list: portable, and exact because each value stands in its quotation marks
        return rows.filter(**{f"{path}__icontains": f'"{value}"'})
    for word in value.split()[:8]:
        rows = rows.filter(**{f"{path}__icontains": word})
    return rows


def _ranged(rows: QuerySet[Any], column: Column, begin: list[str], end: list[str], other: list[str]) -> QuerySet[Any]:
    path = f"{column.path}__date" if column.kind == Kind.MOMENT else column.path
    if other and other[0] in (EMPTY, ANY):
        rows = _filled(rows, column, filled=other[0] == ANY)
    for value, compare in (*((b, "gte") for b in begin), *((e, "lte") for e in end)):
        made = _end(column, value)
        rows = rows if made is None else rows.filter(**{f"{path}__{compare}": made})
    return rows


def _end(column: Column, value: str) -> date | str | None:
    try:
        if column.kind in (Kind.DATE, Kind.MOMENT):
            return date.fromisoformat(value)
        return value if float(value) == float(value) and abs(float(value)) < 1e15 else None
    except ValueError:
        return None


def _filled(rows: QuerySet[Any], column: Column, *, filled: bool) -> QuerySet[Any]:
    nothing = Q(**{f"{column.path}__isnull": True})
    if column.kind in LISTED:
        nothing |= Q(**{column.path: []})
    elif column.kind not in (*RANGED, Kind.TICK):
        nothing |= Q(**{column.path: ""})
    return rows.exclude(nothing) if filled else rows.filter(nothing)


def _clean(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:LONGEST]
