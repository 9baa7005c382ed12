"""Findings as a table for a spreadsheet."""

from collections.abc import Callable, Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from .queries.checks import FindingRow
from .refused import csv_line


def lines(rows: Iterable[FindingRow], *, address: Callable[[str], str]) -> Iterator[str]:
    """Yield a CSV of findings; ``address`` makes a whole address of a path. Cells that a spreadsheet would run are made text."""
    heads = (_("Title"), _("Found"), _("Source"), _("Language"), _("Kind"), _("Location"), _("Since"), _("Set aside because"))
    yield "\ufeff" + csv_line([*heads, _("Row"), _("Address")])
    for row in rows:
        f = row.finding
        page = f.url or (reverse("discovery:work", args=[f.work]) if f.work else "")
        words = (
            row.title,
            f.detail,
            f.source,
            f.language,
            f.kind,
            f.location,
            f"{f.found_at:%Y-%m-%d}",
            f.aside_reason,
            f.subject,
        )
        yield csv_line([*words, address(page) if page else ""])
