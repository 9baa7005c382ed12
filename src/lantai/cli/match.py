"""How well papers are matched, measured on a labelled set; nothing in the library is read or changed.

lantai match evaluate A.csv B.csv GOLD.csv [--json]     two tables; name the same file twice for one table against itself

Columns are found by their names: id, title, authors, venue, year, pages, volume, doi; others are compared too. GOLD names pairs by the ids of
A and B, of either first; where it has a column of labels (1/0), only its pairs are judged, else whatever is not in it counts as different. Separators
(comma, semicolon, tab, | and %), encodings and packing (gzip) are told from the files. Exit code 2 when a file cannot be used.
"""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from lantai.cli import OK, UNUSABLE, Refused

from .output import result, result_json, say
from .refusals import named

if TYPE_CHECKING:
    from lantai.core.formats.plain_table import Table
    from lantai.core.matching.papers.paper import Paper

SHOWN = 5
UNLIKELY = 0.05
"""A recall below which the pairs are asked about: those of the wrong ids are found as rarely."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be done."""
    kinds = parser.add_subparsers(dest="what", required=True, metavar="evaluate")
    evaluate = kinds.add_parser("evaluate", help="measure a labelled set")
    for name, help_ in (("left", "a table of papers"), ("right", "the other table, or the same"), ("gold", "which are the same")):
        evaluate.add_argument(name, type=Path, help=help_, metavar={"left": "A", "right": "B", "gold": "GOLD"}[name])
    evaluate.add_argument("--json", action="store_true", help="one line of JSON")


def run(options: argparse.Namespace) -> int:
    """Measure a set."""
    from lantai.core.matching.papers.measures import measured

    left = papers(options.left)
    one = _is_one(options.left, options.right)
    right = None if one else papers(options.right)
    gold, labelled = pairs(options.gold, left, right, options)
    found = measured(left, right, gold, labelled=labelled)
    if found.recall < UNLIKELY:
        say(
            f"{options.gold}: hardly one of its {len(gold):,} pairs was taken as the same: does its first column hold the ids of {options.left}?"
        )
    told = {name: round(getattr(found, name), 4) for name in ("precision", "recall", "f1", "auto_precision")}
    if options.json:
        result_json(told)
        return OK
    for name, value in told.items():
        result(f"{name:16}{value:>8.4f}")
    result(f"{'auto_share':16}{found.auto_share:>8.4f}   of the pairs that are the same are merged without a person")
    result(f"{'compared':16}{found.pairs:>8,}   pairs, {found.taken:,} taken as the same")
    return OK


def _is_one(left: Path, right: Path) -> bool:
    """Tell whether two files hold one table; refuse one that is not there."""
    for path in (left, right):
        if not path.is_file():
            raise Refused(f"{path}: there is no such file", code=UNUSABLE)
    return left.resolve() == right.resolve() or left.read_bytes() == right.read_bytes()


def table(path: Path) -> "Table":
    """Read a table; rows that cannot be used are named and left out."""
    from lantai.core.formats.plain_table import read

    if not path.is_file():
        raise Refused(f"{path}: there is no such file", code=UNUSABLE)
    with named(path), path.open("rb") as stream:
        found = read(stream)
    if not found.lines:
        raise Refused(f"{path}: the file holds no rows", code=UNUSABLE)
    _complain(path, [f"line {row.line}, column {row.column}: {row.why}" for row in found.refused])
    return found


def papers(path: Path) -> "list[Paper]":
    """Read the papers of a table."""
    from lantai.core.matching.papers.columns import parts_of, said
    from lantai.core.matching.papers.paper import described

    found = table(path)
    headings, *rows = found.lines
    parts = parts_of(headings.cells)
    missing = [part for part in ("key", "title") if part not in parts]
    if missing:
        wanted = {"key": "ids (id)", "title": "titles (title)"}[missing[0]]
        raise Refused(f"{path}: line {headings.number}: no column of {wanted} among: {', '.join(headings.cells)}", code=UNUSABLE)
    column = parts["key"][0]
    used: list[Paper] = []
    seen: set[str] = set()
    troubles = []
    for row in rows:
        key = row.cells[column]
        if not key or key in seen:
            why = f"the id {key!r} stands twice" if key else "no id"
            troubles.append(f"line {row.number}, column {column + 1} ({headings.cells[column]}): {why}; the row is left out")
            continue
        seen.add(key)
        used.append(described(said(key, row.cells, parts)))
    _complain(path, troubles)
    return used


