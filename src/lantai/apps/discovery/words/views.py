"""Pages about the words of a question: why they were searched."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from .. import params
from . import whys


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """Say by which other words a question was searched, and how the library knows them."""
    asked = params.read(request.GET)
    page = whys.words_page(asked, lang=get_language() or "en")
    return render(request, "discovery/words.html", {"page": page, "params": asked, "door": "search"})
