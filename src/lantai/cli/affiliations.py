"""Which organizations strings of affiliations name, by the identifiers of a registry (ROR).

lantai affiliations import ROR_FILE [--json]               compile a registry into the library's directory
lantai affiliations match FILE [--ror ROR_FILE] [--json]   a string a line, or the column "affiliation" of a table

ROR's files are read in schema 2 and 1, as JSON, JSON lines or CSV, packed (zip, gzip) or not. With --json a line a string:
{"text": "…", "matches": [{"ror": "https://ror.org/…", "score": 0.98}]}; no match is an answer too; of an import the counts: rows_in is the sum of
kept, doubled (a later record has the same identifier) and refused. Exit code 2 when a file cannot be used.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lantai.cli import OK, UNUSABLE, Refused

from .output import result, result_json, say

if TYPE_CHECKING:
    from lantai.core.matching.organizations.compiled import Table
    from lantai.core.matching.organizations.registry import Organization

COLUMNS = frozenset({"affiliation", "affiliations", "rawaffiliation", "affiliationstring", "text", "机构"})
SHOWN = 5


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be done."""
    kinds = parser.add_subparsers(dest="what", required=True, metavar="import|match")
    take = kinds.add_parser("import", help="compile a registry into the library's directory")
    take.add_argument("file", type=Path, metavar="ROR_FILE")
    take.add_argument("--json", action="store_true", help="the counts as JSON")
    match = kinds.add_parser("match", help="find the organizations that strings name")
    match.add_argument("file", type=Path, metavar="FILE", help="a string a line, or a table with a column of affiliations")
    match.add_argument("--ror", type=Path, metavar="ROR_FILE", help="a registry to use instead of the imported one")
    match.add_argument("--json", action="store_true", help="a line of JSON a string")


def run(options: argparse.Namespace) -> int:
    """Do one of them."""
    return take(options) if options.what == "import" else match(options)


def take(options: argparse.Namespace) -> int:
    """Compile a registry and keep it."""
    known, counts = counted(options.file)
    table, kept = keep(known)
    if options.json:
        result_json(counts)
    else:
        said = ", ".join(f"{name} {count:,}" for name, count in counts.items())
        result(f"{said}: {len(table.names):,} names of {len(table.bodies):,} organizations in {kept}")
    return OK


def keep(known: "list[Organization]") -> "tuple[Table, Path]":
    """Keep organizations in the library's directory, compiled to be found by, and what they are called, each file whole or not at all; return
    what was compiled, and where it is."""
    from lantai.core.matching.organizations.compiled import Table

    kept = kept_registry()
    kept.parent.mkdir(parents=True, exist_ok=True)
    new = kept.with_suffix(".new")
    table = Table.of(known)
    new.write_bytes(table.packed())
    new.replace(kept)
    from lantai.catalog import organization_names

    organization_names.keep(kept.parent, known)
    return table, kept


def match(options: argparse.Namespace) -> int:
    """Print what every string names."""
    from lantai.core.matching.organizations.compiled import Table
    from lantai.core.matching.organizations.naming import Finder

    strings = list(_strings(options.file))
    finder = Finder(Table.of(read(options.ror)) if options.ror else _loaded())
    for text in strings:
        found = finder.matches(text)
        if options.json:
            result_json({"text": text, "matches": [{"ror": f"https://ror.org/{m.ror}", "score": m.score} for m in found]})
        else:
            sys.stdout.write("\t".join([text, *(f"https://ror.org/{m.ror} {m.score:.2f}" for m in found)]) + "\n")
    return OK


def read(path: Path) -> "list[Organization]":
    """Read a registry; records that cannot be read are named and left out."""
    return counted(path)[0]


def counted(path: Path) -> "tuple[list[Organization], dict[str, int]]":
    """Read a registry, and count what became of its records; of two with one identifier the later one is kept."""
    from lantai.core.matching.organizations.registry import Organization, organizations
    from lantai.sources.protocols.polite import SourceError
    from lantai.sources.ror import read as ror

    known: dict[str, Organization] = {}
    troubles: list[str] = []
    rows_in = 0
    try:
        for each in organizations(ror.records(path)):
            rows_in += 1
            if isinstance(each, Organization):
                known[each.id] = each
            else:
                troubles.append(f"record {each.number}: {each.why}")
    except SourceError as problem:
        raise Refused(str(problem), code=UNUSABLE) from problem
    for trouble in troubles[:SHOWN]:
        say(f"{path}: {trouble}")
    if len(troubles) > SHOWN:
        say(f"{path}: and {len(troubles) - SHOWN:,} more records like these")
    if not known:
        raise Refused(f"{path}: holds no organization; expected ROR's JSON or CSV, schema 2 or 1", code=UNUSABLE)
    refused = len(troubles)
    return list(known.values()), {
        "rows_in": rows_in, "kept": len(known), "doubled": rows_in - len(known) - refused, "refused": refused,
    }  # fmt: skip


def _loaded() -> "Table":
    import msgspec

    from lantai.core.matching.organizations.compiled import VERSION, Table

    kept = kept_registry()
    if not kept.is_file():
        raise Refused(
            "no registry of organizations: import one with 'lantai affiliations import ROR_FILE', or give --ror ROR_FILE",
            code=UNUSABLE,
        )
    try:
        table = Table.unpacked(kept.read_bytes())
    except msgspec.DecodeError:
        table = None
    if table is None or table.version != VERSION:
        raise Refused(f"{kept}: made by another version; import the registry again", code=UNUSABLE)
    return table


def kept_registry() -> Path:
    """Return where the library keeps its registry."""
    from .start import library_ready

    library_ready(quiet=True)
    from django.conf import settings

    from lantai.catalog.choosing import KEPT

    return Path(settings.DATA) / KEPT


def _strings(path: Path) -> Iterator[str]:
    """Yield the strings of a file: of a table with a column of affiliations that column, else every line."""
    from lantai.core.formats.plain_table import read
    from lantai.core.matching.papers.columns import plain
    from lantai.sources.ror import read as ror

    if not path.is_file():
        raise Refused(f"{path}: there is no such file", code=UNUSABLE)
    with path.open("rb") as stream:
        table = read(stream)
    column = next((n for n, cell in enumerate(table.lines[0].cells) if plain(cell) in COLUMNS), None) if table.lines else None
    if column is None:
        yield from (line.strip() for line in ror.unpacked(path).decode(table.encoding, "replace").splitlines() if line.strip())
        return
    for refused in table.refused[:SHOWN]:
        say(f"{path}: line {refused.line}, column {refused.column}: {refused.why}; the row is left out")
    yield from (line.cells[column] for line in table.lines[1:])
