"""What readers see for the word that a record has for a place: the library's own name of it, in the language of the page; and which words mean one place."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import TypeVar

from django.conf import settings
from django.core.cache import cache

from .locations import Location, LocationWord

BETWEEN = " / "
"""What stands between library and place in a value of the facet "location" (search.build)."""

KEPT_SECONDS = 30
"""How long another process may still show the names of before."""

_WORDS = "words"

Made = TypeVar("Made")


def meanings() -> dict[tuple[str, str], Location]:
    """Return the places that words mean, by (library, word): what staff have said, in the order in which they said it; then each place's own names and code, in
    its library, where nobody said otherwise and no other place there has them."""
    said = {(row.library, row.word): row.location for row in LocationWord.objects.select_related("location").order_by("pk")}
    own = defaultdict[tuple[str, str], list[Location]](list)
    for place in Location.objects.order_by("pk"):
        for word in dict.fromkeys(filter(None, (place.name_en, place.name_zh, place.name_ar, place.code))):
            own[place.library, word].append(place)
    return said | {at: places[0] for at, places in own.items() if len(places) == 1 and at not in said}


def place_names(language: str) -> Mapping[tuple[str, str], str]:
    """Return the names of all words that mean a place, by (library, word)."""
    return _kept(language, lambda: {at: place.name(language) for at, place in meanings().items()})


def same_places() -> Mapping[str, tuple[str, ...]]:
    """Return the values of the facet "location" that mean the same place, by each of them: those of a place that has several."""
    return _kept(_WORDS, _same_places)


def forget_names() -> None:
    """Look the names and words up again: places have changed."""
    cache.delete_many([_key(kind) for kind in (_WORDS, *(code for code, _name in settings.LANGUAGES))])


def value_of(library: str, word: str) -> str:
    """Return the value of the facet "location" for a word of records."""
    return BETWEEN.join(filter(None, (library, word)))


def _same_places() -> dict[str, tuple[str, ...]]:
    words = defaultdict[int, list[str]](list)
    for (library, word), place in meanings().items():
        words[place.pk].append(value_of(library, word))
    return {value: tuple(values) for values in words.values() if len(values) > 1 for value in values}


def _kept(kind: str, make: Callable[[], Made]) -> Made:
    found: Made | None = cache.get(_key(kind))
    if found is None:
        found = make()
        cache.set(_key(kind), found, KEPT_SECONDS)
    return found


def _key(kind: str) -> str:
    return f"catalog.places.{settings.DATA}.{kind}"
