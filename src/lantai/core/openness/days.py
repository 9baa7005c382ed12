"""Years and days as services write them; what is neither is not known."""

from datetime import date
from typing import Any

FIRST, LAST = 1000, 2999


def year_of(value: Any) -> int | None:
    """Return a year given as a number or in digits."""
    words = str(value).strip() if isinstance(value, (int, str)) and not isinstance(value, bool) else ""
    return int(words) if words.isascii() and words.isdecimal() and FIRST <= int(words[:9]) <= LAST else None


def day_of(value: str) -> date | None:
    """Return the day of "2027-03-01" or of an instant that begins so."""
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None
