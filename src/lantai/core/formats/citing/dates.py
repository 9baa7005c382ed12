"""Dates as each style writes them in each language: whole, or the year here and the day there.

The processor's own dates lose the year's place in Japanese (1914年 for a book) and Russian cases; these do not.
"""

import re
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date

_WHOLE = {"apa": "y, MMMM d", "mla": "d MMM. y", "chicago": "MMMM d, y", "chicago-notes": "MMMM d, y", "iso690": "d MMMM y",
          "vancouver": "y MMM d", "gbt7714": "y-MM-dd"}  # fmt: skip
_FOREIGN_WHOLE = {"apa": "y, d MMMM"}
_ONE_WAY = frozenset({"gbt7714", "iso690", "vancouver"})
_EAST = {"zh": "{}月{}日", "ja": "{}月{}日", "ko": "{}월 {}일"}
_SHORT_MONTHS = re.compile(r"\b(May|June|July)\.")


class Dated(NamedTuple):
    """A date to be written in a style and a language (BCP 47; "" English).

    To the day where ``day`` is known, else its ``words`` ("1982", "[1994?]", "1980–1985").
    """

    words: str
    style: str
    language: str = ""
    day: date | None = None

    def said(self, parts: Collection[str]) -> str:
        """Return the parts asked for ("year", "month", "day"); "" where the date does not have them."""
        if self.day is None:
            return self.words if "year" in parts else ""
        return str(self.day.year) if set(parts) == {"year"} else self._written(self.day, whole="year" in parts)

    def _written(self, day: date, *, whole: bool) -> str:
        locale = _locale(self.language)
        if self.style in _ONE_WAY or locale is None or locale.language == "en":
            text = format_date(day, _WHOLE[self.style] if whole else "MMMM d", "en_US")
            return _SHORT_MONTHS.sub(r"\1", text) if self.style == "mla" else text
        if locale.language in _EAST:
            return format_date(day, "long", locale) if whole else _EAST[locale.language].format(day.month, day.day)
        return format_date(day, _FOREIGN_WHOLE.get(self.style, "d MMMM y") if whole else "d MMMM", locale)


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language.replace("-", "_")) if language else None
    except (ValueError, UnknownLocaleError):
        return None
