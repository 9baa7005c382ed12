"""DOAJ's list of journals, the CSV that anybody can fetch from it: each row as what it says of a journal, or refused with line and column.

``_HEADINGS`` names the columns of the layout since 2022, and of the copy of an older one that OpenAPC keeps. Columns that are in neither are
kept with the row. Enter at ``read``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import BinaryIO, TypeVar

from babel import Locale
from babel.numbers import list_currencies

from lantai.core.bib.identifiers import issn
from lantai.core.formats import plain_table
from lantai.core.formats.errors import UnknownFormat
from lantai.core.measures.amounts import MOST, decimals
from lantai.core.text.languages import bcp47

from .journals import Charge, DescribedJournal, RefusedRow

T = TypeVar("T")
BY = "DOAJ"
EARLIEST = 1600
"""Before the first scholarly journal no year is one; after the year to come neither."""

_HEADINGS: dict[str, tuple[str, ...]] = {
    "title": ("Journal title", "Title"),
    "print": ("Journal ISSN (print version)", "ISSN"),
    "online": ("Journal EISSN (online version)", "EISSN"),
    "since": ("When did the journal start to publish all content using an open license?", "Start.Year"),
    "charge": ("APC", "Publication.fee"),
    "amount": ("APC amount",),
    "waiver": ("Journal waiver policy (for developing country authors etc)",),
    "fees": ("Has other fees",),
    "license": ("Journal license", "CC.License"),
    "review": ("Review process",),
    "seal": ("DOAJ Seal",),
    "publisher": ("Publisher",),
    "country": ("Country of publisher", "Country"),
    "languages": ("Languages in which the journal accepts manuscripts", "Language"),
    "classes": ("LCC Codes",),
    "preservation": ("Preservation Services",),
    "national": ("Preservation Service: national library",),
    "page": ("URL in DOAJ",),
}
_NEEDED = ("title", "print", "online", "charge")
_YES_NO = {"yes": True, "no": False, "": None}
_CHARGES = {"yes": Charge.YES, "y": Charge.YES, "no": Charge.NO, "n": Charge.NO, "con": Charge.SOMETIMES, "ny": Charge.UNKNOWN, "": Charge.UNKNOWN}  # fmt: skip
_AMOUNT = re.compile(r"(\d{1,15}(?:\.\d{1,4})?) ([A-Z]{3})")
_COUNTRIES = {
    "turkey": "tr", "czech republic": "cz", "hong kong": "hk", "macao": "mo", "macau": "mo", "bosnia": "ba", "bosnia and herzegovina": "ba",
    "macedonia": "mk", "kosova": "xk", "cote d'ivoire": "ci", "côte d'ivoire": "ci", "democratic republic of the congo": "cd",
    "congo, democratic republic of the": "cd", "iran, islamic republic of": "ir", "korea, republic of": "kr", "russian federation": "ru",
    "viet nam": "vn", "taiwan, province of china": "tw", "bolivia, plurinational state of": "bo", "venezuela, bolivarian republic of": "ve",
    "moldova, republic of": "md", "moldova, the republic of": "md", "tanzania, united republic of": "tz", "syrian arab republic": "sy",
    "palestine, state of": "ps", "north macedonia, republic of": "mk", "lao people's democratic republic": "la", "brunei darussalam": "bn",
}  # fmt: skip
"""Countries that DOAJ names otherwise than CLDR does."""


class _Bad(ValueError):
    """A cell cannot be used: (name of the column, why)."""


def read(stream: BinaryIO, *, on: date) -> Iterator[DescribedJournal | RefusedRow]:
    """Yield every row of a list that was made on a day, packed or not; raise UnknownFormat where it is no list of DOAJ's."""
    table = plain_table.read(stream)
    headings = table.lines[0].cells if table.lines else ()
    columns = {name: at for name, known in _HEADINGS.items() if (at := _place(headings, known)) is not None}
    if missing := [_HEADINGS[name][0] for name in _NEEDED if name not in columns]:
        raise UnknownFormat(f"this is no list of journals of DOAJ: it has no column {', '.join(missing)}")
    for refused in table.refused:
        yield RefusedRow(refused.line, refused.column, refused.why, is_cut=False)
    lines: dict[str, int] = {}
    for line in table.lines[1:]:
        cells = {name: line.cells[at] for name, at in columns.items()}
        issns = tuple(dict.fromkeys(number for name in ("print", "online") if (number := issn(cells[name]))))
        try:
            facts = _facts(cells, issns, dict(zip(headings, line.cells, strict=True)), on)
            for number in issns:
                if number in lines:
                    raise _Bad("print" if issn(cells["print"]) == number else "online", f"line {lines[number]} has this ISSN too")
        except _Bad as problem:
            name, why = problem.args
            yield RefusedRow(line.number, columns[name] + 1, why, issns, _page(cells))
            continue
        lines |= dict.fromkeys(issns, line.number)
        yield facts


