"""Covers drawn from title, language, author and class: thread-bound for Han and kana, a labelled spine for other scripts.

Decoration only (``aria-hidden``); nothing is fetched. Fills are classes or attributes: the content policy allows no inline style.
Written with f-strings and ``html.escape``: a page of results has twenty.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import groupby
from zlib import crc32

from django.utils.safestring import SafeString

from lantai.core.bib.record import Classification
from lantai.core.text.scripts import direction_of_text, script_of

WIDTH, HEIGHT = 120, 168
VERTICAL = {"Hani", "Jpan", "Kore", "Hang", "Hira", "Kana"}
MOST_VERTICAL = 20
MOST_DRAWN = 120
SHADES = (("#000", 0.22), ("#000", 0.12), ("#fff", 0.0), ("#fff", 0.09), ("#fff", 0.16))
STITCHES = "M109.5 0v168M120 15h-10.5M120 60h-10.5M120 108h-10.5M120 153h-10.5"
SIZES = (16.5, 14.0, 11.5, 9.5, 7.5)

CLC = {"A": "a", "Z": "a", "B": "b", "C": "d", "D": "d", "E": "d", "F": "d", "G": "g", "H": "h", "I": "i", "J": "j", "K": "k"}
LCC = {"A": "a", "Z": "a", "B": "b", "H": "d", "J": "d", "K": "d", "U": "d", "V": "d", "L": "g", "P": "i", "M": "j", "N": "j"}
LCC |= dict.fromkeys("CDEFG", "k")
DDC = dict(zip("0123456789", "abbdhnnjik", strict=True))
"""First sign of a class number -> pigment of the cloth (the tokens --cloth-…)."""


@dataclass(frozen=True, slots=True)
class Label:
    """The lines on a cover: their size in units of the drawing and the text of each."""

    size: float
    lines: tuple[str, ...]


def draw(title: str, *, lang: str = "", author: str = "", classes: Sequence[Classification] = ()) -> SafeString:
    """Return a cover as SVG."""
    return _drawn(_visible(title), lang, _visible(author), *_cloth(classes))


def _visible(text: str) -> str:
    """Return what of a text can be drawn, no more of it than a cover holds: no control characters, no turned directions."""
    return "".join(c for c in text[:MOST_DRAWN] if c.isprintable())


@lru_cache(maxsize=4096)
def _drawn(title: str, lang: str, author: str, cloth: str, mark: str) -> SafeString:
    """Draw, or give again what was drawn: a cover takes 0.3 ms and 1 kB."""
    shade, opacity = SHADES[crc32(title.encode()) % len(SHADES)]
    ground = f'<path class="cloth-{cloth}" d="M0 0h120v168H0z"/>'
    if opacity:
        ground += f'<path fill="{shade}" fill-opacity="{opacity}" d="M0 0h120v168H0z"/>'
    head = _cut(title)
    vertical = script_of(head) in VERTICAL and len(head) <= MOST_VERTICAL
    drawing = _thread_bound(head, lang, mark) if vertical else _spine(head, lang, author, mark)
    frame = '<svg class="cover" viewBox="0 0 120 168" width="120" height="168" aria-hidden="true" focusable="false">'
    return SafeString(f"{frame}{ground}{drawing}</svg>")


def _cloth(classes: Sequence[Classification]) -> tuple[str, str]:
    """Return the pigment and the class number for the foot; ink where there is no class."""
    for number in classes:
        first = number.value[:1].upper()
        table = {"clc": CLC, "lcc": LCC, "ddc": DDC}.get(number.scheme)
        if table is not None and first:
            return table.get(first, "n"), number.value[:8]
    return "a", ""


def _cut(title: str) -> str:
    """Return a title without what stands after its colon where it is long."""
    head = title.strip()
    for sign in ("：", ":", "——", " = ", " / "):
        if len(head) > 9 and sign in head:
            head = head.partition(sign)[0].strip() or head
    return head


def _thread_bound(title: str, lang: str, mark: str) -> str:
    """Four stitches at the right edge, a paper slip at the upper left, the title vertical in one column or two."""
    signs = [c for c in title if not c.isspace()]
    half = -(-len(signs) // 2)
    columns = [signs] if len(signs) <= 7 else [signs[:half], signs[half:]]
    size = min(22.0, 104 / max(len(columns[0]), 1) / 1.14)
    pitch = size * 1.14
    slip_width, slip_height = len(columns) * size * 1.15 + 13, len(columns[0]) * pitch + 14
    parts = [
        f'<path d="{STITCHES}" stroke="#fff" stroke-opacity=".55" fill="none"/>',
        _slip(12, 12, slip_width, slip_height),
    ]
    for n, column in enumerate(columns):
        x = 12 + slip_width - 6.5 - size * 1.15 * (n + 0.5)
        xs = " ".join([f"{x:.1f}"] * len(column))
        ys = " ".join(f"{12 + 7 + pitch * (row + 0.84):.1f}" for row in range(len(column)))
        words = "".join(column).replace("ー", "︱")
        parts.append(
            f'<text lang="{escape(lang)}" text-anchor="middle" font-size="{_number(size)}" font-weight="600" x="{xs}" y="{ys}">'
            f"{escape(words)}</text>"
        )
    return "".join([*parts, _foot(mark, 12, "start")])


def _spine(title: str, lang: str, author: str, mark: str) -> str:
    """A spine at the side where reading begins, a label in the upper third, title and author ranged there."""
    rtl = direction_of_text(title) == "rtl"
    label = _fit(title)
    names = _wrapped(author, 8.5, 76)[:2]
    height = len(label.lines) * label.size * (1.5 if rtl else 1.22) + len(names) * 10.5 + 20
    left, x, anchor = (12, 91, "start") if rtl else (22, 29, "start")
    edge = 106 if rtl else 0
    direction = ' direction="rtl"' if rtl else ""
    parts = [
        f'<path d="M{edge} 0h14v168h-14z" fill-opacity=".2"/>',
        f'<path d="M{106 if rtl else 14} 0v168" stroke="#fff" stroke-opacity=".22"/>',
        _slip(left, 20, 86, height),
    ]
    y, step = 24.0, label.size * (1.5 if rtl else 1.22)
    lines = [(y + step * n, line) for n, line in enumerate(label.lines, 1)]
    parts.append(_lines(lines, x, label.size, lang, direction, bold=True))
    y += step * len(label.lines) + 4
    parts.append(_lines([(y + 10.5 * n, line) for n, line in enumerate(names, 1)], x, 8.5, "", direction, bold=False))
    return "".join([*parts, _foot(mark, 98 if rtl else 22, "end" if rtl else anchor)])


def _lines(lines: Sequence[tuple[float, str]], x: float, size: float, lang: str, direction: str, *, bold: bool) -> str:
    """Set lines of text beneath one another, at these heights."""
    if not lines:
        return ""
    spans = "".join(f'<tspan x="{x}" y="{_number(y)}">{escape(line)}</tspan>' for y, line in lines)
    weight = ' font-weight="600"' if bold else ""
    spoken = f' lang="{escape(lang)}"' if lang else ""
    return f'<text{spoken}{direction}{weight} font-size="{_number(size)}">{spans}</text>'


def _slip(x: float, y: float, width: float, height: float) -> str:
    outer = f'<rect class="slip" x="{x}" y="{y}" width="{_number(width)}" height="{_number(height)}"/>'
    inner = f'x="{x + 2.2}" y="{y + 2.2}" width="{_number(width - 4.4)}" height="{_number(height - 4.4)}"'
    return f'{outer}<rect class="line" {inner}/>'


def _foot(mark: str, x: float, anchor: str) -> str:
    return f'<text class="mark" x="{x}" y="158" font-size="10" text-anchor="{anchor}">{escape(mark)}</text>' if mark else ""


def _fit(title: str) -> Label:
    """Return the title in the largest type in which five lines hold it; longer ones end in an ellipsis."""
    for size in SIZES:
        lines = _wrapped(title, size, 72)
        if len(lines) <= 5 and all(_width(line, size) <= 72 for line in lines):
            return Label(size, tuple(lines))
    lines = _wrapped(title, SIZES[-1], 72)[:6]
    return Label(SIZES[-1], (*lines[:5], "…") if len(lines) > 5 else tuple(lines))


def _wrapped(text: str, size: float, room: float) -> list[str]:
    lines: list[str] = []
    for word in _words(text):
        if lines and _width(f"{lines[-1]}{word}".strip(), size) <= room:
            lines[-1] += word
        else:
            lines.append(word.lstrip())
    return [line.strip() for line in lines if line.strip()]


def _words(text: str) -> Iterator[str]:
    """Yield what may stand at the beginning of a line: words with the space before them, and single Han characters."""
    for word in text.split():
        for wide, letters in groupby(word, key=lambda c: ord(c) >= 0x2E80):
            piece = "".join(letters)
            yield from piece if wide else (f" {piece}",)


class _Widths(dict[str, float]):
    """Width of a character of size 1, estimated: Han a full square, capitals two thirds, others a little over half."""

    def __missing__(self, c: str) -> float:
        self[c] = width = (
            1.0 if c >= "\u2e80" else 0.74 if c.isupper() else 0.34 if c in " il.,'" else 0.68 if c >= "\u0370" else 0.58
        )
        return width


_WIDTHS = _Widths()


def _width(text: str, size: float) -> float:
    """Estimate the width of a line."""
    return size * sum(map(_WIDTHS.__getitem__, text))


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
