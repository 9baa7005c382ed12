"""Django's own admin, for administrators: every table of Lantai to look into, and none to change.

What is changed is changed by actions, which check, audit and can undo; a form over bare rows does none of that.
"""

from typing import Any

from django.apps import apps
from django.contrib.admin import AdminSite, ModelAdmin
from django.db.models import CompositePrimaryKey, Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lantai.people.gate import View, needs

HIDDEN = {"password", "digest", "key", "session_data", "session_key"}
"""Columns that are nobody's to read: they sign in, or could be tried until they do."""

LEFT_OUT = {"people.session", "people.link", "people.attempts", "shelf.keptwork", "shelf.subscription"}


class Tables(AdminSite):
    """Where administrators look into tables; everybody else is led to where they sign in, or refused."""

    site_header = site_title = _("Lantai: tables")
    index_title = _("Tables, to look into")
    site_url = "/desk/"

    def has_permission(self, request: HttpRequest) -> bool:
        """Let in administrators whose session has shown its second factor."""
        return request.user.is_active and request.user.has_perm("people.use_admin")

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Guard every page as those of the desk are: this site has no sign-in of its own."""
        return needs("people.use_admin")(super().admin_view(view, cacheable))

    def get_urls(self) -> list[Any]:
        """Leave out what is not for looking: above all Django's own sign-in, which knows nothing of second factors."""
        return [
            entry for entry in super().get_urls() if getattr(entry, "name", "") not in ("login", "autocomplete", "view_on_site")
        ]

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Lead to where one's own password is changed."""
        return redirect("people:change_password")


class LookedInto(ModelAdmin):  # type: ignore[type-arg]
    """A table that can be read."""

    list_per_page, show_full_result_count, change_form_template = 50, False, "tables/row.html"

    def get_urls(self) -> list[URLPattern]:
        """Answer at two addresses, the table and a row, and only to who looks."""
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        look = lambda view: require_safe(self.admin_site.admin_view(view))  # noqa: E731
        return [
            path("", look(self.changelist_view), name=f"{name}_changelist"),
            path("<path:object_id>/", look(self.change_view), name=f"{name}_change"),
        ]

    def has_add_permission(self, request: HttpRequest, *_given: Any) -> bool:
        """Nothing is added."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nothing is changed."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nothing is deleted."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Whoever was let in may read every table that is here."""
        return request.user.has_perm("people.use_admin")

    def has_module_permission(self, request: HttpRequest) -> bool:
        """The same of each area."""
        return self.has_view_permission(request)

    def get_exclude(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """Leave out what is secret."""
        return [field.name for field in self.model._meta.get_fields() if field.name in HIDDEN]


def tables() -> Tables:
    """Return the site of Lantai's tables; call it once the apps are loaded. Rows whose key has several columns can have no page in it."""
    site = Tables(name="tables")
    for model in apps.get_models():
        is_alone = not isinstance(model._meta.pk, CompositePrimaryKey)
        if is_alone and model.__module__.startswith("lantai.") and model._meta.label_lower not in LEFT_OUT:
            site.register(model, LookedInto)
    return site
