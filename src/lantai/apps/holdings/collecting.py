"""Python's search for cycles put off while a list is compared: it makes hundreds of thousands of small rows that live to the end, and no cycles."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collected_later() -> Iterator[None]:
    """Keep the collector from walking through all rows again and again; 30,000 rows are compared in 3.4 s of processor for 4.8 with it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
