"""The catalog as a Django app."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """Sources, works, instances, holdings, items."""

    name = "lantai.catalog"
    label = "catalog"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say where the library's own dictionaries are."""
        from . import blobs, dictionaries

        blobs.own_from(dictionaries.data)
