"""Where publishing stands on others' pages: of a journal whether one can publish there, of a work whether it does what policies ask, one's requests."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lantai.apps.holdings.models import Journal
from lantai.catalog.queries import WorkPage
from lantai.core.openness.publishing.asking import Question
from lantai.infra.lists import address
from lantai.infra.panels import panel
from lantai.people.models import Account
from lantai.people.roles import Permission

from .models import ChargeRequest, PublishingAgreement, Waiver
from .queries import asking, places, policies, requests


@panel("site.foot")
def to_publishing(request: HttpRequest, subject: object) -> str:
    """Lead authors to where they can ask."""
    return format_html('<a href="{}">{}</a>', reverse("publishing:ask"), _("Publishing"))


@panel("journal.body")
def publish_here(request: HttpRequest, journal: Journal) -> str | None:
    """Say of a journal whether authors of the library's institution publish there without paying."""
    issns = [number for number in journal.issns if number]
    if not issns or not (PublishingAgreement.objects.exists() or Waiver.objects.exists()):
        return None
    place = places.own()
    answered = asking.answer(issns, place, Question(day=localdate(), type="research"))
    if not (answered.found or answered.told or answered.elsewhere or answered.waivers):
        return None
    context = {"answered": answered, "place": place, "issn": issns[0]}
    return render_to_string("publishing/journal.html", context, request)


@panel("work.body")
def does_what_policies_ask(request: HttpRequest, found: WorkPage) -> str | None:
    """Show staff whether a work does what the policies ask that bind authors here."""
    if not request.user.has_perm(Permission.SEE_PUBLISHING):
        return None
    tested = policies.tests_of(found.document, on=localdate())
    return render_to_string("publishing/tested.html", {"tested": tested}, request) if tested else None


@panel("account.body")
def own_requests(request: HttpRequest, account: Account) -> str | None:
    """Lead to one's own requests."""
    count = ChargeRequest.objects.filter(author=account).count()
    return render_to_string("publishing/own_count.html", {"count": count}, request) if count else None


@panel("desk.today")
def waiting(request: HttpRequest, subject: Any) -> str | None:
    """Show staff how many requests wait for the library."""
    if not request.user.has_perm(Permission.SEE_REQUESTS):
        return None
    count = ChargeRequest.objects.filter(state="submitted").count()
    if not count:
        return None
    late = requests.waiting(now=now()).count()
    context = {
        "count": count,
        "label": ngettext("request of an author to decide on", "requests of authors to decide on", count),
        "link": address("publishing.requests", state="submitted"),
        "tone": "stop" if late else "warn",
        "icon": "wait",
    }
    return render_to_string("parts/waiting.html", context, request=request)
