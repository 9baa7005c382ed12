"""Pages of browsing: each reads an address, asks one question, and shows the answer."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from lantai.core.bib.classtree import SCHEMES
from lantai.core.bib.headings import key_of_address, name_of_address
from lantai.search.protocol import MAX_OFFSET, SearchError

from ..params import PAGE_SIZE, clean, read
from . import advanced as advanced_search
from . import arrivals, classes, countries, languages, people, shelf, subjects, titles
from .feeds import feed_of

View = Callable[..., HttpResponse]
LONGEST = 80


def while_searchable(view: View) -> View:
    """Answer with a page that says so where the index cannot be asked."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except SearchError as problem:
            return render(request, "discovery/browse/unavailable.html", {"detail": str(problem)}, status=503)

    return answer


@require_safe
@while_searchable
def ways_in(request: HttpRequest) -> HttpResponse:
    """Show every way into the collection."""
    lang = _lang()
    context = {
        "languages": languages.all_languages("size", lang=lang),
        "trees": classes.trees(lang=lang),
        "countries": countries.all_countries("size", lang=lang),
        "subjects": subjects.most_used(size=24),
        "schemes": shelf.listing.schemes_in_use(shelf.SCHEMES),
        "titles": titles.languages()[:12],
        "door": "browse",
    }
    return render(request, "discovery/browse/ways_in.html", context)


@require_safe
@while_searchable
def all_languages(request: HttpRequest) -> HttpResponse:
    """Show the languages of the collection as a picture and a table."""
    found = languages.all_languages(_one_of(request, "order", languages.ORDERS), lang=_lang())
    return render(request, "discovery/browse/languages.html", {"found": found, "orders": languages.ORDERS, "door": "languages"})


@require_safe
@while_searchable
def language(request: HttpRequest, tag: str) -> HttpResponse:
    """Show what there is in one language."""
    found = languages.one_language(tag, page=_page(request), lang=_lang())
    if found is None:
        raise Http404
    return render(request, "discovery/browse/language.html", {"found": found, "door": "languages"})


@require_safe
@while_searchable
def all_countries(request: HttpRequest) -> HttpResponse:
    """Show the countries of publication."""
    found = countries.all_countries(_one_of(request, "order", countries.ORDERS), lang=_lang())
    return render(request, "discovery/browse/countries.html", {"found": found, "orders": countries.ORDERS, "door": "browse"})


@require_safe
@while_searchable
def all_classes(request: HttpRequest) -> HttpResponse:
    """Show the main classes of every scheme in use."""
    return render(request, "discovery/browse/classes.html", {"trees": classes.trees(lang=_lang()), "door": "browse"})


@require_safe
@while_searchable
def one_class(request: HttpRequest, scheme: str, number: str) -> HttpResponse:
    """Show a class, what lies below it, and its works."""
    found = classes.one_class(scheme, number, page=_page(request), lang=_lang())
    if found is None:
        raise Http404
    return render(request, "discovery/browse/class.html", {"found": found, "door": "browse"})


@require_safe
@while_searchable
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """Show somebody's works, by the name or one of the names that records give."""
    key, years = name_of_address(slug)
    found = people.person(key, years, page=_page(request), lang=_lang()) if key else None
    if found is None:
        raise Http404
    return render(request, "discovery/browse/person.html", {"found": found, "door": "browse"})


@require_safe
@while_searchable
def subject(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the works about something."""
    key = key_of_address(slug)
    asked = read(request.GET)
    found = subjects.subject(key, page=_page(request), lang=_lang(), dropped=asked.dropped) if key else None
    if found is None:
        raise Http404
    return render(request, "discovery/browse/subject.html", {"found": found, "params": asked, "door": "browse"})


@require_safe
@while_searchable
def on_shelf(request: HttpRequest, scheme: str) -> HttpResponse:
    """Show the books around a call number as they stand."""
    if scheme not in shelf.SCHEMES:
        raise Http404
    holding = request.GET.get("book", "")
    number = int(holding) if holding.isascii() and holding.isdecimal() and len(holding) < 19 else 0
    go = request.GET.get("go", "")
    found = shelf.shelf(scheme, clean(request.GET.get("at", "")), number, go if go in ("on", "back") else "", lang=_lang())
    return render(request, "discovery/browse/shelf.html", {"found": found, "door": "browse"})


@require_safe
@while_searchable
def new(request: HttpRequest) -> HttpResponse:
    """Show what came in, week by week."""
    chosen = _chosen(request)
    found = arrivals.arrivals(week=request.GET.get("week", "")[:LONGEST], page=_page(request), lang=_lang(), **chosen)
    return render(request, "discovery/browse/new.html", {"found": found, "chosen": chosen, "door": "new"})


@require_safe
@while_searchable
def feed(request: HttpRequest) -> HttpResponse:
    """Send what came in as an Atom feed."""
    chosen = _chosen(request)
    found = arrivals.newest(lang=_lang(), **chosen)
    return feed_of(request, found, chosen)


@require_safe
@while_searchable
def title_list(request: HttpRequest, tag: str) -> HttpResponse:
    """Show the titles in one language, letter by letter."""
    letter = clean(request.GET.get("letter", ""))[:8]
    after, before = (_number(request.GET.get(name, "")) for name in ("after", "before"))
    found = titles.titles(tag, letter, after=after, before=before, lang=_lang())
    if not found.letters and found.is_complete:
        raise Http404
    context = {"found": found, "languages": titles.languages()[:60], "door": "browse"}
    return render(request, "discovery/browse/titles.html", context)


@require_safe
@while_searchable
def advanced(request: HttpRequest) -> HttpResponse:
    """Show the form of advanced search, or lead to the search it means."""
    if advanced_search.is_asked(request.GET):
        wanted = advanced_search.search_of(request.GET)
        if wanted.text or wanted.is_filtered:
            return HttpResponseRedirect(reverse("discovery:search") + wanted.address)
    form = advanced_search.form(request.GET, lang=_lang())
    context = {"form": form, "params": form.params, "is_empty": advanced_search.is_asked(request.GET), "door": "search"}
    return render(request, "discovery/browse/advanced.html", context)


@require_safe
def first_shelf(request: HttpRequest) -> HttpResponse:
    """Lead to the shelf that there is."""
    found = shelf.listing.schemes_in_use(shelf.SCHEMES)
    return redirect("discovery:shelf", found[0] if found else SCHEMES[0])


def _lang() -> str:
    return get_language() or "en"


def _page(request: HttpRequest) -> int:
    """Return the page asked for, the first where that cannot be."""
    return min(max(_number(request.GET.get("page", "")) or 1, 1), MAX_OFFSET // PAGE_SIZE)


def _number(given: str) -> int | None:
    return int(given) if given.isdecimal() and given.isascii() and len(given) < 19 else None


def _one_of(request: HttpRequest, name: str, choices: tuple[str, ...]) -> str:
    given = request.GET.get(name, "")
    return given if given in choices else choices[0]


def _chosen(request: HttpRequest) -> dict[str, str]:
    """Return the language and the class that new works are limited to."""
    return {"language": clean(request.GET.get("language", ""))[:LONGEST], "class_": clean(request.GET.get("class", ""))[:LONGEST]}
