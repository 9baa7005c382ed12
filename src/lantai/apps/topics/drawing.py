"""Covers of topics: a few shapes in the color of the words around them, so that they are dark on light and light on dark. Drawn here; no picture is fetched."""

from math import cos, pi, sin

WIDTH, HEIGHT = 320, 120


def cover(number: int) -> str:
    """Return the drawing of that number as SVG; for the eye alone, so it says nothing to who does not see it."""
    shapes = _DRAWINGS[number % len(_DRAWINGS)](number)
    return (
        f'<svg class="cover-of-topic" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'aria-hidden="true" focusable="false" fill="none" stroke="currentColor" stroke-opacity=".55" stroke-width="2">{shapes}</svg>'
    )


def _rings(number: int) -> str:
    x = 60 + 40 * (number % 5)
    return "".join(f'<circle cx="{x}" cy="60" r="{r}"/>' for r in range(12, 220, 16))


def _waves(number: int) -> str:
    rows = []
    for row in range(8):
        points = " ".join(f"{x},{12 + row * 14 + 6 * sin(x / (18 + number) + row):.1f}" for x in range(0, WIDTH + 1, 8))
        rows.append(f'<polyline points="{points}"/>')
    return "".join(rows)


def _leaves(number: int) -> str:
    return "".join(
        f'<path d="M{x} 110 Q {x - 26} {60 - number} {x} 10 Q {x + 26} {60 + number} {x} 110 Z"/>' for x in range(20, WIDTH, 40)
    )


def _net(number: int) -> str:
    dots = [
        (int(24 + 272 * ((n * 37 + number * 11) % 23) / 22), int(14 + 92 * ((n * 53 + number * 7) % 19) / 18)) for n in range(14)
    ]
    lines = zip(dots, dots[1:] + dots[:1], strict=True)
    drawn = "".join(f'<line x1="{a}" y1="{b}" x2="{c}" y2="{d}" stroke-opacity=".3"/>' for (a, b), (c, d) in lines)
    return drawn + "".join(
        f'<circle cx="{x}" cy="{y}" r="4" fill="currentColor" fill-opacity=".55" stroke="none"/>' for x, y in dots
    )


def _bars(number: int) -> str:
    heights = (20 + 80 * abs(sin(n * 0.7 + number)) for n in range(20))
    return "".join(
        f'<rect x="{8 + n * 15.5:.1f}" y="{112 - h:.1f}" width="9" height="{h:.1f}" fill="currentColor" fill-opacity=".2"/>'
        for n, h in enumerate(heights)
    )


def _suns(number: int) -> str:
    rays = ((cos(n * pi / 12), sin(n * pi / 12)) for n in range(24))
    lines = "".join(
        f'<line x1="{160 + 26 * x:.1f}" y1="{60 + 26 * y:.1f}" x2="{160 + 150 * x:.1f}" y2="{60 + 150 * y:.1f}"/>'
        for x, y in rays
    )
    return f'<circle cx="160" cy="60" r="{18 + number % 6}"/>{lines}'


_DRAWINGS = (_rings, _waves, _leaves, _net, _bars, _suns)
