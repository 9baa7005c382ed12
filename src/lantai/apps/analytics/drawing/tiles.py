"""A map of the world on which every country is one square, about where it lies: small ones are seen as well as large ones.

``tiles.tsv`` (country, column, row) was laid out by hand and by nearness to where countries lie; it is our own.
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from .sheet import MARKS, SOFT, rect, sheet, words

SIDE, TOP = 24, 34


@cache
def places() -> dict[str, tuple[int, int]]:
    """Return column and row of each country."""
    rows = (line.split("\t") for line in Path(__file__).with_name("tiles.tsv").read_text("ascii").splitlines())
    return {code: (int(column), int(row)) for code, column, row in rows}


def world(counts: Mapping[str, int], names: Mapping[str, str], *, title: str, foot: str = "", own: Sequence[str] = ()) -> str:
    """Return the map; a square is the darker the more papers, by orders of magnitude. ``own``: countries that are framed."""
    most = math.log1p(max(counts.values(), default=0)) or 1.0
    parts = [words(0, 16, title, css="heading", size=15)]
    for code, (column, row) in places().items():
        x, y, count = column * SIDE, TOP + row * SIDE, counts.get(code, 0)
        share = math.log1p(count) / most
        said = f"{names.get(code, code.upper())}: {count:,}"
        look = f' fill-opacity="{0.15 + 0.85 * share:.2f}"' if count else ' fill-opacity="1"'
        frame = ' stroke="#16191c" stroke-width="1.5"' if code in own else ""
        css, fill = ("c1", MARKS[0]) if count else ("ground", "#ececE6".lower())
        parts.append(rect(x, y, SIDE - 2, SIDE - 2, css=css, fill=fill, title=said, extra=look + frame))
        ink = ("on", "#ffffff") if share > 0.55 else ("ink", "#16191c") if count else ("soft", SOFT)
        parts.append(words(x + SIDE / 2 - 1, y + SIDE / 2 + 3, code.upper(), css=ink[0], fill=ink[1], anchor="middle", size=9.5))
    across = max(column for column, _ in places().values()) + 1
    down = max(row for _, row in places().values()) + 1
    return sheet(across * SIDE, TOP + down * SIDE, parts, title=title, foot=foot)
