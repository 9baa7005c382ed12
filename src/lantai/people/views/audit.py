"""The audit log, for whoever may see it: who did what, to which row, and when."""

import csv
from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import auditing
from ..forms.accounts import AuditForm
from ..gate import needs
from ..roles import Permission

PAGE_SIZE = 100
sees_audit = needs(Permission.SEE_AUDIT)


@require_safe
@sees_audit
def audit(request: HttpRequest) -> HttpResponse:
    """Show what was done, the latest first."""
    form = AuditForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    page = Paginator(auditing.entries(**auditing.wanted(given)), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": auditing.rows(list(page)), "form": form, "kinds": auditing.kinds(), "door": "audit"}
    return render(request, "people/audit.html", context)


@require_safe
@sees_audit
def audit_table(request: HttpRequest) -> HttpResponse:
    """Send the same lines as a table."""
    form = AuditForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    lines = _lines(auditing.wanted(given))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return response  # type: ignore[return-value]


class _Echo:
    """A file that gives each line back in place of keeping it."""

    def write(self, line: str) -> str:
        return line


def _lines(wanted: dict[str, object]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([_("When (UTC)"), _("Person"), _("Number"), _("Action"), _("Object")])
    for row in auditing.all_rows(**wanted):
        yield writer.writerow([f"{row.at:%Y-%m-%d %H:%M:%S}", _harmless(row.who), row.actor, row.action, row.subject])


def _harmless(words: str) -> str:
    """Keep a spreadsheet from running a name as a formula."""
    return f"'{words}" if words[:1] in ("=", "+", "-", "@", "\t", "\r") else words
