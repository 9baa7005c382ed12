"""What readers see for the word that a record has for a place: the library's own name of it, in the language of the page."""

from collections.abc import Mapping

from django.conf import settings
from django.core.cache import cache

from .locations import LocationWord

KEPT_SECONDS = 30
"""How long another process may still show the names of before."""


def place_names(language: str) -> Mapping[tuple[str, str], str]:
    """Return the names of all mapped words, by (library, word)."""
    key = f"{_key()}.{language}"
    found = cache.get(key)
    if found is None:
        rows = LocationWord.objects.select_related("location")
        found = {(row.library, row.word): row.location.name(language) for row in rows}
        cache.set(key, found, KEPT_SECONDS)
    return found


def forget_names() -> None:
    """Look the names up again: places have changed."""
    cache.delete_many([f"{_key()}.{code}" for code, _name in settings.LANGUAGES])


def _key() -> str:
    return f"catalog.places.{settings.DATA}"
