"""Records of a library that nobody has: every hundredth cannot be read."""

import random
from collections.abc import Iterator

import synthetic


def rows(first: int, count: int) -> Iterator[bytes]:
    """Yield the rows of a file."""
    for number, record in enumerate(numbered(first, count)):
        yield record if number % 100 else spoiled(record)


def numbered(first: int, count: int) -> Iterator[bytes]:
    """Yield records of the synthetic library, no two of one work."""
    for n in range(first, first + count):
        script, language = ("han", "chi") if n % 6 == 0 else ("latin", "eng")
        yield synthetic.iso2709(synthetic.fields(random.Random(n), n, script, language))


def spoiled(record: bytes) -> bytes:
    """Return a record without fields: there is nothing to make a description of, so the import refuses it."""
    return synthetic.iso2709([("999", "  \x1fanothing")])
