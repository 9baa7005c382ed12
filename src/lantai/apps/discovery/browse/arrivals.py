"""What is new, week by week: the works of a week in a language or a class, and the same as a feed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lantai.catalog import index, listing
from lantai.core.bib.classtree import SCHEMES, caption, is_class, main_classes
from lantai.core.query.tree import Everything
from lantai.search.protocol import Request, Sort

from ..params import PAGE_SIZE, page_count
from ..rows import ResultRow
from .collection import ALL, Counts, counts, rows

WEEKS = 26
IN_FEED = 50
_WEEK = re.compile(r"(\d{4})-W(\d{2})")


@dataclass(frozen=True, slots=True)
class Week:
    """A week in which works came in: its code and its Monday."""

    code: str
    monday: date
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """What came in. ``week``: the one shown, "" all; ``scheme`` and ``number`` of the class, "" all."""

    total: int
    week: str
    language: str
    scheme: str
    number: str
    caption: str
    rows: Sequence[ResultRow]
    page: int
    pages: int
    weeks: Sequence[Week]
    languages: Counts
    classes: Sequence[tuple[str, str, str, int]]


def arrivals(*, week: str, language: str, class_: str, page: int, lang: str) -> Arrivals:
    """Return a page of what came in, the newest first. What cannot be a week, a language or a class is left out."""
    week = week if monday(week) else ""
    scheme, _, number = class_.partition(":")
    if not is_class(scheme, number):
        scheme = number = class_ = ""
    chosen = {"week": week, "language": language, "class": class_}
    request = Request(
        tree=Everything(),
        filters={name: (value,) for name, value in chosen.items() if value},
        sort=Sort.ADDED,
        offset=(page - 1) * PAGE_SIZE,
        limit=PAGE_SIZE,
        facets=("week", "language"),
        facet_size=ALL,
    )
    result = index.engine().search(request)
    return Arrivals(
        total=result.total,
        week=week,
        language=language,
        scheme=scheme,
        number=number,
        caption=caption(scheme, number, lang),
        rows=rows([hit.id for hit in result.hits], lang=lang),
        page=page,
        pages=page_count(result.total),
        weeks=_weeks(result.facets["week"]),
        languages=result.facets["language"][:40],
        classes=_classes(lang),
    )


def newest(*, language: str, class_: str, lang: str) -> list[tuple[ResultRow, datetime]]:
    """Return the works of a feed with when they came in, the newest first."""
    chosen = {"language": language, "class": class_ if is_class(*class_.partition(":")[::2]) else ""}
    filters = {name: (value,) for name, value in chosen.items() if value}
    result = index.engine().search(Request(tree=Everything(), filters=filters, sort=Sort.ADDED, limit=IN_FEED))
    numbers = [hit.id for hit in result.hits]
    when = listing.added(numbers)
    return [(row, when[row.number]) for row in rows(numbers, lang=lang) if row.number in when]


def monday(week: str) -> date | None:
    """Return the first day of a week "2026-W48"; None of what is no week."""
    match = _WEEK.fullmatch(week)
    try:
        return date.fromisocalendar(int(match[1]), int(match[2]), 1) if match else None
    except ValueError:
        return None


def _weeks(counted: Counts) -> list[Week]:
    found = [Week(code, begin, count) for code, count in counted if (begin := monday(code))]
    return sorted(found, key=lambda week: week.monday, reverse=True)[:WEEKS]


def _classes(lang: str) -> list[tuple[str, str, str, int]]:
    """Return scheme, number, caption and count of the main classes of the scheme that most works are classed by."""
    found = {scheme: counts("class", [f"{scheme}:{number}" for number in main_classes(scheme)]) for scheme in SCHEMES}
    scheme = max(SCHEMES, key=lambda s: sum(found[s].values()))
    return [(scheme, n, caption(scheme, n, lang), found[scheme][f"{scheme}:{n}"]) for n in main_classes(scheme)]
