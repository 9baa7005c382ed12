"""Bars beside their labels, and columns of years in the colors of open access."""

from collections.abc import Sequence

from .sheet import MARKS, SOFT, cut, line, rect, sheet, words

COLORS = {
    "diamond": "#2f7fb5", "gold": "#d6a300", "hybrid": "#cf6a2c", "bronze": "#8a5a33", "green": "#3c8f4e", "": "#7d8790", "closed": "#c6c6be",
}  # fmt: skip
"""How colors of open access are drawn; "" is open, in a way that is not known."""

WIDTH, LEFT, ROW = 720, 250, 24
HIGH = 240
NARROW = 380
"""Width of columns of years on a phone, where they are not made smaller."""

EDGE = 16
"""Room for half of the last year under its column."""


def bars(rows: Sequence[tuple[str, int, str]], *, title: str, foot: str = "") -> str:
    """Return bars, the longest as wide as there is room: (label, number, what stands behind it)."""
    most = max((count for _, count, _ in rows), default=0) or 1
    room = WIDTH - LEFT - 120
    parts = [words(0, 16, title, css="heading", size=15)]
    for n, (label, count, said) in enumerate(rows):
        y = 34 + n * ROW
        parts.append(words(LEFT - 8, y + 13, cut(label, 38), anchor="end"))
        parts.append(rect(LEFT, y + 3, room * count / most, ROW - 9, css="c1", fill=MARKS[0], title=f"{label}: {said}"))
        parts.append(words(LEFT + room * count / most + 6, y + 13, said, css="soft", fill=SOFT))
    return sheet(WIDTH, 40 + len(rows) * ROW, parts, title=title, foot=foot)


def years(
    columns: Sequence[tuple[int, Sequence[tuple[str, int]]]],
    legend: Sequence[tuple[str, str]],
    *,
    title: str,
    foot: str = "",
    width: float = WIDTH,
) -> str:
    """Return a column a year, its pieces by color: (year, [(color, number)]). ``legend``: (color, its name); "?" is what nobody knows."""
    most = max((sum(count for _, count in pieces) for _, pieces in columns), default=0) or 1
    keys, below = _legend(legend, 46, width)
    left, top = 46, 39 + below
    step = (width - left - EDGE) / max(len(columns), 1)
    parts = [words(0, 16, title, css="heading", size=15), *keys]
    for part in _ticks(most):
        y = top + HIGH * (1 - part / most)
        parts += [
            line(left, y, width, y, css="rule"),
            words(left - 6, y + 4, f"{part:,}", css="soft", fill=SOFT, anchor="end", size=11),
        ]
    every = max(1, -(-len(columns) * 34 // (width - left - EDGE)))
    for n, (year, pieces) in enumerate(columns):
        x, y = left + n * step + step * 0.12, float(top + HIGH)
        for color, count in pieces:
            height = HIGH * count / most
            y -= height
            if count:
                css = f"oa-{color or 'open'}" if color != "?" else "oa-unknown"
                parts.append(
                    rect(
                        x, y, min(step * 0.76, 60), height, css=css, fill=COLORS.get(color, "#e6e6df"), title=f"{year}: {count:,}"
                    )
                )
        if n % every == 0:
            parts.append(
                words(x + min(step * 0.76, 60) / 2, top + HIGH + 16, str(year), css="soft", fill=SOFT, anchor="middle", size=11)
            )
    return sheet(width, top + HIGH + 22, parts, title=title, foot=foot)


def _legend(legend: Sequence[tuple[str, str]], left: float, width: float) -> tuple[list[str], int]:
    """Return the names of the colors, in as many lines as they need, and how high these are."""
    parts, x, y = list[str](), left, 28
    for color, name in legend:
        long = 28 + sum(13 if ord(sign) > 0x2E7F else 6.8 for sign in name)
        if x > left and x + long > width:
            x, y = left, y + 19
        css = f"oa-{color or 'open'}" if color != "?" else "oa-unknown"
        parts += [rect(x, y, 11, 11, css=css, fill=COLORS.get(color, "#e6e6df")), words(x + 16, y + 10, name, size=11.5)]
        x += long
    return parts, y - 9


def _ticks(most: int) -> list[int]:
    """Return up to five round numbers up to the largest."""
    step = 1
    while most / step > 5:
        step = step * 2 if str(step)[0] == "1" else step * 5 // 2 if str(step)[0] == "2" else step * 2
    return list(range(0, most + 1, step))
