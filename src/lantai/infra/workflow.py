"""States and the moves allowed between them, as one readable table per kind of request."""

from collections.abc import Mapping
from typing import TypeVar

from django.utils.translation import gettext as _

State = TypeVar("State", bound=str)


class MoveNotAllowed(Exception):
    """From the present state, that move cannot be made."""


def check_move(moves: Mapping[State, frozenset[State]], current: State, wanted: State) -> None:
    """Raise MoveNotAllowed, naming what is possible, unless ``wanted`` may follow ``current``."""
    possible = moves.get(current, frozenset())
    if wanted in possible:
        return
    named = {"current": current, "wanted": wanted, "possible": ", ".join(sorted(possible)) or _("none")}
    raise MoveNotAllowed(_("%(current)s cannot become %(wanted)s; possible: %(possible)s") % named)
