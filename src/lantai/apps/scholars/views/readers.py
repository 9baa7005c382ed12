"""Scholars found by name in any script, their profiles, and their works to take away."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from lantai.apps.scholars import exporting, queries
from lantai.apps.scholars.models import Scholar
from lantai.apps.scholars.shown import WORKS_A_PAGE, lines, profile
from lantai.core.formats.citing.styles import STYLES

LONGEST_NAME = 200
LISTED_A_PAGE = 100


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Find scholars by name, or list those of an institution or a discipline."""
    asked = request.GET.get("name", "")[:LONGEST_NAME].strip()
    place, discipline = request.GET.get("institution", "")[:LONGEST_NAME], request.GET.get("discipline", "")[:10]
    context: dict[str, object] = {"asked": asked, "place": place, "discipline": discipline, "door": "scholars"}
    if asked:
        context["found"] = queries.find(asked, reader=request.user)
    elif place or discipline:
        rows = (queries.at_institution(place) if place else queries.in_discipline(discipline)).order_by("name", "pk")
        context["count"] = count = max(1, -(-rows.count() // LISTED_A_PAGE))
        context["page"] = page = min(max(1, _number(request.GET.get("page", ""))), count)
        context["found"] = [queries.FoundScholar(one) for one in rows[(page - 1) * LISTED_A_PAGE : page * LISTED_A_PAGE]]
    else:
        context["places"], context["disciplines"] = queries.ways_in()
    return render(request, "scholars/index.html", context)


def seen_scholar(request: HttpRequest, pk: int) -> Scholar:
    """Return a profile that a reader may open, or answer 404: a hidden one is there for staff alone, and for its scholar."""
    found = Scholar.objects.select_related("joined").filter(pk=min(pk, 2**62)).first()
    if found is None:
        raise Http404
    is_own = request.user.is_authenticated and found.account_id == request.user.pk
    if found.hidden_at and not is_own and not queries.may_decide(request.user):
        raise Http404
    return found


@require_safe
@cache_control(private=True)
def scholar(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a profile, as far as its scholar lets the reader see it."""
    found = seen_scholar(request, pk)
    if found.joined:
        return redirect("scholars:scholar", found.joined.pk)
    shown = profile(found, request.user)
    rows = queries.works_of(found) if "works" in shown.seen else queries.works_of(found).none()
    total = rows.count()
    count = max(1, -(-total // WORKS_A_PAGE))
    page = min(max(1, _number(request.GET.get("page", ""))), count)
    some = list(rows[(page - 1) * WORKS_A_PAGE : page * WORKS_A_PAGE])
    is_own = request.user.is_authenticated and found.account_id == request.user.pk
    context = {
        "profile": shown,
        "scholar": found,
        "works": lines(some, on=timezone.localdate()),
        "total": total,
        "page": page,
        "count": count,
        "forms": exporting.FORMS.values(),
        "is_own": is_own,
        "may_change": is_own or queries.may_decide(request.user),
        "door": "scholars",
    }
    return render(request, "scholars/scholar.html", context)


@require_safe
def publications(request: HttpRequest, pk: int) -> HttpResponse:
    """Show all works as references, by year, to print."""
    found = seen_scholar(request, pk)
    shown = profile(found, request.user)
    if "works" not in shown.seen or found.joined_id:
        raise Http404
    language = (get_language() or "en").split("-")[0]
    style = STYLES.get(request.GET.get("style", "")) or STYLES["gbt7714" if language == "zh" else "apa"]
    works = exporting.cited(exporting.records(found), style=style, now=timezone.now())
    context = {"profile": shown, "scholar": found, "works": works, "style": style, "styles": STYLES.values(), "door": "scholars"}
    return render(request, "scholars/publications.html", context)


@require_safe
def export(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Send all works that the reader may see as a file."""
    found = seen_scholar(request, pk)
    shown = profile(found, request.user)
    chosen = exporting.FORMS.get(form)
    if chosen is None or "works" not in shown.seen or found.joined_id:
        raise Http404
    works = exporting.records(found)
    if form == "docx":
        style = STYLES["gbt7714" if (get_language() or "").startswith("zh") else "apa"]
        cited = exporting.cited(works, style=style, now=timezone.now())
        content = exporting.vita(shown, cited, lang=get_language() or "en", now=timezone.now())
    else:
        content = exporting.written(chosen, works, address=request.build_absolute_uri(reverse("discovery:home")) + "works/")
    response = HttpResponse(content, content_type=chosen.content_type)
    name = slugify(found.name)[:60] or "works"
    response["Content-Disposition"] = f'attachment; filename="scholar-{found.pk}-{name}.{chosen.suffix}"'
    return response


def _number(given: str) -> int:
    return int(given) if given.isdecimal() and len(given) < 9 else 1
