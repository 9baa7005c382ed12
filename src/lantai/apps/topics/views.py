"""Pages of topics: for readers all, one and its feed; for staff the list, the form and what is done with one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantai.catalog import listing
from lantai.infra.panels import drawn
from lantai.search.protocol import SearchError

from . import actions, queries
from .feeds import feed_of
from .forms import TopicForm
from .models import Topic, TopicState
from .shown import chart_of_institutions, chart_of_years


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """Show the topics that there are."""
    return render(request, "topics/topics.html", {"topics": queries.published(), "door": "browse"})


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one topic; staff see drafts as readers will."""
    found = _seen_by(request, slug)
    if found.state == TopicState.RETIRED and not request.user.has_perm("topics.view_topic"):
        return render(request, "topics/gone.html", {"topic": found}, status=410)
    shown = queries.shown(found, lang=get_language() or "en")
    context = {
        "shown": shown,
        "topic": found,
        "pinned": drawn("works.listed", request, [(work, "") for work in shown.pinned]) if shown.pinned else [],
        "opened": drawn("works.listed", request, [(work, "") for work, _day in shown.opened]) if shown.opened else [],
        "newest": drawn("works.listed", request, [(work, "") for work in shown.newest]) if shown.newest else [],
        "years": chart_of_years(shown.years) if shown.years else None,
        "institutions": chart_of_institutions(shown.involved.institutions) if shown.involved else None,
        "door": "browse",
    }
    return render(request, "topics/topic.html", context, status=503 if shown.unavailable else 200)


@require_safe
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Send what came in last as an Atom feed; anybody may follow it, without an account."""
    found = get_object_or_404(Topic.objects.exclude(state=TopicState.DRAFT), slug=slug)
    if found.state == TopicState.RETIRED:
        return HttpResponse(status=410)
    lang = get_language() or "en"
    try:
        works, opened = queries.newest(found, lang=lang), queries.opened(found, lang=lang, on=localdate())
    except SearchError:
        return HttpResponse(status=503, headers={"Retry-After": "60"})
    response = feed_of(request, found, listing.added(works), dict(opened))
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@login_required
@permission_required("topics.view_topic", raise_exception=True)
def desk(request: HttpRequest) -> HttpResponse:
    """List all topics for staff, in their order."""
    return render(request, "topics/desk.html", {"topics": queries.every(), "door": "topics"})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@permission_required("topics.add_topic", raise_exception=True)
def new(request: HttpRequest) -> HttpResponse:
    """Make a topic."""
    form = TopicForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = actions.make_topic(
            by=request.user, slug=given["slug"], names=form.said("name"), introductions=form.said("introduction"),
            search=given["search"], now=timezone.now(),
        )  # fmt: skip
        return _with_works(request, made, form)
    return render(request, "topics/edit.html", {"form": form, "door": "topics"}, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@permission_required("topics.change_topic", raise_exception=True)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a topic."""
    found = get_object_or_404(Topic, pk=pk)
    form = TopicForm(request.POST or None, topic=found, initial=_initial(found))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.change_topic(
            by=request.user, topic=found, slug=given["slug"], names=form.said("name"), introductions=form.said("introduction"),
            search=given["search"], now=timezone.now(),
        )  # fmt: skip
        return _with_works(request, found, form)
    return render(
        request, "topics/edit.html", {"form": form, "topic": found, "door": "topics"}, status=400 if form.errors else 200
    )


@require_POST
@login_required
@permission_required("topics.change_topic", raise_exception=True)
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a topic, retire it, or move it; ``stay``: it was done on the page of the topic, which is shown again."""
    found, what, now = get_object_or_404(Topic, pk=pk), request.POST.get("act", ""), timezone.now()
    if what == "publish":
        actions.publish(by=request.user, topic=found, now=now)
    elif what == "retire":
        actions.retire(by=request.user, topic=found, now=now)
    elif what in ("up", "down"):
        actions.move(by=request.user, topic=found, down=what == "down", now=now)
    else:
        return HttpResponse(status=400)
    return redirect("topics:topic", found.slug) if "stay" in request.POST else redirect("topics:desk")


def _with_works(request: HttpRequest, topic: Topic, form: TopicForm) -> HttpResponse:
    given = form.cleaned_data
    lost = actions.place_works(
        by=request.user, topic=topic, pinned=given["pinned"], excluded=given["excluded"], now=timezone.now()
    )
    if lost:
        messages.warning(
            request, _("No work has these numbers; they were left out: {numbers}").format(numbers=", ".join(map(str, lost)))
        )
    messages.success(request, _("Saved."))
    return redirect("topics:topic", topic.slug)


def _initial(topic: Topic) -> dict[str, object]:
    pinned, excluded = queries.chosen(topic)
    said = {f"name_{code}": words for code, words in topic.names.items()}
    said |= {f"introduction_{code}": words for code, words in topic.introductions.items()}
    numbers = {"pinned": "\n".join(map(str, pinned)), "excluded": "\n".join(map(str, sorted(excluded)))}
    return {"slug": topic.slug, "search": topic.search, **numbers, **said}


def _seen_by(request: HttpRequest, slug: str) -> Topic:
    found = get_object_or_404(Topic, slug=slug)
    if found.state == TopicState.DRAFT and not request.user.has_perm("topics.view_topic"):
        raise Http404
    return found
