"""What each role may do, as one table; a role is a group, and a person may have several.

A permission is named "app.action_model"; ``*`` stands for anything, so that a new table needs no new line here.
"""

from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Any

from django.apps import AppConfig


class Role(StrEnum):
    """The roles there are."""

    READER = "reader"
    LIBRARIAN = "librarian"
    ADMINISTRATOR = "administrator"


PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.READER: (),
    Role.LIBRARIAN: ("catalog.*", "desk.*", "vocab.*"),
    Role.ADMINISTRATOR: ("catalog.*", "desk.*", "vocab.*", "people.*", "infra.view_*"),
}


def grant_permissions_of(sender: AppConfig, *, using: str = "default", **_: Any) -> None:
    """Make the roles, and give them the permissions of the app that has just been migrated."""
    from django.contrib.auth.models import Group, Permission

    if not Group._meta.db_table or Group._meta.db_table not in _tables(using):
        return  # a migration to a point before groups exist
    there = Permission.objects.using(using).filter(content_type__app_label=sender.label).select_related("content_type")
    for role, patterns in PERMISSIONS.items():
        group, _made = Group.objects.using(using).get_or_create(name=role.value)
        group.permissions.add(*(p for p in there if _matches(f"{sender.label}.{p.codename}", patterns)))


def _matches(permission: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(permission, pattern) for pattern in patterns)


def _tables(using: str) -> list[str]:
    from django.db import connections

    return connections[using].introspection.table_names()
