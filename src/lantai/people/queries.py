"""What pages and commands show of accounts."""

from dataclasses import dataclass

from .models import Account


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One line of the list of accounts."""

    username: str
    roles: tuple[str, ...]
    is_active: bool


def accounts() -> list[AccountRow]:
    """Return all accounts by name, with their roles (two SQL queries)."""
    found = Account.objects.order_by("username").prefetch_related("groups")
    return [AccountRow(a.username, tuple(sorted(g.name for g in a.groups.all())), a.is_active) for a in found]
