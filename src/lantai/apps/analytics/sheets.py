"""Figures and papers as CSV; what a spreadsheet would take for a formula is marked as words."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from . import words
from .queries.figures import COLORS, Dashboard, Figure
from .queries.listed import Paper
from .queries.networks import Network

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def figure(found: Figure) -> Iterator[str]:
    """Yield a figure, a line a value."""
    yield "\ufeff" + _line(
        [pgettext("figure", "Code"), _("Name"), _("Papers"), pgettext("papers", "Open"), _("Openness known"), _("Share open")]
    )
    for row in found.rows:
        share = "" if row.share is None else f"{row.share:.4f}"
        yield _line([row.value, words.named(found.name, row), row.papers, row.open, row.known, share])


def years(found: Dashboard) -> Iterator[str]:
    """Yield the years with their papers by color."""
    colors = [str(words.COLOR_NAMES[color]) for color in COLORS]
    yield "\ufeff" + _line([_("Year"), _("Papers"), *colors, words.COLOR_NAMES["?"], _("Openness known"), _("Share open")])
    for year in found.years:
        share = "" if year.share is None else f"{year.share:.4f}"
        yield _line([year.year, year.papers, *year.colors, year.unknown, year.known, share])


def papers(found: Iterable[Paper]) -> Iterator[str]:
    """Yield papers, a line each."""
    yield "\ufeff" + _line([_("Number"), _("Title"), _("Year"), _("Color"), _("License"), _("Journal"), _("Publisher"), "DOI"])
    for paper in found:
        color = words.COLOR_NAMES["?" if paper.is_open is None else paper.color]
        yield _line([paper.work, paper.title, paper.year or "", color, paper.license, paper.journal, paper.publisher, paper.doi])


def network(found: Network) -> Iterator[str]:
    """Yield the links of a network, a line each."""
    yield "\ufeff" + _line(
        [_("From"), _("To"), _("Papers together"), _("In fractions"), _("Community of the first"), _("Community of the second")]
    )
    for one, other, weight, count in found.links:
        a, b = found.nodes[one], found.nodes[other]
        yield _line([a.name, b.name, count, weight, a.community + 1, b.community + 1])


def _line(cells: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(
        f"'{text}" if (text := str(cell)).startswith(_FORMULA) and isinstance(cell, str) else text for cell in cells
    )
    return out.getvalue()
