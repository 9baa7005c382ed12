"""Lists that staff work with all day: an area declares its rows and columns once, the desk draws every page of them.

An area writes ``lists.py``, which start-up imports::

    register(
        StaffList(
            name="holdings.databases",
            label=_("Databases"),
            permission="holdings.view_database",
            rows=lambda: Database.objects.select_related("platform"),
            columns=(
                Column("name", _("Name"), path="name", editable=True, required=True),
                Column("status", _("Status"), kind=Kind.CHOICE, path="status", choices=lambda: Status.choices, editable=True),
                Column("added", _("Added"), kind=Kind.DATE, path="added_date"),
            ),
            find=lambda rows, words: rows.filter(name__icontains=words),
            change_permission="holdings.change_database",
            change=lambda *, by, row, values, now: actions.change_database(by=by, database=row, now=now, **values),
        )
    )

and has, at ``address("holdings.databases", status="active")``: filters, choice and order of columns, saved views, bulk changes with a
preview that can be taken back, CSV and workbooks out and in, the keyboard, and the history of each row. ``change`` is called once a
row, inside a transaction, with the values that differ, already read as the column's kind says; it is (or calls) the area's action,
checks the permission, is audited, and raises ValidationError, by column where it can: ``{"name": "…"}``. What a preview tries is
rolled back, so ``change`` may do outside work only as a job. ``create`` makes a row from a line of a file without a key.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.urls import reverse

from .columns import Column, Kind, Value, Words
from .narrowing import Narrowing

__all__ = ["Change", "Column", "Create", "Kind", "Narrowing", "StaffList", "Value", "address", "called", "known", "register"]

Rows = QuerySet[Any]


Change = Callable[..., object]
"""(by, row, values, now), all by keyword: gives one row new values through the area's action; raises ValidationError."""

Create = Callable[..., Model]
"""(by, values, now), all by keyword: makes a row through the area's action and returns it; raises ValidationError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffList:
    """One list. ``rows``: all of it, in no order; ``find``: (rows, words) -> those that the words mean.

    ``name``: "area.things", in addresses and saved views, so it stays. ``door``: which door of the staff's pages stands open on it.
    ``fresh``: () -> the page on which a row is made; ``fresh_label``: what its button says. ``beside``: () -> the page that sets chosen
    rows beside each other, which asks for them as ``row=1&row=2``.
    ``link``: (row) -> its own page, "" none; ``order``: of the list where nobody asks for another, a column's name or "-name".
    """

    name: str
    label: Words
    permission: str
    rows: Callable[[], Rows]
    columns: tuple[Column, ...]
    find: Callable[[Rows, str], Rows]
    order: str = ""
    link: Callable[[Any], str] | None = None
    door: str = ""
    about: Words = ""
    change: Change | None = None
    create: Create | None = None
    change_permission: str = ""
    fresh: Callable[[], str] | None = None
    fresh_label: Words = ""
    beside: Callable[[], str] | None = None

    def column(self, name: str) -> Column | None:
        """Return a column by its name."""
        return next((column for column in self.columns if column.name == name), None)

    @property
    def editable(self) -> list[Column]:
        """Return the columns that people may change here."""
        return [column for column in self.columns if column.editable] if self.change else []

    def may_change(self, by: Any) -> bool:
        """Say whether somebody may change rows of this list."""
        return self.change is not None and by.has_perm(self.change_permission)


_lists: dict[str, StaffList] = {}


def register(made: StaffList) -> StaffList:
    """Make a list known. Raise LookupError where two columns have one name, or one may be changed that nothing changes."""
    names = [column.name for column in made.columns]
    if len(set(names)) < len(names):
        raise LookupError(f"{made.name}: two columns have one name: {names}")
    if any(column.editable for column in made.columns) and not (made.change and made.change_permission):
        raise LookupError(f"{made.name}: columns may be changed, but there is no change or no change_permission")
    _lists[made.name] = made
    return made


def called(name: str) -> StaffList | None:
    """Return the list of that name."""
    return _lists.get(name)


def known(*, allowed: Callable[[str], bool]) -> list[StaffList]:
    """Return the lists for someone who has the permissions that ``allowed`` says, in the order of their areas' names."""
    return [made for _, made in sorted(_lists.items()) if allowed(made.permission)]


def address(name: str, **narrowed: str) -> str:
    """Return where a list is, narrowed by columns: ``address("access.faults", state="new")``; ``q``: found by words."""
    query = {key if key == "q" else f"f.{key}": value for key, value in narrowed.items()}
    return reverse("desk:rows", args=[name]) + (f"?{urlencode(query)}" if query else "")
