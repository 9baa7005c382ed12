"""Platforms, packages and databases made and changed.

What is given is named as the tables name it; a change says the fields that change and no others. ValidationError names the field
that cannot stand.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from lantai.apps.holdings.models import Database, Package, Platform
from lantai.catalog import actions as catalog
from lantai.catalog.models import Work
from lantai.infra import audit
from lantai.people.models import Account

from .allowing import allow

Row = TypeVar("Row", Platform, Package, Database)

PLATFORM_FIELDS = frozenset({"name", "provider", "address", "status", "note"})
PACKAGE_FIELDS = frozenset({"platform", "name", "provider", "kind", "source", "reference", "status", "descriptions", "note"})
DATABASE_FIELDS = frozenset(
    {
        "name", "language", "reference", "names", "descriptions", "address", "platform", "package", "provider", "subjects", "types",
        "languages", "access_notes", "seats", "limits", "guide", "status", "added_date",
    }
)  # fmt: skip
TOUCHED = 2_000
"""Works that the index is asked to look at again in one statement."""


@transaction.atomic
def make_platform(*, by: Account | None, values: Mapping[str, Any], now: datetime) -> Platform:
    """Make a platform of ``values``: at least its name."""
    allow(by, "holdings.add_platform")
    return _kept(Platform(made_at=now), values, PLATFORM_FIELDS, by=by, doing="make_platform", now=now)


@transaction.atomic
def change_platform(*, by: Account | None, platform: Platform, values: Mapping[str, Any], now: datetime) -> Platform:
    """Change the fields of a platform that ``values`` names."""
    allow(by, "holdings.change_platform")
    return _kept(_locked(platform), values, PLATFORM_FIELDS, by=by, doing="change_platform", now=now)


@transaction.atomic
def make_package(*, by: Account | None, values: Mapping[str, Any], now: datetime) -> Package:
    """Make a package of ``values``: at least its name and reference; it is empty until a list is imported."""
    allow(by, "holdings.add_package")
    return _kept(Package(made_at=now), values, PACKAGE_FIELDS, by=by, doing="make_package", now=now)


@transaction.atomic
def change_package(*, by: Account | None, package: Package, values: Mapping[str, Any], now: datetime) -> Package:
    """Change the fields of a package that ``values`` names; the index looks at its titles again."""
    allow(by, "holdings.change_package")
    kept = _kept(_locked(package), values, PACKAGE_FIELDS, by=by, doing="change_package", now=now)
    touch(Work.objects.filter(instances__package_titles__package=kept).values_list("pk", flat=True).distinct())
    return kept


@transaction.atomic
def make_database(*, by: Account | None, values: Mapping[str, Any], now: datetime) -> Database:
    """Make a database of ``values``: at least its name and reference."""
    allow(by, "holdings.add_database")
    made = Database(made_at=now, added_date=now.date())
    return _kept(made, values, DATABASE_FIELDS, by=by, doing="make_database", now=now)


@transaction.atomic
def change_database(*, by: Account | None, database: Database, values: Mapping[str, Any], now: datetime) -> Database:
    """Change the fields of a database that ``values`` names."""
    allow(by, "holdings.change_database")
    return _kept(_locked(database), values, DATABASE_FIELDS, by=by, doing="change_database", now=now)


def touch(works: Iterable[int]) -> None:
    """Have the index look at many works again, piece by piece. Call inside the transaction that made it so."""
    numbers = sorted(set(works))
    for start in range(0, len(numbers), TOUCHED):
        catalog.touch(numbers[start : start + TOUCHED])


def _locked(row: Row) -> Row:
    kind = type(row)
    return kind._default_manager.select_for_update().get(pk=row.pk)


def _kept(row: Row, values: Mapping[str, Any], fields: frozenset[str], *, by: Account | None, doing: str, now: datetime) -> Row:
    unknown = sorted(values.keys() - fields)
    if unknown:
        raise TypeError(f"{type(row).__name__} has no field to set named {', '.join(unknown)}")
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    audit.record(by=by, action=f"holdings.{doing}", subject=row, now=now)
    return row
