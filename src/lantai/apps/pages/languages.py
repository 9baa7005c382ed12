"""Languages of pages: whose version is whose, and in which order a reader is offered them."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings


def order(first: str) -> list[str]:
    """Return the site's languages, the reader's first, then the library's own."""
    every = [code for code, _ in settings.LANGUAGES]
    return sorted(every, key=lambda code: (code != first, code != settings.LANGUAGE_CODE, every.index(code)))


def named(texts: dict[str, str], language: str) -> tuple[str, str]:
    """Return the words in the reader's language, else in the first that has any, and which language that is."""
    for code in order(language):
        if texts.get(code):
            return texts[code], code
    return next(((words, code) for code, words in texts.items() if words), ("", ""))


def preferred(pages: Iterable[Any], language: str) -> Iterator[Any]:
    """Yield versions of one page, the best for this reader first."""
    rank = {code: n for n, code in enumerate(order(language))}
    yield from sorted(pages, key=lambda page: rank.get(page.locale.language_code, len(rank)))
