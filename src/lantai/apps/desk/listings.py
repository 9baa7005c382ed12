"""The lists of the desk that can be saved under a name: what each is called, where it is, and how many rows its filters leave.

A list is registered beside the query that it shows: ``@listing("findings", page="desk:quality")``; those that areas declare
(infra.lists) are known by themselves, as "rows:area.things".
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse

from lantai.infra import lists
from lantai.infra.lists import Narrowing, StaffList
from lantai.people.models import Account

from .models import SavedView

Count = Callable[[QueryDict], int]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that can be saved. ``path``: (filters) -> its address; filters that are part of the path are taken from there."""

    name: str
    permission: str
    path: Callable[[QueryDict], str]
    count: Count


@dataclass(frozen=True, slots=True)
class Shown:
    """A saved list with how many rows it has now, and its address."""

    view: SavedView
    count: int
    address: str
    own: bool


_listings: dict[str, Listing] = {}


def listing(name: str, *, permission: str, path: "str | Callable[[QueryDict], str]") -> Callable[[Count], Count]:
    """Decorate a function of the filters that counts the rows of the list ``name``; ``path``: name of its page, or a function."""

    def register(count: Count) -> Count:
        where = path if callable(path) else (lambda _filters: reverse(path))
        _listings[name] = Listing(name, permission, where, count)
        return count

    return register


ROWS = "rows:"


def is_known(name: str) -> bool:
    """Say whether there is a list of that name."""
    return _called(name) is not None


def _called(name: str) -> Listing | None:
    made = lists.called(name.removeprefix(ROWS)) if name.startswith(ROWS) else None
    if made is None:
        return _listings.get(name)
    return Listing(
        name,
        made.permission,
        lambda _filters: reverse("desk:rows", args=[made.name]),
        lambda filters: Narrowing(made, filters).rows().count(),
    )


def saved_of(account: Account, made: StaffList) -> list[SavedView]:
    """Return what a person saved of one list, and what others share of it."""
    mine = SavedView.objects.filter(Q(owner=account) | Q(shared=True), listing=ROWS + made.name)
    return list(mine.select_related("owner").order_by("name", "pk"))


def cleaned(query: str) -> str:
    """Return the filters of an address without what is not a filter: which page, in which language, which part, a secret of the form."""
    filters = QueryDict(query, mutable=True)
    for name in ("page", "size", "lang", "part", "csrfmiddlewaretoken"):
        filters.pop(name, None)
    return filters.urlencode()


def saved(account: Account) -> list[Shown]:
    """Return the lists that a person saved, then those that others share, as far as they may see them; each counted now."""
    rows = SavedView.objects.filter(Q(owner=account) | Q(shared=True)).select_related("owner").order_by("name", "pk")
    found = [
        _shown(view, which, account)
        for view in rows
        if (which := _called(view.listing)) is not None and account.has_perm(which.permission)
    ]
    return sorted(found, key=lambda shown: not shown.own)


def _shown(view: SavedView, which: Listing, account: Account) -> Shown:
    filters = QueryDict(view.query)
    rest = filters.copy()
    rest.pop("rule", None)
    tail = f"?{rest.urlencode()}" if rest else ""
    return Shown(view, which.count(filters), which.path(filters) + tail, view.owner_id == account.pk)
