"""Where agreements stand on others' pages: what readers may do with a work, and what waits on the desk."""

from datetime import timedelta

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import ngettext

from lantai.apps.holdings.models import PackageTitle
from lantai.catalog.queries import WorkPage
from lantai.infra.panels import panel
from lantai.people.roles import Permission

from . import queries
from .models import Stage
from .queries import pages


@panel("work.body")
def conditions(request: HttpRequest, found: WorkPage) -> str | None:
    """Tell readers in plain words what they may do with a work, and which years stay after a cancellation."""
    return drawn_for(request, PackageTitle.objects.of_works([found.document.number]).select_related("platform"))


def drawn_for(request: HttpRequest, titles: object) -> str | None:
    """Draw the conditions of titles, the same ones once; None where there is nothing to say."""
    rows, today = list(titles), localdate()
    if not rows:
        return None
    said = list(dict.fromkeys(queries.conditions_of(rows, on=today).values()))
    rights = queries.remaining_of(rows, on=today)
    for right in rights:
        right.last = right.end_month - timedelta(days=1) if right.end_month else None
    if not said and not rights:
        return None
    return render_to_string("agreements/conditions.html", {"found": said, "rights": rights}, request=request)


@panel("desk.today")
def reviews(request: HttpRequest, subject: object) -> str | None:
    """Show staff how many agreements wait for a decision."""
    if not request.user.has_perm(Permission.SEE_AGREEMENTS):
        return None
    count = pages.agreements(stage=Stage.REVIEW_DUE).count()
    if not count:
        return None
    context = {
        "count": count,
        "label": ngettext("agreement to renew or cancel", "agreements to renew or cancel", count),
        "link": reverse("agreements:renewals"),
        "tone": "warn",
        "icon": "wait",
    }
    return render_to_string("parts/waiting.html", context, request=request)
