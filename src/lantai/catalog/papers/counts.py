"""Counting the papers of institutions by every figure and year: from counts made ahead (``facts``) where there are any, else from the facts of each paper.

The counts of a list are of its papers, each once. Those of its members are added up; what several of them share (``together``) is taken out of each and
put back once. Enter at ``count``.
"""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

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

COUNTED = "figure, value, currency, said_by, said_date, year, papers, open, known, minor"
CROWD = 12
"""Large institutions of a paper from which it is kept once and looked at for every list: so many have 66 twos."""

ITS_OWN = "[institution]"
"""Says to ``counting`` that a row is counted for the institution that it is of, and not for the others."""


def count(con: "DuckDBPyConnection", institutions: Sequence[str], where: str = "true") -> None:
    """Make ``counted``, how many papers of institutions have each value, of the papers of which ``where`` is true, a condition on ``year``; all papers
    for none."""
    if not institutions:
        con.execute(f"CREATE OR REPLACE TEMP VIEW counted AS SELECT * FROM totals WHERE {where}")  # noqa: S608 (our own names and numbers)
        return
    alone = {key: group_key([key]) for key in institutions}
    ahead = _ahead(con, [whose := group_key(institutions), *alone.values()])
    if whose in ahead:
        rows = _held([whose], where)
    elif large := [key for key in institutions if alone[key] in ahead]:
        rows = _added_up(con, institutions, large, where)
    else:
        gather(con, institutions, where)
        rows = counting(list_of(institutions))
    con.execute(f"CREATE OR REPLACE TEMP TABLE of_chosen AS {rows}")
    con.execute("CREATE OR REPLACE TEMP VIEW counted AS SELECT * FROM of_chosen")


def gather(con: "DuckDBPyConnection", institutions: Sequence[str], where: str = "true") -> None:
    """Make ``facts``, a row for each paper of institutions of which ``where`` is true."""
    own = f"institution IN ({literals(institutions)})"
    rows = f"SELECT * EXCLUDE (unnamed) FROM placed WHERE {own} AND {where}"  # noqa: S608 (our own names and keys)
    if (
        len(institutions) > 1
    ):  # of a paper of several its first row; few have several, which is quicker than to look for the first row of each
        con.execute(f"""
            CREATE OR REPLACE TEMP TABLE shared AS
            SELECT work AS shared_work, min(institution) AS first FROM placed WHERE {own} AND {where} GROUP BY work HAVING count(*) > 1""")  # noqa: S608
        rows = f"""SELECT placed.* EXCLUDE (unnamed) FROM placed LEFT JOIN shared ON work = shared_work
            WHERE {own} AND {where} AND (first IS NULL OR institution = first)"""  # noqa: S608 (the same)
    con.execute(f"CREATE OR REPLACE TEMP TABLE facts AS {rows}")


def counting(own: str = "", table: str = "facts") -> str:
    """Return the question that counts the rows of ``table``, each a paper, by every figure and year. ``own``: a list, in SQL, of the institutions
    whose papers they are, "" of all.

    Of amounts and chances those of one paper that agree in kind, currency and who says so are one; a chance is of these institutions, or anybody's.
    """
    counts = [
        f"""SELECT '{name}' AS figure, value, '' AS currency, '' AS said_by, NULL::DATE AS said_date, year, count(*) AS papers,
            count(*) FILTER (is_open) AS open, count(is_open) AS known, 0::DECIMAL(38, 0) AS minor
            FROM (SELECT {value} AS value, year, is_open FROM {table}) GROUP BY value, year"""  # noqa: S608 (our own names)
        for name, value in VALUES.items()
    ]
    counts.append(f"""
        SELECT 'cost', kind, currency, said_by, max(said_date), year, count(DISTINCT work), 0, count(minor), coalesce(sum(minor), 0)::DECIMAL(38, 0)
        FROM (SELECT work, year, unnest(amounts, recursive := true) FROM {table}) GROUP BY kind, currency, said_by, year""")  # noqa: S608 (our own names)
    whose = f"WHERE chance.institution = '' OR list_contains({own}, chance.institution)" if own else ""
    named = "institution, " if own == ITS_OWN else ""
    counts.append(f"""
        SELECT 'chance', chance.kind, '', chance.said_by, max(chance.said_date), year, count(DISTINCT work), 0, 0, 0
        FROM (SELECT {named}work, year, unnest(chances) AS chance FROM {table}) {whose} GROUP BY chance.kind, chance.said_by, year""")  # noqa: S608 (our own keys)
    if own:
        counts.append(f"""
            SELECT 'lead', '', '', '', NULL, year, count(*) FILTER (list_has_any(leads, {own})), 0, count(*), 0 FROM {table} WHERE led
            GROUP BY year""")  # noqa: S608 (our own keys)
    else:
        counts.append(f"SELECT 'unnamed', '', '', '', NULL, year, count(*), 0, 0, 0 FROM {table} WHERE unnamed GROUP BY year")  # noqa: S608 (our own names)
    return " UNION ALL ".join(counts)


