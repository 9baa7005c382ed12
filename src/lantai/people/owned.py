"""What areas keep of people beside their accounts: told to its owner with the rest, and forgotten with the account.

An area says so in its ``owned.py``; people ask here, and know no area. Forgetting is part of the transaction that erases the account.
"""

from collections.abc import Callable
from typing import Any

from .models import Account

Told = Callable[[Account], Any]
Forget = Callable[[Account], None]
_owned: dict[str, tuple[Told, Forget]] = {}


def owned(name: str, *, told: Told, forget: Forget) -> None:
    """Say what an area keeps of a person, under ``name`` in the file of their data, as plain JSON values, and how it is forgotten."""
    _owned[name] = told, forget


def owned_by(account: Account) -> dict[str, Any]:
    """Return all that areas keep of a person."""
    return {name: told(account) for name, (told, _forget) in _owned.items()}


def forget_owned(account: Account) -> None:
    """Forget all that areas keep of a person."""
    for _told, forget in _owned.values():
        forget(account)
