"""Vocab as a Django app."""

from django.apps import AppConfig


class VocabConfig(AppConfig):
    """Decisions about translations, suggestions, trainings."""

    name = "lantai.vocab"
    label = "vocab"
    default_auto_field = "django.db.models.BigAutoField"
