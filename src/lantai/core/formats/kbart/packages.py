"""Lists that hold several packages: a column for each, with a mark in the rows of its titles.

A list of Project MUSE has one row a title and six such columns. Which package is meant is said in the mapping, under PACKAGE.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from lantai.core.text.messages import N_

from .columns import plain
from .sheet import Line, NotAList
from .title import Listed

PACKAGE = "package"
"""Where a mapping names, beside KBART's columns, the heading whose marks say which rows are meant."""

MARKS = frozenset({"x", "y", "yes", "1", "true", "✓", "✔", "√", "•", "●", "*", "+", "是", "有", "نعم"})
"""What stands in a row that is meant, lower case."""

UNMARKED = frozenset({"", "n", "no", "0", "false", "-", "–", "—", "否", "无", "لا"})

NO_COLUMN = N_("No column is headed {heading}. Its headings are: {headings}")


def chosen(headings: Sequence[str], mapping: Mapping[str, str]) -> Callable[[Line], bool]:
    """Return what says whether a row is meant: all are, unless the mapping names a column of marks. Raise NotAList where there is none."""
    heading = mapping.get(PACKAGE, "")
    if not heading:
        return lambda line: True
    bare = [plain(each) for each in headings]
    if plain(heading) not in bare:
        raise NotAList(NO_COLUMN, {"heading": heading, "headings": ", ".join(filter(None, headings))})
    place = bare.index(plain(heading))
    return lambda line: place < len(line.cells) and line.cells[place].strip().casefold() not in UNMARKED


def marked(titles: Iterable[Listed]) -> dict[str, int]:
    """Return the headings that only ever hold a mark: heading -> titles marked."""
    found: Counter[str] = Counter()
    others: set[str] = set()
    for listed in titles:
        for heading, cell in listed.more.items():
            if cell.casefold() in MARKS:
                found[heading] += 1
            elif cell.casefold() not in UNMARKED:
                others.add(heading)
    return {heading: marks for heading, marks in found.items() if heading not in others}
