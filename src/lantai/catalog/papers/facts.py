"""What figures are counted from: all facts of a paper in one row for each of its institutions, and how many papers of all have each value.

Both are made a bucket at a time of the bucket's own files. A work lies in one bucket, so that counts of buckets add up; ``totals`` are their sum.
Rows of ``placed`` lie by institution in small groups: who asks for an institution, its key written out in the question, reads its groups alone.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

DERIVED = ("placed", "totals", "funders")
"""Tables that are made of the others."""

VALUES = {
    "color": "CASE WHEN is_open IS NULL THEN NULL ELSE color END",
    "discipline": "unnest(disciplines)",
    "publisher": "nullif(publisher, '')",
    "journal": "nullif(journal, '')",
    "license": "nullif(license, '')",
    "funder": "unnest(funders)",
    "country": "unnest(countries)",
    "partner": "unnest(institutions)",
}
"""What a row of facts has of each figure; every value once."""

COSTS = """
    SELECT kind, currency, year, count(DISTINCT work) AS papers, sum(minor)::DECIMAL(38, 0) AS minor
    FROM (SELECT work, year, unnest(amounts, recursive := true) FROM {rows}) GROUP BY kind, currency, year"""

_GROUP = 8_192
"""Rows of a group: what is read at least of a bucket for an institution."""

_FACTS = """
    CREATE TEMP TABLE facts AS
    WITH places AS (
        SELECT work, list(DISTINCT institution) FILTER (institution <> '') AS institutions, list(DISTINCT country) FILTER (country <> '') AS countries,
               bool_or(institution = '') AS unnamed FROM affiliations GROUP BY work),
    paid AS (SELECT work, list({{'kind': kind, 'currency': currency, 'minor': minor}}) AS amounts FROM amounts GROUP BY work),
    funded AS (SELECT work, list(DISTINCT funder) AS funders FROM fundings GROUP BY work),
    written AS (
        SELECT c.work, true AS led, list(DISTINCT a.institution) FILTER (a.institution <> '') AS leads
        FROM contributions c LEFT JOIN affiliations a USING (work, position) WHERE c.corresponding GROUP BY c.work)
    SELECT work, year, color, is_open, license, publisher, journal, disciplines, institutions, countries, funders, amounts,
           coalesce(led, false) AS led, leads, coalesce(unnamed, false) AS unnamed
    FROM papers LEFT JOIN places USING (work) LEFT JOIN paid USING (work) LEFT JOIN funded USING (work) LEFT JOIN written USING (work)"""


def write_facts(con: "DuckDBPyConnection", directory: Path, bucket: int) -> None:
    """Write the facts and the counts of a bucket whose tables are written."""
    for table in ("papers", "affiliations", "contributions", "fundings", "amounts"):
        file = _quoted(directory / f"{table}-{bucket:06}.parquet")
        con.execute(f"CREATE OR REPLACE TEMP VIEW {table} AS SELECT * FROM read_parquet('{file}')")  # noqa: S608 (our own names and paths)
    con.execute("DROP TABLE IF EXISTS facts")
    con.execute(_FACTS.format())
    con.execute(f"""
        COPY (SELECT unnest(institutions) AS institution, * FROM facts ORDER BY institution, work)
        TO '{_quoted(directory / f"placed-{bucket:06}.parquet")}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_GROUP})""")  # noqa: S608 (the same)
    counted = [
        f"""SELECT '{name}' AS figure, value, '' AS currency, year, count(*) AS papers, count(*) FILTER (is_open) AS open, count(is_open) AS known,
            0::DECIMAL(38, 0) AS minor FROM (SELECT {value} AS value, year, is_open FROM facts) GROUP BY value, year"""  # noqa: S608 (the same)
        for name, value in VALUES.items()
    ]
    unnamed = "SELECT 'unnamed', '', '', year, count(*), 0, 0, 0 FROM facts WHERE unnamed GROUP BY year"
    costs = f"SELECT 'cost', kind, currency, year, papers, 0, 0, minor FROM ({COSTS.format(rows='facts')})"  # noqa: S608 (the same)
    rows = " UNION ALL ".join([*counted, unnamed, costs])
    con.execute(f"COPY ({rows}) TO '{_quoted(directory / f'counts-{bucket:06}.parquet')}' (FORMAT parquet, COMPRESSION zstd)")


def sum_up(con: "DuckDBPyConnection", directory: Path) -> None:
    """Write the counts of all papers, and what funders are called most often."""
    con.execute(f"""
        COPY (SELECT figure, value, currency, year, sum(papers)::BIGINT AS papers, sum(open)::BIGINT AS open, sum(known)::BIGINT AS known,
                     sum(minor)::DECIMAL(38, 0) AS minor
              FROM read_parquet('{_quoted(directory / "counts-*.parquet")}') GROUP BY ALL ORDER BY figure, value, year)
        TO '{_quoted(directory / "totals.parquet")}' (FORMAT parquet, COMPRESSION zstd)""")  # noqa: S608 (our own names and paths)
    con.execute(f"""
        COPY (SELECT funder, mode(name) AS name FROM read_parquet('{_quoted(directory / "fundings-*.parquet")}') GROUP BY funder ORDER BY funder)
        TO '{_quoted(directory / "funders.parquet")}' (FORMAT parquet, COMPRESSION zstd)""")  # noqa: S608 (the same)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
