"""Wagtail's editor as a part of the site: its addresses, its own content policy, and what it says when a page cannot be published.

Its addresses are loaded when somebody first opens one of them: with what they import they are 20 MB, which no process of readers
needs. Nothing outside the editor names them; other pages link to ``PREFIX``.
"""

import importlib
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from lantai.people.roles import Permission

from .models import NotTranslated
from .words import of_the_editor

PREFIX = "/desk/pages/"
URLCONF = "lantai.site.editor_urls"

POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
"""The editor's own: Wagtail's widgets write small scripts and styles into its pages, and it shows previews in a frame of this site.

Nothing is loaded from elsewhere here either. Pages that readers see keep the site's policy (site/headers.py).
"""

Respond = Callable[[HttpRequest], HttpResponse]


class EditorMiddleware:
    """Serves the editor's addresses below PREFIX; must stand after the messages."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, below PREFIX by the editor's addresses and under its policy, those who may write pages."""
        if not request.path_info.startswith(PREFIX):
            return self.respond(request)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.user.has_perm(Permission.WRITE_PAGES):
            raise PermissionDenied  # whoever lacks the second factor only is led to it (people.gate)
        importlib.import_module(URLCONF)
        request.urlconf = URLCONF
        with of_the_editor():
            response = self.respond(request)
        response.headers["Content-Security-Policy"] = POLICY
        return response

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Say what is not translated yet, and lead back to the page; whichever way somebody tried to publish it."""
        if not isinstance(problem, NotTranslated):
            return None
        messages.error(request, problem.message)
        return redirect(f"{PREFIX}pages/{problem.page.pk}/edit/")
