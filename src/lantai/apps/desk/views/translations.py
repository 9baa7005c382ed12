"""Translations: what the tables say of a word and why, accepting and blocking, readers' suggestions, and the state of the tables."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lantai.apps.desk.forms.translations import DecisionForm, SuggestionForm, WordForm
from lantai.apps.desk.queries import translations as queries
from lantai.vocab import actions
from lantai.vocab import queries as vocab
from lantai.vocab.models import Decision, Suggestion, Verdict

from .guard import PAGE_SIZE, needs


@require_safe
@needs("vocab.view_decision")
def translations(request: HttpRequest) -> HttpResponse:
    """Show what is known of a word; without one, the state of the tables."""
    form = WordForm(request.GET, languages=queries.languages(), page=get_language() or "en")
    given = form.cleaned_data if form.is_valid() else {}
    word = " ".join(given.get("word", "").split())
    context = {
        "form": form,
        "word": word,
        "target": given.get("target", ""),
        "readings": queries.readings(word, source=given["source"], target=given["target"]) if word else (),
        "state": None if word else queries.state(),
        "training": vocab.under_way(),
        "last": vocab.last_training(),
        "failed": vocab.last_failure(),
        "waiting": vocab.open_suggestions().count(),
        "mine": vocab.last_of(request.user.pk),
        "door": "translations",
    }
    return render(request, "desk/tables_now.html" if "part" in request.GET else "desk/translations.html", context)


@require_POST
@needs("vocab.change_decision")
def decide(request: HttpRequest) -> HttpResponse:
    """Accept or block a translation, and return to where it was seen."""
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was decided: the page sent no answer that is known."))
        return redirect(_back(request))
    try:
        decision = actions.decide(
            by=request.user, now=timezone.now(), **(form.cleaned_data | {"verdict": Verdict(form.cleaned_data["verdict"])})
        )
    except ValidationError as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, _said(decision))
    return redirect(_back(request))


def _said(decision: Decision) -> str:
    words = {"word": f"\u2068{decision.word}\u2069", "text": f"\u2068{decision.text}\u2069"}
    if decision.verdict == Verdict.ACCEPTED:
        return _("Accepted: %(word)s is %(text)s.") % words
    return _("Blocked: %(word)s is no longer searched as %(text)s.") % words


@require_POST
@needs("vocab.change_decision")
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back."""
    try:
        actions.undo(by=request.user, decision=get_object_or_404(Decision, pk=pk), now=timezone.now())
        messages.success(request, _("Taken back; the tables alone count again."))
    except actions.NotPossible as problem:
        messages.error(request, str(problem))
    return redirect(_back(request))


@require_safe
@needs("vocab.view_decision")
def decisions(request: HttpRequest) -> HttpResponse:
    """List what was decided, the newest first."""
    verdict = request.GET.get("verdict", "")
    page = Paginator(vocab.decisions(verdict=verdict), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request, "desk/translation_decisions.html", {"page": page, "verdict": verdict, "verdicts": Verdict, "door": "decided"}
    )


@require_safe
@needs("vocab.view_suggestion")
def suggestions(request: HttpRequest) -> HttpResponse:
    """List what readers suggest, the oldest first; or what became of earlier suggestions."""
    closed = request.GET.get("state") == "closed"
    rows = vocab.closed_suggestions() if closed else vocab.open_suggestions()
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "desk/suggestions.html", {"page": page, "closed": closed, "door": "suggestions"})


@require_POST
@needs("vocab.change_suggestion")
def close_suggestion(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept a reader's word, another in its place, or neither."""
    form, suggestion = SuggestionForm(request.POST), get_object_or_404(Suggestion, pk=pk)
    if not form.is_valid() or (form.cleaned_data["answer"] == "accept" and not form.cleaned_data["text"].strip()):
        messages.error(request, _("Nothing was decided: the page sent no answer that is known."))
        return redirect("desk:suggestions")
    text = form.cleaned_data["text"] if form.cleaned_data["answer"] == "accept" else ""
    try:
        actions.close_suggestion(by=request.user, suggestion=suggestion, text=text, now=timezone.now())
        messages.success(request, _("Accepted; readers’ questions are translated so from now on.") if text else _("Refused."))
    except actions.NotPossible as problem:
        messages.warning(request, str(problem))
    except ValidationError as problem:
        messages.error(request, problem.message)
    return redirect("desk:suggestions")


@require_POST
@needs("vocab.change_suggestion")
def reopen_suggestion(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a suggestion back into the queue."""
    actions.reopen_suggestion(by=request.user, suggestion=get_object_or_404(Suggestion, pk=pk), now=timezone.now())
    return redirect("desk:suggestions")


@require_safe
@needs("vocab.view_decision")
def doubtful(request: HttpRequest) -> HttpResponse:
    """List strong translations that one record alone says, for a pair of languages."""
    pairs = queries.learned_pairs()
    chosen = tuple(request.GET.get("pair", "").split(" "))
    now = chosen if chosen in pairs else pairs[0] if pairs else ("", "")
    context = {"pairs": pairs, "now": now, "lines": queries.doubtful(*now), "door": "doubtful"}
    return render(request, "desk/doubtful.html", context)


@require_POST
@needs("vocab.add_training")
def train(request: HttpRequest) -> HttpResponse:
    """Have the tables made anew by the worker."""
    actions.begin_training(by=request.user, full=bool(request.POST.get("full")), now=timezone.now())
    return redirect("desk:translations")


def _back(request: HttpRequest) -> str:
    """Return to the page that the form stood on, and to its line."""
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith(reverse("desk:translations")):
        return back
    return f"{reverse('desk:translations')}?{urlencode({'word': request.POST.get('word', '')})}"
