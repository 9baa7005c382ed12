"""A network: its communities as patches of dots, the strongest links as lines, the strongest nodes by name.

All nodes are drawn, 5,000 of them as one path a community, so that the file stays small; lines join only the 300 strongest, each by its strongest links (a
backbone): more would be a knot. Names stand where there is room, the strongest first.
"""

from collections import defaultdict
from collections.abc import Sequence
from html import escape

from .sheet import INK, MARKS, SOFT, cut, number, sheet, words

SIZE, MARGIN, TOP = 1_000, 30, 40
DRAWN = 300
LINKS_EACH = 4
MOST_LINES = 700
MOST_NAMES = 70
FONT_SIZE = 13

Node = tuple[str, float, int, float, float]
"""Name, strength, community, x and y (-1..1)."""


def network(nodes: Sequence[Node], links: Sequence[tuple[int, int, float]], *, title: str, foot: str = "") -> str:
    """Return the drawing; nodes and links the strongest first."""
    spots = [(_along(x), TOP + _along(y)) for *_, x, y in nodes]
    parts = [
        words(0, 20, title, css="heading", size=18),
        *_lines(nodes, links, spots),
        *_dots(nodes, spots),
        *_names(nodes, spots),
    ]
    return sheet(SIZE, SIZE + TOP, parts, title=title, foot=foot)


def backbone(links: Sequence[tuple[int, int, float]], *, drawn: int = DRAWN) -> list[tuple[int, int, float]]:
    """Return the links among the strongest nodes that are among the strongest of either of their ends."""
    each: dict[int, int] = defaultdict(int)
    kept = []
    for one, other, weight in links:
        if max(one, other) < drawn and (each[one] < LINKS_EACH or each[other] < LINKS_EACH):
            each[one] += 1
            each[other] += 1
            kept.append((one, other, weight))
    return kept[:MOST_LINES]


def _along(at: float) -> float:
    return MARGIN + (at + 1) / 2 * (SIZE - 2 * MARGIN)


def _lines(nodes: Sequence[Node], links: Sequence[tuple[int, int, float]], spots: Sequence[tuple[float, float]]) -> list[str]:
    """Return the lines, those within a community in its color."""
    paths: dict[str, list[str]] = defaultdict(list)
    for one, other, _ in backbone(links):
        inside = nodes[one][2] == nodes[other][2]
        (x, y), (u, v) = spots[one], spots[other]
        paths[_css(nodes[one][2]) if inside else "rule"].append(f"M{number(x)} {number(y)}L{number(u)} {number(v)}")
    faint = {"rule": 0.3}
    return [
        f'<path class="link {css}" fill="none" stroke="{_color(css)}" stroke-opacity="{faint.get(css, 0.55)}" stroke-width="1.2" d="{"".join(found)}"/>'
        for css, found in paths.items()
    ]


def _dots(nodes: Sequence[Node], spots: Sequence[tuple[float, float]]) -> list[str]:
    """Return the weak nodes as dots of one path a community, the strong ones as circles that say their names when pointed at."""
    paths: dict[str, list[str]] = defaultdict(list)
    circles = []
    most = max((node[1] for node in nodes), default=0.0) or 1.0
    for n, (name, strength, community, *_) in enumerate(nodes):
        x, y = spots[n]
        if n < DRAWN:
            size = 2.5 + 9 * (strength / most) ** 0.5
            css = _css(community)
            circles.append(
                f'<circle class="node {css}" fill="{_color(css)}" cx="{number(x)}" cy="{number(y)}" r="{number(size)}"><title>{escape(name)}</title></circle>'
            )
        else:
            paths[_css(community)].append(f"M{number(x)} {number(y)}h0")
    dots = [
        f'<path class="dots {css}" fill="none" stroke="{_color(css)}" stroke-opacity="0.6" stroke-width="5" stroke-linecap="round" d="{"".join(found)}"/>'
        for css, found in paths.items()
    ]
    return dots + circles


def _names(nodes: Sequence[Node], spots: Sequence[tuple[float, float]]) -> list[str]:
    """Return the names that find room beside their nodes, the strongest first; one that would cover another is left to the table."""
    taken: list[tuple[float, float, float, float]] = []
    parts = []
    for n, (name, *_) in enumerate(nodes[:DRAWN]):
        text = cut(name, 30)
        width = sum(FONT_SIZE if ord(sign) > 0x2E7F else FONT_SIZE * 0.56 for sign in text)
        x, y = spots[n]
        left = min(max(x - width / 2, 2), SIZE - width - 2)
        box = (left, y - 12 - FONT_SIZE, left + width, y - 8)
        if len(parts) < MOST_NAMES and all(box[2] < a or box[0] > c or box[3] < b or box[1] > d for a, b, c, d in taken):
            taken.append(box)
            parts.append(
                f'<text class="name" fill="{INK}" stroke="#fafaf7" stroke-width="3" paint-order="stroke" x="{number(left)}" y="{number(y - 11)}" '
                f'font-size="{FONT_SIZE}">{escape(text)}</text>'
            )
    return parts


def _css(community: int) -> str:
    return f"c{community % len(MARKS) + 1}"


def _color(css: str) -> str:
    return MARKS[int(css[1:]) - 1] if css[1:].isdigit() else SOFT
