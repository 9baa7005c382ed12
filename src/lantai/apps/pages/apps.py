"""The editors' pages as a Django app, and Wagtail's own apps as far as they are used."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from django.apps import AppConfig, apps
from wagtail.images.apps import WagtailImagesAppConfig

SERVED_TO_NOBODY = ("wagtail.images.api.v3.registry", "wagtail.images.api.v3.router", "wagtail.api.v3.api")
"""Wagtail's JSON interface, which Lantai does not serve: with its libraries it is 13 MB of every process."""


class PagesConfig(AppConfig):
    """Pages, pictures, hours and notices."""

    name = "lantai.apps.pages"
    label = "pages"
    default = True  # of the three in this module

    def ready(self) -> None:
        """Keep Wagtail's bookkeeping to its own tables, and let its log reach ours."""
        from django.db.models.signals import post_save
        from wagtail.models import ModelLogEntry, PageLogEntry

        from .actions import note_in_audit

        for model in apps.get_models():
            if model.__module__.startswith("lantai.") and model._meta.app_label != self.label:
                model.wagtail_reference_index_ignore = True  # else every save of theirs would be looked through for pages
        for log in (PageLogEntry, ModelLogEntry):
            post_save.connect(note_in_audit, sender=log, dispatch_uid=f"pages.audit.{log.__name__}")


class PicturesConfig(WagtailImagesAppConfig):
    """Wagtail's pictures without the JSON interface to them."""

    default = False

    def ready(self) -> None:
        """Register everything but the interface."""
        with left_out(SERVED_TO_NOBODY):
            super().ready()


@contextmanager
def left_out(names: tuple[str, ...]) -> Iterator[None]:
    """Let imports of these modules find empty ones that take any registration."""
    there = {name: sys.modules.get(name) for name in names}
    for name in names:
        sys.modules[name] = _Deaf(name)
    try:
        yield
    finally:
        for name, module in there.items():
            sys.modules.pop(name, None)
            if module is not None:
                sys.modules[name] = module


class _Deaf(ModuleType):
    """A module whose every name can be called, and says nothing."""

    def __getattr__(self, name: str) -> "_Deaf":
        return _Deaf(name)

    def __call__(self, *args: object) -> None:
        return None
