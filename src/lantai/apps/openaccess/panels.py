"""What open access shows on others' pages: of a work how open it is and why, and its disciplines; of a journal what is said of it and its newest papers."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.template.loader import render_to_string

from lantai.apps.holdings.models import Journal
from lantai.catalog.queries import WorkPage
from lantai.catalog.standing import standings
from lantai.core.bib.licenses import license_of
from lantai.core.openness.copies import VERSION_SAID
from lantai.core.openness.verdicts import SAID
from lantai.infra.panels import drawn, drawn_on_rows, panel

from . import queries, words

NEWEST = 5
"""Papers on the page of their journal."""


@panel("work.standing")
def standing(request: HttpRequest, found: WorkPage) -> str | None:
    """Say whether a work was retracted or corrected, how open it is, by which rule, and according to whom."""
    stands = standings([found.document])[found.document.number]
    open_ = stands.openness
    if not (stands.nature or stands.notices or open_):
        return None
    context: dict[str, object] = {"stands": stands, "notices": words.notices(stands.notices), "found": open_}
    if open_:
        verdict = open_.verdict
        context |= {"rule": SAID[verdict.rule], "version": VERSION_SAID[verdict.version], "may": words.may(verdict.license)}
    return render_to_string("openaccess/standing.html", context, request)


@panel("work.body")
def versions(request: HttpRequest, found: WorkPage) -> str | None:
    """List the versions of a paper: which, of when, under which license, where, and why they stand together."""
    rows = queries.versions(found.document)
    if not rows:
        return None
    actions = drawn_on_rows("edition.actions", request, list(found.document.instances))
    lines = [(row, VERSION_SAID[row.version], words.WHY.get(row.why, "")) for row in rows]
    return render_to_string("openaccess/versions.html", {"rows": lines, "actions": actions}, request)


@panel("work.facts")
def disciplines(request: HttpRequest, found: WorkPage) -> str | None:
    """Name the disciplines of a work, each with the classes that speak for it."""
    told = queries.disciplines_of(instance.record for instance in found.document.instances)
    return render_to_string("openaccess/disciplines_of.html", {"told": told}, request) if told else None


@panel("journal.body")
def facts(request: HttpRequest, journal: Journal) -> str | None:
    """Say of an open journal whether authors pay, under which license, how it is reviewed, since when it is open, and according to whom."""
    issns = [number for number in journal.issns if number]
    said = queries.journal_facts(issns) if issns else None
    if said is None:
        return None
    context = {
        "said": said,
        "amounts": words.charges(said.amounts),
        "licenses": words.licenses(said.licenses),
        "may": words.may(license_of(said.licenses[0])) if len(said.licenses) == 1 else None,
        "reviews": words.reviews(said.review),
        "subjects": words.subjects(said.classes),
    }
    return render_to_string("openaccess/journal.html", context, request)


@panel("journal.body")
def newest(request: HttpRequest, journal: Journal) -> str | None:
    """Show the newest papers of a journal with a search for all of them, and how many appeared each year."""
    issns = [number for number in journal.issns if number]
    held = queries.held_in(issns) if issns else None
    if held is None or not held.total:
        return None
    search = "?" + urlencode([*(("journal", number) for number in issns), ("sort", "newest")])
    papers = drawn("works.found", request, (search, NEWEST))
    context = {"papers": papers, "years": words.chart_of_years(held.years) if len(held.years) > 1 else None}
    return render_to_string("openaccess/newest.html", context, request)
