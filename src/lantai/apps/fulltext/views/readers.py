"""Full texts for readers: all of them, the text of one, its figures, its file, a picture."""

from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from lantai.apps.fulltext import deposits, queries, serving, store, words
from lantai.apps.fulltext.models import FileKind, FullText, KeptFigure
from lantai.apps.fulltext.shown import found_in, part_of, part_with
from lantai.catalog.queries import documents
from lantai.catalog.standing import standings

A_PAGE = 30
MOST_ASKED = 200


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the works whose full text is here, the newest first."""
    page = Paginator(queries.newest(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "fulltext/index.html", {"page": page, "door": "browse"})


@require_safe
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the text of a file with its figures, in parts where it is long; ``q``: where words stand in it; ``at``: turn to a place."""
    found = _shown(pk)
    told = queries.text_of(found)
    asked = request.GET.get("q", "")[:MOST_ASKED]
    at = request.GET.get("at", "")
    number = part_with(told, at) if at else _number(request.GET.get("page", "1"))
    context = _about(found) | {
        "text": told,
        "part": part_of(told, queries.figures(found), number),
        "asked": asked,
        "places": found_in(told, asked) if asked else [],
    }
    return render(request, "fulltext/text.html", context)


@require_safe
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the figures of a file with their captions and licenses."""
    found = _shown(pk)
    page = Paginator(found.figures.all(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "fulltext/figures.html", _about(found) | {"page": page})


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send the file as it was received: a PDF to look at, XML to take away."""
    found = _shown(pk)
    name = found.file_name or f"{found.work_id}.{'pdf' if found.kind == FileKind.PDF else 'xml'}"
    if found.kind == FileKind.PDF:
        path = store.place(found.digest)
        if path is None:
            raise Http404
        return serving.sent(
            request,
            path,
            digest=found.digest,
            media_type=FileKind.PDF.media_type,
            name=name,
            attached=False,
            policy=serving.PDF,
        )
    try:
        data = store.get(found.digest)
    except store.Lost as problem:
        raise Http404 from problem
    response = HttpResponse(data, content_type=FileKind.JATS.media_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Security-Policy"] = serving.SANDBOX
    return response


@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send the picture of a figure that others may be shown."""
    figures_ = KeptFigure.objects.filter(may_be_shown=True, full_text__in=FullText.objects.shown(localdate()))
    found = get_object_or_404(figures_.exclude(picture=""), pk=min(pk, 2**62))
    path = store.place(found.picture)
    if path is None:
        raise Http404
    return serving.sent(
        request,
        path,
        digest=found.picture,
        media_type="image/webp",
        name=f"{found.anchor}.webp",
        attached=False,
        policy=serving.SANDBOX,
    )


def _shown(pk: int) -> FullText:
    found = queries.shown(pk) if pk < 2**62 else None
    if found is None:
        raise Http404
    return found


def _about(found: FullText) -> dict[str, object]:
    """Return what every page of a file says: of which work, which version, by which right."""
    document = documents([found.work_id]).get(found.work_id)
    if document is None:
        raise Http404
    label, address = queries.label_of(found.license)
    return {
        "full_text": found, "title": document.instances[0].record.title, "retracted": standings([document])[document.number].nature == "retraction",
        "version": words.version(found.version), "rule": words.rule(found.rule), "outcome": words.outcome(found.outcome), "license_label": label,
        "license_address": address,
    }  # fmt: skip


def _number(given: str) -> int:
    return int(given) if given.isdecimal() and len(given) < 7 else 1


@require_safe
def deposit(request: HttpRequest, work: int) -> HttpResponse:
    """Describe what was deposited of a work as a resource of DataCite."""
    found = dict(
        deposits.every(page_of(request), library=settings.LIBRARY_NAME, on=localdate(), works=[work] if work < 2**62 else [])
    )
    if work not in found:
        raise Http404
    response = HttpResponse(found[work], content_type="application/vnd.datacite.datacite+xml; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{work}.datacite.xml"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def page_of(request: HttpRequest) -> Callable[[int], str]:
    """Return what says at which address the page of a work is."""
    return lambda work: request.build_absolute_uri(reverse("discovery:work", args=[work]))
