"""What areas answer to programs, for one description of the whole (OpenAPI): an area writes ``@operations`` in its operations.py."""

from collections.abc import Callable
from typing import Any

Told = tuple[dict[str, Any], dict[str, Any]]
"""Paths, and the shapes that they refer to, as OpenAPI 3.1 has them."""

_tellers: list[Callable[[], Told]] = []


def operations(tell: Callable[[], Told]) -> Callable[[], Told]:
    """Decorate a function that describes what an area answers."""
    _tellers.append(tell)
    return tell


def described() -> Told:
    """Return the paths and shapes of all areas, paths in their order."""
    told = [tell() for tell in _tellers]
    paths = {path: said for paths, _ in told for path, said in paths.items()}
    shapes = {name: shape for _, shapes in told for name, shape in shapes.items()}
    return dict(sorted(paths.items())), dict(sorted(shapes.items()))
