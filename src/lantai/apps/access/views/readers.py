"""The page on which a reader says that something does not open."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lantai.apps.holdings.models import Database, PackageTitle, Platform
from lantai.catalog.models import Work
from lantai.infra.addresses import address_of
from lantai.infra.guard import stamp

from .. import actions
from ..forms import AboutForm, ReportForm
from ..queries import status
from ..queries.expected import title_read
from ..queries.ways import on_campus


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Take down that something does not open; the address of the page carries what it is about."""
    now = timezone.now()
    about, page = _about(request)
    form = ReportForm(request.POST or None, now=now)
    code = 200
    if request.method == "POST" and form.is_valid():
        given, sender = form.cleaned_data, address_of(request)
        try:
            actions.report(
                about=about, text=given["text"], mail=given["mail"], language=get_language() or "en", page=page, sender=sender,
                on_campus=on_campus(sender), now=now,
            )  # fmt: skip
        except actions.TooMany:
            form.add_error(None, _("Too many reports have come in from here within an hour. Please try again later."))
            code = 429
        else:
            messages.success(request, _("Thank you. The library’s staff will look at it; the status page says how it stands."))
            return redirect(page or _own_page(about))
    known = status.faults_of_databases([about.database.pk]).get(about.database.pk) if about.database else None
    context = {"form": form, "about": about, "page": page, "shown": stamp(now), "known": known, "back": page or _own_page(about)}
    return render(request, "access/report.html", context, status=400 if form.errors and code == 200 else code)


def _about(request: HttpRequest) -> tuple[actions.About, str]:
    form = AboutForm(request.GET)
    form.is_valid()
    given: dict[str, Any] = form.cleaned_data
    work = Work.objects.filter(pk=given.get("work") or 0).first()
    titles = PackageTitle.objects.select_related("platform", "package__platform")
    title = titles.filter(pk=given.get("title") or 0).first() or (title_read(work, now=timezone.now()) if work else None)
    about = actions.About(
        work=work,
        package_title=title,
        database=Database.objects.select_related("platform").filter(pk=given.get("database") or 0).first(),
        platform=Platform.objects.filter(pk=given.get("platform") or 0).first(),
        address=given.get("address") or "",
    )
    page = given.get("page") or ""
    return about, page if page.startswith("/") and url_has_allowed_host_and_scheme(page, None) else ""


def _own_page(about: actions.About) -> str:
    return reverse("discovery:work", args=[about.work.pk]) if about.work else reverse("access:status")
