"""What editors wrote, in the reader's language where it is translated."""

import re

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.images import get_image_model

from lantai.apps.pages import queries
from lantai.apps.pages.editor import PREFIX
from lantai.apps.pages.feeds import written
from lantai.people.roles import Permission

from .guard import needs

PICTURE = re.compile(r"^[\w.-]+\.(?:jpg|jpeg|png|webp)$")
TYPES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
A_YEAR_S = 31_536_000
MOST_IN_FEED = 30


@require_safe
def page(request: HttpRequest, where: str) -> HttpResponse:
    """Show the page at this address."""
    language = get_language() or "en"
    found = queries.find(f"{where}/", language) or queries.built_in(where, language)
    if found is None:
        raise Http404
    response: HttpResponse = found.serve(request)
    response["Content-Language"] = found.language
    return response


@require_safe
def news_feed(request: HttpRequest) -> HttpResponse:
    """Send the newest news as Atom; ``topic``: of that alone."""
    language = get_language() or "en"
    parent = queries.find("news/", language)
    if parent is None:
        raise Http404
    items = queries.news(parent, language, topic=request.GET.get("topic", ""))[:MOST_IN_FEED]
    return written(request, items)


@require_safe
def picture(request: HttpRequest, name: str) -> FileResponse:
    """Send a rendition of a picture; what staff sent in is never sent out."""
    storage = get_image_model().get_rendition_model()._meta.get_field("file").storage
    if not PICTURE.match(name) or not storage.exists(f"images/{name}"):
        raise Http404
    response = FileResponse(storage.open(f"images/{name}"), content_type=TYPES[name.rsplit(".", 1)[1]])
    response["Cache-Control"] = f"public, max-age={A_YEAR_S}, immutable"
    return response


@require_safe
@needs(Permission.WRITE_PAGES)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the editor of a page."""
    return redirect(f"{PREFIX}pages/{pk}/edit/")
