"""Figures and papers as CSV; what a spreadsheet would take for a formula is marked as words."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lantai.core.formats.table_cells import neutral
from lantai.core.measures.amounts import plain

from . import words
from .queries.figures import COLORS, Chance, Cost, Dashboard, Figure
from .queries.listed import Paper
from .queries.networks import Network


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


def costs(found: Dashboard) -> Iterator[str]:
    """Yield what publishing cost, and the missed chances, a line a kind, currency and source; amounts in whole units of the currency."""
    yield "\ufeff" + _line([_("Charges"), _("Papers"), _("Amount"), _("Currency"), _("According to"), _("As of")])
    for row in found.costs:
        if not row.is_hidden:
            amount = plain(row.minor, row.currency) if row.known else ""
            yield _line([words.COSTS.get(row.kind, row.kind), row.papers, amount, row.currency, *_source(row)])
    for chance in found.chances:
        yield _line([words.CHANCES.get(chance.kind, chance.kind), chance.papers, "", "", *_source(chance)])


def _source(row: Cost | Chance) -> tuple[str, str]:
    return str(words.SAID_BY.get(row.said_by, row.said_by)), row.said_date.isoformat() if row.said_date else ""


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
    csv.writer(out).writerow(cell if isinstance(cell, int | float) else neutral(str(cell)) for cell in cells)
    return out.getvalue()
