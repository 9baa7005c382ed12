"""A whole list: its rows read one by one and gathered to titles; several rows of one title are statements with gaps between them.

Rows in are rows of titles and rows refused; nothing is passed over in silence but empty lines.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import BinaryIO

import msgspec

from lantai.core.formats.errors import LimitExceeded

from .packages import chosen
from .sheet import opened
from .title import Listed, Note, Reader, Refusal

MOST_ROWS = 2_000_000


class Refused(msgspec.Struct, frozen=True, gc=False):
    """A row that stays out: its line, the column and value that it is refused for, by which rule, and the row as received."""

    number: int
    column: str
    value: str
    rule: str
    raw: str


class Mended(msgspec.Struct, frozen=True, gc=False):
    """A row that goes in mended: its line and what was done."""

    number: int
    note: Note


class Listing(msgspec.Struct, kw_only=True):
    """What a file says. ``titles`` by key, in order; ``rows``: how many were read; ``faults``: what was unusual of the file as a whole.

    ``left_out``: rows of other packages, where the list holds several and one was named; they are not among ``rows``.
    """

    titles: dict[str, Listed] = {}
    refused: list[Refused] = []
    mended: list[Mended] = []
    rows: int = 0
    left_out: int = 0
    faults: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    places: dict[str, int] = {}


def read(stream: BinaryIO, *, today: date, mapping: Mapping[str, str] | None = None, most: int = MOST_ROWS) -> Listing:
    """Read a list. ``mapping``: column -> the file's own heading, and under ``packages.PACKAGE`` that of the marks of the one package meant.

    Raise NotAList where the file as a whole is none, LimitExceeded.
    """
    sheet = opened(stream, mapping or {})
    reader = Reader(sheet.places, sheet.headings, today=today)
    listing = Listing(faults=sheet.faults, headings=sheet.headings, places=sheet.places)
    seen: dict[int, int] = {}
    is_meant = chosen(sheet.headings, mapping or {})
    for line in sheet.lines:
        if not is_meant(line):
            listing.left_out += 1
            continue
        listing.rows += 1
        if listing.rows > most:
            raise LimitExceeded(f"the list has more than {most} rows; send it in parts")
        try:
            first = seen.setdefault(hash(tuple(line.cells)), line.number)
            if first != line.number:
                raise Refusal("", str(first), "duplicate_row")
            listed, notes = reader.read(line)
            _put(listing.titles, listed)
        except Refusal as problem:
            listing.refused.append(Refused(line.number, problem.column, problem.value, problem.rule, line.raw))
            continue
        if notes:
            listing.mended += [Mended(line.number, note) for note in notes if note.rule not in USUAL]
    return listing


OWN = ("embargo", "depth", "note")
"""What a statement may say for itself, or the title for all of them."""

USUAL = frozenset({"type_inferred"})
"""What is done to whole files and not worth a line for each row."""


def _put(titles: dict[str, Listed], listed: Listed) -> None:
    """Put a row to its title, or as a title of its own; raise Refusal where its statement is there already."""
    for key in _keys(listed):
        known = titles.get(key)
        if known is None:
            titles[key] = listed
            return
        if _same(known, listed):
            titles[key] = _together(known, listed)
            return
    raise Refusal("title_id", listed.title_id, "duplicate_key")


def _keys(listed: Listed) -> Iterator[str]:
    """Yield by what a title may be named again: its number, and, where another title has that, its identifier and its name beside."""
    own = listed.online_identifier or listed.print_identifier
    if listed.title_id:
        yield f"id:{listed.title_id}"
    if own:
        yield f"id:{listed.title_id}|{own}" if listed.title_id else own
    name = re.sub(r"[\W_]+", " ", listed.title.casefold()).strip()
    beside = f"id:{listed.title_id}|" if listed.title_id else f"{own}|" if own else ""
    yield f"{beside}{name}"[:300]
    yield f"{beside}{name}|{listed.volume}|{listed.edition}|{listed.first_author or listed.first_editor}"[:300]


def _same(known: Listed, listed: Listed) -> bool:
    """Say whether two rows under one key are of one title: no numbers against each other, else the same name."""
    if known.kind != listed.kind:
        return False
    mine, other = {*known.issns, *known.isbns}, {*listed.issns, *listed.isbns}
    if mine and other:
        return bool(mine & other) and (known.volume, known.edition) == (listed.volume, listed.edition)
    return known.title.casefold() == listed.title.casefold() and known.volume == listed.volume


def _together(known: Listed, listed: Listed) -> Listed:
    """Return the title with one statement more; its embargo, depth and note, where they differ, are that statement's own."""
    begun = {(each.first, each.first_volume, each.first_issue) for each in known.statements}
    if not listed.statements or not known.statements:
        raise Refusal("title_id", listed.title_id or listed.online_identifier or listed.print_identifier, "duplicate_key")
    (statement,) = listed.statements
    if (statement.first, statement.first_volume, statement.first_issue) in begun:
        raise Refusal("date_first_issue_online", statement.first, "duplicate_key")
    shared = {name: getattr(known, name) if getattr(known, name) == getattr(statement, name) else "" for name in OWN}
    statements = sorted((*known.statements, statement), key=lambda each: (each.first, each.last or "9999", each.first_volume))
    return msgspec.structs.replace(known, statements=tuple(statements), rows=known.rows + 1, **shared)


def stored(listed: Listed) -> list[dict[str, str]]:
    """Return the statements as a title keeps them: what all of them share is the title's own and left out of each."""
    return [
        {name: value for name, value in msgspec.to_builtins(each).items() if name not in OWN or value != getattr(listed, name)}
        for each in listed.statements
    ]
