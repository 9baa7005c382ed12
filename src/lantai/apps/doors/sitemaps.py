"""Sitemaps: every work's address with when it last changed, for search engines; in files of so many numbers, however large the library is."""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from xml.sax.saxutils import escape

from lantai.catalog import change_times, changes

NUMBERS = 25_000
"""Numbers of works in one file: below the 50,000 addresses and 50 MB that the protocol allows, and written in a second."""

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


def index(address: str) -> str:
    """Return the list of all files. ``address``: of a file, ``{}`` for its number."""
    files = "".join(_entry("sitemap", address.format(number), at) for number, at in _files(change_times.last_noted()))
    return f'{_HEAD}<sitemapindex xmlns="{_SCHEMA}">\n{files}</sitemapindex>\n'


@lru_cache(maxsize=1)
def _files(change: int) -> tuple[tuple[int, datetime], ...]:
    """Return the number of each file that has works, and when the last of them changed; ``change``: the last one, by which they are kept."""
    return tuple(changes.spans(NUMBERS))


def file(number: int, address: str) -> Iterator[str]:
    """Yield one file, piece by piece. ``address``: of a work's page, ``{}`` for its number."""
    yield f'{_HEAD}<urlset xmlns="{_SCHEMA}">\n'
    for works in changes.numbered(number * NUMBERS, (number + 1) * NUMBERS):
        yield "".join(_entry("url", address.format(work.number), work.at) for work in works)
    yield "</urlset>\n"


def has(number: int) -> bool:
    """Tell whether there is a file of this number."""
    return any(number == one for one, _ in _files(change_times.last_noted()))


def _entry(name: str, address: str, at: datetime) -> str:
    return f"<{name}><loc>{escape(address)}</loc><lastmod>{at:%Y-%m-%dT%H:%M:%SZ}</lastmod></{name}>\n"
