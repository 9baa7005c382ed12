"""ROR's CSV, which lies in its zip beside the JSON: each row as the record that the JSON has, in schema 2 or 1.

Cells hold several values: names as "en: University of Basel; de: Universität Basel", relations as "child: URL, URL; parent: URL". Enter at ``rows``.
"""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from lantai.core.formats import plain_table
from lantai.core.formats.errors import LimitExceeded
from lantai.sources.protocols.polite import SourceError

_NAMES = {"acronym": "names.types.acronym", "alias": "names.types.alias", "label": "names.types.label"}
_SHOWN, _SHOWN_IN = "names.types.ror_display", "ror_display_lang"
_OLDER = "name"
_LANGUAGE = re.compile(r"(no_lang_code|[a-z]{2,3}(?:-[A-Za-z]{2,4})?):\s+")
_BETWEEN_NAMES = re.compile(rf";\s*(?={_LANGUAGE.pattern})")
_FUNDERS = ("external_ids.type.fundref.all", "external_ids.FundRef.all")
_PLACE = "locations.geonames_details."
_PLACES = (
    (f"{_PLACE}name", f"{_PLACE}country_subdivision_name", f"{_PLACE}country_code"),
    ("addresses[0].geonames_city.name", "addresses[0].geonames_city.geonames_admin1.name", "country.country_code"),
)


def rows(text: bytes) -> Iterator[dict[str, Any] | ValueError]:
    """Yield the records of a table, in the place of a row that does not fit its headings what is wrong with it. Raise SourceError."""
    table = plain_table.opened(BytesIO(text))
    try:
        first = next(table.rows, None)
        headings = first.cells if isinstance(first, plain_table.Line) else ()
        if "id" not in headings or not {_SHOWN, _OLDER}.intersection(headings):
            raise SourceError(f"no table of ROR's: its headings lack id or {_SHOWN}")
        for row in table.rows:
            if isinstance(row, plain_table.Refused):
                yield ValueError(f"line {row.line}, column {row.column}: {row.why}")
            else:
                yield _record(dict(zip(headings, row.cells, strict=True)))
    except LimitExceeded as problem:
        raise SourceError(str(problem)) from problem


def _record(row: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "status": row.get("status", ""),
        "types": _listed(row.get("types", "")),
        "domains": _listed(row.get("domains", "")),
        "names": list(_names(row)),
        "locations": list(_locations(row)),
        "external_ids": [{"type": "fundref", "all": [one for name in _FUNDERS for one in _listed(row.get(name, ""))]}],
        "relationships": [
            {"type": kind.strip(), "id": other}
            for kind, _, others in (each.partition(":") for each in row.get("relationships", "").split(";"))
            for other in _listed(others)
        ],
    }


def _names(row: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    if shown := (row.get(_SHOWN) or row.get(_OLDER, "")).strip():
        lang = row.get(_SHOWN_IN, "").strip()
        yield {"value": shown, "lang": "" if lang == "no_lang_code" else lang, "types": ["ror_display"]}
    for kind, column in _NAMES.items():
        older = {"acronym": "acronyms", "alias": "aliases", "label": "labels"}[kind]
        for lang, value in _several(row.get(column) or row.get(older, "")):
            yield {"value": value, "lang": lang, "types": [kind]}


def _several(cell: str) -> Iterator[tuple[str, str]]:
    """Yield the names of a cell with their languages; a semicolon within a name parts nothing where languages are said."""
    pieces = _BETWEEN_NAMES.split(cell)[::2] if _LANGUAGE.match(cell) else cell.split(";")
    for piece in pieces:
        said = _LANGUAGE.match(piece.strip())
        value = piece.strip()[said.end() :] if said else piece.strip()
        if value:
            yield ("" if said is None or said[1] == "no_lang_code" else said[1]), value


def _locations(row: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for columns in _PLACES:
        cells = [row.get(column, "").split(";") for column in columns]
        most = max(map(len, cells))
        for n in range(most):
            city, region, country = (cell[min(n, len(cell) - 1)].strip() for cell in cells)
            if city or region or country:
                told = {"name": city, "country_subdivision_name": region, "country_code": country}
                yield {"geonames_details": told}


def _listed(cell: str) -> list[str]:
    return [one.strip() for one in re.split(r"[;,]", cell) if one.strip()]
