"""Pages of one's own shelf; nobody has another's."""

from tempfile import SpooledTemporaryFile

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lantai.apps.topics.models import Topic
from lantai.core.formats.open import write_file
from lantai.infra.addresses import is_ours
from lantai.infra.panels import drawn_on_rows
from lantai.people.gate import signed_in

from . import actions, queries

PAGE_SIZE = 25
IN_MEMORY = 2_000_000  # bytes of a file that stay in memory while it is written
PRESSED = ["GET", "HEAD", "POST"]


@require_safe
@never_cache
@signed_in
def shelf(request: HttpRequest) -> HttpResponse:
    """Show what somebody keeps and follows."""
    page = Paginator(queries.works_of(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    kept = queries.kept(request.user, start=(page.number - 1) * PAGE_SIZE, end=page.number * PAGE_SIZE)
    numbers = list(dict.fromkeys(number for one in kept for number in one.now))
    lines = drawn_on_rows("works.hits", request, numbers)
    context = {
        "page": page,
        "kept": [(one, [html for number in one.now for html in lines.get(number, ())]) for one in kept],
        "references": f"{reverse('discovery:selected')}?{urlencode({'work': numbers}, doseq=True)}" if numbers else "",
        "followed": queries.followed(request.user, lang=get_language() or "en") if page.number == 1 else [],
        "door": "shelf",
    }
    return render(request, "shelf/shelf.html", context)


@require_http_methods(PRESSED)
@never_cache
@signed_in
def work(request: HttpRequest, number: int) -> HttpResponse:
    """Keep a work, or keep it no more."""
    if request.method != "POST":
        return redirect("discovery:work", number)
    if request.POST.get("act") == "remove":
        actions.remove(account=request.user, work=number)
        messages.success(request, _("Taken from your shelf."))
    else:
        _keep(request, [number])
    return _back(request, reverse("discovery:work", args=[number]))


@require_http_methods(PRESSED)
@never_cache
@signed_in
def works(request: HttpRequest) -> HttpResponse:
    """Keep several works at once."""
    given = [int(one) for one in request.POST.getlist("work") if one.isdecimal() and len(one) < 19]
    if given:
        _keep(request, given)
    return _back(request, reverse("shelf:shelf"))


@require_http_methods(PRESSED)
@never_cache
@signed_in
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Follow a topic, follow it no more, or see what is new in it."""
    found = get_object_or_404(Topic.objects.exclude(published_at=None), slug=slug)
    if request.method != "POST":
        return redirect("topics:topic", slug)
    what = request.POST.get("act")
    if what == "see":
        actions.see(account=request.user, topic=found, now=timezone.now())
        return redirect(f"{reverse('discovery:search')}?{found.search}&sort=added")
    if what == "stop":
        actions.stop(account=request.user, topic=found)
        messages.success(request, _("You follow this topic no more."))
    else:
        _follow(request, found)
    return _back(request, reverse("topics:topic", args=[slug]))


@require_safe
@never_cache
@signed_in
def as_json(request: HttpRequest) -> HttpResponse:
    """Send the whole shelf as data."""
    response = JsonResponse(queries.everything(request.user), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="shelf.json"'
    return response


@require_safe
@never_cache
@signed_in
def as_ris(request: HttpRequest) -> HttpResponseBase:
    """Send the works for programs that look after references."""
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (the response closes it)
    write_file("ris", queries.records(request.user), file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename="shelf.ris", content_type="application/x-research-info-systems")


@require_http_methods(PRESSED)
@never_cache
@signed_in
def empty(request: HttpRequest) -> HttpResponse:
    """Ask whether all is to be deleted, and delete it."""
    if request.method == "POST":
        actions.empty(account=request.user)
        messages.success(request, _("Your shelf is empty; nothing of it is kept."))
        return redirect("shelf:shelf")
    context = {"works": queries.works_of(request.user).count(), "topics": queries.topics_of(request.user).count()}
    return render(request, "shelf/empty.html", {**context, "door": "shelf"})


def _keep(request: HttpRequest, numbers: list[int]) -> None:
    try:
        count = actions.keep(account=request.user, works=[n for n in numbers if n < 2**63], now=timezone.now())
    except actions.Full:
        said = _("Your shelf has room for %(n)d works. Take some from it first; nothing was kept.")
        messages.error(request, said % {"n": actions.MOST_WORKS})
    else:
        said = ngettext("%(n)d work is on your shelf now.", "%(n)d works are on your shelf now.", count)
        messages.success(request, said % {"n": count} if count else _("All of it was on your shelf already."))


def _follow(request: HttpRequest, found: Topic) -> None:
    try:
        actions.follow(account=request.user, topic=found, now=timezone.now())
    except actions.Full:
        messages.error(
            request, _("You follow %(n)d topics, and more is not possible. Stop one first.") % {"n": actions.MOST_TOPICS}
        )
    else:
        messages.success(request, _("You follow this topic now: your shelf says what came in since you last looked."))


def _back(request: HttpRequest, otherwise: str) -> HttpResponse:
    """Lead back to the page of this site on which something was pressed."""
    wanted = request.POST.get("next", "")
    return redirect(wanted if is_ours(request, wanted) else otherwise)
