"""What scholars do with their own profiles, and staff for them: claim, change, decide on works, take an ORCID record in, hide."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantai.apps.scholars import actions, orcid, queries
from lantai.apps.scholars.forms import UPLOAD_BYTES, ClaimForm, MissingForm, ProfileForm, RecordForm, WhyForm
from lantai.apps.scholars.models import Claim, ClaimState, Scholar, Verdict, WorkDecision
from lantai.catalog.models import Work
from lantai.people.gate import signed_in

MOST_PROPOSED = 50


def keeper_of(request: HttpRequest, pk: int) -> Scholar:
    """Return a profile that the person may change, else refuse before it is said whether there is one."""
    found = Scholar.objects.filter(pk=min(pk, 2**62)).first()
    if queries.may_decide(request.user):
        if found is None:
            raise Http404
        return found
    if found is None or found.account_id != request.user.pk:
        raise PermissionDenied
    return found


def add_errors(form: Form, problem: ValidationError) -> None:
    """Say at the form what an action refused."""
    by_field = problem.message_dict if hasattr(problem, "error_dict") else {None: problem.messages}
    for field, said in by_field.items():
        form.add_error(field if field in form.fields else None, said)


@require_safe
@never_cache
@signed_in
def own(request: HttpRequest) -> HttpResponse:
    """Show what there is for the scholar who is signed in: the profile, its proposals and decisions; or how to claim one."""
    found = queries.of_account(request.user)
    context = {
        "scholar": found,
        "claims": Claim.objects.filter(account=request.user).select_related("scholar").order_by("-made_at")[:10],
        "proposals": queries.proposals(found)[:MOST_PROPOSED] if found else (),
        "decisions": queries.decisions(found)[:MOST_PROPOSED] if found else (),
        "uploads": found.uploads.all()[:3] if found else (),
        "missing": found.missing.filter(closed_at=None) if found else (),
        "record": RecordForm(),
        "missing_form": MissingForm(),
        "orcid": orcid.configured(),
        "door": "own",
    }
    return render(request, "scholars/own.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a profile is one's own."""
    found = get_object_or_404(queries.shown(), pk=min(pk, 2**62))
    form = ClaimForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.claim(by=request.user, scholar=found, words=form.cleaned_data["words"], now=timezone.now())
        except ValidationError as problem:
            add_errors(form, problem)
        else:
            messages.success(request, _("The library will look at it. You are told here when it has decided."))
            return redirect("scholars:own")
    context = {"scholar": found, "form": form, "orcid": orcid.configured(), "door": "scholars"}
    return render(request, "scholars/claim.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a profile says, and who sees which part."""
    found = keeper_of(request, pk)
    form = ProfileForm(request.POST or None, scholar=found)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.describe(
                by=request.user, scholar=found, name=given["name"], own_names=given["own_names"].splitlines(), about=given["about"],
                visibility=form.visibility, now=timezone.now(),
            )  # fmt: skip
        except ValidationError as problem:
            add_errors(form, problem)
        else:
            messages.success(request, _("Saved."))
            return redirect("scholars:scholar", pk)
    return render(
        request, "scholars/change.html", {"scholar": found, "form": form, "door": "own"}, status=400 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def decide(request: HttpRequest, pk: int, work: int, verdict: str) -> HttpResponse:
    """Say that a work is this scholar's, or not; asked once more, with room for a reason."""
    found = keeper_of(request, pk)
    if verdict not in Verdict.values:
        raise Http404
    about = get_object_or_404(Work, pk=min(work, 2**62))
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide_work(
                by=request.user, scholar=found, work=about, verdict=verdict, why=form.cleaned_data["why"], now=timezone.now()
            )
        except ValidationError as problem:
            add_errors(form, problem)
        else:
            messages.success(request, _("Noted. It can be taken back at any time."))
            return _back(request, found)
    context = {"scholar": found, "work": about, "verdict": verdict, "form": form, "door": "own"}
    return render(request, "scholars/decide.html", context, status=400 if form.errors else 200)


@require_POST
@signed_in
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was said about a work."""
    decision = WorkDecision.objects.filter(pk=min(pk, 2**62)).select_related("scholar").first()
    keeper_of(request, decision.scholar_id if decision else 0)
    if decision is None:
        raise Http404
    actions.undo_decision(by=request.user, decision=decision, now=timezone.now())
    messages.success(request, _("Taken back."))
    return _back(request, decision.scholar)


@require_POST
@signed_in
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own claim back."""
    found = get_object_or_404(Claim, pk=min(pk, 2**62), account=request.user, state=ClaimState.WAITING)
    actions.withdraw_claim(by=request.user, claim=found, now=timezone.now())
    return redirect("scholars:own")


@require_POST
@signed_in
def missing(request: HttpRequest, pk: int) -> HttpResponse:
    """Take down a work that the profile lacks: one that the library has becomes the scholar's, of any other staff are told."""
    found, now = keeper_of(request, pk), timezone.now()
    form = MissingForm(request.POST)
    if form.is_valid():
        doi, words = form.cleaned_data["doi"], form.cleaned_data["words"]
        about = queries.work_by_doi(doi) if doi else None
        return _tried(
            request, found,
            (lambda: actions.decide_work(by=request.user, scholar=found, work=about, verdict="mine", why=words, now=now))
            if about
            else (lambda: actions.miss(by=request.user, scholar=found, doi=doi, words=words, now=now)),
            _("The library has this work; it is yours now.") if about else _("The library does not have this work. It has been told."),
        )  # fmt: skip
    messages.error(request, " ".join(said for errors in form.errors.values() for said in errors))
    return _back(request, found)


@require_POST
@signed_in
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an ORCID record in from a file."""
    found, form = keeper_of(request, pk), RecordForm(request.POST, request.FILES)
    if form.is_valid():
        raw = form.cleaned_data["file"].read(UPLOAD_BYTES + 1)
        return _tried(
            request, found, lambda: actions.take_bytes(by=request.user, scholar=found, raw=raw, now=timezone.now()), _("The record was taken in.")
        )  # fmt: skip
    messages.error(request, " ".join(said for errors in form.errors.values() for said in errors))
    return _back(request, found)


@require_POST
@signed_in
def fetch(request: HttpRequest, pk: int) -> HttpResponse:
    """Fetch the public ORCID record of a profile and take it in."""
    found = keeper_of(request, pk)
    asking = orcid.transport()
    return _tried(
        request, found, lambda: actions.fetch(by=request.user, scholar=found, by_transport=asking, now=timezone.now()), _("The record was taken in.")
    )  # fmt: skip


@require_safe
@never_cache
@signed_in
def data(request: HttpRequest, pk: int) -> HttpResponse:
    """Send all that a profile holds by its scholar's or the library's word."""
    found = keeper_of(request, pk)
    response = JsonResponse(queries.everything_of(found), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="scholar-{found.pk}-data.json"'
    return response


@require_POST
@signed_in
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Hide a profile from everybody, or show it again."""
    found = keeper_of(request, pk)
    is_hidden = request.POST.get("hidden") == "1"
    why = request.POST.get("why", "")[:2_000]
    actions.hide(by=request.user, scholar=found, is_hidden=is_hidden, why=why, now=timezone.now())
    messages.success(request, _("The profile is hidden.") if is_hidden else _("The profile is shown again."))
    return _back(request, found)


@require_POST
@signed_in
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Look after a profile no more."""
    found = keeper_of(request, pk)
    actions.give_back(by=request.user, scholar=found, now=timezone.now())
    messages.success(request, _("The profile is no longer yours to look after."))
    return redirect("scholars:index")


def _tried(request: HttpRequest, scholar: Scholar, act: Callable[[], object], done: str) -> HttpResponse:
    """Do something and say so, or say why not."""
    try:
        act()
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        messages.success(request, done)
    return _back(request, scholar)


def _back(request: HttpRequest, scholar: Scholar) -> HttpResponse:
    is_own = scholar.account_id == request.user.pk
    return redirect("scholars:own") if is_own else redirect("scholars:desk_scholar", scholar.pk)
