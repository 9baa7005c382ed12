"""What figures are counted from: all facts of a paper in one row for each of its institutions, and how many papers of all have each value.

Both are made a bucket at a time of the bucket's own files. A work lies in one bucket, so that counts of buckets add up; ``totals`` are their sum.
Rows of ``placed`` lie by institution in small groups: who asks for an institution, its key written out in the question, reads its groups alone.
Whoever has very many papers is counted ahead (``held``): institutions of MANY papers, and the groups of institutions that areas name (``@groups``).
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

DERIVED = ("placed", "totals", "funders", "held")
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

MANY = 40_000
"""Papers from which an institution, or a group of them, is counted ahead: to count fewer takes some tenths of a second."""

COUNTED = "figure, value, currency, said_by, said_date, year, papers, open, known, minor"
GROUP = 8_192
"""Rows of a group: what is read at least of a bucket for an institution."""

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


def group_key(institutions: Iterable[str]) -> str:
    """Return by what a set of institutions is found in ``held``."""
    return blake2b("\n".join(sorted(set(institutions))).encode(), digest_size=8).hexdigest()


def counting(institutions: Sequence[str] = ()) -> str:
    """Return the question that counts ``facts``, a row a paper, by every figure and year. ``institutions``: whose papers they are, none for all.

    Of amounts and chances those of one paper that agree in kind, currency and who says so are one; a chance is of these institutions, or anybody's.
    """
    own = literals(institutions)
    counts = [
        f"""SELECT '{name}' AS figure, value, '' AS currency, '' AS said_by, NULL::DATE AS said_date, year, count(*) AS papers,
            count(*) FILTER (is_open) AS open, count(is_open) AS known, 0::DECIMAL(38, 0) AS minor
            FROM (SELECT {value} AS value, year, is_open FROM facts) GROUP BY value, year"""  # noqa: S608 (our own names)
        for name, value in VALUES.items()
    ]
    counts.append("""
        SELECT 'cost', kind, currency, said_by, max(said_date), year, count(DISTINCT work), 0, count(minor), coalesce(sum(minor), 0)::DECIMAL(38, 0)
        FROM (SELECT work, year, unnest(amounts, recursive := true) FROM facts) GROUP BY kind, currency, said_by, year""")
    whose = f"WHERE institution IN ('', {own})" if institutions else ""
    counts.append(f"""
        SELECT 'chance', kind, '', said_by, max(said_date), year, count(DISTINCT work), 0, 0, 0
        FROM (SELECT work, year, unnest(chances, recursive := true) FROM facts) {whose} GROUP BY kind, said_by, year""")  # noqa: S608 (our own keys)
    if institutions:
        counts.append(f"""
            SELECT 'lead', '', '', '', NULL, year, count(*) FILTER (list_has_any(leads, [{own}])), 0, count(*), 0 FROM facts WHERE led
            GROUP BY year""")  # noqa: S608 (our own keys)
    else:
        counts.append("SELECT 'unnamed', '', '', '', NULL, year, count(*), 0, 0, 0 FROM facts WHERE unnamed GROUP BY year")
    return " UNION ALL ".join(counts)


def gather(con: "DuckDBPyConnection", institutions: Sequence[str], where: str = "true") -> None:
    """Make ``facts``, a row for each paper of institutions of which ``where`` is true."""
    own = f"institution IN ({literals(institutions)})"
    rows = f"SELECT * EXCLUDE (institution, unnamed) FROM placed WHERE {own} AND {where}"  # noqa: S608 (our own names and keys)
    if (
        len(institutions) > 1
    ):  # of a paper of several its first row; few have several, which is quicker than to look for the first row of each
        con.execute(f"""
            CREATE OR REPLACE TEMP TABLE shared AS
            SELECT work AS shared_work, min(institution) AS first FROM placed WHERE {own} AND {where} GROUP BY work HAVING count(*) > 1""")  # noqa: S608
        rows = f"""SELECT placed.* EXCLUDE (institution, unnamed) FROM placed LEFT JOIN shared ON work = shared_work
            WHERE {own} AND {where} AND (first IS NULL OR institution = first)"""  # noqa: S608 (the same)
    con.execute(f"CREATE OR REPLACE TEMP TABLE facts AS {rows}")


def literals(keys: Iterable[str]) -> str:
    """Return keys written out, by which whole groups of rows are passed over unread."""
    return ", ".join("'" + key.replace("'", "''") + "'" for key in keys)


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
    """Count ahead, a file each."""
    con.execute(f"CREATE OR REPLACE TEMP VIEW placed AS SELECT * FROM read_parquet('{_quoted(directory / 'placed-*.parquet')}')")  # noqa: S608 (our own paths)
    bodies = _quoted(directory / "institutions.parquet")
    counted = dict(con.execute(f"SELECT institution, papers FROM read_parquet('{bodies}')").fetchall())  # noqa: S608 (our own paths)
    wanted = {tuple(sorted(set(group))) for tell in _groups for group in tell()}
    wanted = {group for group in wanted if len(group) > 1 and sum(counted.get(key, 0) for key in group) >= MANY}
    wanted |= {(key,) for key, papers in counted.items() if papers >= MANY}
    for group in [(), *sorted(wanted)]:
        gather(con, group or ("",), "true" if group else "false")  # an empty one, so that there is always a file
        whose = group_key(group)
        con.execute(f"""
            COPY (SELECT '{whose}' AS whose, {COUNTED} FROM ({counting(group or ("",))}) ORDER BY figure, value, year)
            TO '{_quoted(directory / f"held.{whose}.parquet")}' (FORMAT parquet, COMPRESSION zstd)""")  # noqa: S608 (our own names and paths)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
