"""Where agreements stand on others' pages: what readers may do with a work, and what waits on the desk."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.timezone import localdate
from django.utils.translation import ngettext

from lantai.apps.holdings.models import PackageTitle
from lantai.apps.holdings.queries import tied
from lantai.catalog.queries import WorkPage
from lantai.infra.panels import panel, row_panel
from lantai.people.roles import Permission

from . import queries
from .models import Agreement, Stage
from .offers import address_of
from .queries.terms import conditions_of_packages, said_of
from .terms import Term

IN_SHORT = (Term.REMOTE, Term.CONCURRENT)
"""Terms that matter before somebody clicks."""


@panel("work.body")
def conditions(request: HttpRequest, found: WorkPage) -> str | None:
    """Tell readers in plain words what they may do with a work, and which years stay after a cancellation."""
    named = tied(tuple(instance.number for instance in found.document.instances))
    return drawn_for(request, PackageTitle.objects.of_instances(named).select_related("platform")) if named else None


def drawn_for(request: HttpRequest, titles: object) -> str | None:
    """Draw the conditions of titles, the same ones once; None where there is nothing to say."""
    rows, today = list(titles), localdate()
    if not rows:
        return None
    said = list(dict.fromkeys(queries.conditions_of(rows, on=today).values()))
    rights = queries.remaining_of(rows, on=today)
    for right in rights:
        right.last = right.end_month - timedelta(days=1) if right.end_month else None
        right.address = address_of(right.package_title, right)
    if not said and not rights:
        return None
    return render_to_string("agreements/conditions.html", {"found": said, "rights": rights}, request=request)


@panel("journal.body")
def conditions_of_journal(request: HttpRequest, row: Any) -> str | None:
    """Tell readers what they may do with a journal of the list; ``row.offers``: where it is to be had."""
    return drawn_for(request, PackageTitle.objects.filter(pk__in=_titles_of(row)).select_related("platform"))


@panel("database.body")
def conditions_of_database(request: HttpRequest, database: Any) -> str | None:
    """Tell readers what they may do with a database of the list, where it is that of a package."""
    found = conditions_of_packages([database.package_id], on=localdate()) if database.package_id else {}
    if not found:
        return None
    return render_to_string("agreements/conditions.html", {"found": list(found.values()), "rights": ()}, request=request)


@row_panel("journal.row")
def journals_in_short(request: HttpRequest, rows: Sequence[Any]) -> Mapping[Hashable, str]:
    """Say on the rows of the list of journals from where, and for how many at a time, each can be read."""
    wanted = {row.pk: [(int(offer["title"]), int(offer["package"])) for offer in row.offers] for row in rows}
    found = said_of({pair for some in wanted.values() for pair in some}, on=localdate())
    said = {pk: _short(found[title] for title, _ in some if title in found) for pk, some in wanted.items()}
    return {pk: html for pk, html in said.items() if html}


@row_panel("database.row")
def databases_in_short(request: HttpRequest, rows: Sequence[Any]) -> Mapping[Hashable, str]:
    """Say on the rows of the list of databases from where, and for how many at a time, each can be used."""
    packages = {row.pk: row.package_id for row in rows if getattr(row, "package_id", None)}
    found = conditions_of_packages(set(packages.values()), on=localdate()) if packages else {}
    return {pk: html for pk, package in packages.items() if package in found and (html := _short([found[package].said]))}


def _titles_of(row: Any) -> list[int]:
    return [int(offer["title"]) for offer in getattr(row, "offers", ()) if offer.get("title")]


def _short(conditions: Iterable[Iterable[queries.Said]]) -> str:
    """Return what matters before somebody clicks, each sentence once."""
    said = [each.text for one in conditions for each in one if each.term in IN_SHORT and each.text]
    return format_html_join(" ", "<bdi>{}</bdi>", ((text,) for text in dict.fromkeys(said)))


@panel("desk.today")
def reviews(request: HttpRequest, subject: object) -> str | None:
    """Show staff how many agreements wait for a decision."""
    if not request.user.has_perm(Permission.SEE_AGREEMENTS):
        return None
    count = Agreement.objects.filter(stage=Stage.REVIEW_DUE).count()
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
