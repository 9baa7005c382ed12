"""64-bit keys of author and title: records that share one are worth comparing."""

from hashlib import blake2b
from itertools import product

from .seen import Signs

MOST_KEYS = 16
"""Enough for three titles in two scripts under two names each; more would only widen the search."""


def work_keys(signs: Signs) -> tuple[int, ...]:
    """Return signed 64-bit keys, at most ``MOST_KEYS``; none where author or title is unknown.

    Without a creator, the uniform title under which the work is entered takes its place.
    """
    if not signs.creators:
        return tuple(_hash("", title) for title in sorted(signs.uniform))[:MOST_KEYS]
    families = dict.fromkeys(family for family, _ in signs.creators)
    return tuple(dict.fromkeys(_hash(family, title) for title, family in product(sorted(signs.titles), families)))[:MOST_KEYS]


def author_title_key(family: str, title: str) -> int:
    """Return the key of one family name (signs.name_keys) and one title (fold.key)."""
    return _hash(family, title)


def _hash(name: str, title: str) -> int:
    return int.from_bytes(blake2b(f"{name}|{title}".encode(), digest_size=8).digest(), "big", signed=True)
