"""Columns of staff's lists: how a value is shown, written into files, kept for later, and read from what people write."""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import reduce
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

Words = str | Promise
Value = str | int | Decimal | date | datetime | bool | tuple[str, ...] | None
SEVERAL = "; "
"""Between several values of one cell."""

YES, NO = "1", "0"
_YES = {"1", "yes", "y", "true", "x", "是", "نعم"}
_NO = {"0", "no", "n", "false", "", "否", "لا"}


class Kind(StrEnum):
    """What sort of values a column has; CODES: several, each one of the choices; MOMENT: date and time, never typed in."""

    WORDS = "words"
    LONG = "long"
    ADDRESS = "address"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    MOMENT = "moment"
    CHOICE = "choice"
    TICK = "tick"
    SEVERAL = "several"
    CODES = "codes"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``path``: the field by which the database orders and narrows, "" where it cannot ("platform__name").

    ``value``: (row) -> what stands there; by default what ``path`` leads to. ``choices``: of CHOICE and CODES, asked at each page.
    ``narrow``: (rows, text) -> rows, where the field alone does not say it. ``shown``: unless somebody chooses. ``figure``: words
    that are a number ("4050000.00"), shown with its thousands apart. ``is_year``: a number without. ``lang``: of the words, a tag or (row) -> tag.
    """

    name: str
    label: Words
    kind: Kind = Kind.WORDS
    path: str = ""
    value: Callable[[Any], Value] | None = None
    choices: Callable[[], Iterable[tuple[str, Words]]] = field(default=tuple)
    narrow: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None
    shown: bool = True
    editable: bool = False
    required: bool = False
    longest: int = 500
    figure: bool = False
    is_year: bool = False
    lang: str | Callable[[Any], str] = ""

    def of(self, row: Any) -> Value:
        """Return the value of a row."""
        if self.value is not None:
            return self.value(row)
        found = reduce(lambda at, step: None if at is None else getattr(at, step), self.path.split("__"), row)
        return tuple(found) if isinstance(found, list) else found  # type: ignore[return-value]

    def lang_of(self, row: Any) -> str:
        """Return the language of a row's words, "" unknown."""
        return self.lang(row) if callable(self.lang) else self.lang


def coded(column: Column, value: Value) -> str:
    """Return a value as it is kept and compared: codes, ISO dates, "" for none. ``read`` reads it again."""
    if value is None:
        return ""
    if column.kind == Kind.TICK:
        return YES if value else NO
    if isinstance(value, tuple):
        return SEVERAL.join(value)
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(sep=" ", timespec="minutes")[:16]
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def said(column: Column, value: Value) -> str:
    """Return a value in words for people and files, in the language of the page: what the codes are called."""
    if column.kind == Kind.TICK:
        return _("yes") if value else _("no")
    if column.kind in (Kind.CHOICE, Kind.CODES):
        names = dict(column.choices())
        codes = value if isinstance(value, tuple) else (value,)
        return SEVERAL.join(str(names.get(str(code), code)) for code in codes if code not in (None, ""))
    return coded(column, value)


def read(column: Column, text: str) -> Value:
    """Return what somebody wrote for a column; raise ValidationError that names the rule."""
    words = text.strip()
    if not words and column.kind not in (Kind.SEVERAL, Kind.CODES, Kind.TICK):
        if column.required:
            raise ValidationError(_("This must not be empty."))
        return "" if column.kind in (Kind.WORDS, Kind.LONG, Kind.ADDRESS, Kind.CHOICE) else None
    if "\0" in words or (column.kind != Kind.LONG and len(words) > column.longest):
        raise ValidationError(_("At most %(n)d characters, without control characters.") % {"n": column.longest})
    return _READERS.get(column.kind, _words)(column, words)


def _words(column: Column, words: str) -> Value:
    return words if column.kind == Kind.LONG else " ".join(words.split())


def _address(column: Column, words: str) -> Value:
    URLValidator(schemes=["http", "https"])(words)
    return words


def _whole(column: Column, words: str) -> Value:
    try:
        return int(words.replace(",", "").replace("\u066c", "").replace(" ", ""))
    except ValueError as problem:
        raise ValidationError(_("A whole number was expected.")) from problem


def _money(column: Column, words: str) -> Value:
    try:
        made = Decimal(words.replace(" ", ""))
    except InvalidOperation as problem:
        raise ValidationError(_("An amount was expected, with a point before decimals: 1234.50")) from problem
    if not made.is_finite():
        raise ValidationError(_("An amount was expected, with a point before decimals: 1234.50"))
    return made


def _date(column: Column, words: str) -> Value:
    try:
        return date.fromisoformat(words[:10])
    except ValueError as problem:
        raise ValidationError(_("A date was expected: year-month-day, as 2027-01-31.")) from problem


def _tick(column: Column, words: str) -> Value:
    folded = words.casefold()
    if folded in _YES or folded == _("yes").casefold():
        return True
    if folded in _NO or folded == _("no").casefold():
        return False
    raise ValidationError(_("Yes or no was expected (also 1 or 0)."))


def _choice(column: Column, words: str) -> Value:
    if (code := _code(column, words)) is None:
        known = ", ".join(str(name) for _code_, name in list(column.choices())[:12])
        raise ValidationError(_("Not one of: %(known)s") % {"known": known})
    return code


def _code(column: Column, words: str) -> str | None:
    """Return the code that a word means: itself, or what it is called in a language of the site."""
    choices = list(column.choices())
    if any(code == words for code, _name in choices):
        return words
    folded = words.casefold()
    for language in (None, *(code for code, _name in settings.LANGUAGES)):
        with override(language) if language else nullcontext():
            for code, name in choices:
                if str(name).casefold() == folded:
                    return code
    return None


def _several(column: Column, words: str) -> Value:
    parts = (" ".join(part.split()) for part in words.replace("；", ";").replace("؛", ";").split(";"))
    found = tuple(dict.fromkeys(part for part in parts if part))
    if column.required and not found:
        raise ValidationError(_("This must not be empty."))
    return tuple(str(_choice(column, part)) for part in found) if column.kind == Kind.CODES else found


def _moment(column: Column, words: str) -> Value:
    raise ValidationError(_("This is kept by the system and cannot be written."))


_READERS: dict[Kind, Callable[[Column, str], Value]] = {
    Kind.ADDRESS: _address,
    Kind.NUMBER: _whole,
    Kind.MONEY: _money,
    Kind.DATE: _date,
    Kind.MOMENT: _moment,
    Kind.TICK: _tick,
    Kind.CHOICE: _choice,
    Kind.SEVERAL: _several,
    Kind.CODES: _several,
}
