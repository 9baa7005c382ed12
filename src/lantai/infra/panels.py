"""Fragments that one area shows on another's page, without either importing the other.

``@panel`` draws for the one subject of a page; ``@row_panel`` draws for a whole list of subjects at once, so that a list of
fifty rows costs one query and not fifty.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest

Panel = Callable[[HttpRequest, Any], str | None]
RowPanel = Callable[[HttpRequest, Sequence[Any]], Mapping[Hashable, str]]
_panels: dict[str, list[Panel]] = defaultdict(list)
_row_panels: dict[str, list[RowPanel]] = defaultdict(list)


def panel(place: str) -> Callable[[Panel], Panel]:
    """Decorate a function to be drawn at ``place``, e.g. "work.actions"; it returns HTML, or None for nothing."""

    def register(draw: Panel) -> Panel:
        _panels[place].append(draw)
        return draw

    return register


def row_panel(place: str) -> Callable[[RowPanel], RowPanel]:
    """Decorate a function to be drawn on rows; it takes all their subjects and returns HTML by the subject's key."""

    def register(draw: RowPanel) -> RowPanel:
        _row_panels[place].append(draw)
        return draw

    return register


def drawn(place: str, request: HttpRequest, subject: Any) -> list[str]:
    """Return the HTML of every panel with something to show at ``place``."""
    return [html for draw in _panels[place] if (html := draw(request, subject))]


def drawn_on_rows(place: str, request: HttpRequest, subjects: Sequence[Any]) -> dict[Hashable, list[str]]:
    """Return, by subject's key, the HTML of every row panel with something to show there."""
    found: dict[Hashable, list[str]] = defaultdict(list)
    for draw in _row_panels[place]:
        for key, html in draw(request, subjects).items():
            found[key].append(html)
    return dict(found)
