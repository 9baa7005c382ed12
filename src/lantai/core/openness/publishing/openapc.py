"""OpenAPC's tables: what was paid for articles and books, which articles appeared under agreements, who took part in them, institutions."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from babel.core import get_global

from lantai.core.bib.identifiers import doi
from lantai.core.openness.journals import RefusedRow

from .described import DescribedCharge, DescribedContract, DescribedInstitution
from .sheets import Bad, Cells, Sheet, needed, reference, rows, serial, year, yes_no

BY = "OpenAPC"
ARTICLE, BOOK = "article", "book"
CHARGES_NEEDED = ("institution", "period", "euro", "doi", "is_hybrid", "publisher", "journal_full_title", "issn")
BOOKS_NEEDED = ("institution", "period", "euro", "doi", "publisher", "book_title", "isbn")
CONTRACTS_NEEDED = ("institution", "consortium", "contract_name", "identifier", "period_from", "period_to", "group_id")
INSTITUTIONS_NEEDED = ("institution", "institution_full_name", "country", "ror_id")
MOST_EUROS = 10_000_000_000
"""Of an agreement; whole countries pay some hundred millions."""

MOST_OF_ONE = 1_000_000
"""Euros for one article or book: a hundred times what the dearest asks for. More is a slip of the pen, and would stand in every sum."""

_ROR = re.compile(r"^(?:https?://ror\.org/)?(0[a-z0-9]{8})$")
_GROUP = re.compile(r"^(?:(0[a-z0-9]{8})_)?(.+)_(\d{4})$")


def read_charges(sheet: Sheet) -> Iterator[DescribedCharge | RefusedRow]:
    """Yield what was paid for articles, and which appeared under agreements."""

    def build(cells: Cells, line: int) -> DescribedCharge:
        return _charge(cells, ARTICLE, "journal_full_title", _serials(cells))

    yield from rows(sheet, CHARGES_NEEDED, build)


def read_books(sheet: Sheet) -> Iterator[DescribedCharge | RefusedRow]:
    """Yield what was paid for books."""

    def build(cells: Cells, line: int) -> DescribedCharge:
        numbers = (cells.get(name, "") for name in ("isbn", "isbn_print", "isbn_electronic"))
        return _charge(cells, BOOK, "book_title", tuple(dict.fromkeys(filter(None, numbers))))

    yield from rows(sheet, BOOKS_NEEDED, build)


def read_contracts(sheet: Sheet) -> Iterator[DescribedContract | RefusedRow]:
    """Yield who took part in which agreement in which years."""

    def build(cells: Cells, line: int) -> DescribedContract:
        group = _GROUP.match(needed(cells, "group_id"))
        if group is None:
            raise Bad("group_id", f"{cells['group_id']!r} names no agreement and year")
        first, last = year(cells, "period_from"), year(cells, "period_to")
        if last < first:
            raise Bad("period_to", f"{last} lies before {first}")
        return DescribedContract(
            institution=needed(cells, "institution"),
            ror=group[1] or "",
            consortium=cells["consortium"],
            name=needed(cells, "contract_name"),
            reference=reference(cells["identifier"] or group[2], "identifier" if cells["identifier"] else "group_id"),
            from_date=date(first, 1, 1),
            until_date=date(last + 1, 1, 1),
            cost_type=cells.get("cost_type", ""),
            minor=_euros(cells, most=MOST_EUROS, negative=True),
            line=line,
        )

    yield from rows(sheet, CONTRACTS_NEEDED, build)


def read_institutions(sheet: Sheet) -> Iterator[DescribedInstitution | RefusedRow]:
    """Yield the institutions that OpenAPC knows."""
    seen: dict[str, int] = {}

    def build(cells: Cells, line: int) -> DescribedInstitution:
        name = needed(cells, "institution")
        if name in seen:
            raise Bad("institution", f"line {seen[name]} has this name too")
        said = cells["ror_id"]
        found = _ROR.match(said)
        if said and found is None:
            raise Bad("ror_id", f"{said!r} is no ROR id")
        seen[name] = line
        ror = found[1] if found else ""
        return DescribedInstitution(
            name=name, full_name=cells["institution_full_name"] or name, ror=ror, country=_country(cells["country"])
        )

    yield from rows(sheet, INSTITUTIONS_NEEDED, build)


def _charge(cells: Cells, kind: str, title: str, numbers: tuple[str, ...]) -> DescribedCharge:
    institution = needed(cells, "institution")
    minor, group = _euros(cells, most=MOST_OF_ONE), _GROUP.match(cells.get("group_id", ""))
    agreement = cells.get("agreement", "")
    number = reference(agreement or (group[2] if group else ""), "agreement" if agreement else "group_id")
    if minor is None and not number:
        raise Bad("euro", "neither a price nor an agreement is said")
    said = cells["doi"]
    found = doi(said) if said else ""
    if found is None:
        raise Bad("doi", f"{said!r} is no DOI")
    if not (found or cells.get("url") or (kind == BOOK and numbers)):
        raise Bad("doi", "there is neither a DOI nor an address")
    return DescribedCharge(
        kind=kind,
        institution=institution,
        year=year(cells, "period"),
        minor=minor,
        doi=found,
        is_hybrid=yes_no(cells, "is_hybrid"),
        publisher=cells["publisher"],
        title=needed(cells, title),
        numbers=numbers,
        license=cells.get("license_ref", ""),
        url=cells.get("url", ""),
        reference=number,
        opted_out=yes_no(cells, "opt_out"),
        row={name: cell for name, cell in cells.items() if cell},
    )


def _serials(cells: Cells) -> tuple[str, ...]:
    found = (serial(cells, name) for name in ("issn_l", "issn", "issn_print", "issn_electronic"))
    return tuple(dict.fromkeys(filter(None, found)))


def _euros(cells: Cells, *, most: int, negative: bool = False) -> int | None:
    said = cells.get("euro", "")
    if not said:
        return None
    try:
        amount = Decimal(said)
    except InvalidOperation as problem:
        raise Bad("euro", f"{said!r} is no amount") from problem
    if not amount.is_finite() or (amount < 0 and not negative):
        raise Bad("euro", f"{said!r} is no amount")
    if abs(amount) > most:
        raise Bad("euro", f"{said} is more than the {most:,} euros that can be meant")
    return int((amount * 100).to_integral_value())


def _country(code: str) -> str:
    """Return the two letters of a country that is named by three."""
    if len(code) == 2:
        return code.upper()
    found = get_global("territory_aliases").get(code.upper(), ())
    return found[0] if found and len(found[0]) == 2 else ""
