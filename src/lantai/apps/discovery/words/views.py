"""Pages about the words of a question: why they were searched, and a better translation that a reader knows."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lantai.infra.addresses import address_of
from lantai.infra.guard import stamp
from lantai.vocab import actions as vocab

from .. import params
from . import whys
from .forms import LANGUAGES, BetterForm

LONGEST_CODE = 200


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """Say by which other words a question was searched, and how the library knows them."""
    asked = params.read(request.GET)
    page = whys.words_page(asked, lang=get_language() or "en")
    return render(request, "discovery/words.html", {"page": page, "params": asked, "door": "search"})


@require_http_methods(["GET", "HEAD", "POST"])
def better(request: HttpRequest) -> HttpResponse:
    """Take down a better translation of a word of a question."""
    asked, now = params.read(request.GET), timezone.now()
    wanted = whys.wanted(asked, request.GET.get("code", "")[:LONGEST_CODE])
    if wanted is None:
        return redirect(reverse("discovery:words") + asked.address)
    form = BetterForm(request.POST or None, now=now, ui=get_language() or "en", initial=_initial(wanted))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            _suggest(request, wanted, form.cleaned_data)
        except vocab.TooMany:
            form.add_error(None, _("Too many suggestions have come in within an hour. Please try again later."))
            status = 429
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            return redirect("discovery:thanks")
    context = {"form": form, "wanted": wanted, "params": asked, "shown": stamp(now), "door": "search"}
    return render(request, "discovery/better.html", context, status=400 if form.errors and status == 200 else status)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Thank for a suggestion; the page is the same for everybody, and nothing is remembered of who sent it."""
    return render(request, "discovery/thanks.html", {"door": "search"})


def _suggest(request: HttpRequest, wanted: whys.Wanted, given: Mapping[str, str]) -> None:
    vocab.suggest(
        source=given["source"],
        word=wanted.source,
        target=given["language"],
        text=given["text"],
        shown=wanted.text,
        note=given["note"],
        language=get_language() or "en",
        address=address_of(request),
        now=timezone.now(),
    )


def _initial(wanted: whys.Wanted) -> dict[str, str]:
    """Return what the form begins with: the languages of the word and of its translation, else that of the page."""
    page = get_language() or "en"
    source, lang = ((tag or page).partition("-")[0] for tag in (wanted.source_lang, wanted.lang))
    return {"source": source if source in LANGUAGES else "", "language": lang if lang in LANGUAGES else ""}
