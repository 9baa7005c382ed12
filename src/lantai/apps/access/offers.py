"""What access adds to the ways to get a thing: readers off campus are led through the platform's proxy."""

from collections.abc import Sequence

from lantai.catalog.access import Reader, passage

from .queries.ways import led


@passage
def through_proxies(pairs: Sequence[tuple[str, int | None]], reader: Reader) -> Sequence[str]:
    """Return the addresses through the proxies of their platforms."""
    return led(pairs)
