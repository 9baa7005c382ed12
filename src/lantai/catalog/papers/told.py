"""What areas know of the cost of papers beside the records: an area writes ``@amounts("agreements")`` in its facts.py.

Such a function takes work numbers, all at once, and returns shapes.Amount rows of any of them; ``actions.touch(works)`` when they change.
"""

from collections.abc import Callable, Collection, Iterable, Iterator

from .shapes import Amount

Tell = Callable[[Collection[int]], Iterable[Amount]]
_amounts: dict[str, Tell] = {}


def amounts(area: str) -> Callable[[Tell], Tell]:
    """Decorate a function that tells what papers cost, and who pays."""

    def register(tell: Tell) -> Tell:
        _amounts[area] = tell
        return tell

    return register


def told(works: Collection[int]) -> Iterator[Amount]:
    """Yield what every area tells of works."""
    for tell in _amounts.values():
        yield from tell(works)
