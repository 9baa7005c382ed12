"""Documents fetched and added, and a person's secret calendar address."""

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lantai.apps.agreements import actions, ical
from lantai.apps.agreements.actions.calendars import digest_of
from lantai.apps.agreements.actions.documents import path_of
from lantai.apps.agreements.errors import Unsuitable
from lantai.apps.agreements.forms.moves import DocumentForm
from lantai.apps.agreements.models import Agreement, Document
from lantai.apps.agreements.queries import calendars

from .guard import changes, sees


@require_POST
@changes
def add_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a file of an agreement."""
    row, form = get_object_or_404(Agreement, pk=pk), DocumentForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(said for found in form.errors.values() for said in found))
        return redirect("agreements:agreement", pk)
    given = form.cleaned_data
    try:
        actions.add_document(
            by=request.user, agreement=row, kind=given["kind"], title=given["title"], file_name=given["file"].name,
            chunks=given["file"].chunks(), now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("The document is kept."))
    except Unsuitable as problem:
        messages.error(request, str(problem))
    return redirect("agreements:agreement", pk)


@require_safe
@never_cache
@sees
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a document to be kept, never to be shown by the browser as a page of ours."""
    row = get_object_or_404(Document, pk=pk)
    try:
        stream = path_of(row).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(stream, as_attachment=True, filename=row.file_name, content_type="application/octet-stream")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    return response


@never_cache
@sees
def calendar(request: HttpRequest) -> HttpResponse:
    """Show whether one has a calendar address, and make one: it is shown this once."""
    context = {"feed": calendars.open_feed(request.user), "door": "calendar"}
    if request.method == "POST":
        feed, token = actions.make_calendar(by=request.user, now=timezone.now())
        path = reverse("agreements:calendar_file", args=[token])
        context |= {"feed": feed, "address": settings.ADDRESS + path if settings.ADDRESS else request.build_absolute_uri(path)}
    return render(request, "agreements/calendar.html", context)


@require_POST
@sees
def end_calendar(request: HttpRequest) -> HttpResponse:
    """End one's calendar address."""
    if actions.end_calendar(by=request.user, now=timezone.now()):
        messages.success(request, _("The address no longer opens anything."))
    return redirect("agreements:calendar")


@require_safe
@never_cache
def calendar_file(request: HttpRequest, token: str) -> HttpResponse:
    """Send the days of agreements to whoever holds a secret address that still counts."""
    feed = calendars.feed_of(digest_of(token))
    if feed is None:
        raise Http404
    now = timezone.now()
    with override(feed.account.language or settings.LANGUAGE_CODE):
        body = ical.written(calendars.days(today=localdate(now)), name=_("Agreements: deadlines"), now=now)
    actions.note_calendar_use(feed=feed, on=localdate(now))
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")
