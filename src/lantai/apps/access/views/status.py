"""The status page, its feed, and staff's page of maintenance to come."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantai.people.gate import needs

from .. import actions, feeds
from ..forms import DowntimeForm
from ..models import Downtime
from ..queries import status as queries


@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """Show everybody how platforms stand."""
    now = timezone.now()
    context = {"standings": queries.standings(now=now), "now": now, "days": queries.DAYS}
    return render(request, "access/status.html", context)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Return the news of faults and maintenance as RSS."""
    base = settings.ADDRESS or request.build_absolute_uri("/").rstrip("/")
    body = feeds.rss(queries.news(now=timezone.now()), base=base, path=reverse("access:status"), language=get_language() or "en")
    return HttpResponse(body, content_type="application/rss+xml; charset=utf-8")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("access.view_downtime")
def downtimes(request: HttpRequest) -> HttpResponse:
    """List maintenance that vendors announced, and take down more of it."""
    form = DowntimeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.plan_downtime(
                by=request.user, platform=given["platform"], database=given["database"], from_at=given["from_at"],
                until_at=given["until_at"], notes=form.words, now=timezone.now(),
            )  # fmt: skip
        except actions.NotPossible as refused:
            form.add_error("until_at", str(refused))
        else:
            messages.success(request, _("It stands on the status page."))
            return redirect("access:downtimes")
    rows = Downtime.objects.filter(planned=True).select_related("platform", "database").order_by("-from_at")[:100]
    context = {"form": form, "rows": rows, "now": timezone.now(), "door": "faults"}
    return render(request, "access/downtimes.html", context, status=400 if form.errors else 200)


@require_POST
@needs("access.change_downtime")
def end_downtime(request: HttpRequest, pk: int) -> HttpResponse:
    """End maintenance now, or take it away before it has begun."""
    row, now = get_object_or_404(Downtime, pk=pk, planned=True), timezone.now()
    try:
        if row.from_at > now:
            actions.forget_downtime(by=request.user, downtime=row, now=now)
        else:
            actions.end_downtime(by=request.user, downtime=row, now=now)
    except actions.NotPossible as refused:
        messages.error(request, str(refused))
    return redirect("access:downtimes")
