"""What an examination found: one line each, of ``lantai check``."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, what was found, and what to do about it ("" when nothing)."""

    name: str
    found: str
    to_do: str = ""
