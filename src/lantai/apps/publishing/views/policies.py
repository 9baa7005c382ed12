"""Policies of open access: for everybody to read and watch, for staff to keep."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantai.apps.publishing import actions
from lantai.apps.publishing.forms.kept import PolicyForm, VersionForm
from lantai.apps.publishing.models import BodyKind, Policy, PolicyVersion
from lantai.apps.publishing.queries import policies as queries
from lantai.people.gate import needs, signed_in
from lantai.people.roles import Permission

from .requests import _tried as tried

keeps = needs(Permission.CHANGE_POLICIES)


@require_safe
def policies(request: HttpRequest) -> HttpResponse:
    """List the policies, those that bind authors here first."""
    kind = request.GET.get("kind", "")
    rows = [row for row in queries.policies() if not kind or row.kind == kind]
    rows.sort(key=lambda row: not row.applies_here)
    return render(request, "publishing/policies.html", {"rows": rows, "kind": kind, "kinds": BodyKind.choices, "door": "publish"})


@require_safe
def policy(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a policy with its versions, and what changed."""
    row = get_object_or_404(queries.policies(), pk=min(pk, 2**62))
    watches = request.user.is_authenticated and queries.watches(request.user, row)
    return render(
        request, "publishing/policy.html", {"row": row, "steps": queries.steps(row), "watches": watches, "door": "publish"}
    )


@require_POST
@signed_in
def watch(request: HttpRequest, pk: int) -> HttpResponse:
    """Be told of new versions of a policy, or no longer."""
    wanted = request.POST.get("wanted") == "1"
    actions.watch(by=request.user, policy=get_object_or_404(Policy, pk=min(pk, 2**62)), wanted=wanted)
    messages.success(request, _("You will be told of new versions.") if wanted else _("You will not be told any more."))
    return redirect("publishing:policy", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps
def add_policy(request: HttpRequest) -> HttpResponse:
    """Add a policy."""
    return _keep_policy(request, Policy())


@require_http_methods(["GET", "HEAD", "POST"])
@keeps
def change_policy(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a policy."""
    return _keep_policy(request, get_object_or_404(Policy, pk=min(pk, 2**62)))


@require_http_methods(["GET", "HEAD", "POST"])
@keeps
def add_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a version of a policy; whoever watches it is told."""
    return _keep_version(request, PolicyVersion(policy=get_object_or_404(Policy, pk=min(pk, 2**62))))


@require_http_methods(["GET", "HEAD", "POST"])
@keeps
def change_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend a version of a policy."""
    return _keep_version(request, get_object_or_404(PolicyVersion.objects.select_related("policy"), pk=min(pk, 2**62)))


@require_POST
@keeps
def drop_policy(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out a policy that was kept by mistake."""
    actions.drop_policy(by=request.user, row=get_object_or_404(Policy, pk=min(pk, 2**62)), now=timezone.now())
    messages.success(request, _("Taken out."))
    return redirect("publishing:policies")


@require_POST
@keeps
def drop_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out a version that was kept by mistake."""
    row = get_object_or_404(PolicyVersion.objects.select_related("policy"), pk=min(pk, 2**62))
    actions.drop_version(by=request.user, row=row, now=timezone.now())
    messages.success(request, _("Taken out."))
    return redirect("publishing:policy", row.policy_id)


def _keep_policy(request: HttpRequest, row: Policy) -> HttpResponse:
    form = PolicyForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: actions.keep_policy(by=request.user, row=row, said=form.said, now=timezone.now()))
        if made is not None:
            return redirect("publishing:policy", made.pk)
    heading = _("Change a policy") if row.pk else _("Add a policy")
    context = {
        "form": form,
        "heading": heading,
        "door": "policies",
        "drop": reverse("publishing:drop_policy", args=[row.pk]) if row.pk else "",
    }
    return render(request, "publishing/edit.html", context, status=400 if form.errors else 200)


def _keep_version(request: HttpRequest, row: PolicyVersion) -> HttpResponse:
    form = VersionForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: actions.keep_version(by=request.user, row=row, said=form.said, now=timezone.now()))
        if made is not None:
            return redirect("publishing:policy", made.policy_id)
    heading = _("Mend a version") if row.pk else _("Add a version")
    context = {
        "form": form,
        "heading": heading,
        "on": row.policy,
        "door": "policies",
        "drop": reverse("publishing:drop_version", args=[row.pk]) if row.pk else "",
    }
    return render(request, "publishing/edit.html", context, status=400 if form.errors else 200)
