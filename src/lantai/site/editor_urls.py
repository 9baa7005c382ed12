"""Addresses of the site with Wagtail's editor among them: what is served below /desk/pages/ (apps.pages.editor)."""

from django.http import Http404, HttpRequest
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as editor

from .urls import urlpatterns as site


def nothing(request: HttpRequest, rest: str = "") -> None:
    """Answer 404: accounts and roles have pages of their own, and nothing else may be changed past them."""
    raise Http404


CLOSED = ("users/", "groups/", "login/", "logout/", "password_reset/", "collections/", "api-tokens/", "failwhale/", "test404/")
"""Doors of Wagtail that are shut: signing in and accounts (people), sites, its trial errors."""

urlpatterns = [
    *(path(f"desk/pages/{door}", nothing) for door in CLOSED),
    *(path(f"desk/pages/{door}<path:rest>", nothing) for door in CLOSED),
    path("desk/pages/sites/", include(([path("", nothing, name="index")], "wagtailsites"))),  # named by a template of Wagtail's
    path("desk/pages/account/", RedirectView.as_view(pattern_name="people:own")),
    path("desk/pages/", include(editor)),
    *site,
]
