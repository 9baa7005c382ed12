"""Wagtail's editor fitted to this house: fewer menus, our links, our words when something is refused."""

from typing import Any

from django.http import Http404, HttpRequest
from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.feature_registry import FeatureRegistry

from . import queries

HIDDEN = {"users", "groups", "sites", "collections", "locales", "help", "redirects"}
"""Menus of Wagtail that Lantai answers elsewhere or not at all: accounts and roles are people's."""


class PageLink(LinkHandler):
    """A link in running text to a page of ours: one address for all its languages, so the reader's decides."""

    identifier = "page"

    @staticmethod
    def get_model() -> type[Page]:
        """Return what is linked."""
        return Page

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        """Return the beginnings of the links."""
        return [queries.link_to(int(attrs["id"])) for attrs in attrs_list]


@hooks.register("register_rich_text_features", order=10)
def register_links(features: FeatureRegistry) -> None:
    """Let our links stand in for Wagtail's, which would lead out of the reader's language."""
    features.register_link_type(PageLink)


class NoDocuments:
    """The list of documents, which the editor's own scripts want an address of: there are none here."""

    model = type("Document", (), {})

    @classmethod
    def get_urlpatterns(cls) -> list[Any]:
        """Return the one address, which answers 404."""
        return [path("", cls.nothing, name="listing")]

    @staticmethod
    def nothing(request: HttpRequest) -> None:
        """Answer 404."""
        raise Http404


@hooks.register("construct_admin_api")
def name_documents(router: Any) -> None:
    """Give the address its name."""
    router.register_endpoint("documents", NoDocuments)


@hooks.register("construct_main_menu")
def shorten_menu(request: HttpRequest, items: list[Any]) -> None:
    """Take away what leads nowhere here; steps of review are for administrators."""
    hidden = HIDDEN if request.user.has_perm("wagtailcore.change_workflow") else HIDDEN | {"settings"}
    items[:] = [item for item in items if item.name not in hidden]


@hooks.register("register_admin_menu_item")
def lead_back() -> MenuItem:
    """Lead back to the staff's pages."""
    return MenuItem(_("Staff’s pages"), "/desk/", name="desk", icon_name="arrow-left", order=1)


@hooks.register("construct_settings_menu")
def shorten_settings(request: HttpRequest, items: list[Any]) -> None:
    """Take away accounts, groups, sites and collections; steps of review stay."""
    items[:] = [item for item in items if item.name not in HIDDEN]


@hooks.register("construct_homepage_summary_items")
def shorten_summary(request: HttpRequest, items: list[Any]) -> None:
    """Count no sites and documents: there is one, and none."""
    items[:] = [item for item in items if type(item).__name__ == "PagesSummaryItem"]


@hooks.register("insert_global_admin_css")
def house_style() -> str:
    """Set the editor in the house's colors and faces."""
    return format_html('<link rel="stylesheet" href="{}">', static("built/editor.css"))


@hooks.register("construct_explorer_page_queryset")
def hide_root(parent: Page, pages: Any, request: HttpRequest) -> Any:
    """Show the trees of the site's languages only."""
    return pages if parent.depth > 1 else pages.filter(content_type__app_label="pages")
