"""From a row to what it says of a title: every column read, what is mended said, what cannot be right refused by name."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import msgspec

from lantai.core.bib.statements import Statement, embargo

from . import cells
from .cells import Numbers, Wrong
from .sheet import Line


class Note(msgspec.Struct, frozen=True, gc=False):
    """That a cell was mended, or is odd: the column, its value as received, and a stable word for what was done."""

    column: str
    value: str
    rule: str


class Listed(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A title as a list has it. ``kind``: serial, monograph, or the list's own word. ``statements``: none where nothing is said.

    ``issns`` and ``isbns``: all that its row names, the printed first. ``more``: what no column of KBART holds, heading -> cell,
    and cells that could not be read as what they should be. ``number``: line of the first row; ``rows``: how many rows it has.
    """

    number: int
    title: str
    kind: str
    print_identifier: str = ""
    online_identifier: str = ""
    issns: tuple[str, ...] = ()
    isbns: tuple[str, ...] = ()
    title_id: str = ""
    url: str = ""
    publisher: str = ""
    first_author: str = ""
    first_editor: str = ""
    volume: str = ""
    edition: str = ""
    print_date: str = ""
    online_date: str = ""
    parent_title_id: str = ""
    preceding_title_id: str = ""
    access: str = ""
    embargo: str = ""
    depth: str = ""
    note: str = ""
    statements: tuple[Statement, ...] = ()
    more: dict[str, str] = {}
    rows: int = 1


class Refusal(Exception):
    """A row that cannot go in: which column, what it says, by which rule."""

    def __init__(self, column: str, value: str, rule: str) -> None:
        self.column, self.value, self.rule = column, value, rule
        super().__init__(f"{column}: {rule}: {value}")


class Reader:
    """Reads the rows of one list. ``today``: dates after it are odd."""

    def __init__(self, places: Mapping[str, int], headings: Sequence[str], *, today: date) -> None:
        column_at = {place: column for column, place in places.items()}
        self._columns = [column_at.get(place, "") for place in range(max([len(headings), *(place + 1 for place in column_at)]))]
        self._others = [(place, name or f"column {place + 1}") for place, name in enumerate(headings) if place not in column_at]
        self._today = today

    def read(self, line: Line) -> tuple[Listed, list[Note]]:
        """Return what a row says of a title, and what was mended in it; raise Refusal."""
        width = len(line.cells)
        given = {column: cell for column, cell in zip(self._columns, line.cells, strict=False) if cell and column}
        more = {name: cell for place, name in self._others if place < width and (cell := line.cells[place].strip())}
        return _Row(line, given, more, self._today).listed()


_TEXTS = {
    "title_id": "title_id", "publisher_name": "publisher", "first_author": "first_author", "first_editor": "first_editor",
    "monograph_volume": "volume", "monograph_edition": "edition", "parent_publication_title_id": "parent_title_id",
    "preceding_publication_title_id": "preceding_title_id",
}  # fmt: skip
"""Columns of mere words, and what holds them."""

_DAYS = {"date_monograph_published_print": "print_date", "date_monograph_published_online": "online_date"}


