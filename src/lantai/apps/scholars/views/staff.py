"""Scholars for staff: what waits for a decision, one profile with all that was decided about it, and where the library looks."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantai.apps.scholars import actions, queries
from lantai.apps.scholars.forms import HomesForm, MakeForm, MissingForm, PairForm, RecordForm
from lantai.apps.scholars.models import Claim, HomeInstitution, MissingWork, Pairing, ProposedScholar, Scholar

from .own import add_errors

A_PAGE, MOST_WORKS = 50, 12


def staff(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let only those in who decide on scholars."""
    return login_required(permission_required("scholars.decide_scholar", raise_exception=True)(view))


@require_safe
@staff
def waiting(request: HttpRequest) -> HttpResponse:
    """Show the claims, proposals and missing works that wait."""
    context = {
        "claims": queries.waiting_claims()[:A_PAGE],
        "proposals": queries.proposals()[:A_PAGE],
        "groups": queries.group_works(queries.proposed_scholars()[:A_PAGE], MOST_WORKS),
        "missing": queries.missing()[:A_PAGE],
        "counts": {
            "claims": queries.waiting_claims().count(), "proposals": queries.proposals().count(), "groups": queries.proposed_scholars().count(),
            "missing": queries.missing().count(),
        },
        "door": "scholars_desk",
    }  # fmt: skip
    return render(request, "scholars/desk/waiting.html", context)


@require_safe
@staff
def decisions(request: HttpRequest) -> HttpResponse:
    """Show what was said about works of late, by whom and why."""
    return render(request, "scholars/desk/decisions.html", {"decisions": queries.decisions()[:200], "door": "scholars_desk"})


@require_safe
@staff
def scholar(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one profile with all that was decided, and what can be done."""
    found = get_object_or_404(Scholar.objects.select_related("account", "joined"), pk=min(pk, 2**62))
    context = {
        "scholar": found,
        "proposals": queries.proposals(found)[:A_PAGE],
        "decisions": queries.decisions(found)[:A_PAGE],
        "pairings": queries.pairings(found),
        "uploads": found.uploads.all()[:5],
        "missing": found.missing.filter(closed_at=None),
        "pair": PairForm(),
        "record": RecordForm(),
        "missing_form": MissingForm(),
        "door": "scholars_desk",
    }
    return render(request, "scholars/desk/scholar.html", context)


@require_POST
@staff
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Grant a claim or refuse it."""
    found = get_object_or_404(Claim, pk=min(pk, 2**62))
    is_granted = request.POST.get("do") == "grant"
    return _tried(
        request,
        lambda: actions.decide_claim(
            by=request.user, claim=found, is_granted=is_granted, answer=request.POST.get("answer", ""), now=timezone.now()
        ),
        _("The claim is granted.") if is_granted else _("The claim is refused."),
    )


@require_POST
@staff
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a proposed profile, or dismiss it."""
    found = get_object_or_404(ProposedScholar, pk=min(pk, 2**62))
    if request.POST.get("do") == "make":
        made = actions.accept_group(by=request.user, group=found, now=timezone.now())
        return redirect("scholars:desk_scholar", made.pk)
    return _tried(request, lambda: actions.dismiss_group(by=request.user, group=found, now=timezone.now()), _("Dismissed."))


@require_POST
@staff
def close_missing(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that somebody has looked at a missing work."""
    found = get_object_or_404(MissingWork, pk=min(pk, 2**62))
    return _tried(request, lambda: actions.close_missing(by=request.user, missing=found, now=timezone.now()), _("Noted."))


@require_POST
@staff
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    """Join a profile with another, or note that they are two persons'."""
    found, form = get_object_or_404(Scholar, pk=min(pk, 2**62)), PairForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(said for errors in form.errors.values() for said in errors))
        return redirect("scholars:desk_scholar", pk)
    other = get_object_or_404(Scholar, pk=form.cleaned_data["other"])
    is_same = request.POST.get("do") != "apart"
    return _tried(
        request,
        lambda: actions.pair(
            by=request.user, left=found, right=other, is_same=is_same, why=form.cleaned_data["why"], now=timezone.now()
        ),
        _("The profiles are one now; it can be taken back.") if is_same else _("They stay two."),
        to=pk,
    )


@require_POST
@staff
def undo_pair(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back that two profiles are one person's, or two."""
    found = get_object_or_404(Pairing, pk=min(pk, 2**62))
    return _tried(
        request,
        lambda: actions.undo_pairing(by=request.user, pairing=found, now=timezone.now()),
        _("Taken back."),
        to=found.left_id,
    )


@require_POST
@staff
def death(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a scholar has died, or not."""
    found = get_object_or_404(Scholar, pk=min(pk, 2**62))
    has_died = request.POST.get("died") == "1"
    return _tried(
        request,
        lambda: actions.note_death(by=request.user, scholar=found, has_died=has_died, now=timezone.now()),
        _("Noted."),
        to=pk,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def homes(request: HttpRequest) -> HttpResponse:
    """Say under which names the library's own university stands in affiliations."""
    names = "\n".join(HomeInstitution.objects.values_list("name", flat=True))
    form = HomesForm(request.POST or None, initial={"names": names})
    if request.method == "POST" and form.is_valid():
        actions.name_homes(by=request.user, names=form.cleaned_data["names"].splitlines(), now=timezone.now())
        messages.success(request, _("Saved. The profiles are being made again."))
        return redirect("scholars:waiting")
    return render(
        request, "scholars/desk/homes.html", {"form": form, "door": "scholars_desk"}, status=400 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def make(request: HttpRequest) -> HttpResponse:
    """Make a profile of somebody without an ORCID; works are given to it on its page."""
    form = MakeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_profile(by=request.user, name=form.cleaned_data["name"], works=[], now=timezone.now())
        except ValidationError as problem:
            add_errors(form, problem)
        else:
            return redirect("scholars:desk_scholar", made.pk)
    return render(request, "scholars/desk/make.html", {"form": form, "door": "scholars_desk"}, status=400 if form.errors else 200)


def _tried(request: HttpRequest, act: Callable[[], object], done: str, *, to: int = 0) -> HttpResponse:
    """Do something and say so, or say why not."""
    try:
        act()
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        messages.success(request, done)
    return redirect("scholars:desk_scholar", to) if to else redirect("scholars:waiting")
