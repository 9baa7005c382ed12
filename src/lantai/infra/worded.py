"""Questions to the database that are worded once: ``@worded`` on a function of a few values that returns a QuerySet.

To put a QuerySet into SQL takes Django 0.3 to 0.6 ms of a processor, ten times what SQLite takes to answer; a page of a work asks twelve. Here it is put
into SQL once for each number of values, with marks in their places, and asked with the values themselves from then on.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, update_wrapper
from itertools import count
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable, get_related_populators
from django.db.models.sql.compiler import SQLCompiler

T = TypeVar("T")
Value = int | str | date
Given = Value | Collection[Value]

MOST_VALUES = 100
"""Of longer lists the wording is not kept: there are many lengths, and to ask takes long beside it."""
MOST_WORDINGS = 64
"""Of one question: pages have ten works, or twenty, and one or two editions of most of them."""

_FIRST_NUMBER = 1_000_000_011
_FIRST_DAY = date(3, 3, 3).toordinal()


@dataclass(frozen=True, slots=True)
class Wording:
    """A question as SQL. ``places``: of each parameter the number of the value that stands there, with what makes it of one, or itself; ``compiler``:
    only what it knows of the columns is used."""

    sql: str
    places: tuple[tuple[int | None, Any], ...]
    compiler: SQLCompiler
    read: Callable[[Any], Any]

    def parameters(self, values: Sequence[Value]) -> list[Any]:
        """Return the parameters for these values."""
        return [made if at is None else made(values[at]) for at, made in self.places]


class Worded(Generic[T]):
    """A question that is worded once for each number of values. Called with values, or collections of them; returns the rows that the QuerySet gives.

    Raise TypeError where the QuerySet brings more than its rows, or rows as dictionaries; ValueError where it drops or changes a value, so that this is not
    found again: whenever it is first asked, so that any test of it would tell.
    """

    def __init__(self, ask: Callable[..., "QuerySet[Any, T]"]) -> None:
        self._ask = ask
        self._wording = lru_cache(maxsize=MOST_WORDINGS)(self._worded)
        update_wrapper(self, ask)

    def __call__(self, *given: Given) -> list[T]:
        """Ask with values, or collections of values."""
        parts = [(one,) if isinstance(one, Value) else tuple(one) for one in given]
        if not all(0 < len(part) <= MOST_VALUES for part in parts):
            return list(self._ask(*given))
        values = [value for part in parts for value in part]
        shape = tuple([None if isinstance(one, Value) else len(part) for one, part in zip(given, parts, strict=True)])
        return self._answer(self._wording(shape, tuple(map(type, values))), values)

    def _answer(self, wording: Wording, values: Sequence[Value]) -> list[T]:
        connection = connections[wording.compiler.using]
        with connection.cursor() as cursor:
            cursor.execute(wording.sql, wording.parameters(values))
            rows = cursor.fetchall()
        return list(wording.read(rows)) if rows else []

    def _worded(self, shape: tuple[int | None, ...], kinds: tuple[type, ...]) -> Wording:
        numbers = count()
        marks = [_mark(kind, n) for kind, n in zip(kinds, numbers, strict=False)]
        left = iter(marks)
        given = [next(left) if length is None else [next(left) for _ in range(length)] for length in shape]
        asked = self._ask(*given)
        compiler = asked.query.get_compiler(asked.db)
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:
            raise ValueError(
                "the question has no answer, whatever is asked for, or takes no numbers as large as its marks"
            ) from None
        return Wording(sql, _places(compiler, parameters, marks), compiler, _reading(asked, compiler))


def worded(ask: Callable[..., "QuerySet[Any, T]"]) -> Worded[T]:
    """Decorate a function that returns a QuerySet, and hangs on nothing but its values."""
    return Worded(ask)


def _mark(kind: type, n: int) -> Value:
    if issubclass(kind, int):
        return _FIRST_NUMBER + n
    if issubclass(kind, str):
        return f"\ue000{n}\ue001"
    if kind is date:
        return date.fromordinal(_FIRST_DAY + n)
    raise TypeError(f"a question is not worded once for a {kind.__name__}")


def _places(compiler: SQLCompiler, parameters: Sequence[Any], marks: Sequence[Value]) -> tuple[tuple[int | None, Any], ...]:
    """Return what stands in the place of each parameter."""
    day = compiler.connection.ops.adapt_datefield_value
    there = {day(mark) if isinstance(mark, date) else mark: n for n, mark in enumerate(marks)}
    places = []
    for parameter in parameters:
        at = there.get(parameter) if isinstance(parameter, Value) else None
        made = parameter if at is None else day if isinstance(marks[at], date) else type(parameter)
        places.append((at, made))
    if missing := set(range(len(marks))).difference(at for at, _ in places):
        raise ValueError(f"values {sorted(missing)} are not found in the question: {parameters}")
    return tuple(places)


def _reading(asked: "QuerySet[Any, Any]", compiler: SQLCompiler) -> Callable[[Sequence[Any]], Iterator[Any]]:
    """Return what makes of rows as the database gives them what the QuerySet gives."""
    if asked._prefetch_related_lookups or asked._known_related_objects:
        raise TypeError("a question that is worded once brings nothing but its rows")
    converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
    convert = (lambda rows: _here(compiler, rows, converters)) if converters else iter
    kind = asked._iterable_class
    if kind is FlatValuesListIterable:
        return lambda rows: (row[0] for row in convert(rows))
    if kind is ValuesListIterable:
        return lambda rows: map(tuple, convert(rows))
    if kind is not ModelIterable:
        raise TypeError(f"rows as {kind.__name__} are not worded once")
    build = _building(asked, compiler)
    return lambda rows: map(build, convert(rows))


def _here(compiler: SQLCompiler, rows: Sequence[Any], converters: dict[int, Any]) -> Iterator[list[Any]]:
    """Yield rows with their values converted: by the connection of this thread, not of that which worded the question."""
    connection = connections[compiler.using]
    for row in map(list, rows):
        for at, (some, expression) in converters.items():
            for convert in some:
                row[at] = convert(row[at], expression, connection)
        yield row


def _building(asked: "QuerySet[Any, Any]", compiler: SQLCompiler) -> Callable[[Sequence[Any]], Any]:
    """Return what makes an object of the model of a row."""
    about: Any = compiler.klass_info
    first, last = about["select_fields"][0], about["select_fields"][-1] + 1
    names = [column[0].target.attname for column in compiler.select[first:last]]
    related = get_related_populators(about, compiler.select, asked.db)
    added = (compiler.annotation_col_map or {}).items()

    def build(row: Sequence[Any]) -> Any:
        built = about["model"].from_db(asked.db, names, row[first:last])
        for populator in related:
            populator.populate(row, built)
        for name, at in added:
            setattr(built, name, row[at])
        return built

    return build
