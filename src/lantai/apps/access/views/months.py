"""The figures of a month, as a page that prints and as a table."""

import csv
import io
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lantai.people.gate import needs

from ..forms import MonthForm
from ..queries.month import Month, month_of


@require_safe
@needs("access.view_fault")
def month(request: HttpRequest) -> HttpResponse:
    """Show the figures of a month."""
    found = _month(request)
    before, after = found.start - timedelta(days=1), found.start + timedelta(days=32)
    context = {"month": found, "before": before, "after": after if after < timezone.now() else None, "door": "faults"}
    return render(request, "access/month.html", context)


@require_safe
@needs("access.view_fault")
def table(request: HttpRequest) -> HttpResponse:
    """Return the figures of a month as CSV; what a spreadsheet would take for a formula is marked as words."""
    found = _month(request)
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow([_("Platform"), _("Up"), _("Minutes down"), _("Minutes of planned maintenance"), _("Faults")])
    for row in found.platforms:
        minutes = [int(each.total_seconds() // 60) for each in (row.down, row.planned)]
        writer.writerow([_safe(row.platform.name), f"{row.share:.5f}", *minutes, row.faults])
    writer.writerow([])
    for label, value in _figures(found):
        writer.writerow([label, "" if value is None else round(value, 4)])
    answer = HttpResponse("\ufeff" + stream.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="faults-{found.start:%Y-%m}.csv"'
    return answer


def _figures(found: Month) -> list[tuple[str, float | None]]:
    return [
        (_("Faults"), found.faults),
        (_("Reports"), found.reports),
        (_("Median minutes to the first answer"), found.reply),
        (_("Share answered within what was promised"), found.reply_kept),
        (_("Median minutes until it worked again"), found.restore),
        (_("Share working again within what was promised"), found.restore_kept),
        (_("Share opened again"), found.reopened),
        (_("Share of automatic classes that were right"), found.precision),
    ]


def _month(request: HttpRequest) -> Month:
    now = timezone.now()
    return month_of(MonthForm(request.GET).day(now).date(), now=now)


def _safe(words: str) -> str:
    return f"'{words}" if words[:1] in "=+-@\t\r" else words
