"""Pages behind links that are good once. Opening one uses nothing up: mail programs look at links before people do."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from lantai.infra.addresses import address_of

from .. import actions, mail, queries, throttle
from ..actions.links import digest_of
from ..errors import LinkGone, NotPossible, Wait
from ..forms.accounts import JoinForm, NewPasswordForm
from ..forms.signing import ForgottenForm
from ..models import Purpose
from ..roles import ALLOWS, NAMES, Role
from .factors import waiting
from .signing import go_on


@never_cache
@sensitive_post_parameters("password")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Take the name and password of somebody invited, then lead them on as at sign-in: staff to their second factor."""
    link = queries.open_link(digest_of(token), Purpose.INVITATION, now=timezone.now())
    if link is None:
        return gone(request)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = actions.accept_invitation(token=token, **form.cleaned_data, now=timezone.now())
        except ValidationError as problem:
            form.add_error("password", problem.messages)
        except (LinkGone, NotPossible):
            return gone(request)
        else:
            messages.success(request, _("Welcome. You sign in with your mail address from now on."))
            return go_on(request, account, onward="")
    role = Role(link.role)
    context = {"form": form, "link": link, "role": NAMES[role], "allows": ALLOWS[role]}
    return secret(render(request, "people/invitation.html", context))


@never_cache
@sensitive_post_parameters("password")
def new_password(request: HttpRequest, token: str) -> HttpResponse:
    """Take the new password of somebody who has a link for it; they sign in with it like anybody."""
    link = queries.open_link(digest_of(token), Purpose.PASSWORD, now=timezone.now())
    if link is None:
        return gone(request)
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reset_password(token=token, password=form.cleaned_data["password"], now=timezone.now())
        except ValidationError as problem:
            form.add_error("password", problem)
        except LinkGone:
            return gone(request)
        else:
            messages.success(request, _("Your new password is set. Sign in with it."))
            return redirect("login")
    return secret(render(request, "people/new_password.html", {"form": form, "link": link}))


@never_cache
def forgotten(request: HttpRequest) -> HttpResponse:
    """Have a link mailed to whoever has the name given; the answer is the same where nobody has."""
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and mail.is_ready() and form.is_valid():
        words = form.cleaned_data["username"]
        try:
            counted = throttle.counters(name=f"forgotten:{words}", address=address_of(request))
            throttle.begin(counted, now=timezone.now())
            actions.forgotten(words=words)
        except Wait as due:
            form.add_error("username", waiting(due.seconds))
        else:
            return render(request, "people/mailed.html")
    return render(request, "people/forgotten.html", {"form": form, "mail": mail.is_ready()})


def gone(request: HttpRequest) -> HttpResponse:
    """Say that a link is no longer good, and what to do."""
    return secret(render(request, "people/link_gone.html", status=410))


def secret(response: HttpResponse) -> HttpResponse:
    """Keep the address of a page, which is a secret, from going along with any request that the page makes."""
    response["Referrer-Policy"] = "strict-origin"  # with "no-referrer" forms on it could not be told from forged ones
    return response
