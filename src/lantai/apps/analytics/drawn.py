"""The figures of a dashboard as drawings, with the denominators and the day in the foot."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from . import drawing, words
from .queries.figures import COLORS, Dashboard, Row
from .queries.networks import AUTHORS, Network


def foot(found: Dashboard) -> str:
    """Return the line under each drawing: whose papers, how many, of how many it is known how open they are, and of what day."""
    day = date_format(found.made_at, "DATE_FORMAT") if found.made_at else ""
    return _("%(whose)s · %(papers)s papers, openness known of %(known)s · %(day)s") % {
        "whose": words.called(found),
        "papers": f"{found.papers:,}",
        "known": f"{found.known:,}",
        "day": day,
    }


def years(found: Dashboard, *, narrow: bool = False) -> str:
    """Return the papers of each year as SVG; ``narrow``: for a phone, without the foot, which is wider."""
    columns = [(year.year, [*zip(COLORS, year.colors, strict=True), ("?", year.unknown)]) for year in found.drawn]
    title, legend = str(words.FIGURES["years"]), words.legend(found)
    if narrow:
        return drawing.years(columns, legend, title=title, width=drawing.NARROW)
    return drawing.years(columns, legend, title=title, foot=foot(found))


def figure(found: Dashboard, name: str) -> str:
    """Return one figure as SVG."""
    title = str(words.FIGURES[name])
    if name == "years":
        return years(found)
    if name == "country":
        counts = {row.value: row.papers for row in found.figures[name].rows}
        names = {code: words.country(code) for code in drawing.places()}
        return drawing.world(counts, names, title=title, foot=foot(found))
    rows = found.figures[name].shown
    said = [(words.named(name, row), row.papers, _beside(name, row)) for row in rows]
    return drawing.bars(said, title=title, foot=foot(found))


def _beside(name: str, row: Row) -> str:
    """Return what stands behind a bar: the number, and the share that is open where the value says nothing of it."""
    return f"{row.papers:,}" if name in ("color", "license") else f"{row.papers:,} · {words.shared(row.share)}"


def network(found: Network, *, whose: str, day: str) -> str:
    """Return a network as SVG."""
    title = _("Authors who publish together") if found.kind == AUTHORS else _("Institutions that publish together")
    nodes = [(node.name, node.strength, node.community, node.x, node.y) for node in found.nodes]
    links = [(one, other, weight) for one, other, weight, _papers in found.links]
    return drawing.network(nodes, links, title=title, foot=f"{whose} · {day}")
