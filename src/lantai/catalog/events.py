"""What the catalog tells others; the one module of it that other areas' listeners may import."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WorksChanged:
    """Staff or a correction has changed these works; imports tell nothing, their number is the change (``index.last_change``)."""

    works: frozenset[int]
