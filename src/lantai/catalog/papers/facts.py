"""What figures are counted from: all facts of a paper in one row for each of its institutions, and how many papers of all have each value.

Both are made a bucket at a time of the bucket's own files. A work lies in one bucket, so that counts of buckets add up; ``totals`` are their sum.
Rows of ``placed`` lie by institution in small groups: who asks for an institution, its key written out in the question, reads its groups alone.
Whoever has very many papers is counted ahead (``held``): institutions of MANY papers, and the groups of institutions that areas name (``@groups``). What
several of these have lies in ``together`` by every two of them, so that counts of a list can be added up.
"""

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from .counts import COUNTED, counting, gather, group_key, list_of, sharing

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

DERIVED = ("placed", "totals", "funders", "held", "together")
"""Tables that are made of the others."""

MANY = 20_000
"""Papers from which an institution, or a group of them, is counted ahead: to count fewer takes some tenths of a second."""

GROUP = 8_192
"""Rows of a group: what is read at least of a bucket for an institution."""

SMALL_GROUP = 2_048
"""The same of ``together``, of which a list reads a little at many places."""

_FACTS = """
    CREATE TEMP TABLE facts AS
    WITH places AS (
        SELECT work, list(DISTINCT institution) FILTER (institution <> '') AS institutions, list(DISTINCT country) FILTER (country <> '') AS countries,
               bool_or(institution = '') AS unnamed FROM affiliations GROUP BY work),
    paid AS (SELECT work, list({'kind': kind, 'currency': currency, 'minor': minor, 'said_by': said_by, 'said_date': said_date}) AS amounts
             FROM amounts GROUP BY work),
    missed AS (SELECT work, list({'kind': kind, 'institution': institution, 'said_by': said_by, 'said_date': said_date}) AS chances
               FROM chances GROUP BY work),
    funded AS (SELECT work, list(DISTINCT funder) AS funders FROM fundings GROUP BY work),
    written AS (
        SELECT c.work, true AS led, list(DISTINCT a.institution) FILTER (a.institution <> '') AS leads
        FROM contributions c LEFT JOIN affiliations a USING (work, position) WHERE c.corresponding GROUP BY c.work)
    SELECT work, year, color, is_open, license, publisher, journal, disciplines, institutions, countries, funders, amounts, chances,
           coalesce(led, false) AS led, leads, coalesce(unnamed, false) AS unnamed
    FROM papers LEFT JOIN places USING (work) LEFT JOIN paid USING (work) LEFT JOIN missed USING (work) LEFT JOIN funded USING (work)
         LEFT JOIN written USING (work)"""

Groups = Callable[[], Iterable[Collection[str]]]
_groups: list[Groups] = []


def groups(tell: Groups) -> Groups:
    """Decorate a function that names sets of institutions whose papers are asked for together, so that they are counted ahead."""
    _groups.append(tell)
    return tell


def write_facts(con: "DuckDBPyConnection", directory: Path, bucket: int) -> None:
    """Write the facts and the counts of a bucket whose tables are written."""
    for table in ("papers", "affiliations", "contributions", "fundings", "amounts", "chances"):
        file = _quoted(directory / f"{table}-{bucket:06}.parquet")
        con.execute(f"CREATE OR REPLACE TEMP VIEW {table} AS SELECT * FROM read_parquet('{file}')")  # noqa: S608 (our own names and paths)
    con.execute("DROP TABLE IF EXISTS facts")
    con.execute(_FACTS)
    con.execute(f"""
        COPY (SELECT unnest(institutions) AS institution, * FROM facts ORDER BY institution, work)
        TO '{_quoted(directory / f"placed-{bucket:06}.parquet")}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {GROUP})""")  # noqa: S608 (the same)
    file = _quoted(directory / f"counts-{bucket:06}.parquet")
    con.execute(f"COPY ({counting()}) TO '{file}' (FORMAT parquet, COMPRESSION zstd)")


def sum_up(con: "DuckDBPyConnection", directory: Path) -> None:
    """Write the counts of all papers, what funders are called most often, and the counts of whoever has very many papers; ``institutions`` is there."""
    con.execute(f"""
        COPY (SELECT figure, value, currency, said_by, max(said_date) AS said_date, year, sum(papers)::BIGINT AS papers, sum(open)::BIGINT AS open,
                     sum(known)::BIGINT AS known, sum(minor)::DECIMAL(38, 0) AS minor
              FROM read_parquet('{_quoted(directory / "counts-*.parquet")}') GROUP BY figure, value, currency, said_by, year ORDER BY figure, value, year)
        TO '{_quoted(directory / "totals.parquet")}' (FORMAT parquet, COMPRESSION zstd)""")  # noqa: S608 (our own names and paths)
    con.execute(f"""
        COPY (SELECT funder, mode(name) AS name FROM read_parquet('{_quoted(directory / "fundings-*.parquet")}') GROUP BY funder ORDER BY funder)
        TO '{_quoted(directory / "funders.parquet")}' (FORMAT parquet, COMPRESSION zstd)""")  # noqa: S608 (the same)
    _hold(con, directory)


def _hold(con: "DuckDBPyConnection", directory: Path) -> None:
    """Count ahead."""
    con.execute(f"CREATE OR REPLACE TEMP VIEW placed AS SELECT * FROM read_parquet('{_quoted(directory / 'placed-*.parquet')}')")  # noqa: S608 (our own paths)
    bodies = _quoted(directory / "institutions.parquet")
    counted = dict(con.execute(f"SELECT institution, papers FROM read_parquet('{bodies}')").fetchall())  # noqa: S608 (our own paths)
    wanted = {tuple(sorted(set(group))) for tell in _groups for group in tell()}
    wanted = {group for group in wanted if len(group) > 1 and sum(counted.get(key, 0) for key in group) >= MANY}
    large = sorted(key for key, papers in counted.items() if papers >= MANY)
    wanted |= {(key,) for key in large}
    con.execute("DROP TABLE IF EXISTS ahead")
    for group in [(), *sorted(wanted)]:
        gather(con, group or ("",), "true" if group else "false")  # an empty one, so that there is always a table
        rows = f"SELECT '{group_key(group)}' AS whose, {COUNTED} FROM ({counting(list_of(group or ('',)))})"  # noqa: S608 (our own names)
        con.execute(f"INSERT INTO ahead {rows}" if group else f"CREATE TEMP TABLE ahead AS {rows}")
    con.execute(f"""
        COPY (SELECT * FROM ahead ORDER BY whose, figure, value, year)
        TO '{_quoted(directory / "held.parquet")}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {GROUP})""")  # noqa: S608 (our own path)
    con.execute(f"""
        COPY (SELECT * FROM ({sharing(large or ("",))}) ORDER BY one, other, work)
        TO '{_quoted(directory / "together.parquet")}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {SMALL_GROUP})""")  # noqa: S608 (the same)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
