"""What can go wrong between bytes and records.

FormatError                 base of the ring's anticipated failures
├─ UnknownFormat            nothing here reads such a file
├─ WrongProfile             the profile contradicts the file (mapping names a column that is not there, …)
├─ LimitExceeded            larger or deeper than Lantai reads; names the limit
└─ Unreadable               one record cannot be read: a counted value, kept with its bytes
"""

from collections.abc import Mapping


class FormatError(Exception):
    """A file or a record cannot be used as it is; the message says what to do."""


class UnknownFormat(FormatError):
    """Nothing here reads such a file."""


class WrongProfile(FormatError):
    """The import profile does not fit the file."""


class LimitExceeded(FormatError):
    """The file is larger or deeper than Lantai reads; the message names the limit."""


class Unreadable(FormatError):
    """One record cannot be read.

    ``reason``: a sentence for a librarian, marked with ``N_`` so that it is translated where it is shown, with ``{name}``
    placeholders filled from ``values``. ``field`` names the place inside the record ("" the whole).
    """

    def __init__(self, reason: str, *, field: str = "", values: Mapping[str, str | int] | None = None) -> None:
        self.reason = reason
        self.field = field
        self.values = dict(values or {})
        said = reason.format(**self.values)
        super().__init__(f"{field}: {said}" if field else said)
