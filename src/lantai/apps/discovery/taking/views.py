"""Pages and files of what is taken away."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from lantai.catalog import queries as catalog
from lantai.catalog.queries import WorkPage
from lantai.catalog.standing import flagged
from lantai.core.bib.record import BibRecord
from lantai.core.bib.work import WorkDocument
from lantai.core.formats.citing.reference import reference, references
from lantai.core.formats.citing.styles import STYLES
from lantai.search.protocol import SearchError

from .. import params
from ..models import Export
from ..page import record_page
from . import actions, reads, unapi
from .files import FORMS, written
from .styles import chosen_style, sorting


@require_safe
def cite(request: HttpRequest, number: int) -> HttpResponse:
    """Show a work in every style, and offer its files."""
    found = _work(number)
    if not isinstance(found, WorkPage):
        return found
    edition = _edition(request)
    record = reads.edition_of(found.document, edition)
    first = chosen_style(request)
    styles = [first, *(style for style in STYLES.values() if style is not first)]
    context = {
        "page": record_page(found, edition=edition),
        "edition": edition,
        "record": record,
        "references": [(style, reference(record, style, accessed=timezone.localdate())) for style in styles],
        "forms": FORMS.values(),
        "address": request.build_absolute_uri(reverse("discovery:work", args=[number])),
    }
    return render(request, "discovery/cite.html", context)


@require_safe
def export_work(request: HttpRequest, number: int, form: str) -> HttpResponseBase:
    """Send one edition of a work as a file, or all of them."""
    found = _work(number)
    if not isinstance(found, WorkPage):
        return found
    edition = _edition(request)
    every = request.GET.get("editions") == "all"
    records = [i.record for i in found.document.instances] if every else [reads.edition_of(found.document, edition)]
    return _file(form, records, f"work-{number}")


@require_safe
def selected(request: HttpRequest) -> HttpResponse:
    """Show chosen works as a bibliography in a style: on a page, or as plain text."""
    picked, style = reads.chosen(request.GET), chosen_style(request)
    entries = references(picked.records, style, accessed=timezone.localdate(), keys=sorting(get_language() or "en"))
    if request.GET.get("as") == "text":
        lines = [f"[{n}] {line.text}" if style.numbered else line.text for n, (_, line) in enumerate(entries, start=1)]
        return HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8")
    context = {
        "picked": picked,
        "style": style,
        "styles": STYLES.values(),
        "entries": [(n, line, picked.works[n]) for n, line in entries],
        "forms": FORMS.values(),
        "kept": [("work", str(number)) for number in picked.numbers],
    }
    return render(request, "discovery/selected.html", context)


@require_safe
def export_chosen(request: HttpRequest) -> HttpResponseBase:
    """Send chosen works as a file in the format that the form names."""
    picked = reads.chosen(request.GET)
    if not picked.works:
        return redirect("discovery:selected")
    return _file(request.GET.get("form", ""), picked.records, "selected-works")


@require_safe
def export_results(request: HttpRequest) -> HttpResponse:
    """Offer all that a search finds as a file, and say what is too much."""
    asked = params.read(request.GET)
    try:
        total = reads.count(asked)
    except SearchError:
        return redirect(reverse("discovery:search") + asked.address)
    pairs = [(name, value) for name, values in QueryDict(asked.address.lstrip("?")).lists() for value in values]
    context = {
        "params": asked,
        "pairs": pairs,
        "total": total,
        "most": reads.MOST_AT_ONCE,
        "limit": actions.MOST,
        "forms": FORMS.values(),
    }
    return render(request, "discovery/export_results.html", context)


@require_safe
def results_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """Send the first works that a search finds as a file."""
    asked = params.read(request.GET)
    try:
        return _file(form, reads.found(asked, most=reads.MOST_AT_ONCE), "search-results")
    except SearchError:
        return redirect(reverse("discovery:search") + asked.address)


@require_POST
def order_export(request: HttpRequest) -> HttpResponse:
    """Take down that a reader wishes a large file, and lead to the page that says how far it is."""
    asked, form = params.read(request.POST), request.POST.get("form", "")
    if form not in FORMS:
        raise Http404
    try:
        total = reads.count(asked)
        ordered = (
            actions.order_export(form=form, query=asked.address.lstrip("?"), works=total, now=timezone.now()) if total else None
        )
    except SearchError:
        ordered = None
    except actions.TooMany:
        response = render(request, "discovery/export_busy.html", {"params": asked}, status=429)
        response["Retry-After"] = "300"
        return response
    if ordered is None:
        return redirect(reverse("discovery:search") + asked.address)
    return redirect("discovery:export", ordered.token)


@require_safe
def export(request: HttpRequest, token: UUID) -> HttpResponse:
    """Say how far a large file is, and offer it when it is whole."""
    wished = get_object_or_404(Export, token=token)
    context = {"export": wished, "form": FORMS[wished.form], "params": params.read(QueryDict(wished.query))}
    return render(request, "discovery/export.html", context)


@require_safe
def export_file(request: HttpRequest, token: UUID) -> HttpResponseBase:
    """Send a large file that was written."""
    wished = get_object_or_404(Export, token=token)
    path, form = actions.path_of(wished), FORMS[wished.form]
    if not path.is_file():
        return redirect("discovery:export", token)
    file = FileResponse(
        path.open("rb"), as_attachment=True, filename=f"search-results.{form.suffix}", content_type=form.content_type
    )
    file["X-Robots-Tag"] = "noindex"
    return file


@require_safe
def serve_unapi(request: HttpRequest) -> HttpResponse:
    """Answer as an unAPI server: which formats there are, which a record has (300), the record in one of them (404 and 406 otherwise)."""
    asked, name = request.GET.get("id", ""), request.GET.get("format", "")
    if not asked:
        return HttpResponse(unapi.formats(), content_type="application/xml")
    named = unapi.understood(asked)
    document = _document(named[0]) if named else None
    if document is None or named is None:
        return HttpResponse("", status=404, content_type="text/plain")
    if not name:
        return HttpResponse(unapi.formats(asked), status=300, content_type="application/xml")
    offered = unapi.OFFERED.get(name)
    if offered is None:
        return HttpResponse("", status=406, content_type="text/plain")
    address = request.build_absolute_uri(reverse("discovery:work", args=[named[0]]))
    content = unapi.given(offered, reads.edition_of(document, named[1]), address)
    return HttpResponse(content, content_type=f"{offered.content_type}; charset=utf-8")


def _document(number: int) -> WorkDocument | None:
    return flagged(catalog.documents([number])).get(number)


def _work(number: int) -> WorkPage | HttpResponse:
    """Return the work, or the way to where its page says what became of it."""
    found = catalog.find_work(number) if number < 2**63 else None
    if found is None:
        raise Http404
    if not isinstance(found, WorkPage):
        return redirect("discovery:work", number)
    return replace(found, document=flagged({number: found.document})[number])


def _edition(request: HttpRequest) -> int | None:
    given = request.GET.get("edition", "")
    return int(given) if given.isdecimal() and len(given) < 19 else None


def _file(form: str, records: Iterable[BibRecord], name: str) -> HttpResponseBase:
    if form not in FORMS:
        raise Http404
    kind = FORMS[form]
    file = FileResponse(
        written(kind, records), as_attachment=True, filename=f"{name}.{kind.suffix}", content_type=kind.content_type
    )
    file["X-Robots-Tag"] = "noindex"
    return file
