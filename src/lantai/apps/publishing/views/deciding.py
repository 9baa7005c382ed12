"""Requests of authors, for the staff who decide on them, and the table for OpenAPC."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lantai.apps.publishing import actions
from lantai.apps.publishing.forms.requests import DecideForm
from lantai.apps.publishing.life import BY_STAFF, MOVES, RequestState
from lantai.apps.publishing.models import ChargeRequest
from lantai.apps.publishing.queries import asking
from lantai.apps.publishing.queries import requests as queries
from lantai.core.openness.publishing.asking import Question
from lantai.infra.workflow import MoveNotAllowed
from lantai.people.gate import needs
from lantai.people.roles import Permission

from .requests import _tried as tried

ORDER = list(RequestState)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@needs(Permission.SEE_REQUESTS)
def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a request with what the rule says of it, and take a decision."""
    row = get_object_or_404(queries.handed_in(), pk=min(pk, 2**62))
    today = timezone.localdate()
    form = DecideForm(request.POST or None, instance=row, today=today)
    if request.method == "POST" and form.is_valid() and _decided(request, row, form):
        messages.success(request, _("Done. The author is told."))
        _warn(request, row)
        return redirect("publishing:request", pk)
    context = {
        "row": row,
        "form": form,
        "changes": row.changes.select_related("by"),
        "ways": [state for state in ORDER if state in MOVES[row.state] & BY_STAFF],
        "answered": _answered(row),
        "funds": queries.funds(today),
        "others": queries.others_of(row),
        "door": "requests",
    }
    return render(request, "publishing/request.html", context, status=400 if form.errors else 200)


def _decided(request: HttpRequest, row: ChargeRequest, form: DecideForm) -> bool:
    to, note = request.POST.get("to", ""), form.cleaned_data["note"]
    try:
        made = tried(
            form, lambda: actions.decide(by=request.user, request=row, to=to, note=note, said=form.said, now=timezone.now())
        )
    except MoveNotAllowed:
        form.add_error(None, _("That is not possible any more: the request stands otherwise now."))
        return False
    return made is not None


def _warn(request: HttpRequest, row: ChargeRequest) -> None:
    """Say after an approval that more is promised than there is."""
    row.refresh_from_db()
    if row.state != RequestState.APPROVED:
        return
    cap, fund = queries.overdrawn(row)
    if cap:
        messages.warning(request, _("This is more than the agreement covers in the period: its cap was used up."))
    if fund:
        messages.warning(request, _("This is more than is left of the fund %(code)s.") % {"code": fund.fund.code})


def _answered(row: ChargeRequest) -> asking.Answered | None:
    """Return what the rule says of a request, of the day of its acceptance or of when it was made."""
    if not row.issn:
        return None
    asked = Question(day=row.accepted_date or timezone.localdate(row.made_at), type=row.type, corresponding=row.corresponding)
    return asking.answer([row.issn], row.institution, asked)


@require_safe
@needs(Permission.SEE_REQUESTS)
def openapc(request: HttpRequest) -> StreamingHttpResponse:
    """Send what was paid in OpenAPC's table."""
    year = request.GET.get("year", "")
    lines = queries.for_openapc(int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="openapc.csv"'
    return response
