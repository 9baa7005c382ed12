"""What lists of works need of the tables: the shelf in the order of its call numbers, and when works came in.

Every question here reads a bounded piece of an index, however large the library is.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from lantai.infra.once import once_a_page
from lantai.infra.worded import worded

from .models import Harvest, HarvestState, Holding, Work

MOST_COPIES = 4
"""Holdings read for each place on a page of the shelf: copies of one book stand side by side and are shown once."""

Place = tuple[str, int]
"""Where on a shelf: the sort key of a call number and the number of a holding, which breaks ties."""


@dataclass(frozen=True, slots=True)
class Book:
    """One place on the shelf. ``copies``: holdings of this work under this call number that stand together."""

    work: int
    holding: int
    call_number: str
    shelf_key: str
    location: str
    copies: int = 1

    @property
    def place(self) -> Place:
        """Return where it stands."""
        return self.shelf_key, self.holding


def books_from(scheme: str, place: Place, limit: int, *, inclusive: bool = False, without: int = 0) -> list[Book]:
    """Return the books that stand after a place, in shelf order; with ``inclusive`` from the place itself on, ``without`` those of a
    work."""
    key, pk = place
    rows = (
        _shelf(scheme, without)
        .filter(shelf_key__gte=key)
        .exclude(Q(shelf_key=key) & (Q(pk__lt=pk) if inclusive else Q(pk__lte=pk)))
    )
    return _books(rows.order_by("shelf_key", "pk"), limit)


def books_before(scheme: str, place: Place, limit: int, *, without: int = 0) -> list[Book]:
    """Return the books that stand before a place, in shelf order, ``without`` those of a work."""
    key, pk = place
    rows = _shelf(scheme, without).filter(shelf_key__lte=key).exclude(shelf_key=key, pk__gte=pk)
    return _books(rows.order_by("-shelf_key", "-pk"), limit)[::-1]


@once_a_page
def holdings_of(instances: tuple[int, ...]) -> tuple[Holding, ...]:
    """Return the holdings of instances, the oldest first."""
    return tuple(_holdings(instances))


@worded
def _holdings(instances: Collection[int]) -> QuerySet[Holding]:
    return Holding.objects.filter(instance__in=instances).order_by("pk")


def shelved(instances: Collection[int], schemes: Collection[str]) -> tuple[str, Place] | None:
    """Return the scheme and the place of the first of these instances that stands on a shelf; None when none does."""
    found = next((h for h in holdings_of(tuple(instances)) if h.scheme in schemes and h.shelf_key), None)
    return (found.scheme, (found.shelf_key, found.pk)) if found else None


def schemes_in_use(schemes: Collection[str]) -> list[str]:
    """Return which of these schemes have a shelf here."""
    return [scheme for scheme in schemes if _shelf(scheme).exists()]


def added(works: Collection[int]) -> dict[int, datetime]:
    """Return when works came in."""
    return dict(Work.objects.filter(pk__in=works).values_list("pk", "added_at"))


def is_importing() -> bool:
    """Tell whether a file is being read now: what can wait then waits."""
    return Harvest.objects.filter(state=HarvestState.RUNNING).exists()


def changed_works(after: int, limit: int) -> tuple[list[int], int]:
    """Return works changed after a change, in the order of their changes, and the change up to which all are then among them."""
    rows = list(Work.objects.filter(changed__gt=after).order_by("changed", "pk").values_list("changed", "pk")[:limit])
    if len(rows) < limit:
        return [pk for _, pk in rows], rows[-1][0] if rows else after
    last = rows[-1][0]
    rest = Work.objects.filter(changed=last, pk__gt=rows[-1][1]).order_by("pk").values_list("pk", flat=True)
    return [pk for _, pk in rows] + list(rest), last


def _shelf(scheme: str, without: int = 0) -> QuerySet[Holding]:
    rows = Holding.objects.filter(scheme=scheme, shelf_key__gt="")
    return rows.exclude(instance__work=without) if without else rows


def _books(rows: QuerySet[Holding], limit: int) -> list[Book]:
    """Return books in the order of the rows, copies of one work under one call number once."""
    found: list[Book] = []
    read = rows.values_list("instance__work_id", "pk", "call_number", "shelf_key", "location")[: limit * MOST_COPIES]
    for work, pk, call_number, key, location in read:
        if found and (found[-1].work, found[-1].shelf_key) == (work, key):
            last = found[-1]
            found[-1] = Book(work, pk, last.call_number, key, last.location, last.copies + 1)
        elif len(found) == limit:
            break
        else:
            found.append(Book(work, pk, call_number, key, location))
    return found