def pairs(
    path: Path, left: "list[Paper]", right: "list[Paper] | None", options: argparse.Namespace
) -> tuple[dict[tuple[int, int], bool], bool]:
    """Return the pairs of a list by position, and whether they are labelled; pairs of unknown ids are named and left out."""
    found = table(path)
    one = {paper.key: at for at, paper in enumerate(left)}
    other = one if right is None else {paper.key: at for at, paper in enumerate(right)}
    first, second, labels, rows = _layout(found, one, other, path)
    if _is_turned([(row.cells[first], row.cells[second]) for row in rows], one, other):
        say(f"{path}: names the ids of {options.right} first; its columns are read in that order")
        first, second = second, first
    gold: dict[tuple[int, int], bool] = {}
    troubles = []
    for row in rows:
        a, b = one.get(row.cells[first]), other.get(row.cells[second])
        same = _label(row.cells[labels]) if labels is not None else True
        if a is None or b is None:
            column, table_of = (first, options.left) if a is None else (second, options.right)
            troubles.append(
                f"line {row.number}, column {column + 1}: {row.cells[column]!r} is no id of {table_of}; the pair is left out"
            )
        elif same is None:
            troubles.append(
                f"line {row.number}, column {labels + 1 if labels is not None else 0}: the label is neither 1 nor 0; the pair is left out"
            )
        elif right is not None or a != b:
            gold[(a, b) if right is not None else (min(a, b), max(a, b))] = same
    _complain(path, troubles)
    if not gold:
        raise Refused(f"{path}: no pair names ids of {options.left} and {options.right}", code=UNUSABLE)
    return gold, labels is not None


def _layout(found: "Table", one: dict[str, int], other: dict[str, int], path: Path):  # type: ignore[no-untyped-def]
    """Return the columns of the two ids and of the label (None), and the rows without headings."""
    from lantai.core.matching.papers.columns import LABELS, plain

    first, *rows = found.lines
    if len(first.cells) < 2:
        raise Refused(f"{path}: line {first.number}: a pair needs two columns of ids", code=UNUSABLE)
    if first.cells[0] in one and first.cells[1] in other:
        labels = 2 if len(first.cells) > 2 and _label(first.cells[2]) is not None else None
        return 0, 1, labels, found.lines
    labels = next((at for at, heading in enumerate(first.cells) if plain(heading) in LABELS), None)
    ids = [at for at in range(len(first.cells)) if at != labels]
    if len(ids) < 2:
        raise Refused(f"{path}: line {first.number}: a pair needs two columns of ids beside its label", code=UNUSABLE)
    named = [at for at in ids if plain(first.cells[at]).endswith("id") or plain(first.cells[at]).startswith("id")]
    return *(named if len(named) == 2 else ids)[:2], labels, tuple(rows)


def _is_turned(rows: list[tuple[str, str]], one: dict[str, int], other: dict[str, int]) -> bool:
    """Tell whether pairs name the second table first: more of them are ids of both tables that way."""
    straight = sum(a in one and b in other for a, b in rows)
    turned = sum(b in one and a in other for a, b in rows)
    return turned > straight


def _label(text: str) -> bool | None:
    from lantai.core.matching.papers.columns import label

    return label(text)


def _complain(path: Path, troubles: list[str]) -> None:
    for trouble in troubles[:SHOWN]:
        say(f"{path}: {trouble}")
    if len(troubles) > SHOWN:
        say(f"{path}: and {len(troubles) - SHOWN:,} more lines like these")
