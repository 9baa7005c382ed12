"""One's own account: what is known of it, and everything that can be done with it."""

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from lantai.infra.addresses import address_of
from lantai.infra.panels import drawn

from .. import actions, queries
from ..errors import NotPossible, Wait, WrongPassword
from ..forms.accounts import ChangePasswordForm, DescribeForm, PasswordForm
from ..gate import signed_in
from ..roles import ALLOWS, NAMES
from .factors import waiting
from .signing import in_language_of


@never_cache
@signed_in
def own(request: HttpRequest) -> HttpResponse:
    """Show one's own account, and take a name and a language."""
    account = request.user
    form = DescribeForm(request.POST or None, initial={"name": account.get_full_name(), "language": account.language})
    if request.method == "POST" and form.is_valid():
        actions.describe(account=account, **form.cleaned_data, now=timezone.now())
        messages.success(request, _("Saved."))
        return in_language_of(account, redirect("people:own"))
    context = {
        "form": form,
        "role": NAMES[account.role],
        "allows": ALLOWS[account.role],
        "has_factor": queries.has_factor(account),
        "codes_left": queries.codes_left(account),
        "must": account.works_here,
        "sessions": queries.sessions(account, this=request.session.session_key, now=timezone.now()),
        "told": queries.notices(account, language=get_language() or "en"),
        "panels": [SafeString(html) for html in drawn("account.body", request, account)],
        "door": "own",
    }
    return render(request, "people/own.html", context)


@never_cache
@sensitive_post_parameters("current", "password")
@signed_in
def change_password(request: HttpRequest) -> HttpResponse:
    """Take a new password from who knows the old one."""
    form = ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _knows(request, form, "current"):
        try:
            key = request.session.session_key
            given = form.cleaned_data["password"]
            actions.change_password(account=request.user, password=given, session=key, now=timezone.now())
        except ValidationError as problem:
            form.add_error("password", problem)
        else:
            request.user.refresh_from_db()
            update_session_auth_hash(request, request.user)
            messages.success(request, _("Your password is changed. Everywhere else you are signed out."))
            return redirect("people:own")
    return render(request, "people/change_password.html", {"form": form})


@require_POST
@signed_in
def end_session(request: HttpRequest) -> HttpResponse:
    """End the session of one browser of one's own; those of others are not found."""
    rows = queries.sessions(request.user, this=request.session.session_key, now=timezone.now())
    key = next((row.key for row in rows if row.sign == request.POST.get("session")), None)
    if key is not None:
        actions.end_session(account=request.user, key=key, now=timezone.now())
        messages.success(request, _("Signed out there."))
    return redirect("people:own")


@require_POST
@signed_in
def end_others(request: HttpRequest) -> HttpResponse:
    """End all sessions but this one."""
    count = actions.end_other_sessions(account=request.user, key=request.session.session_key, now=timezone.now())
    said = ngettext("Signed out in %(n)d other browser.", "Signed out in %(n)d other browsers.", count)
    messages.success(request, said % {"n": count})
    return redirect("people:own")


@require_safe
@never_cache
@signed_in
def export(request: HttpRequest) -> HttpResponse:
    """Send all that is kept of oneself."""
    found = queries.everything_of(request.user, now=timezone.now())
    response = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="lantai-account.json"'
    return response


@never_cache
@sensitive_post_parameters("password")
@signed_in
def erase(request: HttpRequest) -> HttpResponse:
    """Erase one's own account, after the password was given once more."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _knows(request, form, "password"):
        try:
            actions.erase(account=queries.active(request.user.pk), now=timezone.now())
        except NotPossible as problem:
            form.add_error(None, str(problem))
        else:
            logout(request)
            messages.success(request, _("Your account is erased."))
            return redirect("/")
    return render(request, "people/erase.html", {"form": form})


def _knows(request: HttpRequest, form: PasswordForm | ChangePasswordForm, field: str) -> bool:
    """Say whether a field holds one's own password; guesses count as those at sign-in do."""
    name, given = request.user.username, form.cleaned_data[field]
    try:
        actions.check_password(request=request, username=name, password=given, address=address_of(request), now=timezone.now())
    except WrongPassword:
        form.add_error(field, _("This is not your password."))
        return False
    except Wait as due:
        form.add_error(field, waiting(due.seconds))
        return False
    return True
