"""Colors: every pair that the pages use has the contrast that is promised, and the colors of charts can be told apart by everyone.

Contrasts by WCAG 2.2; sight with color blindness after Machado, Oliveira and Fernandes 2009 (severity 1.0); distances in OKLab.
"""

import math
import re
from itertools import combinations

import pytest

from .tree import PACKAGE

TOKENS = (PACKAGE / "site" / "static" / "src" / "tokens.css").read_text()
PAIR = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
LIGHT_FIRST = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")

CONTRASTS = {
    "ink": (16.9, 14.8),
    "ink-2": (8.3, 9.2),
    "link": (10.0, 10.2),
    "visited": (9.4, 9.7),
    "seal": (6.3, 6.3),
    "ok": (6.8, 9.3),
    "warn": (7.0, 9.5),
    "stop": (8.1, 8.2),
    "edge": (3.5, 4.6),
    **{f"c{n}": (3.1, 3.1) for n in range(1, 7)},
}
"""Token -> the least contrast on --paper by day and by night."""

ON = [
    ("on-seal", "seal", 6.3),
    ("ink", "raised", 13),
    ("ink-2", "sunk", 7),
    ("link", "raised", 7),
    ("paper", "ink", 13),
    ("on-slip", "slip", 10),
]
"""Other pairs that stand on each other, and the least contrast of both themes."""

DISTANCES = {
    "normal": (16.0, 14.7),
    "protan": (14.8, 14.5),
    "deutan": (14.1, 14.4),
    "tritan": (12.9, 13.2),
}
"""Sight -> the least distance (OKLab times 100) between any two colors of charts, by day and by night."""

MACHADO = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}

Color = tuple[float, float, float]


def tokens() -> dict[str, tuple[str, str]]:
    """Return token -> color by day and by night; a color without a pair is the same in both."""
    single = {name: (value, value) for name, value in LIGHT_FIRST.findall(TOKENS)}
    return single | {name: (day, night) for name, day, night in PAIR.findall(TOKENS)}


def linear(value: str) -> Color:
    channels = (int(value[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return red, green, blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in map(linear, (one, other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def oklab(color: Color) -> Color:
    """Return the color in OKLab (Ottosson 2020)."""
    red, green, blue = color
    cones = (
        0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue,
        0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue,
        0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue,
    )
    l, m, s = (math.cbrt(max(cone, 0)) for cone in cones)  # noqa: E741
    return (
        0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
        1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
        0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
    )


def seen(value: str, sight: str) -> Color:
    """Return a color in OKLab as this sight sees it."""
    color = linear(value)
    mixed = tuple(min(max(sum(k * c for k, c in zip(row, color, strict=True)), 0), 1) for row in MACHADO[sight])
    return oklab(mixed)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", CONTRASTS)
def test_it_stands_out_from_the_paper_by_day_and_by_night(name):
    found = tokens()
    for theme in (0, 1):
        assert contrast(found[name][theme], found["paper"][theme]) >= CONTRASTS[name][theme] - 0.05, (
            "day" if theme == 0 else "night"
        )


@pytest.mark.parametrize(("front", "back", "least"), ON)
def test_what_stands_on_another_color_can_be_read(front, back, least):
    found = tokens()
    assert all(contrast(found[front][theme], found[back][theme]) >= least for theme in (0, 1))


@pytest.mark.parametrize("sight", DISTANCES)
@pytest.mark.parametrize("theme", [0, 1])
def test_colors_of_charts_can_be_told_apart(sight, theme):
    found = tokens()
    colors = [seen(found[f"c{n}"][theme], sight) for n in range(1, 7)]
    least = min(100 * math.dist(one, other) for one, other in combinations(colors, 2))
    assert least >= DISTANCES[sight][theme] - 0.05


def test_browsers_without_light_dark_get_the_colors_of_the_day():
    found, plain = tokens(), dict(reversed(LIGHT_FIRST.findall(TOKENS)))
    assert {name: plain[name] for name, _, _ in PAIR.findall(TOKENS)} == {
        name: found[name][0] for name, _, _ in PAIR.findall(TOKENS)
    }


def test_the_check_knows_black_from_white():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert 100 * math.dist(seen("#ff0000", "deutan"), seen("#00a000", "deutan")) < 100 * math.dist(
        seen("#ff0000", "normal"), seen("#00a000", "normal")
    )
