"""Accounts and invitations, for whoever manages them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from .. import actions, mail, queries
from ..errors import NotPossible
from ..forms.accounts import FindForm, InviteForm, RoleForm
from ..gate import needs
from ..models import Account, Link, Purpose
from ..roles import ALLOWS, NAMES, Permission, Role

PAGE_SIZE = 50
manages = needs(Permission.MANAGE_ACCOUNTS)


@require_safe
@manages
def accounts(request: HttpRequest) -> HttpResponse:
    """List accounts, or those looked for."""
    form = FindForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    found = queries.listed(words=given.get("q", ""), role=given.get("role", ""), state=given.get("state", ""))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "form": form, "factors": queries.with_factor(list(page)), "names": NAMES, "door": "accounts"}
    return render(request, "people/accounts.html", context)


@require_safe
@manages
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one account, and what can be done with it."""
    return render(request, "people/account.html", _shown(request, pk))


@require_POST
@manages
def give_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an account another role."""
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("There is no such role."))
        return redirect("people:account", pk)
    role = Role(form.cleaned_data["role"])
    return _done(request, pk, _("The role is changed."), lambda row: _act(actions.give_role, request, row, role=role))


@require_POST
@manages
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account."""
    return _done(request, pk, _("The account is closed, and signed out everywhere."), lambda a: _act(actions.close, request, a))


@require_POST
@manages
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed account again."""
    return _done(request, pk, _("The account is open again."), lambda a: _act(actions.reopen, request, a))


@require_POST
@manages
def reset_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a lost second factor away."""
    said = _("The second factor is reset: the next sign-in sets up a new one.")
    return _done(request, pk, said, lambda a: _act(actions.reset_factor, request, a))


@require_POST
@manages
def end_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign an account out everywhere."""
    return _done(request, pk, _("Signed out everywhere."), lambda a: _act(actions.end_sessions, request, a))


@require_POST
@never_cache
@manages
def password_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a link with which the account's owner sets a password, this once."""
    row = get_object_or_404(Account, pk=pk)
    try:
        token = actions.give_password_link(account=row, now=timezone.now(), by=request.user)
    except NotPossible as problem:
        messages.error(request, str(problem))
        return redirect("people:account", pk)
    return _link_shown(request, mail.password_path(token), to=str(row), kind=Purpose.PASSWORD, back=("people:account", pk))


@never_cache
@manages
def invitations(request: HttpRequest) -> HttpResponse:
    """List open invitations, and invite: by mail, or with a link that is shown this once."""
    form = InviteForm(request.POST or None, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        given, now = form.cleaned_data, timezone.now()
        role = Role(given["role"])
        try:
            link, token = actions.invite(email=given["email"], role=role, language=given["language"], now=now, by=request.user)
        except NotPossible as problem:
            form.add_error("email", str(problem))
        else:
            if not (given["send"] and mail.is_ready()):
                return _link_shown(request, mail.invitation_path(token), to=link.email, kind=Purpose.INVITATION)
            actions.send_invitation(link=link, now=now, by=request.user)
            messages.success(request, _("The invitation is on its way."))
            return redirect("people:invitations")
    page = Paginator(queries.invitations(now=timezone.now()), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "mail": mail.is_ready(), "now": timezone.now(), "names": NAMES, "door": "accounts"}
    return render(request, "people/invitations.html", context | {"roles": [(NAMES[role], ALLOWS[role]) for role in Role]})


@require_POST
@never_cache
@manages
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an invitation a new link: mailed, or shown this once."""
    link = get_object_or_404(Link, pk=pk, purpose=Purpose.INVITATION)
    try:
        if "send" in request.POST and mail.is_ready():
            actions.send_invitation(link=link, now=timezone.now(), by=request.user)
            messages.success(request, _("The invitation is on its way."))
            return redirect("people:invitations")
        token = actions.renew_invitation(link=link, now=timezone.now(), by=request.user)
    except NotPossible as problem:
        messages.error(request, str(problem))
        return redirect("people:invitations")
    return _link_shown(request, mail.invitation_path(token), to=link.email, kind=Purpose.INVITATION)


@require_POST
@manages
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Make an invitation void."""
    try:
        actions.revoke_invitation(link=get_object_or_404(Link, pk=pk), now=timezone.now(), by=request.user)
        messages.success(request, _("The invitation is taken back; its link leads nowhere now."))
    except NotPossible as problem:
        messages.error(request, str(problem))
    return redirect("people:invitations")


def _shown(request: HttpRequest, pk: int) -> dict[str, Any]:
    row = get_object_or_404(Account, pk=pk, closed_at=None)
    return {
        "account": row,
        "form": RoleForm(initial={"role": row.role}),
        "role": NAMES[row.role],
        "allows": ALLOWS[row.role],
        "has_factor": queries.has_factor(row),
        "codes_left": queries.codes_left(row),
        "is_own": row.pk == request.user.pk,
        "open": len(queries.sessions(row, this=None, now=timezone.now())),
        "door": "accounts",
    }


def _act(action: Callable[..., None], request: HttpRequest, row: Account, **more: Any) -> None:
    action(account=row, now=timezone.now(), by=request.user, **more)


def _done(request: HttpRequest, pk: int, said: str, do: Callable[[Account], None]) -> HttpResponse:
    """Do something with an account, and say that it is done or why not, on its page."""
    try:
        do(get_object_or_404(Account, pk=pk, closed_at=None))
        messages.success(request, said)
    except NotPossible as problem:
        messages.error(request, str(problem))
    return redirect("people:account", pk)


def _link_shown(
    request: HttpRequest, path: str, *, to: str, kind: Purpose, back: tuple[Any, ...] = ("people:invitations",)
) -> HttpResponse:
    """Show a link to be handed over; it is written nowhere, so it cannot be shown again."""
    from django.conf import settings
    from django.urls import reverse

    address = f"{settings.ADDRESS}{path}" if settings.ADDRESS else request.build_absolute_uri(path)
    context = {"address": address, "to": to, "is_invitation": kind == Purpose.INVITATION, "back": reverse(back[0], args=back[1:])}
    return render(request, "people/link_shown.html", context | {"door": "accounts"})
