"""What a service that numbers authors says of those who have an ORCID: a Parquet file in the library's directory, in the order of ORCIDs.

``take`` writes it from the rows of a source, ``of`` reads it; ``agreeing`` leaves out what contradicts the names in the library's own records.
"""

import os
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import msgspec

from lantai.core.matching.authors.mention import names_of
from lantai.core.matching.authors.naming import Agreement, agreement
from lantai.core.matching.authors.registry import Author, Refused
from lantai.core.text.fold import key

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FILE, BY = "authors.parquet", "OpenAlex"
MEMORY, THREADS, GROUP = "1GB", 2, 16_384
MOST_REFUSED = 20

_POST = "STRUCT(name VARCHAR, ror VARCHAR, country VARCHAR, first INTEGER, last INTEGER)[]"
_COLUMNS = {"row": "BIGINT", "number": "BIGINT", "orcid": "VARCHAR", "names": "VARCHAR[]", "places": _POST}


class Counts(msgspec.Struct):
    """What became of the rows of a source: in = kept + without ORCID + earlier (the same author in a newer part) + given up + refused."""

    rows_in: int = 0
    kept: int = 0
    without_orcid: int = 0
    earlier: int = 0
    given_up: int = 0
    refused: int = 0
    why: list[str] = []


class Said(msgspec.Struct, frozen=True):
    """What is said of one person; several numbers of one ORCID are one. ``places``: [institution, first year, last year]; ``on``: as of which day."""

    names: tuple[str, ...] = ()
    places: tuple[tuple[str, int | None, int | None], ...] = ()
    on: date | None = None


def take(where: Path, authors: Iterable[Author | Refused], *, given_up: Iterable[int], on: date) -> Counts:
    """Take in the authors of a source, the oldest part first; ``given_up``: numbers that stand for nobody, or another, now. Return what became of the rows.

    What the file had stays where no row speaks of it. Whatever stops this, even a part that is cut in half, leaves the file as it was.
    """
    counts, known = Counts(), _numbers(where)
    lines, gone, new = (where.with_name(f"{FILE}.{os.getpid()}.{name}") for name in ("lines", "gone", "new"))
    try:
        with lines.open("wb") as rows, gone.open("wb") as out:
            out.writelines(b'{"number":%d}\n' % one for one in given_up if one)
            _stage(authors, rows, out, known, counts)
        _write(where, lines, gone, new, on, counts)
        new.replace(where)
    finally:
        for path in (lines, gone, new):
            path.unlink(missing_ok=True)
    return counts


def _stage(authors: Iterable[Author | Refused], rows: IO[bytes], gone: IO[bytes], known: "array[int]", counts: Counts) -> None:
    """Write those with an ORCID as lines; one that is kept and has lost its ORCID goes."""
    encode = msgspec.json.Encoder().encode
    for place, one in enumerate(authors, start=1):
        counts.rows_in = place
        if isinstance(one, Refused):
            counts.refused += 1
            if len(counts.why) < MOST_REFUSED:
                counts.why.append(f"row {one.row}: {one.why}")
        elif one.orcid:
            rows.write(encode(msgspec.structs.replace(one, row=place)) + b"\n")
        else:
            counts.without_orcid += 1
            at = bisect_left(known, one.number)
            if at < len(known) and known[at] == one.number:
                gone.write(b'{"number":%d}\n' % one.number)


