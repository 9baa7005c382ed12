"""A question as rows of a form and back: ``text_of`` writes the question that rows mean, ``rows_of`` reads one into rows.

One row is a field, words and how it joins the rows before it. The words are the reader's own syntax, so that nothing is lost between form
and search box: what fits no rows stands in one row whole.
"""

import re
from collections.abc import Iterable, Sequence

import msgspec

from .fields import FIELD_NAMES
from .tree import Field

JOINS = ("and", "or", "not")

WRITTEN = {
    Field.TITLE: "title",
    Field.NAME: "author",
    Field.SUBJECT: "subject",
    Field.SERIES: "series",
    Field.IDENTIFIER: "identifier",
    Field.CALL_NUMBER: "callnumber",
}
"""What stands before the colon, as core.query.fields reads it."""

MOST_ROWS = 20

_PIECE = re.compile(
    r"""\s*(?:(?P<or>OR(?=\s)|\|\|?)\s*)?(?:(?P<and>AND(?=\s)|&&)\s*)?(?:(?P<not>NOT(?=\s)|-(?=[^\s-]))\s*)?"""
    r"""(?:(?P<field>[^\W\d_]+):(?=[^\s:]))?(?P<words>\((?P<inside>[^()]*)\)|"[^"]*"\*?|[^\s()"]+)"""
)


class Row(msgspec.Struct, frozen=True):
    """One row. ``join``: how it stands to the rows before it: "and", "or", "not"; of the first row only "not" says anything."""

    words: str
    field: Field = Field.ANY
    join: str = "and"


def text_of(rows: Iterable[Row]) -> str:
    """Return the question that the rows mean: ``title:(silk road) OR author:frankopan -cotton``."""
    found: list[str] = []
    for row in rows:
        words = " ".join(row.words.split())
        if not words:
            continue
        operator = {"or": "OR ", "not": "NOT "}.get(row.join, "") if found or row.join == "not" else ""
        found.append(operator + _written(words, row.field))
    return " ".join(found)


def rows_of(text: str, *, field: Field = Field.ANY) -> list[Row]:
    """Return the rows that write the same question; one row with all of it where no rows could."""
    whole = [Row(text.strip(), field)] if text.strip() else []
    rows: list[Row] = []
    at = 0
    stripped = text.rstrip()
    while at < len(stripped):
        match = _PIECE.match(stripped, at)
        if not match or len(rows) >= MOST_ROWS:
            return whole
        named = match["field"]
        if named and named.casefold() not in FIELD_NAMES:
            return whole
        row = Row(
            match["words"] if match["inside"] is None else match["inside"].strip(),
            FIELD_NAMES[named.casefold()] if named else field,
            "or" if match["or"] else "not" if match["not"] else "and",
        )
        if match["or"] and match["not"]:
            return whole
        rows = _joined(rows, row, plain=not named and match["inside"] is None)
        at = match.end()
    return rows


def _joined(rows: Sequence[Row], row: Row, *, plain: bool) -> list[Row]:
    """Add a row; a plain word goes with the plain words right before it, so that "silk road" is one row."""
    if (
        plain
        and row.join == "and"
        and rows
        and rows[-1].field is row.field
        and "(" not in rows[-1].words
        and rows[-1].join == "and"
    ):
        last = rows[-1]
        return [*rows[:-1], Row(f"{last.words} {row.words}", last.field, last.join)]
    return [*rows, row]


def _written(words: str, field: Field) -> str:
    name = WRITTEN.get(field, "")
    several = " " in words and not (words.startswith('"') and words.count('"') == 2 and words.endswith('"'))
    if not name:
        return f"({words})" if several else words
    return f"{name}:({words})" if several else f"{name}:{words}"
