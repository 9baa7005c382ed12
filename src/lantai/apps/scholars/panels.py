"""Where scholars stand on others' pages: at their works, on one's own account, at the foot, and what waits for staff."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lantai.catalog.queries import WorkPage
from lantai.infra.panels import panel
from lantai.people.models import Account

from . import queries


@panel("site.foot")
def to_scholars(request: HttpRequest, subject: object) -> str:
    """Lead to the scholars."""
    return format_html('<a href="{}">{}</a>', reverse("scholars:index"), _("Scholars"))


@panel("work.facts")
def of_work(request: HttpRequest, found: WorkPage) -> str | None:
    """Lead from a work to the profiles of whoever wrote it: one question."""
    profiles = queries.profiles_at(found.document.number)
    return render_to_string("scholars/of_work.html", {"profiles": profiles}, request) if profiles else None


@panel("work.actions")
def this_is_mine(request: HttpRequest, found: WorkPage) -> str | None:
    """Let a scholar who looks after a profile add the work that they have found: asked only of who has signed in."""
    own = queries.of_account(request.user) if isinstance(request.user, Account) else None
    if own is None or queries.has_work(own, found.document.number):
        return None
    address = reverse("scholars:decide", args=[own.pk, found.document.number, "mine"])
    return format_html('<a href="{}" rel="nofollow">{}</a>', address, _("This is mine"))


@panel("account.body")
def mine(request: HttpRequest, account: Account) -> str:
    """Show people their own profile, or where to find it."""
    found = queries.of_account(account)
    count = queries.proposals(found).count() if found else 0
    return render_to_string("scholars/mine.html", {"scholar": found, "count": count}, request)


@panel("desk.today")
def claims(request: HttpRequest, subject: object) -> str | None:
    """Show staff the claims that wait."""
    if not request.user.has_perm("scholars.decide_scholar") or not (count := queries.waiting_claims().count()):
        return None
    context = {
        "count": count,
        "label": ngettext("claim on a scholar’s profile", "claims on scholars’ profiles", count),
        "since": queries.waiting_claims().order_by("made_at").values_list("made_at", flat=True).first(),
        "link": reverse("scholars:waiting"),
        "tone": "warn",
        "icon": "care",
    }
    return render_to_string("parts/waiting.html", context, request=request)