def _write(where: Path, lines: Path, gone: Path, new: Path, on: date, counts: Counts) -> None:
    with closing(_connection(where)) as con:
        numbers = f"read_json('{_quoted(gone)}', columns = {{'number': 'BIGINT'}})"
        con.execute(f"CREATE TEMP TABLE gone AS SELECT DISTINCT number FROM {numbers}")  # noqa: S608 (our own path)
        con.execute(
            f"CREATE TEMP TABLE given AS SELECT *, ?::DATE AS said_date FROM read_json('{_quoted(lines)}', columns = {_COLUMNS!r})",  # noqa: S608 (our own paths)
            [on],
        )
        before = f"UNION ALL BY NAME SELECT 0 AS row, * FROM read_parquet('{_quoted(where)}')" if where.is_file() else ""  # noqa: S608 (the same)
        con.execute(f"""
            CREATE TEMP TABLE newest AS SELECT * FROM (SELECT * FROM given {before}) WHERE number NOT IN (SELECT number FROM gone)
            QUALIFY row_number() OVER (PARTITION BY number ORDER BY row DESC) = 1""")  # noqa: S608 (the same)
        con.execute(f"""
            COPY (SELECT * EXCLUDE (row) FROM newest ORDER BY orcid, number)
            TO '{_quoted(new)}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {GROUP})""")  # noqa: S608 (the same)
        counts.kept = _one(con, "SELECT count(*) FROM newest WHERE row > 0")
        counts.given_up = _one(con, "SELECT count(*) FROM given WHERE number IN (SELECT number FROM gone)")
        counts.earlier = _one(con, "SELECT count(*) FROM given") - counts.kept - counts.given_up


def of(where: Path, orcids: Collection[str]) -> Said | None:
    """Return what is said of the person who has these ORCIDs; None for nothing."""
    if not orcids or not where.is_file():
        return None
    con = _reading(str(where), where.stat().st_mtime_ns)
    wanted = ", ".join(f"'{one}'" for one in orcids if one.replace("-", "").isalnum())
    with closing(con.cursor()) as asked:
        rows = asked.execute(f"SELECT names, places, said_date FROM authors WHERE orcid IN ({wanted}) ORDER BY number").fetchall()  # noqa: S608 (checked)
    if not rows:
        return None
    return Said(
        tuple(dict.fromkeys(name for names, _places, _on in rows for name in names or ())),
        tuple(_spans(place for _names, places, _on in rows for place in places or ())),
        max(on for _names, _places, on in rows),
    )


def agreeing(said: Said | None, forms: Sequence[str]) -> Said | None:
    """Return what is said with the forms of the name that agree with those that the records have, and are not among them; None where none does.

    A service may have put an ORCID to somebody else's works: then no form agrees, and nothing of it is taken.
    """
    if said is None:
        return None
    own, known = names_of(tuple(forms)), {key(form) for form in forms}
    agreed = [name for name in said.names if (called := names_of((name,))) and agreement(own, called) > Agreement.OTHER]
    return Said(tuple(name for name in agreed if key(name) not in known), said.places, said.on) if agreed else None


def _spans(places: Iterable[dict[str, Any]]) -> Iterator[tuple[str, int | None, int | None]]:
    """Yield each institution once, from its first to its last year, the latest first."""
    found: dict[str, tuple[str, list[int]]] = {}
    for place in places:
        _name, years = found.setdefault(place["ror"] or key(place["name"]), (place["name"], []))
        years += [year for year in (place["first"], place["last"]) if year]
    rows = [(name, min(years, default=None), max(years, default=None)) for name, years in found.values()]
    yield from sorted(rows, key=lambda row: (-(row[2] or 0), row[0]))


def _numbers(where: Path) -> "array[int]":
    """Return the numbers that are kept, in order."""
    found = array("q")
    if where.is_file():
        with closing(_connection(where)) as con:
            rows = con.execute(f"SELECT number FROM read_parquet('{_quoted(where)}') ORDER BY number")  # noqa: S608 (our own path)
            while piece := rows.fetchmany(50_000):
                found.extend(number for (number,) in piece)
    return found


@lru_cache(maxsize=1)
def _reading(where: str, _at: int) -> "DuckDBPyConnection":
    con = _connection(Path(where))
    con.execute("SET parquet_metadata_cache = true")
    con.execute(f"CREATE VIEW authors AS SELECT * FROM read_parquet('{_quoted(Path(where))}')")  # noqa: S608 (our own path)
    return con


def _one(con: "DuckDBPyConnection", question: str) -> int:
    found = con.execute(question).fetchone()
    return int(found[0]) if found else 0


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _connection(where: Path) -> "DuckDBPyConnection":
    import duckdb

    spilled = str(where.with_name(f"{FILE}.spilled"))
    return duckdb.connect(":memory:", config={"threads": THREADS, "memory_limit": MEMORY, "temp_directory": spilled})
