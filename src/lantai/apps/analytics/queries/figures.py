"""The figures of a page: the papers that are meant are gathered once, then counted in every way. What was counted is remembered per generation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from lantai.apps.analytics.choosing import CONDITIONS, Choice
from lantai.catalog import papers

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LONGEST = 20
"""Rows of a figure on a page; the CSV has all."""

MOST = 100_000
COLORS = ("diamond", "gold", "hybrid", "bronze", "green", "", "closed")
"""In the order in which they are drawn; "" is open, in a way that is not known."""

_COLUMNS = "work, title, year, kind, color, is_open, license, publisher, journal, issn, doi, retracted, author_count, disciplines"
_VALUES = {
    "color": "CASE WHEN is_open IS NULL THEN NULL ELSE color END",
    "discipline": "unnest(disciplines)",
    "publisher": "nullif(publisher, '')",
    "journal": "nullif(journal, '')",
    "license": "nullif(license, '')",
}
_JOINED = {
    "funder": "SELECT DISTINCT f.funder AS value, c.work, c.is_open FROM fundings f JOIN chosen c USING (work)",
    "country": "SELECT DISTINCT a.country AS value, c.work, c.is_open FROM affiliations a JOIN chosen c USING (work) WHERE a.country <> ''",
    "partner": "SELECT DISTINCT a.institution AS value, c.work, c.is_open FROM affiliations a JOIN chosen c USING (work) WHERE a.institution <> ''",
}
FIGURES = ("color", "discipline", "publisher", "journal", "funder", "license", "country", "partner")


@dataclass(frozen=True, slots=True)
class Row:
    """One value: of how many papers, how many of those are open, and of how many anybody says whether they are. ``name``: where the value is a key."""

    value: str
    papers: int
    open: int
    known: int
    name: str = ""

    @property
    def share(self) -> float | None:
        """Return the share that is open of those of which it is known, 0..1; None where nobody says."""
        return self.open / self.known if self.known else None


@dataclass(frozen=True, slots=True)
class Figure:
    """Papers by one thing. ``values``: how many values there are, of which ``rows`` are the most frequent."""

    name: str
    rows: tuple[Row, ...]
    values: int

    @property
    def most(self) -> int:
        """Return the largest number, to draw by."""
        return max((row.papers for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Year:
    """A year with its papers by color, in the order of COLORS; ``unknown``: of which nobody says how open they are."""

    year: int
    colors: tuple[int, ...]
    unknown: int

    @property
    def papers(self) -> int:
        """Return all papers of the year."""
        return sum(self.colors) + self.unknown

    @property
    def open(self) -> int:
        """Return those that anybody can read."""
        return sum(self.colors[:-1])

    @property
    def known(self) -> int:
        """Return those of which it is known."""
        return sum(self.colors)

    @property
    def share(self) -> float | None:
        """Return the share that is open, 0..1."""
        return self.open / self.known if self.known else None


@dataclass(frozen=True, slots=True)
class Cost:
    """Charges of one kind in one currency: of how many papers, together so many minor units."""

    kind: str
    currency: str
    papers: int
    minor: int


@dataclass(frozen=True, slots=True)
class Peer:
    """An institution beside others: papers, how many are open, and its papers by discipline."""

    key: str
    name: str
    papers: int
    open: int
    known: int
    disciplines: dict[str, int]

    @property
    def share(self) -> float | None:
        """Return the share that is open, 0..1."""
        return self.open / self.known if self.known else None


@dataclass(frozen=True, slots=True)
class Dashboard:
    """All that a page shows. ``lead``: (papers whose corresponding author works there, papers with a corresponding author known); ``unnamed``: papers with
    an affiliation that names no known body; ``made_at``: when the store was brought up to date."""

    choice: Choice
    made_at: datetime | None
    papers: int
    open: int
    known: int
    undated: int
    years: tuple[Year, ...]
    figures: dict[str, Figure]
    costs: tuple[Cost, ...]
    lead: tuple[int, int]
    unnamed: int
    peers: tuple[Peer, ...]

    @property
    def share(self) -> float | None:
        """Return the share that is open, 0..1; None where nobody says of any paper."""
        return self.open / self.known if self.known else None


def dashboard(choice: Choice) -> Dashboard:
    """Return the figures of a choice; raise PapersUnavailable."""
    return _counted(choice, papers.standing())


@lru_cache(maxsize=128)
def _counted(choice: Choice, standing: papers.Standing) -> Dashboard:
    with papers.opened() as con:
        gather(con, choice)
        total = con.execute(
            "SELECT count(*), count(*) FILTER (is_open), count(is_open), count(*) FILTER (year IS NULL) FROM chosen"
        ).fetchone()
        assert total is not None
        return Dashboard(
            choice=choice,
            made_at=standing.made_at,
            papers=total[0],
            open=total[1],
            known=total[2],
            undated=total[3],
            years=_years(con),
            figures={name: figure_of(con, choice, name) for name in FIGURES},
            costs=_costs(con),
            lead=_lead(con, choice),
            unnamed=_unnamed(con, choice),
            peers=_peers(con, choice),
        )


def gather(con: "DuckDBPyConnection", choice: Choice) -> None:
    """Make ``chosen``, the papers that are meant, of one connection: all of them by their file, those of institutions in a table of their own."""
    years = [f"year {sign} {int(year)}" for sign, year in ((">=", choice.first), ("<=", choice.last)) if year is not None]
    if not choice.institutions:
        where = f"WHERE {' AND '.join(years)}" if years else ""
        con.execute(f"CREATE OR REPLACE TEMP VIEW chosen AS SELECT {_COLUMNS} FROM papers {where}")  # noqa: S608 (our own names and numbers)
        return
    where = " AND ".join(["work IN (SELECT work FROM affiliations WHERE institution IN (SELECT unnest(?::VARCHAR[])))", *years])
    table = f"CREATE OR REPLACE TEMP TABLE chosen AS SELECT {_COLUMNS} FROM papers WHERE {where}"  # noqa: S608 (the same)
    con.execute(table, [list(choice.institutions)])


def figure_of(con: "DuckDBPyConnection", choice: Choice, name: str, *, longest: int = LONGEST) -> Figure:
    """Return the papers that were gathered by one thing, the most frequent first."""
    rows = _JOINED.get(name) or f"SELECT {_VALUES[name]} AS value, work, is_open FROM chosen"  # noqa: S608 (our own names)
    question = f"""
        WITH counted AS (
            SELECT value, count(*) AS papers, count(*) FILTER (is_open) AS open, count(is_open) AS known FROM ({rows})
            WHERE value IS NOT NULL GROUP BY value
        )
        SELECT value, papers, open, known, count(*) OVER () FROM counted ORDER BY papers DESC, value LIMIT {longest + len(choice.institutions)}"""  # noqa: S608 (our own names and numbers)
    found = con.execute(question).fetchall()
    own = set(choice.institutions) if name == "partner" else set()
    others = [row for row in found if row[0] not in own]
    names = _names(con, name, [row[0] for row in others[:longest]])
    rest = found[0][4] - len(found) if found else 0
    return Figure(name, tuple(Row(*row[:4], names.get(row[0], "")) for row in others[:longest]), len(others) + rest)


def _names(con: "DuckDBPyConnection", name: str, keys: list[str]) -> dict[str, str]:
    """Return what keys are called: of funders as most records name them, of institutions."""
    if name == "funder":
        question = "SELECT funder, mode(name) FROM fundings WHERE funder IN (SELECT unnest(?::VARCHAR[])) GROUP BY funder"
    elif name == "partner":
        question = "SELECT institution, name FROM institutions WHERE institution IN (SELECT unnest(?::VARCHAR[]))"
    else:
        return {}
    return dict(con.execute(question, [keys]).fetchall())


def _years(con: "DuckDBPyConnection") -> tuple[Year, ...]:
    """Return every year from the first to the last, also those without a paper."""
    question = "SELECT year, CASE WHEN is_open IS NULL THEN NULL ELSE color END, count(*) FROM chosen WHERE year BETWEEN 1000 AND 2999 GROUP BY ALL"
    counted = {(year, color): count for year, color, count in con.execute(question).fetchall()}
    if not counted:
        return ()
    first, last = min(year for year, _ in counted), max(year for year, _ in counted)
    first = max(first, last - 60)  # older ones are few, and stand in the CSV
    return tuple(
        Year(year, tuple(counted.get((year, color), 0) for color in COLORS), counted.get((year, None), 0))
        for year in range(first, last + 1)
    )


def _costs(con: "DuckDBPyConnection") -> tuple[Cost, ...]:
    question = """
        SELECT kind, currency, count(DISTINCT work), sum(minor) FROM amounts SEMI JOIN chosen USING (work)
        GROUP BY kind, currency ORDER BY kind, count(DISTINCT work) DESC, currency"""
    return tuple(Cost(kind, currency, count, int(minor)) for kind, currency, count, minor in con.execute(question).fetchall())


def _lead(con: "DuckDBPyConnection", choice: Choice) -> tuple[int, int]:
    if not choice.institutions:
        return (0, 0)
    question = """
        WITH corresponding AS (SELECT work, position FROM contributions SEMI JOIN chosen USING (work) WHERE corresponding)
        SELECT (SELECT count(DISTINCT work) FROM affiliations SEMI JOIN corresponding USING (work, position)
                WHERE institution IN (SELECT unnest(?::VARCHAR[]))), count(DISTINCT work) FROM corresponding"""
    found = con.execute(question, [list(choice.institutions)]).fetchone()
    return (found[0], found[1]) if found else (0, 0)


def _unnamed(con: "DuckDBPyConnection", choice: Choice) -> int:
    """Return how many papers have an affiliation that names no known body; of all papers alone: those of an institution were found by theirs."""
    if choice.institutions:
        return 0
    found = con.execute(
        "SELECT count(DISTINCT work) FROM affiliations SEMI JOIN chosen USING (work) WHERE institution = ''"
    ).fetchone()
    return found[0] if found else 0


def _peers(con: "DuckDBPyConnection", choice: Choice) -> tuple[Peer, ...]:
    """Return the choice and those that it is compared with; nothing where there is nobody to compare with."""
    if not choice.peers:
        return ()
    own = Choice(key=choice.key, name=choice.name, institutions=choice.institutions, first=choice.first, last=choice.last)
    names = _names(con, "partner", list(choice.peers))
    each = [
        own,
        *(
            Choice(key=key, name=names.get(key, key), institutions=(key,), first=choice.first, last=choice.last)
            for key in choice.peers
        ),
    ]
    found = []
    for one in each:
        gather(con, one)
        count = con.execute("SELECT count(*), count(*) FILTER (is_open), count(is_open) FROM chosen").fetchone() or (0, 0, 0)
        rows = con.execute("SELECT d, count(*) FROM (SELECT unnest(disciplines) AS d FROM chosen) GROUP BY d").fetchall()
        found.append(Peer(one.key, one.name, *count, dict(rows)))
    gather(con, own)
    return tuple(found)


def table_of(choice: Choice, name: str) -> Figure:
    """Return a figure with all its rows, for a file."""
    with papers.opened() as con:
        gather(con, choice)
        return figure_of(con, choice, name, longest=MOST)


def condition(choice: Choice, asked: dict[str, str]) -> tuple[str, list[Any]]:
    """Return which of the papers that were gathered are asked for, as a condition with its values."""
    said, values = ["true"], list[Any]()
    for name, value in asked.items():
        if name == "lead":
            said.append(
                "work IN (SELECT work FROM contributions c JOIN affiliations a USING (work, position) WHERE c.corresponding "
                "AND a.institution IN (SELECT unnest(?::VARCHAR[])))"
            )
            values.append(list(choice.institutions))
        else:
            said.append(CONDITIONS[name])
            values += [value] if "?" in CONDITIONS[name] else []
    return " AND ".join(said), values


def disciplines_of(peers: Sequence[Peer]) -> list[str]:
    """Return the disciplines that any of these has papers in, by those of the first."""
    first = peers[0].disciplines if peers else {}
    every = {code for peer in peers for code in peer.disciplines}
    return sorted(every, key=lambda code: (-first.get(code, 0), code))[:LONGEST]
