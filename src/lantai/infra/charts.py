"""Charts as parts/chart.html draws them: a table whose rows have their bar beside the figure."""

from collections.abc import Sequence

Rows = Sequence[tuple[str, int]]


def bars(*, heading: str, about: str, first: str, figures: str, rows: Rows, note: str = "") -> dict[str, object]:
    """Return a chart. ``heading``: says the finding; ``about``: what, unit, any distortion; ``first``, ``figures``: heads of the columns.

    ``rows`` are not empty.
    """
    longest = max(count for _label, count in rows)
    lines = [{"label": label, "lang": "", "count": count, "percent": round(100 * count / longest, 1)} for label, count in rows]
    return {"heading": heading, "about": about, "first": first, "figures": figures, "rows": lines, "note": note}