class _Row:
    """One row while it is read; only cells that are not empty are looked at, most of the 25 being so."""

    def __init__(self, line: Line, given: Mapping[str, str], more: dict[str, str], today: date) -> None:
        self._line, self._given, self.more, self._today = line, given, more, today
        self.notes: list[Note] = [Note("", "", fault) for fault in line.faults if fault != "too_many_cells"]

    def listed(self) -> tuple[Listed, list[Note]]:
        if "too_many_cells" in self._line.faults:
            raise Refusal("", self._line.cells[-1], "too_many_cells")
        given = self._given
        title = self.text("publication_title")
        if not title[:1].isalnum() and not any(map(str.isalnum, title)):
            raise Refusal("publication_title", given.get("publication_title", ""), "no_title")
        printed, online = self.numbers("print_identifier"), self.numbers("online_identifier")
        covered = self.statement()
        kind = self.kind(printed, online, covered)
        one, two, issns, isbns = self.identified(kind, printed, online)
        words: dict[str, Any] = {name: self.word(column, cells.text) for column, name in _TEXTS.items() if column in given}
        words |= {name: self.day(column) for column, name in _DAYS.items() if column in given}
        dated = covered.first or covered.last or covered.first_volume or covered.first_issue
        listed = Listed(
            number=self._line.number, title=title, kind=kind, print_identifier=one, online_identifier=two, issns=issns, isbns=isbns, url=self.url(),
            access=self.word("access_type", cells.access), embargo=covered.embargo, depth=covered.depth, note=covered.note,
            statements=(covered,) if dated else (), more=self.more, **words,
        )  # fmt: skip
        return listed, self.notes

    def text(self, column: str) -> str:
        return self.word(column, cells.text) if column in self._given else ""

    def word(self, column: str, read: Callable[[str], cells.Read]) -> str:
        cell = self._given.get(column, "")
        if not cell:
            return ""
        try:
            value, rule = read(cell)
        except Wrong as wrong:
            raise Refusal(column, cell, wrong.rule) from None
        if rule:
            self.notes.append(Note(column, cell, rule))
        return value

    def day(self, column: str) -> str:
        """Return a date that nothing hangs on: one that cannot be read is kept beside, and said."""
        cell = self._given.get(column, "")
        try:
            value, rule = cells.day(cell)
        except Wrong as wrong:
            value, rule, self.more[column] = "", wrong.rule, cell
        if rule:
            self.notes.append(Note(column, cell, rule))
        return value

    def url(self) -> str:
        url = self._given.get("title_url", "").strip()
        if not url or _ADDRESS.fullmatch(url):
            return url
        bare = "".join(url.split())
        if not bare.startswith(("http://", "https://")):
            if "." not in bare.split("/")[0] or ":" in bare.split("/")[0]:
                self.more["title_url"] = url
                self.notes.append(Note("title_url", url, "not_an_address"))
                return ""
            bare = f"https://{bare.lstrip('/')}"
        bare = bare.replace("&amp;", "&")
        if bare != url:
            self.notes.append(Note("title_url", url, "address_shape"))
        return bare[: cells.LIMIT]

    def statement(self) -> Statement:
        first = self._covered("date_first_issue_online", last=False)
        last = self._covered("date_last_issue_online", last=True)
        if first and last and first > last and not first.startswith(last):
            raise Refusal("date_last_issue_online", self._given["date_last_issue_online"], "first_after_last")
        for column, value in (("date_first_issue_online", first), ("date_last_issue_online", last)):
            if cells.in_future(value, self._today):
                self.notes.append(Note(column, value, "date_in_future"))
        said = {name: self.numbering(column) for column, name in _NUMBERING.items() if column in self._given}
        return Statement(
            first=first, last=last, embargo=self.embargo(), depth=self.word("coverage_depth", cells.depth), note=self.text("notes"), **said
        )  # fmt: skip

    def _covered(self, column: str, *, last: bool) -> str:
        cell = self._given.get(column, "")
        if not cell:
            return ""
        return self.word(column, cells.last_day if last else cells.day)

    def numbering(self, column: str) -> str:
        """Return a volume or issue; the day that a spreadsheet made of "1-2" is only said: nobody knows what it was."""
        value = self.text(column)
        return value[:-2] if value.endswith(".0") and value[:-2].isdigit() else value

    def embargo(self) -> str:
        cell = self._given.get("embargo_info", "").strip()
        if not cell:
            return ""
        try:
            code = _embargo(cell)
        except ValueError:
            raise Refusal("embargo_info", cell, "not_an_embargo") from None
        if code != cell:
            self.notes.append(Note("embargo_info", cell, "embargo_shape"))
        return code

    def numbers(self, column: str) -> Numbers:
        cell = self._given.get(column, "")
        found = cells.numbers(cell) if cell else NONE
        self.notes += [Note(column, cell, rule) for rule in found.rules]
        if found.left:
            self.more[column] = cell.strip()
        return found

    def kind(self, printed: Numbers, online: Numbers, covered: Statement) -> str:
        """Return what the title is: by its word, unless its numbers and dates say the other; without a word by those."""
        said = self.word("publication_type", cells.kind)
        books, serials = bool(printed.isbns or online.isbns), bool(printed.issns or online.issns)
        shown = "" if books == serials or serials != bool(covered.first) else "serial" if serials else "monograph"
        if said in ("serial", "monograph") and shown and shown != said and not (said == "monograph" and self._dated_as_book()):
            self.notes.append(Note("publication_type", said, "type_against_numbers"))
            return shown
        if said:
            return said
        self.notes.append(Note("publication_type", "", "type_inferred"))
        return shown or ("monograph" if not serials and (books or self._dated_as_book()) else "serial")

    def _dated_as_book(self) -> bool:
        return any(column.startswith(("date_monograph", "monograph_")) for column in self._given)

    def identified(self, kind: str, printed: Numbers, online: Numbers) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
        """Return the printed and the online identifier of that kind, all ISSNs and all ISBNs; of a book its series' ISSN goes beside."""
        book = kind == "monograph"
        if (
            not book
            and not printed.isbns
            and not online.isbns
            and len(printed.issns) < 2
            and len(online.issns) < 2
            and printed.issns != online.issns
        ):
            return "".join(printed.issns), "".join(online.issns), printed.issns + online.issns, ()
        if book and not (printed.isbns or online.isbns) and (printed.issns or online.issns):
            column = "print_identifier" if printed.issns else "online_identifier"
            self.notes.append(Note(column, self._given[column], "issn_of_a_book"))
        own = [(each.isbns or () if book else each.issns or each.isbns) for each in (printed, online)]
        one, two = (each[0] if each else "" for each in own)
        if one and one == two:
            self.notes.append(Note("print_identifier", one, "same_identifier_twice"))
            one = ""
        issns = tuple(dict.fromkeys((*printed.issns, *online.issns)))
        isbns = tuple(dict.fromkeys((*printed.isbns, *online.isbns)))
        beside = [number for number in (*issns, *isbns) if number not in (one, two)]
        if beside:
            self.more["identifiers"] = "; ".join(beside)
        return one, two, () if book else issns, isbns


NONE = Numbers((), (), (), "")

_NUMBERING = {
    "num_first_vol_online": "first_volume", "num_first_issue_online": "first_issue",
    "num_last_vol_online": "last_volume", "num_last_issue_online": "last_issue",
}  # fmt: skip

_ADDRESS = re.compile(rf"https?://[^\s&]{{1,{cells.LIMIT - 8}}}")
"""An address as it should be."""

_embargo = lru_cache(maxsize=1_000)(embargo)
