"""Which style a reader gets, and in which order names stand for readers of a language."""

from collections.abc import Callable, Sequence

from django.http import HttpRequest
from django.utils.translation import get_language

from lantai.core.formats.citing.styles import DEFAULT, STYLES, Style
from lantai.core.text.fold import key

_OF_LANGUAGE = {"zh": "gbt7714"}
"""Language of the page -> the style that its readers are asked for most."""


def chosen_style(request: HttpRequest) -> Style:
    """Return the style that the address names, else the usual one of the page's language."""
    language = (get_language() or "").split("-")[0]
    return STYLES.get(request.GET.get("style", "")) or STYLES[_OF_LANGUAGE.get(language, DEFAULT)]


def sorting(language: str) -> Callable[[Sequence[str]], Sequence[bytes | str]]:
    """Return what makes sort keys of names and titles: by ICU for readers of ``language`` where any of them is not in Latin letters."""

    def keys(texts: Sequence[str]) -> Sequence[bytes | str]:
        folded = [key(text) for text in texts]
        if all(text.isascii() for text in folded):
            return folded
        from lantai.infra.collation import sort_keys

        return sort_keys(texts, language)

    return keys