def _place(headings: Sequence[str], known: Sequence[str]) -> int | None:
    return next((headings.index(name) for name in known if name in headings), None)


def _facts(cells: Mapping[str, str], issns: tuple[str, ...], row: dict[str, str], on: date) -> DescribedJournal:
    if not cells["title"]:
        raise _Bad("title", "there is no title")
    for name in ("print", "online"):
        if cells[name] and not issn(cells[name]):
            raise _Bad(name, f"{cells[name]!r} is no ISSN")
    if not issns:
        raise _Bad("print", "there is no ISSN")
    preservation = [*_parts(cells.get("preservation", "")), *filter(None, [cells.get("national", "")])]
    return DescribedJournal(
        title=cells["title"],
        issns=issns,
        open_since=_year(cells.get("since", ""), on),
        charge=_one_of(_CHARGES, cells, "charge"),
        amounts=tuple(_amounts(cells.get("amount", ""))),
        waiver=_one_of(_YES_NO, cells, "waiver"),
        other_fees=_one_of(_YES_NO, cells, "fees"),
        licenses=tuple(word if not word.startswith("by") else f"CC {word.upper()}" for word in _parts(cells.get("license", ""))),
        review=tuple(_parts(cells.get("review", ""))),
        seal=_one_of(_YES_NO, cells, "seal"),
        publisher=cells.get("publisher", ""),
        country=_country(cells.get("country", "")),
        languages=tuple(dict.fromkeys(map(_language, _parts(cells.get("languages", ""))))),
        classes=tuple(filter(None, (code.strip() for code in cells.get("classes", "").split("|")))),
        preservation=tuple(preservation),
        page=_page(cells),
        row={heading: cell for heading, cell in row.items() if cell},
    )


def _page(cells: Mapping[str, str]) -> str:
    said = cells.get("page", "")
    return said if said.startswith("https://doaj.org/") else ""


def _parts(cell: str) -> list[str]:
    return [part for piece in cell.split(",") if (part := piece.strip())]


def _year(cell: str, on: date) -> int | None:
    if not cell:
        return None
    if not re.fullmatch(r"\d{4}", cell, re.ASCII) or not EARLIEST <= int(cell) <= on.year + 1:
        raise _Bad("since", f"{cell!r} is no year")
    return int(cell)


def _one_of(table: Mapping[str, T], cells: Mapping[str, str], name: str) -> T:
    said = cells.get(name, "").casefold()
    if said not in table:
        raise _Bad(name, f"{cells[name]!r} is neither yes nor no")
    return table[said]


def _amounts(cell: str) -> Iterator[tuple[int, str]]:
    """Yield what "8000 PLN; 2400 EUR" says, in minor units; a currency that is gone since may stand there too."""
    for piece in filter(None, (piece.strip() for piece in cell.split(";"))):
        found = _AMOUNT.fullmatch(piece)
        if found is None or found[2] not in list_currencies():
            raise _Bad("amount", f"{piece!r} is no amount with its currency")
        minor = Decimal(found[1]).scaleb(decimals(found[2]))
        if minor != minor.to_integral_value() or minor > MOST:
            raise _Bad("amount", f"{piece!r} is no amount with its currency")
        yield int(minor), found[2]


@cache
def _territories() -> dict[str, str]:
    named = Locale("en").territories.items()
    return {str(name).casefold(): code.lower() for code, name in named if len(code) == 2 and code.isalpha()}


def _country(name: str) -> str:
    plain = name.casefold().replace("’", "'")
    return _COUNTRIES.get(plain) or _territories().get(plain) or name


def _language(name: str) -> str:
    found = bcp47(name)
    return name if found in ("", "und") else found
