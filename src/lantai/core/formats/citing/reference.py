"""References as readers take them away: a record in a style, and a sorted list of them. Enter here.

Nothing of the citation processor is imported before the first reference is asked for.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lantai.core.bib.record import BibRecord
from lantai.core.text.fold import key

from ..citation import cite, joined
from .cited import item
from .styles import Style

_PRIVATE = dict.fromkeys(range(0xE000, 0xF900))
_DROPPED = _PRIVATE | dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""What has no place in a line: control characters, those that turn the direction around, private ones."""

_LONGEST = 1_000
"""Characters of one text in a reference; what is longer is no title, and slows every rule down."""

YEARS_TOLD_APART = frozenset({"apa", "chicago", "iso690"})
"""Styles that tell works of one author and year apart by letters: 2020a, 2020b."""

Keys = Callable[[Sequence[str]], Sequence[Any]]
"""Makes sort keys of texts, all of a list at once."""


def _folded(texts: Sequence[str]) -> list[str]:
    return [key(text) for text in texts]


@dataclass(frozen=True, slots=True)
class Reference:
    """One line of a bibliography. ``html`` knows italics and nothing else; ``language`` is that of the thing cited (BCP 47, "" unknown)."""

    html: str
    text: str
    language: str


def reference(record: BibRecord, style: Style, *, accessed: date) -> Reference:
    """Return the record in a style. ``accessed``: the day on which it is read, which styles give beside addresses.

    What a style cannot render is given in a plain order: author, title, place, publisher, year.
    """
    return _rendered(record, style, item(record, style, accessed=accessed))


def references(
    records: Iterable[BibRecord], style: Style, *, accessed: date, keys: Keys = _folded
) -> list[tuple[int, Reference]]:
    """Return a bibliography, each entry with the place of its record among ``records``.

    In the order given where the style numbers its entries, else by author, year and title. ``keys``: the order of a language.
    """
    listed = list(records)
    items = [item(record, style, accessed=accessed) for record in listed]
    places = list(range(len(items)))
    if not style.numbered and items:
        whos, years, titles = zip(*(_heading(found) for found in items), strict=True)
        order = list(zip(keys(whos), years, keys(titles), strict=True))
        places.sort(key=lambda n: order[n])
        if style.name in YEARS_TOLD_APART:
            _tell_years_apart([items[n] for n in places])
    return [(n, _rendered(listed[n], style, items[n])) for n in places]


def _heading(found: dict[str, Any]) -> tuple[str, str, str]:
    names = found.get("author") or found.get("editor") or ()
    who = "; ".join(
        " ".join(filter(None, (name.get("literal") or name.get("family", ""), name.get("given", "")))) for name in names
    )
    said = found.get("issued")
    return (who.translate(_PRIVATE) or found.get("title", ""), said.said(("year",)) if said else "", found.get("title", ""))


def _tell_years_apart(items: list[dict[str, Any]]) -> None:
    alike: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for found in items:
        who, year, _ = _heading(found)
        if year.isdecimal() and found["issued"].day is None and (found.get("author") or found.get("editor")):
            alike[who, year].append(found)
    for group in alike.values():
        for n, found in enumerate(group if len(group) > 1 else ()):
            found["issued"] = found["issued"]._replace(words=found["issued"].words + _letter(n))


def _letter(n: int) -> str:
    """Return a, b, … z, aa, ab …"""
    return (_letter(n // 26 - 1) if n >= 26 else "") + chr(ord("a") + n % 26)


def _rendered(record: BibRecord, style: Style, found: dict[str, Any]) -> Reference:
    from . import engine, finish

    found = {field: _cleaned(value) for field, value in found.items()}
    try:
        language = record.language if style.own_words else "en"
        line = engine.line(found, csl=style.csl, language=language)
        line = finish.finished(line, style, found)
    except engine.FAILURES:
        line = ""
    line = line or _plain(record).translate(_DROPPED)
    return Reference(finish.html(line), finish.plain(line), record.language)


def _cleaned(value: Any) -> Any:
    """Return a value without characters that would break the line or turn it around, and of a bearable length."""
    if isinstance(value, str):
        return _short(value.translate(_DROPPED))
    if isinstance(value, list):
        return [{part: _name(words) for part, words in name.items()} for name in value]
    return value


def _name(words: str) -> str:
    from .names import WHOLE

    return (WHOLE if words.startswith(WHOLE) else "") + _short(words.translate(_DROPPED))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + "…"


def _plain(record: BibRecord) -> str:
    """Return who, what, where and when, in the order of a catalog."""
    cited = cite(record)
    title = joined(record.title.forms[0]) if record.title else ""
    names = "; ".join(name.heading for name in cited.names[:3])
    imprint = ": ".join(filter(None, (*cited.places[:1], *cited.publishers[:1])))
    year = str(record.year) if record.year is not None else ""
    number = f"https://doi.org/{cited.doi}" if cited.doi else ""
    parts = (names, _short(title), ", ".join(filter(None, (imprint, year))), number)
    return ". ".join(filter(None, (part.strip(" .") for part in parts))) + "."