def sharing(large: Sequence[str]) -> str:
    """Return the question for ``together``: papers of ``large`` institutions that several of these have, or of one with a chance of another, a row for
    each two of them (``one`` < ``other``); for those that CROWD and more have a single row of no two."""
    those = f"list_intersect(list_distinct(list_concat(institutions, coalesce([c.institution FOR c IN chances], []))), {list_of(large)})"
    return f"""
        WITH rows AS (SELECT * EXCLUDE (unnamed), {those} AS those FROM placed WHERE institution IN ({literals(large)})),
        crowded AS (SELECT '' AS one, '' AS other, * FROM rows WHERE len(those) >= {CROWD}
                    AND institution = list_min(list_intersect(institutions, those))),
        two AS (SELECT unnest(those) AS second, * FROM rows WHERE len(those) BETWEEN 2 AND {CROWD - 1})
        SELECT one, other, * EXCLUDE (institution, those, one, other) FROM (
            SELECT * FROM crowded UNION ALL BY NAME
            SELECT least(institution, second) AS one, greatest(institution, second) AS other, * EXCLUDE (second) FROM two
            WHERE second > institution OR (second <> institution AND NOT list_contains(institutions, second)))"""  # noqa: S608 (our own keys)


def _added_up(con: "DuckDBPyConnection", institutions: Sequence[str], large: Sequence[str], where: str) -> str:
    """Return the question that adds members up. Those of ``large`` are counted ahead, ``facts`` are gathered of the papers that cannot be added:
    of several of these, of the other members, and with a chance of a member that they do not name. ``apart`` has them once for each large member that
    they were counted for, where they are taken away."""
    small = [key for key in institutions if key not in set(large)]
    _gather_shared(con, small, large, where)
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE apart AS SELECT row_number() OVER () AS work, * EXCLUDE (work) FROM (
            SELECT * REPLACE (unnest(list_intersect(institutions, {list_of(large)})) AS institution) FROM facts)""")  # noqa: S608 (our own keys)
    less = "NULL::DATE AS said_date, -papers AS papers, -open AS open, -known AS known, -minor AS minor"
    taken = f"SELECT * REPLACE ({less}) FROM ({counting(ITS_OWN, 'apart')})"  # noqa: S608 (the same)
    ahead = _held([group_key([key]) for key in large], where)
    return f"""
        SELECT figure, value, currency, said_by, max(said_date) AS said_date, year, sum(papers)::BIGINT AS papers, sum(open)::BIGINT AS open,
               sum(known)::BIGINT AS known, sum(minor)::DECIMAL(38, 0) AS minor
        FROM ({ahead} UNION ALL {counting(list_of(institutions))} UNION ALL {taken})
        GROUP BY figure, value, currency, said_by, year HAVING sum(papers) <> 0 OR sum(known) <> 0"""  # noqa: S608 (the same)


def _gather_shared(con: "DuckDBPyConnection", small: Sequence[str], large: Sequence[str], where: str) -> None:
    """Make ``facts`` of the papers that cannot be added up."""
    two = f"one IN ('', {literals(large)}) AND other IN ('', {literals(large)}) AND list_has_any(institutions, {list_of(large)})"
    rows = f"SELECT '' AS institution, * EXCLUDE (one, other) FROM together WHERE {two} AND {where}"  # noqa: S608 (our own keys)
    con.execute(f"CREATE OR REPLACE TEMP TABLE near AS {rows}")
    con.execute(
        "CREATE OR REPLACE TEMP TABLE twice AS SELECT work FROM near GROUP BY work HAVING count(*) > 1"
    )  # few, as in gather
    once = """(SELECT * FROM near ANTI JOIN twice USING (work) UNION ALL SELECT DISTINCT ON (work) * FROM near SEMI JOIN twice USING (work))"""
    if not small:
        con.execute(f"CREATE OR REPLACE TEMP TABLE facts AS SELECT * FROM {once}")  # noqa: S608 (our own words)
        return
    gather(con, small, where)
    con.execute(f"INSERT INTO facts BY NAME SELECT * FROM {once} WHERE work NOT IN (SELECT work FROM facts)")  # noqa: S608 (our own words)
    odd = f"SELECT work FROM chances WHERE institution IN ({literals(small)}) AND work NOT IN (SELECT work FROM facts)"  # noqa: S608 (our own keys)
    if con.execute(f"SELECT 1 FROM ({odd}) LIMIT 1").fetchone():  # noqa: S608 (the same)
        con.execute(f"""
            INSERT INTO facts BY NAME SELECT DISTINCT ON (work) * EXCLUDE (unnamed) FROM placed
            WHERE institution IN ({literals(large)}) AND {where} AND work IN ({odd})""")  # noqa: S608 (the same)


def _held(keys: Sequence[str], where: str) -> str:
    return f"SELECT {COUNTED} FROM held WHERE whose IN ({literals(keys)}) AND {where}"  # noqa: S608 (our own digests)


def _ahead(con: "DuckDBPyConnection", keys: Sequence[str]) -> set[str]:
    rows = con.execute(f"SELECT DISTINCT whose FROM held WHERE whose IN ({literals(keys)})").fetchall()  # noqa: S608 (our own digests)
    return {whose for (whose,) in rows}


def group_key(institutions: Iterable[str]) -> str:
    """Return by what a set of institutions is found in ``held``."""
    return blake2b("\n".join(sorted(set(institutions))).encode(), digest_size=8).hexdigest()


def literals(keys: Iterable[str]) -> str:
    """Return keys written out, by which whole groups of rows are passed over unread."""
    return ", ".join("'" + key.replace("'", "''") + "'" for key in keys)


def list_of(keys: Iterable[str]) -> str:
    """Return keys as a list in SQL."""
    return f"[{literals(keys)}]"
