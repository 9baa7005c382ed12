"""The charts of a topic, as parts/chart.html draws them: each row with its bar beside the figure."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from lantai.infra.charts import Rows, bars


def chart_of_years(years: Sequence[tuple[int, int]]) -> dict[str, object]:
    """Return how many works of a topic appeared each year, the latest first."""
    rows = [(str(year), count) for year, count in reversed(years)]
    return _chart(_("How many works a year"), _("Works in the catalog by the year in which they appeared."), _("Year"), rows)


def chart_of_institutions(institutions: Rows) -> dict[str, object] | None:
    """Return where the authors of a topic's papers work; None where no paper says it."""
    if not institutions:
        return None
    about = _(
        "Papers of this topic with an author there, as the papers themselves say. A paper of several institutions counts for each."
    )
    return _chart(_("Where they work"), about, _("Institution"), institutions)


def _chart(heading: str, about: str, first: str, rows: Rows) -> dict[str, object]:
    return bars(heading=heading, about=about, first=first, figures=_("Works"), rows=rows)
