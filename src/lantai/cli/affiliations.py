"""Which organizations strings of affiliations name, by the identifiers of a registry (ROR).

lantai affiliations import ROR_FILE [--json]               compile a registry into the library's directory
lantai affiliations match FILE [--ror ROR_FILE] [--json]   a string a line, or the column "affiliation" of a table

FILE may be lines of JSON too: strings, or objects with a member "text" or "affiliation". Every line or row has its line in the answer, empty ones too.
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
from lantai.core.formats.plain_table import Line

from .output import result, result_json, say
from .refusals import named, say_refused

if TYPE_CHECKING:
    from lantai.core.matching.organizations.compiled import Table
    from lantai.core.matching.organizations.registry import Organization

COLUMNS = frozenset({"affiliation", "affiliations", "rawaffiliation", "affiliationstring", "text", "机构"})
SHRUNK = 0.9
"""A registry that keeps less of what was there is asked about."""

MEMBERS = ("text", "affiliation", "raw_affiliation_string", "raw_affiliation", "string")
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
    before = kept_registry()
    held = len(_loaded().bodies) if before.is_file() else 0
    known, counts = counted(options.file)
    table, kept = keep(known)
    if len(table.bodies) < held * SHRUNK:
        say(
            f"{options.file}: the library's registry had {held:,} organizations and has {len(table.bodies):,} now; is this file the whole of ROR's?"
        )
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
            sys.stdout.write(
                "\t".join([" ".join(text.split()), *(f"https://ror.org/{m.ror} {m.score:.2f}" for m in found)]) + "\n"
            )
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
    """Yield the strings of a file, one for each line or row: of a table with a column of affiliations that column, of lines of JSON what they hold."""
    from lantai.core.formats.plain_table import opened
    from lantai.core.matching.papers.columns import plain
    from lantai.sources.ror import read as ror

    if not path.is_file():
        raise Refused(f"{path}: there is no such file", code=UNUSABLE)
    with named(path), path.open("rb") as stream:
        table = opened(stream)
        headings = next(table.rows, None)
        cells = headings.cells if isinstance(headings, Line) else ()
        column = next((n for n, cell in enumerate(cells) if plain(cell) in COLUMNS), None)
        if column is not None:
            refused = []
            for row in table.rows:
                if isinstance(row, Line):
                    yield row.cells[column]
                else:
                    refused.append(row)
                    yield ""
            say_refused(path, refused)
            return
    with named(path):
        text = ror.unpacked(path).decode(table.encoding, "replace")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n") if text else []
    yield from _in_json(path, lines) if _is_json(lines) else lines


def _is_json(lines: list[str]) -> bool:
    """Tell whether lines are JSON: the first that is not empty is a whole string or object of it."""
    first = next((line for line in lines if line.strip()), "")
    return first.lstrip()[:1] in ('"', "{") and _of_json(first) is not None


def _in_json(path: Path, lines: list[str]) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        found = _of_json(line)
        if found is None and line.strip():
            say(f"{path}, line {number}: not used: no string of JSON, and no object with a member {' or '.join(sorted(MEMBERS))}")
        yield found or ""


def _of_json(line: str) -> str | None:
    """Return the string that a line of JSON holds; None where it holds none."""
    import msgspec

    try:
        said = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return None
    if isinstance(said, dict):
        said = next((said[name] for name in MEMBERS if name in said), None)
    return said if isinstance(said, str) else None
