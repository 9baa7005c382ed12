"""What may go wrong with agreements, each saying what to do.

Refused
├─ InUse        a row is needed by others; ``users`` names them
├─ NotReady     a stage cannot be reached yet; ``missing`` says what is to be done first
└─ Unsuitable   a value cannot be taken
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _


class Refused(Exception):
    """Nothing was changed; the message says why."""


class InUse(Refused):
    """A row is needed by others."""

    def __init__(self, users: Sequence[str]) -> None:
        shown = "; ".join(users[:5]) + (" …" if len(users) > 5 else "")
        super().__init__(_("It is in use and stays: %(users)s.") % {"users": shown})
        self.users = users


class NotReady(Refused):
    """A stage cannot be reached yet."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(" ".join(missing))
        self.missing = missing


class Unsuitable(Refused):
    """A value cannot be taken; ``field`` names it where one alone is to blame."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field
